// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainterPath>
#include <QPointF>
#include <QRectF>

#include <vector>

namespace koma {

/// The curve |x/a|^n + |y/b|^n = 1 in a rectangle (Lamé's curve): an ellipse at n = 2, fuller in
/// its corners above. Lengths in points; exponents from 1.
struct Superellipse
{
    QRectF bounds;
    double exponent = 2.0;

    /// The point that a ray from the centre at this angle (in the unit square, clockwise on screen,
    /// 0 to the right) meets.
    QPointF pointAt(double angle) const;

    /// 1 on the curve, below 1 inside, and growing linearly along each ray from the centre.
    double gauge(QPointF point) const;

    /// Smooth cubic segments through exact points with exact tangents; off the curve by less than
    /// a thousandth of its size.
    QPainterPath path() const;

    /// `count` points at the given shares (0…1, ascending) of the curve's length, from the right
    /// clockwise, so that waves and spikes are evenly spaced on long balloons too.
    std::vector<QPointF> pointsAtShares(const std::vector<double> &shares) const;

    /// The outward direction at a point of the curve, of length 1.
    QPointF normalAt(QPointF point) const;
};

} // namespace koma
