// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/imaging/image.h"

#include <span>
#include <vector>

namespace koma {

/// Where a picture has its edges, as a unit vector: Sobel magnitude of the smoothed luma (sigma 2
/// px at 256 px long side), square-rooted against single strong edges, area-averaged to 32×32, mean
/// removed, length 1. Strokes and photo texture of the same scene land near each other.
Result<std::vector<float>> edgeLayout(const ImageView &view);

/// Share of `drawings` whose most similar photo by cosine of edge layouts is their own (same
/// index).
double edgeRetrievalRate(std::span<const std::vector<float>> photos,
                         std::span<const std::vector<float>> drawings);

} // namespace koma
