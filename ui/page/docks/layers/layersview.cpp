// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/docks/layers/layersview.h"

#include "ui/page/docks/layers/layerdelegate.h"

#include <QDrag>
#include <QDragMoveEvent>
#include <QHeaderView>
#include <QMimeData>
#include <QPainter>
#include <QScopedValueRollback>
#include <QSet>

#include <algorithm>

namespace koma {
namespace {

constexpr int kSwitchColumnPx = 28;
constexpr int kIndentPx = 16;
constexpr double kDropMarkPx = 2.5;

/// What the pointer carries: the first name, and how many more.
QPixmap dragPicture(const QModelIndexList &rows, const QWidget &view)
{
    QString text = rows.first().data().toString();
    if (rows.size() > 1)
        text = LayersView::tr("%n layer(s)", nullptr, static_cast<int>(rows.size()));
    const QFontMetrics metrics = view.fontMetrics();
    const QSize size(metrics.horizontalAdvance(text) + 24, metrics.height() + 12);
    QPixmap picture(size * view.devicePixelRatioF());
    picture.setDevicePixelRatio(view.devicePixelRatioF());
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(view.font());
    painter.setPen(Qt::NoPen);
    painter.setBrush(view.palette().color(QPalette::Highlight));
    painter.drawRoundedRect(QRect(QPoint(0, 0), size), 5.0, 5.0);
    painter.setPen(view.palette().color(QPalette::HighlightedText));
    painter.drawText(QRect(QPoint(0, 0), size), Qt::AlignCenter, text);
    return picture;
}

} // namespace

LayersView::LayersView(PageSelection &selection, QWidget *parent)
    : QTreeView(parent),
      m_selection(selection),
      m_model(new LayerTreeModel(selection.document(), this))
{
    setObjectName(QStringLiteral("layersView"));
    setAccessibleName(tr("Layers"));
    auto *delegate = new LayerDelegate(this);
    setItemDelegate(delegate);
    setModel(m_model);
    setHeaderHidden(true);
    header()->setStretchLastSection(false);
    header()->setMinimumSectionSize(kSwitchColumnPx);
    header()->setSectionResizeMode(LayerTreeModel::NameColumn, QHeaderView::Stretch);
    for (const int column : {LayerTreeModel::VisibleColumn, LayerTreeModel::LockColumn}) {
        header()->setSectionResizeMode(column, QHeaderView::Fixed);
        header()->resizeSection(column, kSwitchColumnPx);
    }
    setUniformRowHeights(true);
    setIndentation(kIndentPx);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    setExpandsOnDoubleClick(false);
    setDragDropMode(QAbstractItemView::DragDrop); // the model takes only its own layers
    setDefaultDropAction(Qt::MoveAction);
    setDropIndicatorShown(true);
    setAllColumnsShowFocus(true);
    setContextMenuPolicy(Qt::ActionsContextMenu);

    connect(this, &QTreeView::expanded, this, [this](const auto &at) { rememberOpen(at, true); });
    connect(this, &QTreeView::collapsed, this, [this](const auto &at) { rememberOpen(at, false); });
    connect(delegate, &LayerDelegate::switchClicked, this, [this](const QModelIndex &index) {
        const ObjectId id = m_model->objectAt(index);
        const bool isPicked = m_selection.contains(id);
        Q_EMIT switchClicked(static_cast<LayerTreeModel::Column>(index.column()),
                             isPicked ? m_selection.objects() : QList<ObjectId>{id});
    });
    connect(&selection, &PageSelection::pageChanged, m_model, &LayerTreeModel::setPage);
    connect(&selection, &PageSelection::objectsChanged, this, &LayersView::showPicked);
    m_model->setPage(selection.page());
}

void LayersView::startDrag(Qt::DropActions)
{
    const QModelIndexList rows = selectionModel()->selectedRows();
    if (rows.isEmpty())
        return;
    auto *drag = new QDrag(this);
    drag->setMimeData(m_model->mimeData(rows));
    drag->setPixmap(dragPicture(rows, *this));
    m_model->setDragged(m_selection.objects());
    drag->exec(Qt::MoveAction);
    m_model->setDragged({});
    setState(NoState);
    showDropMark({});
}

void LayersView::dragMoveEvent(QDragMoveEvent *event)
{
    QTreeView::dragMoveEvent(event);
    if (!event->isAccepted()) {
        showDropMark({});
        return;
    }
    QModelIndex index = indexAt(event->position().toPoint()).siblingAtColumn(0);
    DropIndicatorPosition position = dropIndicatorPosition();
    if (position == OnViewport) {
        index = lastRow();
        position = BelowItem;
    }
    QRect mark = visualRect(index);
    if (position == AboveItem)
        mark.setHeight(0);
    else if (position == BelowItem)
        mark.setTop(mark.bottom() + 1);
    mark.setRight(viewport()->width() - 4);
    showDropMark(mark);
}

QModelIndex LayersView::lastRow() const
{
    QModelIndex last = m_model->index(m_model->rowCount() - 1, LayerTreeModel::NameColumn);
    while (isExpanded(last) && m_model->rowCount(last) > 0)
        last = m_model->index(m_model->rowCount(last) - 1, LayerTreeModel::NameColumn, last);
    return last;
}

void LayersView::dragLeaveEvent(QDragLeaveEvent *event)
{
    QTreeView::dragLeaveEvent(event);
    showDropMark({});
}

void LayersView::dropEvent(QDropEvent *event)
{
    QTreeView::dropEvent(event);
    showDropMark({});
}

void LayersView::showDropMark(const QRect &mark)
{
    m_dropMark = mark;
    viewport()->update();
}

void LayersView::paintEvent(QPaintEvent *event)
{
    QTreeView::paintEvent(event);
    if (m_dropMark.isNull())
        return;
    // Over the style's own mark, which is a hairline.
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor accent = palette().color(QPalette::Highlight);
    painter.setPen(QPen(accent, kDropMarkPx));
    if (m_dropMark.height() > 0) {
        painter.drawRoundedRect(QRectF(m_dropMark).adjusted(1.0, 1.0, -1.0, -1.0), 4.0, 4.0);
        return;
    }
    const QPointF from(m_dropMark.left() + kDropMarkPx, m_dropMark.top());
    painter.drawLine(from, QPointF(m_dropMark.right(), m_dropMark.top()));
    painter.setBrush(accent);
    painter.drawEllipse(from, kDropMarkPx, kDropMarkPx);
}

void LayersView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTreeView::selectionChanged(selected, deselected);
    if (!m_isFollowing)
        pickSelected();
}

void LayersView::pickSelected()
{
    QList<ObjectId> selected = selectedObjects();
    // The order of picking stays: what is new comes last.
    QList<ObjectId> picked;
    for (const ObjectId id : m_selection.objects()) {
        if (selected.removeAll(id) > 0)
            picked.append(id);
    }
    const QScopedValueRollback following(m_isFollowing, true);
    m_selection.select(picked + selected);
}

void LayersView::showPicked()
{
    if (m_isFollowing || isShowingPicked())
        return;
    const QScopedValueRollback following(m_isFollowing, true);
    QItemSelection rows;
    QModelIndex last;
    for (const ObjectId id : m_selection.objects()) {
        const QModelIndex index = m_model->indexOf(id);
        if (!index.isValid())
            continue;
        rows.select(index, index);
        last = index;
    }
    using Flag = QItemSelectionModel::SelectionFlag;
    selectionModel()->select(rows, Flag::ClearAndSelect | Flag::Rows);
    if (!last.isValid())
        return;
    selectionModel()->setCurrentIndex(last, Flag::NoUpdate);
    scrollTo(last);
}

QList<ObjectId> LayersView::selectedObjects() const
{
    // Not selectedRows(), whose time grows with the square of the rows.
    QList<ObjectId> objects;
    for (const QItemSelectionRange &range : selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            objects.append(m_model->objectAt(m_model->index(row, 0, range.parent())));
    }
    return objects;
}

bool LayersView::isShowingPicked() const
{
    // Rows of what has just gone are about to follow by themselves; of hundreds, one after another.
    const Document &document = m_selection.document();
    QSet<ObjectId> shown;
    for (const ObjectId id : selectedObjects()) {
        if (document.pageOf(id) == m_selection.page())
            shown.insert(id);
    }
    const QList<ObjectId> &picked = m_selection.objects();
    return shown == QSet<ObjectId>(picked.begin(), picked.end());
}

void LayersView::rowsInserted(const QModelIndex &parent, int first, int last)
{
    QTreeView::rowsInserted(parent, first, last);
    openRows(parent, first, last);
}

void LayersView::reset()
{
    QTreeView::reset();
    openRows({}, 0, m_model->rowCount() - 1);
    showPicked();
}

void LayersView::openRows(const QModelIndex &parent, int first, int last)
{
    const QScopedValueRollback following(m_isFollowing, true);
    for (int row = first; row <= last; ++row) {
        const QModelIndex index = m_model->index(row, LayerTreeModel::NameColumn, parent);
        // Words and masks are seen on the page; panels and groups are what gets reordered.
        const auto kind = static_cast<ObjectKind>(index.data(LayerTreeModel::KindRole).toInt());
        const bool isOpen = m_isOpen.value(m_model->objectAt(index),
                                           kind == ObjectKind::Panel || kind == ObjectKind::Group);
        setExpanded(index, isOpen);
        openRows(index, 0, m_model->rowCount(index) - 1);
    }
}

void LayersView::rememberOpen(const QModelIndex &index, bool isOpen)
{
    if (!m_isFollowing)
        m_isOpen.insert(m_model->objectAt(index), isOpen);
}

} // namespace koma
