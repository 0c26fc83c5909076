// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/tools/select/selecttool.h"

#include "core/document/commands/changecommands.h"
#include "core/document/commands/objectcommands.h"
#include "ui/page/canvas/hittest.h"

#include <algorithm>
#include <cmath>

namespace koma {
namespace {

constexpr double kSnapReachPx = 6.0;
constexpr double kTurnStepDeg = 15.0;

double angleDeg(PointPt from, PointPt to)
{
    return std::atan2(to.yPt - from.yPt, to.xPt - from.xPt) * 180.0 / std::acos(-1.0);
}

double turnStepped(double deg, bool isStepped)
{
    return isStepped ? std::round(deg / kTurnStepDeg) * kTurnStepDeg : deg;
}

} // namespace

/// What to add to a box so that it meets a line; remembers the line to show it.
PointPt SelectTool::snapped(const RectPt &box, const ToolPointer &pointer)
{
    if (pointer.modifiers.testFlag(Qt::ControlModifier))
        return {};
    m_snap = snapBox(box, m_lines, kSnapReachPx * pointer.ptPerPx);
    return m_snap.offset;
}

PointPt SelectTool::snappedPoint(PointPt point, const ToolPointer &pointer)
{
    if (pointer.modifiers.testFlag(Qt::ControlModifier))
        return point;
    m_snap = snapPoint(point, m_lines, kSnapReachPx * pointer.ptPerPx);
    return point + m_snap.offset;
}

void SelectTool::moveBy(const ToolPointer &pointer)
{
    if (pointer.modifiers.testFlag(Qt::AltModifier) && !m_isAltCopied) {
        m_isAltCopied = true;
        pickCopies();
    }
    PointPt offset = m_at - m_from;
    if (pointer.modifiers.testFlag(Qt::ShiftModifier))
        (std::abs(offset.xPt) > std::abs(offset.yPt) ? offset.yPt : offset.xPt) = 0.0;
    if (!m_box.isEmpty())
        offset = offset + snapped(translation(offset).map(m_box), pointer);
    push(moveObjects(document(), selection().objects(), offset - m_moved, m_gesture));
    m_moved = offset;
}

/// Copies lie right above what they are copies of.
void SelectTool::pickCopies()
{
    const QList<ObjectId> originals = selection().objects();
    push(duplicateObjects(document(), originals, {}));
    QList<ObjectId> copies;
    for (const ObjectId id : originals) {
        const ObjectPlace place = document().placeOf(id);
        const PageObject *parent = document().object(place.parent);
        const QList<PageObject> &siblings = parent != nullptr ? parent->children : page()->objects;
        if (place.index + 1 < siblings.size())
            copies.append(siblings[place.index + 1].id);
    }
    selection().select(copies);
    m_gesture = nextGestureNumber();
    m_moved = {};
}

void SelectTool::resizeTo(const ToolPointer &pointer)
{
    if (m_original) {
        if (const auto *art = std::get_if<ArtLayer>(&*m_original)) {
            resizeArt(pointer, *art);
            return;
        }
        const auto *panel = std::get_if<Panel>(&*m_original);
        const bool movesOneCorner =
            panel != nullptr && pointer.modifiers.testFlag(Qt::ControlModifier);
        if (movesOneCorner && m_handle.index % 2 == 0) {
            moveCorner(pointer);
            return;
        }
    }
    const PointPt wanted = m_handle.at + (m_at - m_from);
    const PointPt at = snappedPoint(wanted, pointer);
    const RectPt box = resizedBox(m_box, m_handle.index, at - m_handle.at,
                                  pointer.modifiers.testFlag(Qt::ShiftModifier));
    // A frame is drawn larger or smaller; what it shows stays as large as it is.
    if (const auto *panel = m_original ? std::get_if<Panel>(&*m_original) : nullptr) {
        reshapePanel(transformBetween(m_box, box).map(panel->outlinePt));
        return;
    }
    push(resizeObjects(document(), selection().objects(), m_applied, box, m_gesture));
    m_applied = box;
}

/// About the opposite corner, whatever the rotation.
void SelectTool::resizeArt(const ToolPointer & /*pointer*/, const ArtLayer &original)
{
    const PointPt anchor = original.centrePt * 2.0 - m_handle.at;
    const PointPt arm = m_handle.at - anchor;
    const double armSquared = dot(arm, arm);
    if (!(armSquared > 0.0))
        return;
    constexpr double kSmallest = 0.01;
    const PointPt at = m_handle.at + (m_at - m_from);
    const double factor = std::max(kSmallest, dot(at - anchor, arm) / armSquared);
    push(changeEach<ArtLayer>(
        document(), selection().objects(),
        [&](ArtLayer &art) {
            art.scalePtPerPx = original.scalePtPerPx * factor;
            art.centrePt = anchor + (original.centrePt - anchor) * factor;
        },
        m_gesture));
}

void SelectTool::reshapePanel(const OutlinePt &outline)
{
    push(changeOutlines(document(), {{selection().single(), outline}}, m_gesture, m_covering,
                        CommandId::ResizeObjects));
}

void SelectTool::moveCorner(const ToolPointer &pointer)
{
    const auto *panel = m_original ? std::get_if<Panel>(&*m_original) : nullptr;
    if (panel == nullptr)
        return;
    const PointPt at = snappedPoint(m_handle.at + (m_at - m_from), pointer);
    OutlinePt outline = panel->outlinePt;
    const auto nearest =
        std::min_element(outline.begin(), outline.end(), [&](PointPt a, PointPt b) {
            return lengthPt(a - m_handle.at) < lengthPt(b - m_handle.at);
        });
    *nearest = at;
    // A crossed outline would have no inside.
    if (signedAreaPt2(outline) <= 0.0)
        return;
    reshapePanel(outline);
}

void SelectTool::turnTo(const ToolPointer &pointer)
{
    if (!m_original)
        return;
    const bool isStepped = pointer.modifiers.testFlag(Qt::ShiftModifier);
    push(changeObjects(
        document(), selection().objects(),
        [&](ObjectContent &content) {
            if (auto *art = std::get_if<ArtLayer>(&content)) {
                const double before = std::get<ArtLayer>(*m_original).rotationDeg;
                const double turn = angleDeg(art->centrePt, m_at) - angleDeg(art->centrePt, m_from);
                art->rotationDeg = turnStepped(std::remainder(before + turn, 360.0), isStepped);
            } else if (auto *text = std::get_if<TextBlock>(&content)) {
                const double before = std::get<TextBlock>(*m_original).rotationDeg;
                const PointPt centre = text->framePt.centre();
                const double turn = angleDeg(centre, m_at) - angleDeg(centre, m_from);
                text->rotationDeg = turnStepped(std::remainder(before + turn, 360.0), isStepped);
            }
        },
        m_gesture));
}

/// The tip follows the pointer; where it is dropped on art, lines or a panel, it stays with that.
void SelectTool::moveTail(const ToolPointer &pointer, bool isDropped)
{
    const auto *original = m_original ? std::get_if<Balloon>(&*m_original) : nullptr;
    if (original == nullptr || m_handle.index >= original->tails.size())
        return;
    BalloonTail tail = original->tails[m_handle.index];
    const PointPt tip = m_handle.at + (m_at - m_from);
    if (isDropped && tip == m_handle.at)
        return;
    tail.tipPt = tip;
    tail.target = {};
    if (isDropped && !pointer.modifiers.testFlag(Qt::AltModifier)) {
        const PageObject *target =
            document().object(objectAt(*page(), tip, 0.0, PickDepth::Innermost));
        const bool canBeFollowed = target != nullptr && (target->kind() == ObjectKind::Art ||
                                                         target->kind() == ObjectKind::Ink ||
                                                         target->kind() == ObjectKind::Panel);
        const RectPt box = canBeFollowed ? boundsPt(*target) : RectPt{};
        if (!box.isEmpty()) {
            tail.target = target->id;
            tail.targetAnchor = {(tip.xPt - box.xPt) / box.widthPt,
                                 (tip.yPt - box.yPt) / box.heightPt};
        }
    }
    const int index = m_handle.index;
    push(changeEach<Balloon>(
        document(), selection().objects(),
        [&](Balloon &balloon) {
            if (index < balloon.tails.size())
                balloon.tails[index] = tail;
        },
        m_gesture));
}

void SelectTool::moveGutter(const ToolPointer &pointer)
{
    if (!m_gutter)
        return;
    const PointPt offset = m_at - m_from;
    const PointPt direction = unit(m_gutter->toPt - m_gutter->fromPt);
    constexpr double kWidestPt = 200.0;
    const double across = cross(direction, offset);
    const auto outlines =
        pointer.modifiers.testFlag(Qt::AltModifier)
            ? withGutterWidth(m_panels, *m_gutter,
                              std::clamp(m_gutter->widthPt + 2.0 * across, 0.0, kWidestPt))
            : movedGutter(m_panels, *m_gutter, offset);
    if (!outlines) {
        Q_EMIT refused(QString::fromStdString(outlines.error().message));
        return;
    }
    // Panels that an earlier part of the drag moved and this one does not go back.
    QList<PanelOutline> all;
    for (const PanelSide &side : m_gutter->before + m_gutter->after) {
        const auto known = std::find_if(all.begin(), all.end(), [&](const PanelOutline &each) {
            return each.id == side.panel;
        });
        if (known != all.end())
            continue;
        const auto changed =
            std::find_if(outlines->begin(), outlines->end(),
                         [&](const PanelOutline &each) { return each.id == side.panel; });
        const auto original =
            std::find_if(m_panels.begin(), m_panels.end(),
                         [&](const PanelOutline &each) { return each.id == side.panel; });
        if (original != m_panels.end())
            all.append(changed != outlines->end() ? *changed : *original);
    }
    push(changeOutlines(document(), all, m_gesture, m_covering));
}

} // namespace koma
