// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/torch/generator.h"
#include "core/training/torch/guide/pagehatch.h"

#include <torch/torch.h>

namespace koma {

/// Which way the form runs, at half size: cosine and sine of the doubled gradient angle times its
/// strength, and the strength, [N,3,H/2,W/2].
torch::Tensor formOf(const torch::Tensor &luma);

/// The hatch field's wave whose strokes run along the form, or turned from it by half of
/// `turnRadians`, [N,1,H,W] in standard deviations of the field; leaning to 45 degrees where
/// nothing has a direction. `form` from formOf(), the size is that of `like`.
torch::Tensor strokeWave(const PageHatch &field, const torch::Tensor &form, double turnRadians,
                         const torch::Tensor &like, const PassContext &place);

/// Strokes along the form where tones lie below `begin`, thicker the darker, [N,1,H,W] with 1 for
/// ink. `form` from formOf().
torch::Tensor paintStrokes(const PageHatch &field, const torch::Tensor &form,
                           const torch::Tensor &tones, double begin, const PassContext &place);

} // namespace koma
