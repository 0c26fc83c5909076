// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/geometry/fillinsight.h"

#include <QPaintEngine>

#include <algorithm>

namespace koma {
namespace {

constexpr double kMarginPx = 2.0;   ///< what antialiasing reaches
constexpr int kFewestElements = 64; ///< below it, looking costs more than painting

void addElements(QPainterPath &to, const QPainterPath &from, int first, int end)
{
    for (int i = first; i < end; ++i) {
        const QPainterPath::Element element = from.elementAt(i);
        if (element.isMoveTo()) {
            to.moveTo(element);
        } else if (element.isLineTo()) {
            to.lineTo(element);
        } else if (i + 2 < end) {
            to.cubicTo(element, from.elementAt(i + 1), from.elementAt(i + 2));
            i += 2;
        }
    }
}

} // namespace

QRectF boxInSight(const QPainter &painter)
{
    const QTransform toDevice = painter.deviceTransform();
    const double ratio = painter.device()->devicePixelRatioF();
    QRectF px(0.0, 0.0, painter.device()->width() * ratio, painter.device()->height() * ratio);
    if (painter.hasClipping())
        px &= toDevice.mapRect(painter.clipBoundingRect());
    return toDevice.inverted().mapRect(px.adjusted(-kMarginPx, -kMarginPx, kMarginPx, kMarginPx));
}

QPainterPath contoursWithin(const QPainterPath &path, const QRectF &box)
{
    QPainterPath within;
    within.setFillRule(path.fillRule());
    const int count = path.elementCount();
    for (int first = 0; first < count;) {
        const QPainterPath::Element start = path.elementAt(first);
        double left = start.x;
        double right = start.x;
        double top = start.y;
        double bottom = start.y;
        int end = first + 1;
        for (; end < count && !path.elementAt(end).isMoveTo(); ++end) {
            const QPainterPath::Element element = path.elementAt(end);
            left = std::min(left, element.x);
            right = std::max(right, element.x);
            top = std::min(top, element.y);
            bottom = std::max(bottom, element.y);
        }
        if (left <= box.right() && right >= box.left() && top <= box.bottom() &&
            bottom >= box.top())
            addElements(within, path, first, end);
        first = end;
    }
    return within;
}

void fillInSight(QPainter &painter, const QPainterPath &path, const QBrush &brush)
{
    const QPaintEngine *engine = painter.paintEngine();
    const bool isRaster = engine != nullptr && engine->type() == QPaintEngine::Raster;
    if (!isRaster || path.elementCount() < kFewestElements) {
        painter.fillPath(path, brush);
        return;
    }
    const QRectF box = boxInSight(painter);
    if (box.contains(path.controlPointRect()))
        painter.fillPath(path, brush);
    else
        painter.fillPath(contoursWithin(path, box), brush);
}

} // namespace koma
