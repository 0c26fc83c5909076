// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

namespace koma {

/// Lines of an even width where the gradient of flattened areas has its ridge, [N,1,H,W] with 1 for
/// ink: the distance to the ridge is the gradient's first by its second derivative across the edge
/// (after the differential edge detector of Lindeberg 1998). Only where the edge is clear and
/// stands out from a busy neighbourhood; strong edges get wider lines. `areas` Y, Cb, Cr
/// [N,3,h,w]; lines come in the size of `like`, `widthPx` wide.
torch::Tensor contours(const torch::Tensor &areas, const torch::Tensor &like, double widthPx);

} // namespace koma
