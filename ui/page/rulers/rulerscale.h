// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace koma {

/// The lines of a ruler at a scale: long ones with numbers, far enough from each other to be read,
/// and short ones between them. Lengths are in the ruler's unit.
struct RulerScale
{
    double longStep = 10.0; ///< 1, 2 or 5 times a power of ten
    int shortPerLong = 10;

    [[nodiscard]] double shortStep() const { return longStep / shortPerLong; }
    /// The short line that is nearest.
    [[nodiscard]] double nearest(double position) const;

    /// `pxPerUnit` is positive.
    static RulerScale forScale(double pxPerUnit);
};

} // namespace koma
