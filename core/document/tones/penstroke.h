// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainterPath>
#include <QPointF>

#include <vector>

namespace koma {

/// Where the pen was, in points, and how hard it pressed, 0…1.
struct PenSample
{
    QPointF positionPt;
    double pressure = 1.0;
};

struct PenNib
{
    double widthPt = 1.5;           ///< at full pressure
    double minWidthFraction = 0.15; ///< of the width, at none
};

/// The curve through the samples: a centripetal Catmull-Rom spline (Yuksel, Schaefer, Keyser 2011),
/// which neither overshoots nor makes loops of its own, in steps of at most `stepPt`.
std::vector<PenSample> smoothedSamples(const std::vector<PenSample> &samples, double stepPt);

/// The outline of a freehand line along that curve: round ends, round turns, width by pressure. One
/// path without self-intersections, holes where the line closes on itself. One sample makes a dot,
/// none nothing. Any thread.
QPainterPath strokeOutline(const std::vector<PenSample> &samples, const PenNib &nib);

} // namespace koma
