// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/colour.h"
#include "core/document/model/geometry.h"

#include <cstdint>

namespace koma {

enum class SpeedLineKind { Parallel, Focus };

/// Lines of motion: side by side along an angle, or from the rim towards a focus that stays clear.
/// The random part is a function of `seed`, so that every renderer draws the same lines.
struct SpeedLines
{
    OutlinePt areaPt; ///< empty: all of the panel or page
    SpeedLineKind kind = SpeedLineKind::Focus;
    PointPt focusPt;              ///< Focus: the middle of the clear ellipse
    double clearRadiusXPt = 60.0; ///< Focus: half axes of the clear ellipse
    double clearRadiusYPt = 40.0;
    double angleDeg = 0.0; ///< Parallel: direction of the lines, clockwise from the x axis
    int count = 120;
    double minWidthPt = 0.3;
    double maxWidthPt = 1.6;
    double lengthJitter = 0.3; ///< 0 … 1: by how much of their length lines differ
    double spacingJitter = 0.5;
    Colour colour = kBlack;
    std::uint32_t seed = 1;

    bool operator==(const SpeedLines &) const = default;
};

} // namespace koma
