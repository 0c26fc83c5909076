// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/tools/select/handles.h"

#include "core/document/render/objectshapes.h"
#include "ui/page/canvas/hittest.h"

#include <QPainter>
#include <QPen>

#include <algorithm>
#include <array>
#include <cmath>

namespace koma {
namespace {

constexpr double kHandlePx = 9.0;
constexpr double kReachPx = 8.0;
constexpr double kRotateDistancePx = 26.0;

/// Of the eight resize handles: fractions of the box, clockwise from the top left.
constexpr std::array<PointPt, 8> kPlaces{{{0.0, 0.0},
                                          {0.5, 0.0},
                                          {1.0, 0.0},
                                          {1.0, 0.5},
                                          {1.0, 1.0},
                                          {0.5, 1.0},
                                          {0.0, 1.0},
                                          {0.0, 0.5}}};

PointPt turned(PointPt point, PointPt centre, double rotationDeg)
{
    const double angle = rotationDeg * std::acos(-1.0) / 180.0;
    const PointPt arm = point - centre;
    return centre + PointPt{arm.xPt * std::cos(angle) - arm.yPt * std::sin(angle),
                            arm.xPt * std::sin(angle) + arm.yPt * std::cos(angle)};
}

struct TurnedBox
{
    RectPt box;
    double rotationDeg = 0.0;
};

TurnedBox boxOf(const PageObject &object)
{
    if (const auto *art = object.as<ArtLayer>())
        return {unrotatedBoundsPt(*art), art->rotationDeg};
    if (const auto *text = object.as<TextBlock>())
        return {text->framePt, text->rotationDeg};
    return {boundsPt(object), 0.0};
}

void addBoxHandles(QList<Handle> &handles, const TurnedBox &turnedBox, int step)
{
    const RectPt &box = turnedBox.box;
    for (std::size_t i = 0; i < kPlaces.size(); i += static_cast<std::size_t>(step)) {
        const PointPt flat{box.xPt + kPlaces[i].xPt * box.widthPt,
                           box.yPt + kPlaces[i].yPt * box.heightPt};
        handles.append({Handle::Kind::Resize, static_cast<int>(i),
                        turned(flat, box.centre(), turnedBox.rotationDeg), turnedBox.rotationDeg});
    }
}

void addRotateHandle(QList<Handle> &handles, const TurnedBox &turnedBox, double ptPerPx)
{
    const RectPt &box = turnedBox.box;
    const PointPt flat{box.centre().xPt, box.yPt - kRotateDistancePx * ptPerPx};
    handles.append({Handle::Kind::Rotate, 0, turned(flat, box.centre(), turnedBox.rotationDeg),
                    turnedBox.rotationDeg});
}

void addSingleHandles(QList<Handle> &handles, const Page &page, const PageObject &object,
                      double ptPerPx)
{
    const TurnedBox box = boxOf(object);
    if (const auto *balloon = object.as<Balloon>()) {
        for (qsizetype i = 0; i < balloon->tails.size(); ++i)
            handles.append(
                {Handle::Kind::Tail, static_cast<int>(i), tailTipPt(page, balloon->tails[i]), 0.0});
    }
    const auto *panel = object.as<Panel>();
    if (panel != nullptr && !isRectangle(panel->outlinePt)) {
        for (qsizetype i = 0; i < panel->outlinePt.size(); ++i)
            handles.append({Handle::Kind::Corner, static_cast<int>(i), panel->outlinePt[i], 0.0});
        return;
    }
    const bool isArt = object.kind() == ObjectKind::Art;
    if (isArt || object.kind() == ObjectKind::Text)
        addRotateHandle(handles, box, ptPerPx);
    // Pictures keep their proportions, and so do turned texts: only their corners are handles.
    addBoxHandles(handles, box, isArt || box.rotationDeg != 0.0 ? 2 : 1);
}

/// What shows that an object is picked.
QPainterPath outlineOf(const PageObject &object)
{
    if (const auto *panel = object.as<Panel>())
        return pathOf(panel->outlinePt);
    const TurnedBox turnedBox = boxOf(object);
    QTransform turn;
    const PointPt centre = turnedBox.box.centre();
    turn.translate(centre.xPt, centre.yPt);
    turn.rotate(turnedBox.rotationDeg);
    turn.translate(-centre.xPt, -centre.yPt);
    QPainterPath path;
    path.addRect(rectOf(turnedBox.box));
    return turn.map(path);
}

void paintHandle(QPainter &painter, const Handle &handle, QPointF at)
{
    const QRectF box(at.x() - kHandlePx / 2.0, at.y() - kHandlePx / 2.0, kHandlePx, kHandlePx);
    switch (handle.kind) {
    case Handle::Kind::Resize:
    case Handle::Kind::Corner:
        painter.drawRect(box);
        break;
    case Handle::Kind::Rotate:
        painter.drawEllipse(box);
        break;
    case Handle::Kind::Tail:
        painter.drawPolygon(
            QPolygonF{QPointF(at.x(), box.top() - 2.0), QPointF(box.right() + 2.0, at.y()),
                      QPointF(at.x(), box.bottom() + 2.0), QPointF(box.left() - 2.0, at.y())});
        break;
    }
}

} // namespace

QList<Handle> handlesOf(const Page &page, const QList<ObjectId> &objects, double ptPerPx)
{
    QList<Handle> handles;
    if (objects.size() == 1) {
        const PageObject *object = findObject(page.objects, objects.first());
        if (object != nullptr && !object->properties.isLocked && !boundsPt(*object).isEmpty())
            addSingleHandles(handles, page, *object, ptPerPx);
        return handles;
    }
    const RectPt common = commonBoundsPt(page, objects);
    if (!common.isEmpty())
        addBoxHandles(handles, {common, 0.0}, 1);
    return handles;
}

std::optional<Handle> handleAt(const QList<Handle> &handles, PointPt point, double ptPerPx)
{
    std::optional<Handle> nearest;
    double nearestPt = kReachPx * ptPerPx;
    for (const Handle &handle : handles) {
        const double distancePt = lengthPt(handle.at - point);
        if (distancePt <= nearestPt) {
            nearest = handle;
            nearestPt = distancePt;
        }
    }
    return nearest;
}

QCursor cursorOf(const Handle &handle)
{
    if (handle.kind == Handle::Kind::Rotate)
        return Qt::PointingHandCursor;
    if (handle.kind != Handle::Kind::Resize)
        return Qt::SizeAllCursor;
    constexpr std::array kShapes{Qt::SizeFDiagCursor, Qt::SizeVerCursor, Qt::SizeBDiagCursor,
                                 Qt::SizeHorCursor};
    const int turns = static_cast<int>(std::lround(handle.rotationDeg / 45.0));
    return kShapes[static_cast<std::size_t>(((handle.index + turns) % 4 + 4) % 4)];
}

RectPt resizedBox(const RectPt &box, int handle, PointPt offset, bool keepsAspect)
{
    constexpr double kMinSidePt = 1.0;
    const PointPt place = kPlaces[static_cast<std::size_t>(handle)];
    // −1 moves the left or top edge, 1 the right or bottom one.
    const double sideX = 2.0 * place.xPt - 1.0;
    const double sideY = 2.0 * place.yPt - 1.0;
    double width = std::max(kMinSidePt, box.widthPt + sideX * offset.xPt);
    double height = std::max(kMinSidePt, box.heightPt + sideY * offset.yPt);
    if (sideX == 0.0)
        width = box.widthPt;
    if (sideY == 0.0)
        height = box.heightPt;
    if (keepsAspect && !box.isEmpty()) {
        const double scale = sideX == 0.0   ? height / box.heightPt
                             : sideY == 0.0 ? width / box.widthPt
                                            : std::max(width / box.widthPt, height / box.heightPt);
        width = box.widthPt * scale;
        height = box.heightPt * scale;
    }
    const double x = box.xPt + (1.0 - place.xPt) * (box.widthPt - width);
    const double y = box.yPt + (1.0 - place.yPt) * (box.heightPt - height);
    // The opposite edge, or the middle of a side that is not dragged, stays.
    return {sideX > 0.0 ? box.xPt : x, sideY > 0.0 ? box.yPt : y, width, height};
}

void paintPicked(QPainter &painter, const PageTransform &view, const Page &page,
                 const QList<ObjectId> &objects, const QList<Handle> &handles, const QColor &accent)
{
    painter.setBrush(Qt::NoBrush);
    for (const ObjectId id : objects) {
        const PageObject *object = findObject(page.objects, id);
        if (object == nullptr || boundsPt(*object).isEmpty())
            continue;
        const QPainterPath path = view.matrix().map(outlineOf(*object));
        painter.strokePath(path, QPen(QColor(255, 255, 255, 190), 3.0));
        painter.strokePath(path, QPen(accent, 1.5));
    }
    painter.setPen(QPen(accent, 1.5));
    painter.setBrush(Qt::white);
    for (const Handle &handle : handles)
        paintHandle(painter, handle, view.toView(handle.at));
}

} // namespace koma
