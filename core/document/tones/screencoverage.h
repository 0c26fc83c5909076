// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>

#include <array>
#include <vector>

namespace koma {

/// The inside of screentones: shares of a square pixel, of side 1, that ink covers.

/// Of stripes with period `pitch` across `normal` (length 1), `density` of each period inked, its
/// middle at half a period. Exact: the pixel's shadow on the normal is a trapezium, so the share is
/// a second difference of the stripes' second integral.
double stripeCoverage(QPointF centre, QPointF normal, double pitch, double density);

struct Disc
{
    QPointF centre; ///< from the pixel's centre
    double radius = 0.0;
};

/// Of the union of up to four discs. Exact along y, by eight slices along x.
double discCoverage(const std::array<Disc, 4> &discs);

/// Radius, in pitches, of dots of a square screen that cover a share of it; grown together above
/// pi/4.
class DotRadius
{
public:
    DotRadius();

    /// Made at the first call and shared; immutable.
    static const DotRadius &shared();

    double of(double density) const;

private:
    std::vector<double> m_radii;
};

} // namespace koma
