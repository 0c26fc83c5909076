// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/imaging/image.h"
#include "core/imaging/tileplan.h"

#include <cstdint>

namespace koma {

/// What the network sees of a picture: mirrored by a margin on all sides and filled up to the
/// stride.
struct PaddedFrame
{
    ImageSize picture;
    int marginPx = 0;
    ImageSize padded;

    static PaddedFrame around(ImageSize picture, int stridePx);
};

/// What a network asks of its tiles, and how many pixels one pass may read.
struct PassNeeds
{
    int stridePx = 1; ///< tiles begin at multiples of it
    int reachPx = 0;
    std::int64_t maxPixels = 0;
};

/// Pixels of the smallest tile with its halo: no plan can stay below it.
std::int64_t smallestPassPixels(const PassNeeds &needs);

/// Pixels of the tile below which the halo costs more than twice the core: speed should not ask for
/// less.
std::int64_t thriftyPassPixels(const PassNeeds &needs);

/// The cut of a frame into passes of at most `maxPixels` that reads the fewest pixels in all; a
/// whole pass where it fits. TooLarge below smallestPassPixels().
Result<TilePlan> planPasses(const PaddedFrame &frame, const PassNeeds &needs);

/// The same with a given tile core.
Result<TilePlan> planTiles(const PaddedFrame &frame, const PassNeeds &needs, int tilePx);

} // namespace koma
