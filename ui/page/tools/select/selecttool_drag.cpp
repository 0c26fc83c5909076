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

PointPt turned(PointPt arm, double deg)
{
    const double angle = deg * std::acos(-1.0) / 180.0;
    return {arm.xPt * std::cos(angle) - arm.yPt * std::sin(angle),
            arm.xPt * std::sin(angle) + arm.yPt * std::cos(angle)};
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
    const bool keepsToAxis = pointer.modifiers.testFlag(Qt::ShiftModifier);
    PointPt offset = m_at - m_from;
    double PointPt::*const across =
        std::abs(offset.xPt) > std::abs(offset.yPt) ? &PointPt::yPt : &PointPt::xPt;
    if (keepsToAxis)
        offset.*across = 0.0;
    if (!m_box.isEmpty())
        offset = offset + snapped(translation(offset).map(m_box), pointer);
    if (keepsToAxis)
        offset.*across = 0.0;
    if (pointer.modifiers.testFlag(Qt::AltModifier)) {
        pickCopies(offset);
        return;
    }
    restore();
    put(moveObjects(document(), m_objects, offset));
}

void SelectTool::pickCopies(PointPt offset)
{
    restore();
    const ObjectId last = document().makeObjectId();
    put(duplicateObjects(document(), m_objects, offset));
    QList<ObjectId> copies;
    forEachObject(page()->objects, [&](const PageObject &object) {
        if (object.id > last && document().placeOf(object.id).parent <= last)
            copies.append(object.id);
    });
    selection().select(copies);
}

void SelectTool::resizeTo(const ToolPointer &pointer)
{
    if (m_original) {
        if (const auto *art = std::get_if<ArtLayer>(&*m_original)) {
            resizeArt(pointer, *art);
            return;
        }
        const auto *text = std::get_if<TextBlock>(&*m_original);
        if (text != nullptr && text->rotationDeg != 0.0) {
            resizeText(pointer, *text);
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
    restore();
    // A frame is drawn larger or smaller; what it shows stays as large as it is.
    if (const auto *panel = m_original ? std::get_if<Panel>(&*m_original) : nullptr)
        reshapePanel(transformBetween(m_box, box).map(panel->outlinePt));
    else
        put(resizeObjects(document(), m_objects, m_box, box));
}

/// A turned text grows along its own edges; the opposite corner stays where it is.
void SelectTool::resizeText(const ToolPointer &pointer, const TextBlock &original)
{
    const RectPt &before = original.framePt;
    const PointPt offset = turned(m_at - m_from, -original.rotationDeg);
    RectPt after =
        resizedBox(before, m_handle.index, offset, pointer.modifiers.testFlag(Qt::ShiftModifier));
    const PointPt shift = turned(after.centre() - before.centre(), original.rotationDeg) -
                          (after.centre() - before.centre());
    after.xPt += shift.xPt;
    after.yPt += shift.yPt;
    restore();
    put(resizeObjects(document(), m_objects, before, after));
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
    restore();
    put(changeEach<ArtLayer>(document(), m_objects, [&](ArtLayer &art) {
        art.scalePtPerPx = original.scalePtPerPx * factor;
        art.centrePt = anchor + (original.centrePt - anchor) * factor;
    }));
}

void SelectTool::reshapePanel(const OutlinePt &outline)
{
    put(changeOutlines(document(), {{m_objects.first(), outline}}, 0,
                       coveringArt(document(), m_objects), CommandId::ResizeObjects));
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
    restore();
    reshapePanel(outline);
}

void SelectTool::turnTo(const ToolPointer &pointer)
{
    if (!m_original)
        return;
    const bool isStepped = pointer.modifiers.testFlag(Qt::ShiftModifier);
    const auto turn = [&](double beforeDeg, PointPt centre) {
        const double byDeg = angleDeg(centre, m_at) - angleDeg(centre, m_from);
        return turnStepped(std::remainder(beforeDeg + byDeg, 360.0), isStepped);
    };
    restore();
    put(changeObjects(document(), m_objects, [&](ObjectContent &content) {
        if (auto *art = std::get_if<ArtLayer>(&content))
            art->rotationDeg = turn(art->rotationDeg, art->centrePt);
        else if (auto *text = std::get_if<TextBlock>(&content))
            text->rotationDeg = turn(text->rotationDeg, text->framePt.centre());
    }));
}

/// The tip follows the pointer; where it is dropped on art, lines or a panel, it stays with that.
void SelectTool::moveTail(const ToolPointer &pointer, bool isDropped)
{
    const auto *original = m_original ? std::get_if<Balloon>(&*m_original) : nullptr;
    if (original == nullptr || m_handle.index >= original->tails.size())
        return;
    BalloonTail tail = original->tails[m_handle.index];
    const PointPt tip = m_handle.at + (m_at - m_from);
    if (tip == m_handle.at) {
        giveUp();
        return;
    }
    restore();
    tail.tipPt = tip;
    tail.target = {};
    if (isDropped && !pointer.modifiers.testFlag(Qt::AltModifier)) {
        const PageObject *target = document().object(followableAt(*page(), tip));
        const RectPt box = target != nullptr ? boundsPt(*target) : RectPt{};
        if (!box.isEmpty()) {
            tail.target = target->id;
            tail.targetAnchor = {(tip.xPt - box.xPt) / box.widthPt,
                                 (tip.yPt - box.yPt) / box.heightPt};
        }
    }
    const int index = m_handle.index;
    put(changeEach<Balloon>(document(), m_objects, [&](Balloon &balloon) {
        if (index < balloon.tails.size())
            balloon.tails[index] = tail;
    }));
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
    restore();
    QList<ObjectId> panels;
    for (const PanelOutline &panel : *outlines)
        panels.append(panel.id);
    put(changeOutlines(document(), *outlines, 0, coveringArt(document(), panels)));
}

} // namespace koma
