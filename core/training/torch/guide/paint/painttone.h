// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

namespace koma {

/// Luma to tone for each photo of a batch, [N,65] over luma 0…1: half a curve that suits any photo,
/// half the photo's own percentiles moved to those of a printed drawing (within bounds, so that a
/// bright photo is not darkened much), to the power `gamma`. `lumaPercentiles` [N,7] as in
/// TonalSpread.
torch::Tensor toneCurves(const torch::Tensor &lumaPercentiles, double gamma);

/// How much a photo's chroma is to be multiplied, [N]: dull photos up to 1.8, grey ones not at all.
/// `chroma` [N] as in TonalSpread.
torch::Tensor chromaBoost(const torch::Tensor &chroma);

/// Tones 0…1 of flattened luma, both [N,1,H,W]: by the curves, with strongly coloured areas
/// (`saturation`, length of the relative chroma) drawn to the middle tone, where they show their
/// colour, and skin (`skin`, 0…1) a little lighter than it is.
torch::Tensor paintTones(const torch::Tensor &luma, const torch::Tensor &curves,
                         const torch::Tensor &saturation, const torch::Tensor &skin);

} // namespace koma
