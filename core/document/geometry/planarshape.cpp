// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/geometry/planarshape.h"

#include <QTransform>

#include <polyclipping/clipper.hpp>

#include <algorithm>
#include <cmath>

namespace koma {
namespace {

using ClipperLib::Clipper;
using ClipperLib::Path;
using ClipperLib::Paths;

constexpr double kUnitsPerPt = 10000.0;

/// Qt flattens to within half a unit of the coordinates it is given.
constexpr double kFlatteningScale = 0.5 / kFlatnessPt;

Path integerPath(const QPolygonF &polygon)
{
    Path path;
    path.reserve(static_cast<std::size_t>(polygon.size()));
    for (const QPointF &point : polygon)
        path.emplace_back(std::llround(point.x() * kUnitsPerPt),
                          std::llround(point.y() * kUnitsPerPt));
    return path;
}

QPolygonF realPolygon(const Path &path)
{
    QPolygonF polygon;
    polygon.reserve(static_cast<qsizetype>(path.size()));
    for (const ClipperLib::IntPoint &point : path)
        polygon.append(QPointF(static_cast<double>(point.X), static_cast<double>(point.Y)) /
                       kUnitsPerPt);
    return polygon;
}

QPainterPath painterPath(const Paths &paths)
{
    QPainterPath result;
    for (const Path &path : paths)
        result.addPath(polygonPath(realPolygon(path)));
    // Outer outlines and holes run in opposite directions.
    result.setFillRule(Qt::WindingFill);
    return result;
}

/// The outlines free of self-intersections, by the path's own fill rule.
Paths simplePaths(const QPainterPath &path)
{
    Clipper clipper;
    for (const QPolygonF &polygon : flattenedPath(path))
        clipper.AddPath(integerPath(polygon), ClipperLib::ptSubject, true);
    const auto rule =
        path.fillRule() == Qt::WindingFill ? ClipperLib::pftNonZero : ClipperLib::pftEvenOdd;
    Paths result;
    clipper.Execute(ClipperLib::ctUnion, result, rule, rule);
    return result;
}

QPainterPath combined(const Paths &subject, const Paths &clip, ClipperLib::ClipType operation)
{
    Clipper clipper;
    clipper.AddPaths(subject, ClipperLib::ptSubject, true);
    clipper.AddPaths(clip, ClipperLib::ptClip, true);
    Paths result;
    clipper.Execute(operation, result, ClipperLib::pftNonZero, ClipperLib::pftNonZero);
    return painterPath(result);
}

} // namespace

QPainterPath unitedPaths(const std::vector<QPainterPath> &paths)
{
    Paths all;
    for (const QPainterPath &path : paths) {
        const Paths simple = simplePaths(path);
        all.insert(all.end(), simple.begin(), simple.end());
    }
    return combined(all, {}, ClipperLib::ctUnion);
}

QPainterPath subtractedPath(const QPainterPath &path, const QPainterPath &hole)
{
    return combined(simplePaths(path), simplePaths(hole), ClipperLib::ctDifference);
}

QPainterPath intersectedPath(const QPainterPath &first, const QPainterPath &second)
{
    return combined(simplePaths(first), simplePaths(second), ClipperLib::ctIntersection);
}

QPainterPath offsetPath(const QPainterPath &path, double distancePt)
{
    ClipperLib::ClipperOffset offset(2.0, kFlatnessPt * kUnitsPerPt);
    offset.AddPaths(simplePaths(path), ClipperLib::jtRound, ClipperLib::etClosedPolygon);
    Paths result;
    offset.Execute(result, distancePt * kUnitsPerPt);
    return painterPath(result);
}

QPainterPath withoutHoles(const QPainterPath &path)
{
    Paths outer;
    for (Path &outline : simplePaths(path)) {
        if (ClipperLib::Orientation(outline))
            outer.push_back(std::move(outline));
    }
    return combined(outer, {}, ClipperLib::ctUnion);
}

double pathArea(const QPainterPath &path)
{
    double area = 0.0;
    for (const Path &outline : simplePaths(path))
        area += ClipperLib::Area(outline);
    return area / (kUnitsPerPt * kUnitsPerPt);
}

std::vector<QPolygonF> flattenedPath(const QPainterPath &path)
{
    std::vector<QPolygonF> polygons;
    const QTransform larger = QTransform::fromScale(kFlatteningScale, kFlatteningScale);
    for (QPolygonF polygon : path.toSubpathPolygons(larger)) {
        if (polygon.size() > 1 && polygon.isClosed())
            polygon.removeLast();
        for (QPointF &point : polygon)
            point /= kFlatteningScale;
        if (polygon.size() > 2)
            polygons.push_back(std::move(polygon));
    }
    return polygons;
}

QPainterPath polygonPath(const QPolygonF &polygon)
{
    QPainterPath path;
    path.addPolygon(polygon);
    path.closeSubpath();
    return path;
}

} // namespace koma
