// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/passplan.h"
#include "core/imaging/image.h"
#include "core/imaging/tileplan.h"

#include <torch/torch.h>

#include <vector>

namespace koma {

/// The network's input for one tile: pixels of a picture, mirrored beyond its edges, as [1,3,h,w]
/// in −1…1 with channels last. The tensor lives in `buffer`, which grows as needed and is reused
/// from tile to tile.
torch::Tensor tensorFromPicture(const ImageView &picture, const PaddedFrame &frame,
                                const PixelRect &input, std::vector<float> &buffer);

/// Writes the part of a tile's output [1,C,h,w] in −1…1 that lies in its core and in the picture.
/// The drawing has C channels; what is not a number becomes black.
void storeTile(const torch::Tensor &output, const Tile &tile, const PaddedFrame &frame,
               Image &drawing);

} // namespace koma
