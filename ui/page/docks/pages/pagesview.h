// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/page/docks/pages/pagegrid.h"
#include "ui/page/session/pageselection.h"

#include <QListView>

#include <optional>

namespace koma {

class PageListModel;
class PageThumbnails;

/// The comic's pages as thumbnails, in spreads as readers see them. The current page is the one
/// that the canvas shows, both ways; several can be picked and dragged to another place. Arrows go
/// where they point, Page Up and Page Down to the page read before or after. GUI thread; selection
/// and thumbnails must outlive it.
class PagesView : public QListView
{
    Q_OBJECT

public:
    PagesView(PageSelection &selection, PageThumbnails &thumbnails, QWidget *parent = nullptr);

    [[nodiscard]] PageListModel &pages() const { return *m_model; }
    /// Picked ones in reading order.
    [[nodiscard]] QList<PageId> picked() const;
    [[nodiscard]] const PageGrid &grid() const { return m_grid; }

    [[nodiscard]] QRect visualRect(const QModelIndex &index) const override;
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;
    [[nodiscard]] QModelIndex indexAt(const QPoint &point) const override;
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void pickedChanged();

protected:
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    [[nodiscard]] int horizontalOffset() const override { return 0; }
    [[nodiscard]] int verticalOffset() const override;
    [[nodiscard]] bool isIndexHidden(const QModelIndex &) const override { return false; }
    void setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags flags) override;
    [[nodiscard]] QRegion visualRegionForSelection(const QItemSelection &selection) const override;
    void updateGeometries() override;
    void doItemsLayout() override;
    void scrollContentsBy(int dx, int dy) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void selectionChanged(const QItemSelection &selected,
                          const QItemSelection &deselected) override;

    void startDrag(Qt::DropActions actions) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void arrange();
    void showPage(PageId page);
    /// Visible pages first, then those that scrolling shows next.
    void askForThumbnails();
    void paintPage(QPainter &painter, const QModelIndex &index) const;
    [[nodiscard]] QPoint contentPoint(QPointF point) const;
    void showInsertion(std::optional<PageGrid::Insertion> insertion);

    PageSelection &m_selection;
    PageThumbnails &m_thumbnails;
    PageListModel *m_model;
    PageGrid m_grid;
    std::optional<PageGrid::Insertion> m_insertion;
    bool m_isFollowing = false;
};

} // namespace koma
