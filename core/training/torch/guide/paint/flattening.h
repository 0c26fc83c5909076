// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

namespace koma {

/// The generalised Kuwahara filter (Papari, Petkov, Campisi 2007) with eight neighbourhoods beside
/// each pixel: it takes the mean of the calmest ones, so areas come out flat and their borders
/// crisp. `picture` [N,C,H,W], at least 3 · radiusPx a side.
torch::Tensor kuwahara(const torch::Tensor &picture, double radiusPx);

/// The calm areas of a picture at half its size: textures gone, borders kept.
torch::Tensor flattened(const torch::Tensor &picture);

} // namespace koma
