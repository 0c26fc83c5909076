// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/docks/pages/pagesview.h"

#include "core/document/commands/pagecommands.h"
#include "ui/page/art/pagethumbnails.h"
#include "ui/page/docks/pages/pagelistmodel.h"

#include <QDrag>
#include <QDragMoveEvent>
#include <QMimeData>
#include <QPainter>
#include <QScopedValueRollback>
#include <QScrollBar>

#include <algorithm>

namespace koma {
namespace {

constexpr QSize kPageBoxPx(92, 130);
constexpr int kGapPx = 14;
constexpr int kRingPx = 3;
constexpr int kDragPictureHeightPx = 96;

} // namespace

// The layout of lists is left out on purpose: the grid lays out and paints. Selection stays.
// NOLINTBEGIN(bugprone-parent-virtual-call)

PagesView::PagesView(PageSelection &selection, PageThumbnails &thumbnails, QWidget *parent)
    : QListView(parent),
      m_selection(selection),
      m_thumbnails(thumbnails),
      m_model(new PageListModel(selection.document(), thumbnails, this))
{
    setObjectName(QStringLiteral("pagesView"));
    setAccessibleName(tr("Pages"));
    setModel(m_model);
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setDragDropMode(QAbstractItemView::DragDrop);
    setDefaultDropAction(Qt::MoveAction);
    setAutoScroll(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    viewport()->setBackgroundRole(QPalette::Mid);
    connect(m_model, &PageListModel::arrangementChanged, this, &PagesView::arrange);
    connect(&selection, &PageSelection::pageChanged, this, &PagesView::showPage);
    arrange();
    showPage(selection.page());
}

QSize PagesView::sizeHint() const
{
    const int scrollBarPx = verticalScrollBar()->sizeHint().width();
    return {2 * kPageBoxPx.width() + 2 * kGapPx + scrollBarPx, 3 * kPageBoxPx.height()};
}

QList<PageId> PagesView::picked() const
{
    QList<PageId> pages;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (selectionModel()->isSelected(m_model->index(row)))
            pages.append(m_model->pageAt(row));
    }
    return pages;
}

void PagesView::arrange()
{
    m_grid = PageGrid(m_selection.document().comic(), {.widthPx = viewport()->width(),
                                                       .pageBoxPx = kPageBoxPx,
                                                       .labelPx = fontMetrics().height() + 8,
                                                       .gapPx = kGapPx});
    updateGeometries();
    viewport()->update();
    askForThumbnails();
}

void PagesView::showPage(PageId page)
{
    const QModelIndex index = m_model->indexOf(page);
    if (m_isFollowing || !index.isValid() || index == currentIndex())
        return;
    const QScopedValueRollback following(m_isFollowing, true);
    const bool isPicked = selectionModel()->isSelected(index);
    selectionModel()->setCurrentIndex(index, isPicked ? QItemSelectionModel::NoUpdate
                                                      : QItemSelectionModel::ClearAndSelect);
    scrollTo(index);
}

void PagesView::askForThumbnails()
{
    if (!isVisible()) {
        m_thumbnails.setWanted({});
        return;
    }
    const QRect seen = viewport()->rect().translated(0, verticalOffset());
    const QRect near = seen.adjusted(0, -seen.height(), 0, seen.height());
    QList<PageId> wanted;
    QList<PageId> later;
    for (int page = 0; page < m_grid.count(); ++page) {
        if (m_grid.cell(page).intersects(seen))
            wanted.append(m_model->pageAt(page));
        else if (m_grid.cell(page).intersects(near))
            later.append(m_model->pageAt(page));
    }
    const QSize widest(2 * kPageBoxPx.width(), kPageBoxPx.height()); // a double page
    m_thumbnails.setBox((QSizeF(widest) * devicePixelRatioF()).toSize());
    m_thumbnails.setWanted(wanted + later);
}

QRect PagesView::visualRect(const QModelIndex &index) const
{
    return m_grid.cell(index.isValid() ? index.row() : -1).translated(0, -verticalOffset());
}

QModelIndex PagesView::indexAt(const QPoint &point) const
{
    const int page = m_grid.pageAt(contentPoint(point));
    return page >= 0 ? m_model->index(page) : QModelIndex();
}

QPoint PagesView::contentPoint(QPointF point) const
{
    return point.toPoint() + QPoint(0, verticalOffset());
}

void PagesView::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    const QRect cell = m_grid.cell(index.row());
    QScrollBar &bar = *verticalScrollBar();
    const int top = cell.top() - kGapPx;
    const int bottom = cell.bottom() + kGapPx - viewport()->height();
    if (hint == PositionAtCenter)
        bar.setValue((top + bottom) / 2);
    else if (hint == PositionAtTop || (hint == EnsureVisible && top < bar.value()))
        bar.setValue(top);
    else if (hint == PositionAtBottom || bottom > bar.value())
        bar.setValue(bottom);
}

QModelIndex PagesView::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    const int last = m_model->rowCount() - 1;
    const int page = currentIndex().isValid() ? currentIndex().row() : 0;
    const int forwards = m_grid.isFromRight() ? -1 : 1;
    int target = page;
    switch (action) {
    case MoveUp:
        target = m_grid.pageInRow(page, -1);
        break;
    case MoveDown:
        target = m_grid.pageInRow(page, 1);
        break;
    case MoveLeft:
        target = page - forwards;
        break;
    case MoveRight:
        target = page + forwards;
        break;
    case MovePageUp:
    case MovePrevious:
        target = page - 1;
        break;
    case MovePageDown:
    case MoveNext:
        target = page + 1;
        break;
    case MoveHome:
        target = 0;
        break;
    case MoveEnd:
        target = last;
        break;
    }
    return last < 0 ? QModelIndex() : m_model->index(std::clamp(target, 0, last));
}

int PagesView::verticalOffset() const
{
    return verticalScrollBar()->value();
}

void PagesView::setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags flags)
{
    QItemSelection hit;
    const QModelIndex from = indexAt(rect.topLeft());
    const QModelIndex to = indexAt(rect.bottomRight());
    // With Shift, from one page to another as they are read; a drag takes what it touches.
    if (state() != DragSelectingState && from.isValid() && to.isValid()) {
        hit.select(std::min(from, to), std::max(from, to));
    } else {
        for (int page = 0; page < m_grid.count(); ++page) {
            const QModelIndex index = m_model->index(page);
            if (visualRect(index).intersects(rect.normalized()))
                hit.select(index, index);
        }
    }
    selectionModel()->select(hit, flags);
}

QRegion PagesView::visualRegionForSelection(const QItemSelection &selection) const
{
    QRegion region;
    for (const QModelIndex &index : selection.indexes())
        region += visualRect(index);
    return region;
}

void PagesView::updateGeometries()
{
    QScrollBar &bar = *verticalScrollBar();
    bar.setRange(0, std::max(0, m_grid.heightPx() - viewport()->height()));
    bar.setPageStep(viewport()->height());
    bar.setSingleStep(kPageBoxPx.height() / 3);
    QAbstractItemView::updateGeometries();
}

void PagesView::doItemsLayout()
{
    QAbstractItemView::doItemsLayout(); // nothing to lay out: the grid is
}

void PagesView::scrollContentsBy(int, int)
{
    viewport()->update();
    askForThumbnails();
}

void PagesView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    viewport()->update();
    if (m_isFollowing || !current.isValid())
        return;
    const QScopedValueRollback following(m_isFollowing, true);
    m_selection.setPage(m_model->pageAt(current.row()));
}

void PagesView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QListView::selectionChanged(selected, deselected);
    viewport()->update();
    Q_EMIT pickedChanged();
}

void PagesView::startDrag(Qt::DropActions)
{
    QModelIndexList rows;
    for (const PageId page : picked())
        rows.append(m_model->indexOf(page));
    if (rows.isEmpty())
        return;
    auto *drag = new QDrag(this);
    drag->setMimeData(m_model->mimeData(rows));
    const auto picture = rows.first().data(PageListModel::ThumbnailRole).value<QImage>();
    if (!picture.isNull())
        drag->setPixmap(QPixmap::fromImage(
            picture.scaledToHeight(kDragPictureHeightPx, Qt::SmoothTransformation)));
    drag->exec(Qt::MoveAction);
    setState(NoState);
    showInsertion({});
}

void PagesView::dragEnterEvent(QDragEnterEvent *event)
{
    if (!m_model->pagesIn(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void PagesView::dragMoveEvent(QDragMoveEvent *event)
{
    if (m_model->pagesIn(*event->mimeData()).isEmpty()) {
        event->ignore();
        return;
    }
    // The base class scrolls near the edges; where things land is up to the grid.
    QAbstractItemView::dragMoveEvent(event);
    showInsertion(m_grid.insertionAt(contentPoint(event->position())));
    event->acceptProposedAction();
}

void PagesView::dragLeaveEvent(QDragLeaveEvent *event)
{
    QAbstractItemView::dragLeaveEvent(event);
    showInsertion({});
}

void PagesView::dropEvent(QDropEvent *event)
{
    const QList<PageId> pages = m_model->pagesIn(*event->mimeData());
    const PageGrid::Insertion insertion = m_grid.insertionAt(contentPoint(event->position()));
    stopAutoScroll();
    setState(NoState);
    showInsertion({});
    if (pages.isEmpty())
        return;
    Document &document = m_selection.document();
    document.undoStack().push(movePages(document, pages, insertion.index).release());
    event->acceptProposedAction();
}

void PagesView::showInsertion(std::optional<PageGrid::Insertion> insertion)
{
    m_insertion = insertion;
    viewport()->update();
}

void PagesView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(0, -verticalOffset());
    const QRect dirty = event->rect().translated(0, verticalOffset());
    for (int page = 0; page < m_grid.count(); ++page) {
        if (m_grid.cell(page).adjusted(-kGapPx, -kGapPx, kGapPx, kGapPx).intersects(dirty))
            paintPage(painter, m_model->index(page));
    }
    if (!m_insertion)
        return;
    const QRect &mark = m_insertion->mark;
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette().color(QPalette::Highlight));
    painter.drawRoundedRect(mark, 1.5, 1.5);
    const bool isUpright = mark.height() > mark.width();
    const QPointF middle = QRectF(mark).center();
    for (const double end : {-0.5, 0.5}) {
        const QPointF at = isUpright ? middle + QPointF(0.0, end * mark.height())
                                     : middle + QPointF(end * mark.width(), 0.0);
        painter.drawEllipse(at, 4.0, 4.0);
    }
}

void PagesView::paintPage(QPainter &painter, const QModelIndex &index) const
{
    const QRect paper = m_grid.paper(index.row());
    const bool isCurrent = index == currentIndex();
    const bool isPicked = selectionModel()->isSelected(index);
    painter.fillRect(paper, index.data(PageListModel::PaperRole).value<QColor>());
    const auto picture = index.data(PageListModel::ThumbnailRole).value<QImage>();
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    if (!picture.isNull())
        painter.drawImage(paper, picture);
    painter.setBrush(Qt::NoBrush);
    QColor edge = palette().color(QPalette::Text);
    edge.setAlpha(70);
    painter.setPen(QPen(edge, 1.0));
    painter.drawRect(QRectF(paper).adjusted(0.5, 0.5, -0.5, -0.5));
    if (isCurrent || isPicked) {
        QColor ring = palette().color(QPalette::Highlight);
        if (isPicked) {
            QColor veil = ring;
            veil.setAlpha(isCurrent ? 28 : 60);
            painter.fillRect(paper, veil);
        }
        const double inset = kRingPx / 2.0;
        painter.setPen(
            QPen(ring, isCurrent ? kRingPx : 1.5, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
        painter.drawRect(QRectF(paper).adjusted(inset, inset, -inset, -inset));
    }

    const QRect cell = m_grid.cell(index.row());
    const QRect label(cell.left(), paper.bottom() + 1, cell.width(),
                      cell.bottom() - paper.bottom());
    QFont font = this->font();
    font.setBold(isCurrent);
    painter.setFont(font);
    painter.setPen(palette().color(isCurrent ? QPalette::WindowText : QPalette::PlaceholderText));
    const QFontMetrics metrics(font);
    const QString text = metrics.elidedText(index.data().toString(), Qt::ElideRight, label.width());
    QRect words = metrics.boundingRect(text);
    words.setSize(QSize(metrics.horizontalAdvance(text) + 2, label.height()));
    words.moveCenter(QPoint(paper.center().x(), label.center().y()));
    words.moveLeft(std::clamp(words.left(), cell.left(),
                              std::max(cell.left(), cell.right() - words.width() + 1)));
    painter.drawText(words, Qt::AlignCenter, text);
}

void PagesView::resizeEvent(QResizeEvent *event)
{
    QAbstractItemView::resizeEvent(event);
    arrange();
}

void PagesView::showEvent(QShowEvent *event)
{
    QAbstractItemView::showEvent(event);
    arrange();
    if (currentIndex().isValid())
        scrollTo(currentIndex());
}

void PagesView::hideEvent(QHideEvent *event)
{
    QAbstractItemView::hideEvent(event);
    m_thumbnails.setWanted({});
}

// NOLINTEND(bugprone-parent-virtual-call)

} // namespace koma
