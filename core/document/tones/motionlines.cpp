// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/tones/motionlines.h"

#include "core/base/random.h"
#include "core/document/geometry/planarshape.h"

#include <QPolygonF>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace koma {
namespace {

constexpr double kTurn = 2.0 * std::numbers::pi;

/// Streams of the seed.
enum Stream : std::uint64_t { Place, Width, Length };

/// Most lines are thin and few are bold, as a hand throws them.
double strokeWidth(Random &random, double least, double most)
{
    const double share = random.uniform();
    return least + (std::max(most, least) - least) * share * share * share;
}

/// Extent of the area's corners along a direction.
struct Extent
{
    double from;
    double to;
};

Extent extentAlong(const QRectF &box, QPointF direction)
{
    Extent extent{1e300, -1e300};
    for (const QPointF corner :
         {box.topLeft(), box.topRight(), box.bottomLeft(), box.bottomRight()}) {
        const double place = QPointF::dotProduct(corner, direction);
        extent = {std::min(extent.from, place), std::max(extent.to, place)};
    }
    return extent;
}

/// Overlapping strokes as one path: each is traced the same way round.
void addStroke(QPainterPath &path, QPolygonF stroke)
{
    double area = 0.0;
    QPointF last = stroke.constLast();
    for (const QPointF &point : std::as_const(stroke)) {
        area += last.x() * point.y() - point.x() * last.y();
        last = point;
    }
    if (area < 0.0)
        std::reverse(stroke.begin(), stroke.end());
    path.addPath(polygonPath(stroke));
}

QPointF ellipsePoint(QPointF centre, double radiusX, double radiusY, double angle)
{
    return centre + QPointF(radiusX * std::cos(angle), radiusY * std::sin(angle));
}

} // namespace

QPainterPath parallelLines(const QPainterPath &area, const ParallelLines &lines)
{
    if (area.isEmpty() || lines.count <= 0)
        return {};
    const double angle = lines.angleDegrees * kTurn / 360.0;
    const QPointF along(std::cos(angle), std::sin(angle));
    const QPointF across(-along.y(), along.x());
    const Extent length = extentAlong(area.boundingRect(), along);
    const Extent breadth = extentAlong(area.boundingRect(), across);
    const double strip = (breadth.to - breadth.from) / lines.count;
    Random place(lines.seed, Place);
    Random widths(lines.seed, Width);
    Random lengths(lines.seed, Length);
    QPainterPath path;
    path.setFillRule(Qt::WindingFill);
    for (int i = 0; i < lines.count; ++i) {
        const double jitter = 0.5 * lines.spacingJitter * place.uniform(-1.0, 1.0);
        const double row = breadth.from + (i + 0.5 + jitter) * strip;
        const double whole = length.to - length.from;
        const double missing = lines.lengthJitter * lengths.uniform() * whole;
        const double head = lines.taper == LineTaper::Both ? lengths.uniform() * missing : 0.0;
        const QPointF start = row * across + (length.from + head) * along;
        const QPointF tip = row * across + (length.to - missing + head) * along;
        const QPointF side = 0.5 * strokeWidth(widths, lines.minWidthPt, lines.maxWidthPt) * across;
        if (lines.taper == LineTaper::End) {
            addStroke(path, {start + side, tip, start - side});
        } else {
            const QPointF belly = start + 0.4 * (tip - start);
            addStroke(path, {start, belly + side, tip, belly - side});
        }
    }
    return intersectedPath(path, area);
}

QPainterPath focusLines(const QPainterPath &area, const FocusLines &lines)
{
    if (area.isEmpty() || lines.count <= 0)
        return {};
    const QRectF box = area.boundingRect();
    double rim = 0.0;
    for (const QPointF corner :
         {box.topLeft(), box.topRight(), box.bottomLeft(), box.bottomRight()}) {
        const QPointF way = corner - lines.centre;
        rim = std::max(rim, std::hypot(way.x(), way.y()));
    }
    Random place(lines.seed, Place);
    Random widths(lines.seed, Width);
    Random lengths(lines.seed, Length);
    QPainterPath path;
    path.setFillRule(Qt::WindingFill);
    for (int i = 0; i < lines.count; ++i) {
        const double jitter = 0.5 * lines.spacingJitter * place.uniform(-1.0, 1.0);
        const double angle = (i + 0.5 + jitter) / lines.count * kTurn;
        const QPointF outwards(std::cos(angle), std::sin(angle));
        // Where the ray leaves the ellipse.
        const double clear = 1.0 / std::hypot(outwards.x() / std::max(lines.clearRadiusXPt, 1e-6),
                                              outwards.y() / std::max(lines.clearRadiusYPt, 1e-6));
        const double width = strokeWidth(widths, lines.minWidthPt, lines.maxWidthPt);
        const double share = lengths.uniform();
        const double tipAt =
            clear + lines.lengthJitter * share * share * std::max(0.0, rim - clear);
        if (tipAt >= rim)
            continue;
        const QPointF side = 0.5 * width * QPointF(-outwards.y(), outwards.x());
        const QPointF foot = lines.centre + 1.02 * rim * outwards;
        addStroke(path, {foot + side, lines.centre + tipAt * outwards, foot - side});
    }
    return intersectedPath(path, area);
}

QPainterPath impactFlash(const QPainterPath &area, const ImpactFlash &flash)
{
    if (area.isEmpty() || flash.count <= 2)
        return {};
    Random place(flash.seed, Place);
    Random lengths(flash.seed, Length);
    QPolygonF star;
    for (int i = 0; i < flash.count; ++i) {
        const double jitter = 0.35 * place.uniform(-1.0, 1.0);
        const double angle = (i + jitter) / flash.count * kTurn;
        const double next = (i + 0.5 + 0.2 * place.uniform(-1.0, 1.0)) / flash.count * kTurn;
        const double share = lengths.uniform();
        const double reach = 1.0 + flash.reach * (0.25 + 0.75 * share * share);
        star.append(ellipsePoint(flash.centre, flash.clearRadiusXPt, flash.clearRadiusYPt, angle));
        star.append(ellipsePoint(flash.centre, reach * flash.clearRadiusXPt,
                                 reach * flash.clearRadiusYPt, next));
    }
    return subtractedPath(area, polygonPath(star));
}

} // namespace koma
