// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

namespace koma {

/// The printer behind a generator of colour styles: brings every pixel of [N,3,H,W] in −1…1 to the
/// colours of a palette [K,3] in −1…1, as the mean of the palette weighted by the softmax of −40
/// times the squared distance (soft quantisation, Agustsson et al. 2017). Ink saturates at black
/// and at paper by itself; this lets areas of colour saturate in the same way, so that what is left
/// of a photo's slopes becomes flat areas with borders a pixel or two wide. The gradient is that of
/// a softer choice (8 for 40), or pixels that are sure of their colour would not learn. Gives
/// float32.
torch::Tensor inPrintedColours(const torch::Tensor &drawing, const torch::Tensor &palette);

} // namespace koma
