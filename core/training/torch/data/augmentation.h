// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"

#include <torch/torch.h>

namespace koma {

/// Differentiable augmentation before the discriminators (Zhao et al. 2020): what makes a few dozen
/// drawings enough. Per picture: contrast about mid-grey, brightness, a shift with paper-white
/// filling, and a mid-grey cut-out. Ranges are weak for ink, whose black and white must stay black
/// and white.
struct DiffAugment
{
    double contrastMin = 0.8;
    double contrastMax = 1.1;
    double brightness = 0.15; ///< ± in −1…1 units
    double shift = 0.0;       ///< ± share of the side
    double cutout = 0.0;      ///< side of the hole as a share; 0 is off

    /// [N,C,H,W] in −1…1; gradients flow through. The random numbers decide everything.
    [[nodiscard]] torch::Tensor apply(const torch::Tensor &pictures, Random &random) const;
};

} // namespace koma
