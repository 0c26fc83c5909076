// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/guide/paintguide.h"

#include "core/training/torch/losses.h"

#include <cmath>
#include <numbers>

namespace koma {
namespace {

/// Steps of luma with soft edges: a tanh between two steps instead of a jump.
torch::Tensor stepped(const torch::Tensor &luma, int levels)
{
    constexpr double kSharpness = 3.0;
    constexpr double kStepShare = 0.9; // the rest of a step stays a slope
    const torch::Tensor step = torch::round(luma * levels) / levels;
    return step + torch::tanh(kSharpness * levels * (luma - step)) * (kStepShare / (2.0 * levels));
}

} // namespace

torch::Tensor kuwahara(const torch::Tensor &picture, double radiusPx)
{
    constexpr int kNeighbourhoods = 8;
    constexpr double kSigmaShare = 0.6; // of the radius: neighbourhoods meet at the pixel
    constexpr double kNoise = 1e-4;     // variance below which areas count as equally calm
    const torch::Tensor mean = losses::gaussianBlur(picture, kSigmaShare * radiusPx);
    const torch::Tensor variance =
        (losses::gaussianBlur(picture.square(), kSigmaShare * radiusPx) - mean.square())
            .clamp_min(0.0)
            .sum(1, true);
    const auto pad = static_cast<std::int64_t>(std::ceil(radiusPx));
    const torch::Tensor both =
        torch::reflection_pad2d(torch::cat({mean, variance}, 1), {pad, pad, pad, pad});
    torch::Tensor sum = torch::zeros_like(picture);
    torch::Tensor weights = torch::zeros_like(variance);
    for (int i = 0; i < kNeighbourhoods; ++i) {
        const double angle = 2.0 * std::numbers::pi * i / kNeighbourhoods;
        const std::int64_t x = std::lround(radiusPx * std::cos(angle));
        const std::int64_t y = std::lround(radiusPx * std::sin(angle));
        const torch::Tensor beside =
            both.narrow(2, pad + y, picture.size(2)).narrow(3, pad + x, picture.size(3));
        const torch::Tensor calm =
            (1.0 + beside.narrow(1, picture.size(1), 1) / kNoise).square().square().reciprocal();
        sum += calm * beside.narrow(1, 0, picture.size(1));
        weights += calm;
    }
    return sum / weights.clamp_min(1e-30);
}

torch::Tensor PaintGuide::paint(const torch::Tensor &photos, const torch::Tensor &luma,
                                const ToneCurve &tones, const Palette &palette) const
{
    const torch::NoGradGuard noGrad;
    torch::Tensor planes = torch::cat({luma, chromaPlanes(photos)}, 1);
    if (m_radiusPx > 0.0)
        planes = kuwahara(kuwahara(planes, m_radiusPx), m_radiusPx);
    const torch::Tensor photoLuma = planes.narrow(1, 0, 1);
    torch::Tensor drawn = tones.apply(photoLuma);
    if (m_levels > 0)
        drawn = stepped(drawn, m_levels);
    return palette.paint(planes.narrow(1, 1, 2), photoLuma, drawn);
}

} // namespace koma
