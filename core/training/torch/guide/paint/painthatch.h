// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/torch/generator.h"
#include "core/training/torch/guide/pagestrokes.h"

#include <torch/torch.h>

namespace koma {

/// Which way the form runs, at half size: cosine and sine of the doubled gradient angle times its
/// strength, and the strength, [N,3,H/2,W/2].
torch::Tensor formOf(const torch::Tensor &luma);

/// Strokes along the form where tones lie below `begin`, thicker the darker, [N,1,H,W] with 1 for
/// ink. Where nothing has a direction they lean to 45 degrees. `form` from formOf().
torch::Tensor paintStrokes(const PageStrokes &field, const torch::Tensor &form,
                           const torch::Tensor &tones, double begin, const PassContext &place);

} // namespace koma
