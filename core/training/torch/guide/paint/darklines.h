// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

namespace koma {

/// What is darker than its surroundings in thin lines and small spots, where contours() sees
/// nothing: eyes, mouths, nostrils, hair. [N,1,H,W] with 1 for ink. Differences of Gaussians of the
/// locally normalised luma (after Winnemöller's XDoG 2011); a higher threshold where the form has
/// no direction, so that textures stay clean. `luma` and `tones` [N,1,H,W] in 0…1, `form` from
/// formOf().
torch::Tensor darkLines(const torch::Tensor &luma, const torch::Tensor &form,
                        const torch::Tensor &tones);

} // namespace koma
