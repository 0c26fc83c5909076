// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

namespace koma::planes {

/// What the stages of a painted guide share: small operations on planes [N,C,H,W], float32.

/// Y, Cb, Cr (Rec. 601; 0…1 and ±0.5) of RGB in 0…1, [N,3,H,W], and back.
torch::Tensor lumaAndChroma(const torch::Tensor &rgb);
torch::Tensor rgbOf(const torch::Tensor &ycc);

/// Central differences in x and in y, per pixel, 0 at the border.
torch::Tensor slopeX(const torch::Tensor &planes);
torch::Tensor slopeY(const torch::Tensor &planes);

/// Length of the gradient, per pixel and plane.
torch::Tensor steepness(const torch::Tensor &planes);

/// Bilinear enlargement to the height and width of `like`.
torch::Tensor enlarged(const torch::Tensor &planes, const torch::Tensor &like);

/// Planes that are sums of planes: a matrix [out,in] at every pixel.
torch::Tensor mixed(const torch::Tensor &matrix, const torch::Tensor &planes);

/// 0 below `low`, 1 above `high`, 3t² − 2t³ between them.
torch::Tensor smoothstep(const torch::Tensor &planes, double low, double high);

/// A soft step from 0 to 1 where `excess` passes 0: about two pixels wide where `width` is the
/// steepness of `excess`.
torch::Tensor softStep(const torch::Tensor &excess, const torch::Tensor &width);

/// Ink 0…1 on ink: what stays of the paper is what both leave.
torch::Tensor over(const torch::Tensor &ink, const torch::Tensor &more);

/// The structure tensor (Förstner 1986), summed over the colour planes and blurred with
/// `windowPx`: xx, xy and yy as [N,3,H,W].
torch::Tensor structureTensor(const torch::Tensor &planes, double windowPx);

} // namespace koma::planes
