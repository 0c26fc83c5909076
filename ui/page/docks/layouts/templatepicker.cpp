// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/docks/layouts/templatepicker.h"

#include "ui/page/docks/layouts/templatedelegate.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QVBoxLayout>

namespace koma {

TemplatePicker::TemplatePicker(QWidget *parent)
    : QWidget(parent),
      m_model(new TemplateListModel(this)),
      m_search(new QLineEdit(this)),
      m_list(new QListView(this)),
      m_nothing(new QLabel(tr("No layout has this name."), this))
{
    m_search->setPlaceholderText(tr("Search layouts"));
    m_search->setAccessibleName(tr("Search layouts"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("templatesView"));
    m_list->setAccessibleName(tr("Layouts"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new TemplateDelegate(*m_model, this));
    m_list->setViewMode(QListView::IconMode);
    m_list->setMovement(QListView::Static);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // A bar that comes and goes would change the width of the headings that make it come and go.
    m_list->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    m_list->setMouseTracking(true);
    m_list->installEventFilter(this);
    m_nothing->setObjectName(QStringLiteral("mutedText"));
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->hide();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *searchRow = new QVBoxLayout;
    searchRow->setContentsMargins(10, 6, 10, 6);
    searchRow->addWidget(m_search);
    layout->addLayout(searchRow);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_nothing, 1);
    connect(m_search, &QLineEdit::textChanged, this, &TemplatePicker::filter);
    connect(m_list, &QListView::clicked, this, &TemplatePicker::choose);
}

void TemplatePicker::filter(const QString &words)
{
    m_model->setFilter(words);
    const bool isEmpty = m_model->rowCount() == 0;
    m_list->setHidden(isEmpty);
    m_nothing->setVisible(isEmpty);
}

void TemplatePicker::choose(const QModelIndex &index)
{
    const bool isPossible = index.isValid() && index.flags().testFlag(Qt::ItemIsEnabled);
    if (isPossible)
        Q_EMIT chosen(index.data(TemplateListModel::IdRole).toString());
}

bool TemplatePicker::eventFilter(QObject *watched, QEvent *event)
{
    const bool isUsed = event->type() == QEvent::KeyPress &&
                        handleKey(watched, static_cast<QKeyEvent *>(event)->key());
    return isUsed || QWidget::eventFilter(watched, event);
}

bool TemplatePicker::handleKey(const QObject *watched, int key)
{
    const bool isEnter = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (watched == m_list && isEnter) {
        choose(m_list->currentIndex());
        return true;
    }
    if (watched == m_search && (isEnter || key == Qt::Key_Down)) {
        m_list->setFocus();
        m_list->setCurrentIndex(m_model->index(m_model->firstTemplate()));
        return true;
    }
    return false;
}

} // namespace koma
