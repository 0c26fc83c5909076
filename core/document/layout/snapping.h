// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/page.h"

#include <optional>

namespace koma {

/// Lines that things on a page snap to: trim, bleed, safe area, middle of the page, guides, and
/// the edges and middles of other objects.
struct SnapLines
{
    QList<double> xPt;
    QList<double> yPt;
};

/// `moving` and what lies below them do not count, nor do hidden objects and masks.
SnapLines snapLines(const Page &page, const QList<ObjectId> &moving);

/// How far to move on so that an edge or middle meets the nearest line within the tolerance, and
/// the lines that were met, to show them.
struct Snap
{
    PointPt offset;
    std::optional<double> lineXPt;
    std::optional<double> lineYPt;
};
Snap snapBox(const RectPt &box, const SnapLines &lines, double tolerancePt);
Snap snapPoint(PointPt point, const SnapLines &lines, double tolerancePt);

enum class Alignment { Left, Centre, Right, Top, Middle, Bottom };
/// The offset for each box that puts all to one edge or middle of their common box.
QList<PointPt> alignOffsets(const QList<RectPt> &boxes, Alignment alignment);

enum class Distribution { Across, Down };
/// The offset for each box that makes the gaps between neighbours equal; the outermost stay.
QList<PointPt> distributeOffsets(const QList<RectPt> &boxes, Distribution distribution);

} // namespace koma
