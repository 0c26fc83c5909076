// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/base/result.h"
#include "core/imaging/image.h"

namespace koma {

/// How square pieces are cut out of pictures at random.
struct PatchCut
{
    int sidePx = 128;
    double zoomMin = 0.7; ///< log-uniform up to zoomMax; a small picture is zoomed further
    double zoomMax = 1.8;
    double maxTurnDegrees = 8.0;
    int attempts = 8; ///< at another place while the patch is empty (see patchgrid.h)
};

/// A piece at a random place, zoom and tilt, mirrored half of the time, resampled by a random
/// method: smooth or crisp. U8, 1 or 3 channels, sides of at least 16 px, else InvalidArgument.
Result<Image> cutPatch(const Image &picture, const PatchCut &cut, Random &random);

} // namespace koma
