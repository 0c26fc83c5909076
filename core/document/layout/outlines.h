// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/document/model/comic.h"

namespace koma {

/// Polygons of panels: cutting and joining. Outlines are simple and clockwise (see clockwise());
/// results are too. Pure functions, any thread.

/// The same corners clockwise, without repeated ones and ones on a straight side.
OutlinePt clockwise(const OutlinePt &outline);

/// A line of the knife, without ends.
struct CutLine
{
    PointPt fromPt;
    PointPt toPt;
};

/// What of an outline lies on one side of a line: where dot(point - origin, normal) >= 0. A
/// concave outline may give several pieces.
QList<OutlinePt> clippedToSide(const OutlinePt &outline, PointPt origin, PointPt normal);

/// Pieces smaller than this in a direction are not panels.
constexpr double kMinPanelSidePt = 4.0;

/// Cuts an outline along a line and takes the gutter away, half on each side. Pieces on the left
/// of the line's direction come last. InvalidArgument where the line misses the outline or a side
/// would keep nothing of use.
Result<QList<OutlinePt>> cutOutline(const OutlinePt &outline, const CutLine &line, double gutterPt);

/// The set gutter for a cut: the row gutter for a level line, the column gutter for an upright one,
/// and in between for a slanted one.
double gutterForCut(const GutterWidths &gutters, const CutLine &line);

/// Two outlines and the gutter between them as one. InvalidArgument where no sides face each other
/// within `maxGutterPt`.
Result<OutlinePt> joinedOutlines(const OutlinePt &a, const OutlinePt &b, double maxGutterPt);

/// Two sides that face each other across a gutter: a's side `sideA` (from corner sideA to the next)
/// and b's side `sideB`, apart by `widthPt`, overlapping from `fromPt` to `toPt` on a's side.
struct FacingSides
{
    qsizetype sideA = 0;
    qsizetype sideB = 0;
    double widthPt = 0.0;
    PointPt fromPt;
    PointPt toPt;
};
QList<FacingSides> facingSides(const OutlinePt &a, const OutlinePt &b, double maxGutterPt);

/// The outline with some sides moved by an offset while the others stay on their lines.
/// InvalidArgument where a side would turn round or become shorter than kMinPanelSidePt.
Result<OutlinePt> withMovedSides(const OutlinePt &outline, const QList<qsizetype> &sides,
                                 PointPt offset);

} // namespace koma
