// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainterPath>
#include <QPointF>

#include <cstdint>

namespace koma {

/// Lines of motion and emphasis as filled outlines, clipped to their area. Lengths in points; the
/// random part follows the seed alone, so every output draws the same lines. Pure functions, any
/// thread; an empty area has no lines.

enum class LineTaper {
    End,  ///< from full width to a point
    Both, ///< a point at both ends
};

/// Speed lines: side by side along an angle.
struct ParallelLines
{
    double angleDegrees = 0.0; ///< of motion, clockwise from the right; lines run out that way
    int count = 60;            ///< across the whole area
    double minWidthPt = 0.3;
    double maxWidthPt = 1.6;
    double lengthJitter = 0.4;  ///< 0…1: by what share of the area's length lines fall short
    double spacingJitter = 0.8; ///< 0 even … 1 anywhere in the line's own strip
    LineTaper taper = LineTaper::End;
    std::uint64_t seed = 1;
};

QPainterPath parallelLines(const QPainterPath &area, const ParallelLines &lines);

/// Focus lines: from the rim of the area towards an ellipse that stays clear.
struct FocusLines
{
    QPointF centre;
    double clearRadiusXPt = 60.0;
    double clearRadiusYPt = 40.0;
    int count = 120;
    double minWidthPt = 0.4; ///< at the rim
    double maxWidthPt = 2.6;
    double lengthJitter = 0.35; ///< 0…1: by what share of the way to the rim tips stay away
    double spacingJitter = 0.7;
    std::uint64_t seed = 1;
};

QPainterPath focusLines(const QPainterPath &area, const FocusLines &lines);

/// Impact flash: solid ink but for a burst of spikes round an ellipse.
struct ImpactFlash
{
    QPointF centre;
    double clearRadiusXPt = 60.0;
    double clearRadiusYPt = 40.0;
    double reach = 0.5; ///< length of the longest spikes, in radii
    int count = 90;
    std::uint64_t seed = 1;
};

QPainterPath impactFlash(const QPainterPath &area, const ImpactFlash &flash);

} // namespace koma
