// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/torch/guide/paint/paintbox.h"

#include <torch/torch.h>

#include <vector>

namespace koma {

/// What one drawing tells of its artist's paint box. Tensors are on the CPU.
struct DrawingSample
{
    torch::Tensor colours;   ///< [1,3,n,1]: Y, Cb, Cr of its flattened areas
    torch::Tensor weights;   ///< [n]: how calm they are; 0 on the white that a scan was cut out on
    torch::Tensor paper;     ///< [3]: Y, Cb, Cr of its lightest areas; undefined if it has no areas
    torch::Tensor ink;       ///< [3]: RGB of its darkest hundredth
    double blackShare = 0.0; ///< of its area that is nearly black
    double strokeShare = 0.0; ///< of its area where lines lie close together
};

/// `drawing` is RGB of 0…1, [1,3,H,W], about 768 px long and at least 16 px wide.
DrawingSample sampleDrawing(const torch::Tensor &drawing);

/// The paint box behind drawings. For each family: the mean colours of four bands of luma among the
/// calm areas that belong to it once the paper's tint is taken off, no drawing counting for more
/// than three average ones. What few drawings show is filled up with the usual colours, brought to
/// the tones, the saturation and the paper of these. The four always stand apart in luma. The usual
/// box where there are no areas at all.
PaintBox measuredPaintBox(const std::vector<DrawingSample> &drawings);

} // namespace koma
