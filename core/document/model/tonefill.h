// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/colour.h"
#include "core/document/model/geometry.h"

#include <cstdint>

namespace koma {

enum class TonePattern { Dots, Lines, Noise, Gradient };

/// Screentone over an area. It is described, not stored as pixels, so that every export screens it
/// for its own resolution. Density is the share of ink, 0 … 1.
struct ToneFill
{
    OutlinePt areaPt; ///< empty: all of the panel or page
    TonePattern pattern = TonePattern::Dots;
    double lpi = 60.0;
    double angleDeg = 45.0;
    double density = 0.3;
    /// Gradient only: the density falls or rises from `density` at the first point to this at the
    /// second, drawn in dots.
    double endDensity = 0.0;
    PointPt gradientFromPt;
    PointPt gradientToPt;
    Colour colour = kBlack;
    std::uint32_t seed = 1; ///< of the noise

    bool operator==(const ToneFill &) const = default;
};

} // namespace koma
