// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/tools/select/selecttool.h"

#include "core/document/commands/changecommands.h"
#include "ui/page/canvas/hittest.h"

#include <QGuiApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QPalette>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace koma {
namespace {

constexpr double kPickReachPx = 4.0;
constexpr double kDragStartPx = 4.0;
constexpr double kGutterReachPx = 3.0;
constexpr double kNudgePt = 1.0;
constexpr double kFarNudgePt = 10.0;
constexpr qint64 kNudgePauseMs = 800;

RectPt bandOf(PointPt a, PointPt b)
{
    return {std::min(a.xPt, b.xPt), std::min(a.yPt, b.yPt), std::abs(a.xPt - b.xPt),
            std::abs(a.yPt - b.yPt)};
}

} // namespace

SelectTool::SelectTool(PageSelection &selection, QObject *parent) : Tool(selection, parent)
{
    connect(&selection, &PageSelection::objectsChanged, this, &Tool::looksChanged);
}

void SelectTool::press(const ToolPointer &pointer)
{
    const Page *shown = page();
    if (shown == nullptr)
        return;
    m_from = pointer.point;
    m_at = pointer.point;
    m_clickedAgain = {};
    const auto handle = handleAt(handlesOf(*shown, selection().objects(), pointer.ptPerPx),
                                 pointer.point, pointer.ptPerPx);
    if (handle) {
        m_handle = *handle;
        constexpr std::array kDrags{Drag::Resize, Drag::Corner, Drag::Rotate, Drag::Tail};
        begin(kDrags[static_cast<std::size_t>(handle->kind)], pointer);
        return;
    }
    pick(pointer);
}

void SelectTool::pick(const ToolPointer &pointer)
{
    const bool reachesInside = pointer.modifiers.testFlag(Qt::ControlModifier);
    const double tolerancePt = kPickReachPx * pointer.ptPerPx;
    // What was reached inside before stays in hand without reaching again.
    const ObjectId inside = objectAt(*page(), pointer.point, tolerancePt, PickDepth::Innermost);
    const ObjectId outside = objectAt(*page(), pointer.point, tolerancePt, PickDepth::Outermost);
    const bool holdsInside = inside.isValid() && selection().contains(inside);
    const ObjectId hit = reachesInside || holdsInside ? inside : outside;
    if (!hit.isValid()) {
        pressEmpty(pointer);
        return;
    }
    if (pointer.modifiers.testFlag(Qt::ShiftModifier)) {
        selection().toggle(hit);
    } else if (selection().contains(hit)) {
        m_clickedAgain = hit;
    } else {
        selection().select({hit});
    }
    if (selection().contains(hit))
        begin(Drag::Waiting, pointer);
}

void SelectTool::pressEmpty(const ToolPointer &pointer)
{
    if (const auto gutter = gutterAt(pointer.point, pointer.ptPerPx)) {
        m_gutter = gutter;
        m_panels = panelOutlines(*page());
        begin(Drag::Gutter, pointer);
        return;
    }
    if (!pointer.modifiers.testFlag(Qt::ShiftModifier))
        selection().clear();
    begin(Drag::Band, pointer);
}

void SelectTool::begin(Drag drag, const ToolPointer & /*pointer*/)
{
    m_drag = drag;
    m_objects = selection().objects();
    m_stepsBefore = document().undoStack().index();
    m_hasStep = false;
    m_box = commonBoundsPt(*page(), m_objects);
    m_lines = snapLines(*page(), selection().objects());
    m_original.reset();
    if (const PageObject *object = document().object(selection().single()))
        m_original = object->content;
    Q_EMIT looksChanged();
}

/// Each step of a drag is done anew on what the drag began with: what it ends with depends on
/// where the pointer is, and not on the way it took.
void SelectTool::restore()
{
    QUndoStack &stack = document().undoStack();
    if (!std::exchange(m_hasStep, false) || stack.index() != m_stepsBefore + 1)
        return;
    stack.undo();
    selection().select(m_objects);
}

void SelectTool::put(std::unique_ptr<QUndoCommand> command)
{
    push(std::move(command));
    m_hasStep = document().undoStack().index() == m_stepsBefore + 1;
}

void SelectTool::move(const ToolPointer &pointer)
{
    m_at = pointer.point;
    if (m_drag == Drag::Waiting && lengthPt(m_at - m_from) >= kDragStartPx * pointer.ptPerPx)
        m_drag = Drag::Move;
    m_snap = {};
    switch (m_drag) {
    case Drag::Move:
        moveBy(pointer);
        break;
    case Drag::Resize:
        resizeTo(pointer);
        break;
    case Drag::Corner:
        moveCorner(pointer);
        break;
    case Drag::Rotate:
        turnTo(pointer);
        break;
    case Drag::Tail:
        moveTail(pointer, false);
        break;
    case Drag::Gutter:
        moveGutter(pointer);
        break;
    case Drag::None:
    case Drag::Band:
    case Drag::Waiting:
        break;
    }
    Q_EMIT looksChanged();
}

void SelectTool::release(const ToolPointer &pointer)
{
    if (m_drag == Drag::Tail)
        moveTail(pointer, true);
    if (m_drag == Drag::Waiting && m_clickedAgain.isValid())
        selection().select({m_clickedAgain});
    if (m_drag == Drag::Band) {
        QList<ObjectId> picked = selection().objects();
        picked.append(objectsIn(*page(), bandOf(m_from, m_at)));
        selection().select(picked);
    }
    end();
}

void SelectTool::end()
{
    m_drag = Drag::None;
    m_hasStep = false;
    m_snap = {};
    m_gutter.reset();
    Q_EMIT looksChanged();
}

/// Back to where the drag began, which leaves no undo step.
void SelectTool::giveUp()
{
    if (!m_hasStep)
        return;
    restore();
    // A command that changes nothing adds no step, but takes away what could be done again.
    push(moveObjects(document(), {}, {}));
}

void SelectTool::cancel()
{
    giveUp();
    end();
}

void SelectTool::hover(const ToolPointer &pointer)
{
    const Page *shown = page();
    if (shown == nullptr)
        return;
    const auto hovered = handleAt(handlesOf(*shown, selection().objects(), pointer.ptPerPx),
                                  pointer.point, pointer.ptPerPx);
    const bool isOverObject =
        objectAt(*shown, pointer.point, kPickReachPx * pointer.ptPerPx, PickDepth::Outermost)
            .isValid();
    const auto gutter =
        isOverObject || hovered ? std::nullopt : gutterAt(pointer.point, pointer.ptPerPx);
    const bool isSame = hovered == m_hovered && isOverObject == m_isOverObject &&
                        gutter.has_value() == m_gutter.has_value();
    m_hovered = hovered;
    m_isOverObject = isOverObject;
    m_gutter = gutter;
    if (!isSame)
        Q_EMIT looksChanged();
}

void SelectTool::doubleClick(const ToolPointer &pointer)
{
    if (page() == nullptr)
        return;
    const double tolerancePt = kPickReachPx * pointer.ptPerPx;
    if (const ObjectId text = textAt(*page(), pointer.point, tolerancePt); text.isValid()) {
        end();
        Q_EMIT writingRequested(text);
        return;
    }
    const ObjectId inside = objectAt(*page(), pointer.point, tolerancePt, PickDepth::Innermost);
    if (inside.isValid())
        selection().select({inside});
}

bool SelectTool::keyPress(const QKeyEvent &event)
{
    // Nothing else may come between the steps of a drag.
    if (m_drag != Drag::None) {
        if (event.key() == Qt::Key_Escape)
            cancel();
        return true;
    }
    const double step = event.modifiers().testFlag(Qt::ShiftModifier) ? kFarNudgePt : kNudgePt;
    switch (event.key()) {
    case Qt::Key_Left:
        nudge({-step, 0.0});
        return true;
    case Qt::Key_Right:
        nudge({step, 0.0});
        return true;
    case Qt::Key_Up:
        nudge({0.0, -step});
        return true;
    case Qt::Key_Down:
        nudge({0.0, step});
        return true;
    case Qt::Key_Tab:
        pickNext(1);
        return true;
    case Qt::Key_Backtab:
        pickNext(-1);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        write();
        return true;
    case Qt::Key_Escape:
        selection().clear();
        return true;
    default:
        return false;
    }
}

void SelectTool::nudge(PointPt offset)
{
    if (m_nudgeGesture == 0 || !m_sinceNudge.isValid() || m_sinceNudge.elapsed() > kNudgePauseMs)
        m_nudgeGesture = nextGestureNumber();
    m_sinceNudge.start();
    push(moveObjects(document(), selection().objects(), offset, m_nudgeGesture));
}

/// Walks through the page's objects, bottom to top.
void SelectTool::pickNext(int step)
{
    if (page() == nullptr)
        return;
    QList<ObjectId> all;
    forEachObject(page()->objects, [&](const PageObject &object) {
        if (!object.properties.isHidden && object.kind() != ObjectKind::Mask)
            all.append(object.id);
    });
    if (all.isEmpty())
        return;
    const qsizetype now = selection().objects().isEmpty()
                              ? (step > 0 ? -1 : 0)
                              : all.indexOf(selection().objects().last());
    selection().select({all[(now + step + all.size()) % all.size()]});
}

void SelectTool::write()
{
    const PageObject *object = document().object(selection().single());
    if (object == nullptr)
        return;
    if (object->kind() == ObjectKind::Text) {
        Q_EMIT writingRequested(object->id);
        return;
    }
    for (const PageObject &child : object->children) {
        if (object->kind() == ObjectKind::Balloon && child.kind() == ObjectKind::Text) {
            Q_EMIT writingRequested(child.id);
            return;
        }
    }
}

std::optional<Gutter> SelectTool::gutterAt(PointPt point, double ptPerPx) const
{
    for (const Gutter &gutter : findGutters(panelOutlines(*page()))) {
        const PointPt along = gutter.toPt - gutter.fromPt;
        const double length = lengthPt(along);
        if (!(length > 0.0))
            continue;
        const PointPt direction = unit(along);
        const PointPt arm = point - gutter.fromPt;
        const double reach = std::max(gutter.widthPt / 2.0, kGutterReachPx * ptPerPx);
        const double at = dot(arm, direction);
        if (at >= 0.0 && at <= length && std::abs(cross(direction, arm)) <= reach)
            return gutter;
    }
    return {};
}

QCursor SelectTool::cursor() const
{
    if (m_drag == Drag::Move || m_drag == Drag::Corner || m_drag == Drag::Tail)
        return Qt::SizeAllCursor;
    if (m_drag == Drag::Resize || m_drag == Drag::Rotate)
        return cursorOf(m_handle);
    if (m_hovered)
        return cursorOf(*m_hovered);
    if (m_gutter) {
        const PointPt along = m_gutter->toPt - m_gutter->fromPt;
        return std::abs(along.xPt) > std::abs(along.yPt) ? Qt::SplitVCursor : Qt::SplitHCursor;
    }
    return m_isOverObject ? Qt::SizeAllCursor : Qt::ArrowCursor;
}

QString SelectTool::hint() const
{
    return tr("Click to pick, drag to move · Ctrl reaches inside a panel · Alt drags a copy · "
              "drag a gutter to move all panels along it");
}

void SelectTool::paint(QPainter &painter, const PageTransform &view) const
{
    if (page() == nullptr)
        return;
    const QColor accent = QGuiApplication::palette().color(QPalette::Highlight);
    const bool showsHandles = m_drag != Drag::Move && m_drag != Drag::Band;
    const QList<Handle> handles =
        showsHandles ? handlesOf(*page(), selection().objects(), 1.0 / view.pxPerPt())
                     : QList<Handle>{};
    paintPicked(painter, view, *page(), selection().objects(), handles, accent);
    painter.setBrush(Qt::NoBrush);
    if (m_gutter && m_drag == Drag::None) {
        QColor soft = accent;
        soft.setAlpha(120);
        painter.setPen(QPen(soft, std::max(2.0, m_gutter->widthPt * view.pxPerPt()), Qt::SolidLine,
                            Qt::FlatCap));
        painter.drawLine(view.toView(m_gutter->fromPt), view.toView(m_gutter->toPt));
    }
    painter.setPen(QPen(QColor(0xe0, 0x2f, 0xa0), 1.0));
    if (m_snap.lineXPt) {
        const double x = view.toView(PointPt{*m_snap.lineXPt, 0.0}).x();
        painter.drawLine(QLineF(x, 0.0, x, view.viewSize().height()));
    }
    if (m_snap.lineYPt) {
        const double y = view.toView(PointPt{0.0, *m_snap.lineYPt}).y();
        painter.drawLine(QLineF(0.0, y, view.viewSize().width(), y));
    }
    if (m_drag == Drag::Band) {
        QColor fill = accent;
        fill.setAlpha(40);
        painter.setPen(QPen(accent, 1.0));
        painter.setBrush(fill);
        painter.drawRect(view.toView(bandOf(m_from, m_at)));
    }
}

} // namespace koma
