// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/guide/paint/planeops.h"

#include "core/training/torch/losses.h"

namespace koma::planes {
namespace {

torch::Tensor difference(const torch::Tensor &planes, std::int64_t dim)
{
    const std::int64_t inner = planes.size(dim) - 2;
    return 0.5 * (planes.narrow(dim, 2, inner) - planes.narrow(dim, 0, inner));
}

constexpr double kCbScale = 1.772; ///< 2 − 2 · 0.114
constexpr double kCrScale = 1.402; ///< 2 − 2 · 0.299

} // namespace

torch::Tensor lumaAndChroma(const torch::Tensor &rgb)
{
    const torch::Tensor luma = losses::luma(rgb);
    return torch::cat(
        {luma, (rgb.narrow(1, 2, 1) - luma) / kCbScale, (rgb.narrow(1, 0, 1) - luma) / kCrScale},
        1);
}

torch::Tensor rgbOf(const torch::Tensor &ycc)
{
    const torch::Tensor luma = ycc.narrow(1, 0, 1);
    const torch::Tensor red = luma + kCrScale * ycc.narrow(1, 2, 1);
    const torch::Tensor blue = luma + kCbScale * ycc.narrow(1, 1, 1);
    const torch::Tensor green = (luma - 0.299 * red - 0.114 * blue) / 0.587;
    return torch::cat({red, green, blue}, 1);
}

torch::Tensor slopeX(const torch::Tensor &planes)
{
    return torch::constant_pad_nd(difference(planes, 3), {1, 1, 0, 0});
}

torch::Tensor slopeY(const torch::Tensor &planes)
{
    return torch::constant_pad_nd(difference(planes, 2), {0, 0, 1, 1});
}

torch::Tensor steepness(const torch::Tensor &planes)
{
    return (slopeX(planes).square() + slopeY(planes).square()).sqrt();
}

torch::Tensor enlarged(const torch::Tensor &planes, const torch::Tensor &like)
{
    return torch::upsample_bilinear2d(planes.contiguous(), {like.size(2), like.size(3)}, false);
}

torch::Tensor mixed(const torch::Tensor &matrix, const torch::Tensor &planes)
{
    return torch::matmul(matrix.to(planes.device()), planes.flatten(2))
        .view({planes.size(0), matrix.size(0), planes.size(2), planes.size(3)});
}

torch::Tensor smoothstep(const torch::Tensor &planes, double low, double high)
{
    const torch::Tensor t = ((planes - low) / (high - low)).clamp(0.0, 1.0);
    return t * t * (3.0 - 2.0 * t);
}

torch::Tensor softStep(const torch::Tensor &excess, const torch::Tensor &width)
{
    return torch::sigmoid(2.2 * excess / width);
}

torch::Tensor over(const torch::Tensor &ink, const torch::Tensor &more)
{
    return 1.0 - (1.0 - ink) * (1.0 - more);
}

torch::Tensor structureTensor(const torch::Tensor &planes, double windowPx)
{
    const torch::Tensor x = slopeX(planes);
    const torch::Tensor y = slopeY(planes);
    return losses::gaussianBlur(
        torch::cat({(x * x).sum(1, true), (x * y).sum(1, true), (y * y).sum(1, true)}, 1),
        windowPx);
}

} // namespace koma::planes
