// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/stylegallery.h"

#include "ui/gallery/styledelegate.h"
#include "ui/gallery/stylelistmodel.h"

#include <QScrollBar>

namespace koma {

StyleGallery::StyleGallery(StyleListModel &model, QWidget *parent)
    : QListView(parent), m_model(model)
{
    setObjectName(QStringLiteral("styleGallery"));
    setAccessibleName(tr("Styles"));
    setModel(&model);
    setItemDelegate(new StyleDelegate(this));
    setViewMode(QListView::IconMode);
    setMovement(QListView::Static);
    setResizeMode(QListView::Adjust);
    setUniformItemSizes(true);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setMouseTracking(true);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    verticalScrollBar()->setSingleStep(24);
    setFrameShape(QFrame::NoFrame);
}

QSize StyleGallery::sizeHint() const
{
    return {StyleDelegate::thumbnailSize().width() + 46, 480};
}

QString StyleGallery::chosenStyleId() const
{
    return m_model.styleIdAt(currentIndex().row());
}

void StyleGallery::showChosen(const QString &styleId)
{
    m_isFollowing = true;
    const QModelIndex index = m_model.index(m_model.rowOf(styleId));
    setCurrentIndex(index);
    if (index.isValid())
        scrollTo(index);
    m_isFollowing = false;
}

void StyleGallery::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    if (!m_isFollowing && current.isValid())
        Q_EMIT styleChosen(m_model.styleIdAt(current.row()));
}

} // namespace koma
