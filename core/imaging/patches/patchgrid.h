// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/imaging/image.h"
#include "core/imaging/tileplan.h"

#include <vector>

namespace koma {

/// Square patches that cover a picture: rows and columns about `stepPx` apart, the last ones at the
/// far borders. No patches where a side is shorter than the patch.
std::vector<PixelRect> patchGrid(ImageSize picture, int sidePx, int stepPx);

/// A part of a view, nothing copied; it must lie inside.
ImageView partOf(const ImageView &view, const PixelRect &part);

/// Standard deviation of the luma of a U8 view, 0…0.5 where 1 is full white: how much there is to
/// see. Bare paper and clear sky are near 0.
double lumaDeviation(const ImageView &view);

/// Below this deviation a patch counts as empty and says nothing of the hand that drew it.
inline constexpr double kEmptyPatchDeviation = 0.08;

} // namespace koma
