// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/imaging/image.h"

#include <array>
#include <span>

namespace koma {

/// Mean and standard deviation of a picture's CIE L*a*b* values (L 0…100).
struct ColourStatistics
{
    std::array<double, 3> mean{};
    std::array<double, 3> deviation{};
};

/// Of a picture of any channels and type, taken as sRGB.
Result<ColourStatistics> colourStatistics(const ImageView &picture);

/// The averages of several pictures' statistics; all zero for none.
ColourStatistics averageStatistics(std::span<const ColourStatistics> all);

/// The picture with its colours moved to the target's mean and deviation, channel by channel in
/// CIE L*a*b* (after Reinhard, Ashikhmin, Gooch, Shirley 2001): what a style is without its
/// strokes. RGB U8 of the picture's size.
Result<Image> withColours(const ImageView &picture, const ColourStatistics &target);

} // namespace koma
