// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainterPath>
#include <QPolygonF>

#include <vector>

namespace koma {

/// Boolean operations and offsets on filled outlines, on integer coordinates of 1/10000 pt (Vatti's
/// algorithm and its offsetting as in the Clipper library), so that near-coincident edges leave no
/// slivers and no seams. Curves come back as polygons within kFlatnessPt of the curve: below a
/// tenth of a device pixel at 1200 dpi. All lengths in points; pure functions for any thread.

/// How far a flattened outline may lie from its curve.
inline constexpr double kFlatnessPt = 0.005;

/// The filled area covered by any of the paths (each by its own fill rule).
QPainterPath unitedPaths(const std::vector<QPainterPath> &paths);

/// The filled area of `path` that `hole` does not cover.
QPainterPath subtractedPath(const QPainterPath &path, const QPainterPath &hole);

/// The filled area common to both.
QPainterPath intersectedPath(const QPainterPath &first, const QPainterPath &second);

/// The outline moved outwards (positive) or inwards (negative) with round joins.
QPainterPath offsetPath(const QPainterPath &path, double distancePt);

/// Outer outlines only: what lies in a hole is filled.
QPainterPath withoutHoles(const QPainterPath &path);

/// Area of a path as the operations above return it: outer outlines count up, holes count down.
double pathArea(const QPainterPath &path);

/// The closed outlines of a path as polygons within kFlatnessPt, without the repeated last point.
std::vector<QPolygonF> flattenedPath(const QPainterPath &path);

/// A closed path through the points.
QPainterPath polygonPath(const QPolygonF &polygon);

} // namespace koma
