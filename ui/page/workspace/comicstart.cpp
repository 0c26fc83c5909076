// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/workspace/comicstart.h"

#include "ui/page/workspace/comiccommands.h"
#include "ui/theme/icon.h"

#include <QAction>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace koma {
namespace {

QPushButton *buttonOf(QAction &action, QWidget *parent)
{
    QString text = action.text();
    auto *button = new QPushButton(text.remove(QLatin1Char('&')), parent);
    button->setToolTip(action.toolTip());
    QObject::connect(button, &QPushButton::clicked, &action, &QAction::trigger);
    QObject::connect(&action, &QAction::changed, button,
                     [button, &action] { button->setVisible(action.isVisible()); });
    return button;
}

} // namespace

ComicStart::ComicStart(const ComicCommands &actions, QWidget *parent) : QWidget(parent)
{
    auto *icon = new QLabel(this);
    icon->setPixmap(themeIcon(QStringLiteral("comic")).pixmap(QSize(56, 56), devicePixelRatioF()));
    icon->setAlignment(Qt::AlignCenter);
    auto *title = new QLabel(tr("Make a comic"), this);
    title->setObjectName(QStringLiteral("emptyTitle"));
    title->setAlignment(Qt::AlignCenter);
    auto *hint = new QLabel(tr("Cut a page into panels, drop pictures into them, choose a style "
                               "for each,\nadd balloons and tones, and export a book."),
                            this);
    hint->setObjectName(QStringLiteral("mutedText"));
    hint->setAlignment(Qt::AlignCenter);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(10);
    buttons->addStretch();
    QPushButton *first = buttonOf(*actions.newComic, this);
    first->setObjectName(QStringLiteral("primaryButton"));
    buttons->addWidget(first);
    for (QAction *action : {actions.openComic, actions.importPages, actions.openSample})
        buttons->addWidget(buttonOf(*action, this));
    buttons->addStretch();

    m_recovery = new QWidget(this);
    m_rows = new QVBoxLayout(m_recovery);
    m_recovery->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(10);
    layout->addStretch();
    layout->addWidget(icon);
    layout->addSpacing(4);
    layout->addWidget(title);
    layout->addWidget(hint);
    layout->addSpacing(10);
    layout->addLayout(buttons);
    layout->addSpacing(20);
    layout->addWidget(m_recovery, 0, Qt::AlignHCenter);
    layout->addStretch();
}

void ComicStart::setRecoverable(const std::vector<RecoverableJournal> &journals)
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        // Perhaps the row whose button has just been clicked.
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    m_recovery->setVisible(!journals.empty());
    if (journals.empty())
        return;
    auto *title = new QLabel(tr("Koma did not end well. These comics were not saved:"), m_recovery);
    m_rows->addWidget(title);
    for (const RecoverableJournal &journal : journals) {
        auto *row = new QWidget(m_recovery);
        auto *line = new QHBoxLayout(row);
        line->setContentsMargins(0, 0, 0, 0);
        const QString file = QString::fromStdU16String(journal.documentPath.u16string());
        const QString name = !file.isEmpty()            ? QFileInfo(file).fileName()
                             : !journal.title.isEmpty() ? journal.title
                                                        : tr("Untitled comic");
        const QString when =
            QLocale().toString(journal.writtenAt.toLocalTime(), QLocale::ShortFormat);
        const QString pages =
            journal.pageCount == 1 ? tr("1 page") : tr("%1 pages").arg(journal.pageCount);
        line->addWidget(new QLabel(tr("“%1”, %2, %3").arg(name, pages, when), row), 1);
        auto *recover = new QPushButton(tr("Recover"), row);
        auto *discard = new QPushButton(tr("Discard"), row);
        connect(recover, &QPushButton::clicked, this,
                [this, journal] { Q_EMIT recoverRequested(journal); });
        connect(discard, &QPushButton::clicked, this,
                [this, journal] { Q_EMIT discardRequested(journal); });
        line->addWidget(recover);
        line->addWidget(discard);
        m_rows->addWidget(row);
    }
}

} // namespace koma
