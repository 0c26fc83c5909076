// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/canvas/hittest.h"

#include "core/document/render/objectshapes.h"

#include <QPainterPathStroker>

#include <algorithm>
#include <functional>

namespace koma {
namespace {

QPointF pointOf(PointPt point)
{
    return {point.xPt, point.yPt};
}

/// Rotated about its middle; positive is clockwise.
PointPt turnedBack(PointPt point, PointPt centre, double rotationDeg)
{
    QTransform turn;
    turn.translate(centre.xPt, centre.yPt);
    turn.rotate(-rotationDeg);
    turn.translate(-centre.xPt, -centre.yPt);
    const QPointF mapped = turn.map(pointOf(point));
    return {mapped.x(), mapped.y()};
}

bool isNear(const QPainterPath &path, PointPt point, double tolerancePt)
{
    if (path.contains(pointOf(point)))
        return true;
    QPainterPathStroker stroker;
    stroker.setWidth(std::max(2.0 * tolerancePt, 0.1));
    return stroker.createStroke(path).contains(pointOf(point));
}

/// Does the object itself, its children aside, cover the point?
bool covers(const Page &page, const PageObject &object, PointPt point, double tolerancePt)
{
    const RectPt bounds = boundsPt(object);
    if (!bounds.isEmpty() && object.kind() != ObjectKind::Balloon &&
        object.kind() != ObjectKind::Text && object.kind() != ObjectKind::Panel &&
        !bounds.grownBy(tolerancePt).contains(point))
        return false;
    if (const auto *panel = object.as<Panel>())
        return contains(panel->outlinePt, point);
    if (const auto *art = object.as<ArtLayer>())
        return unrotatedBoundsPt(*art).contains(turnedBack(point, art->centrePt, art->rotationDeg));
    if (object.kind() == ObjectKind::Balloon)
        return isNear(balloonOutline(shapeOf(object, page)), point, tolerancePt);
    if (const auto *text = object.as<TextBlock>())
        return text->framePt.grownBy(tolerancePt)
            .contains(turnedBack(point, text->framePt.centre(), text->rotationDeg));
    if (const auto *tone = object.as<ToneFill>())
        return tone->areaPt.isEmpty() || contains(tone->areaPt, point);
    if (const auto *lines = object.as<SpeedLines>())
        return lines->areaPt.isEmpty() || contains(lines->areaPt, point);
    if (const auto *ink = object.as<InkStroke>())
        return isNear(pathOf(*ink), point, tolerancePt);
    return false;
}

bool isPickable(const PageObject &object)
{
    return !object.properties.isHidden && !object.properties.isLocked &&
           object.kind() != ObjectKind::Mask;
}

/// Picked with the panel that holds it, unless the artist reaches inside.
bool belongsToItsPanel(const PageObject &object)
{
    return object.kind() == ObjectKind::Art || object.kind() == ObjectKind::Tone ||
           object.kind() == ObjectKind::SpeedLines;
}

struct Picker
{
    const Page &page;
    PointPt point;
    double tolerancePt;
    PickDepth depth;

    [[nodiscard]] ObjectId pick(const QList<PageObject> &objects, bool isInPanel) const
    {
        for (qsizetype i = objects.size() - 1; i >= 0; --i) {
            if (!isPickable(objects[i]))
                continue;
            if (const ObjectId picked = pick(objects[i], isInPanel); picked.isValid())
                return picked;
        }
        return {};
    }

    [[nodiscard]] ObjectId pick(const PageObject &object, bool isInPanel) const
    {
        const bool isPanel = object.kind() == ObjectKind::Panel;
        const bool isOutermost = depth == PickDepth::Outermost;
        if (isOutermost && isInPanel && belongsToItsPanel(object))
            return {};
        const bool isHere = covers(page, object, point, tolerancePt);
        // A panel clips what it holds.
        const ObjectId inside =
            isPanel && !isHere ? ObjectId{} : pick(object.children, isInPanel || isPanel);
        if (inside.isValid()) {
            const bool staysWhole =
                object.kind() == ObjectKind::Group || object.kind() == ObjectKind::Balloon;
            return isOutermost && staysWhole ? object.id : inside;
        }
        return isHere ? object.id : ObjectId{};
    }
};

} // namespace

ObjectId objectAt(const Page &page, PointPt point, double tolerancePt, PickDepth depth)
{
    return Picker{page, point, tolerancePt, depth}.pick(page.objects, false);
}

ObjectId panelAt(const Page &page, PointPt point)
{
    ObjectId found;
    const std::function<void(const PageObject &)> look = [&](const PageObject &object) {
        const auto *panel = object.as<Panel>();
        if (panel != nullptr && isPickable(object) && contains(panel->outlinePt, point))
            found = object.id;
    };
    forEachObject(page.objects, look);
    return found;
}

ObjectId followableAt(const Page &page, PointPt point)
{
    constexpr double kInkReachPt = 1.0;
    const std::function<ObjectId(const QList<PageObject> &)> look =
        [&](const QList<PageObject> &objects) {
            for (qsizetype i = objects.size() - 1; i >= 0; --i) {
                const PageObject &object = objects[i];
                const bool isHere = covers(page, object, point, kInkReachPt);
                const bool isClipped = object.kind() == ObjectKind::Panel && !isHere;
                if (object.properties.isHidden || isClipped)
                    continue;
                if (const ObjectId inside = look(object.children); inside.isValid())
                    return inside;
                const bool isFollowable = object.kind() == ObjectKind::Art ||
                                          object.kind() == ObjectKind::Ink ||
                                          object.kind() == ObjectKind::Panel;
                if (isHere && isFollowable)
                    return object.id;
            }
            return ObjectId{};
        };
    return look(page.objects);
}

ObjectId textAt(const Page &page, PointPt point, double tolerancePt)
{
    const PageObject *object =
        findObject(page.objects, objectAt(page, point, tolerancePt, PickDepth::Innermost));
    if (object == nullptr)
        return {};
    if (object->kind() == ObjectKind::Text)
        return object->id;
    for (const PageObject &child : object->children) {
        if (object->kind() == ObjectKind::Balloon && child.kind() == ObjectKind::Text)
            return child.id;
    }
    return {};
}

QList<ObjectId> objectsIn(const Page &page, const RectPt &band)
{
    QList<ObjectId> picked;
    const std::function<void(const QList<PageObject> &)> look =
        [&](const QList<PageObject> &objects) {
            for (const PageObject &object : objects) {
                if (!isPickable(object))
                    continue;
                const RectPt box = boundsPt(object);
                if (!box.isEmpty() && band.contains(box))
                    picked.append(object.id);
                else if (object.kind() == ObjectKind::Panel)
                    look(object.children);
            }
        };
    look(page.objects);
    return picked;
}

RectPt commonBoundsPt(const Page &page, const QList<ObjectId> &objects)
{
    RectPt common;
    for (const ObjectId id : objects) {
        const PageObject *object = findObject(page.objects, id);
        const RectPt box = object != nullptr ? boundsPt(*object) : RectPt{};
        if (!box.isEmpty())
            common = common.isEmpty() ? box : united(common, box);
    }
    return common;
}

} // namespace koma
