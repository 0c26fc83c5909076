// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/engine/torch/stylemodel.h"
#include "core/imaging/image.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace koma {

struct TiledPassRequest
{
    ImageView picture;                ///< at the size at which the network runs
    SampleType type = SampleType::U8; ///< of the drawing
    std::int64_t maxPassPixels = 0;
    int maxTilePx = 0; ///< 0: the tiles that read least; else this tile core
};

struct TiledPassResult
{
    Image drawing;
    std::size_t tiles = 0;
};

/// Draws a picture tile by tile, polling `cancel` before each. TooLarge where no tile is small
/// enough for `maxPassPixels`; OutOfMemory and DeviceLost as they come. `buffer` is kept between
/// calls.
Result<TiledPassResult> drawInTiles(StyleModel &model, const TiledPassRequest &request,
                                    std::vector<float> &buffer, const CancelToken &cancel,
                                    const Progress &progress);

} // namespace koma
