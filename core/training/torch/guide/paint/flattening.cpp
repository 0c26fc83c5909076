// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/guide/paint/flattening.h"

#include "core/training/torch/losses.h"

#include <cmath>
#include <numbers>

namespace koma {

torch::Tensor kuwahara(const torch::Tensor &picture, double radiusPx)
{
    constexpr int kNeighbourhoods = 8;
    constexpr double kSigmaShare = 0.6; // of the radius: neighbourhoods meet at the pixel
    constexpr double kNoise = 1e-4;     // variance below which areas count as equally calm
    const std::int64_t channels = picture.size(1);
    // Both moments in one blur.
    const torch::Tensor moments =
        losses::gaussianBlur(torch::cat({picture, picture.square()}, 1), kSigmaShare * radiusPx);
    const torch::Tensor mean = moments.narrow(1, 0, channels);
    const torch::Tensor variance =
        (moments.narrow(1, channels, channels) - mean.square()).clamp_min(0.0).sum(1, true);
    const torch::Tensor calm = (1.0 + variance / kNoise).square().square().reciprocal();
    const auto pad = static_cast<std::int64_t>(std::ceil(radiusPx));
    const torch::Tensor both =
        torch::replication_pad2d(torch::cat({mean * calm, calm}, 1), {pad, pad, pad, pad});
    torch::Tensor sum;
    for (int i = 0; i < kNeighbourhoods; ++i) {
        const double angle = 2.0 * std::numbers::pi * i / kNeighbourhoods;
        const std::int64_t right = pad + std::lround(radiusPx * std::cos(angle));
        const std::int64_t down = pad + std::lround(radiusPx * std::sin(angle));
        const torch::Tensor beside =
            both.narrow(2, down, picture.size(2)).narrow(3, right, picture.size(3));
        sum = sum.defined() ? sum.add_(beside) : beside.clone();
    }
    return sum.narrow(1, 0, channels) / sum.narrow(1, channels, 1).clamp_min(1e-30);
}

torch::Tensor flattened(const torch::Tensor &picture)
{
    return kuwahara(kuwahara(torch::avg_pool2d(picture, 2), 1.6), 1.2);
}

} // namespace koma
