// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/hatchguide.h"

#include "core/imaging/hatchfield.h"
#include "core/training/torch/losses.h"

#include <numbers>
#include <vector>

namespace koma {
namespace {

using losses::gaussianBlur;

constexpr double kFineSpacingPx =
    6.0; ///< waves up to this spacing shade; broader ones are left to learning

torch::Tensor darkLines(const torch::Tensor &normalised, double sigmaPx, double threshold)
{
    const torch::Tensor difference =
        gaussianBlur(normalised, sigmaPx) - gaussianBlur(normalised, 1.6 * sigmaPx);
    return torch::tanh(6.0 * (-difference - threshold)).clamp(0.0, 1.0);
}

/// Central differences in x or y with zero at the border.
torch::Tensor derivative(const torch::Tensor &picture, std::int64_t dim)
{
    const std::int64_t inner = picture.size(dim) - 2;
    const torch::Tensor difference = picture.narrow(dim, 2, inner) - picture.narrow(dim, 0, inner);
    return dim == 3 ? torch::constant_pad_nd(difference, {1, 1, 0, 0})
                    : torch::constant_pad_nd(difference, {0, 0, 1, 1});
}

/// Strokes of one layer: none above the tone `start`, thickest at `full`.
torch::Tensor layer(const torch::Tensor &wave, const torch::Tensor &tones, double start,
                    double full)
{
    constexpr double kNoInk = 2.2; // standard deviations of the field that hardly anything exceeds
    constexpr double kMostInk = -0.3;
    const torch::Tensor share = ((start - tones) / (start - full)).clamp(0.0, 1.0);
    const torch::Tensor threshold = kNoInk + (kMostInk - kNoInk) * share.pow(0.6);
    return torch::sigmoid(5.0 * (wave - threshold)) * (6.0 * share).clamp_max(1.0);
}

} // namespace

HatchGuide::HatchGuide()
{
    const std::vector<float> field = hatchField();
    const torch::Tensor all = torch::tensor(field).view({-1, kHatchPeriodPx, kHatchPeriodPx});
    std::vector<torch::Tensor> fine;
    std::vector<float> angles;
    for (std::size_t i = 0; i < hatchWaves().size(); ++i) {
        if (hatchWaves()[i].spacingPx <= kFineSpacingPx) {
            fine.push_back(all[static_cast<std::int64_t>(i)]);
            angles.push_back(
                static_cast<float>(hatchWaves()[i].angleDegrees * std::numbers::pi / 180.0));
        }
    }
    m_field = torch::stack(fine);
    m_angles = torch::tensor(angles);
}

torch::Tensor HatchGuide::lines(const torch::Tensor &luma) const
{
    constexpr double kNeighbourhoodPx = 10.0;
    constexpr double kContrastFloor = 0.06;
    const torch::Tensor mean = gaussianBlur(luma, kNeighbourhoodPx);
    const torch::Tensor deviation =
        (gaussianBlur(luma * luma, kNeighbourhoodPx) - mean * mean).clamp_min(0.0).sqrt();
    const torch::Tensor normalised = (luma - mean) / (deviation + kContrastFloor);
    return torch::maximum(darkLines(normalised, 0.9, 0.07), darkLines(normalised, 1.8, 0.13));
}

torch::Tensor HatchGuide::strokes(const torch::Tensor &luma, const torch::Tensor &tones) const
{
    // The dominant direction of the form, from the structure tensor, leans to 45 degrees where
    // there is none.
    const torch::Tensor smooth = gaussianBlur(luma, 2.5);
    const torch::Tensor gx = derivative(smooth, 3);
    const torch::Tensor gy = derivative(smooth, 2);
    const torch::Tensor xx = gaussianBlur(gx * gx, 8.0);
    const torch::Tensor yy = gaussianBlur(gy * gy, 8.0);
    const torch::Tensor xy = gaussianBlur(gx * gy, 8.0);
    const torch::Tensor coherence = 1.0 / (xx + yy + 1e-6);
    constexpr double kLean = 0.35;
    const torch::Tensor doubled = torch::atan2(2.0 * xy * coherence + kLean, (xx - yy) * coherence);

    const std::int64_t rows = luma.size(2);
    const std::int64_t columns = luma.size(3);
    const torch::Tensor field =
        m_field.to(luma.device())
            .repeat({1, rows / kHatchPeriodPx + 1, columns / kHatchPeriodPx + 1})
            .narrow(1, 0, rows)
            .narrow(2, 0, columns)
            .unsqueeze(0);
    const torch::Tensor angles = 2.0 * m_angles.to(luma.device()).view({1, -1, 1, 1});
    const auto wave = [&](double turnRadians) {
        const torch::Tensor share =
            torch::softmax(10.0 * torch::cos(doubled + turnRadians - angles), 1);
        return (share * field).sum(1, true) / share.square().sum(1, true).sqrt();
    };
    constexpr double kCrossing = 0.8 * std::numbers::pi; // 72 degrees between the layers
    const torch::Tensor main = layer(wave(0.0), tones, 0.66, 0.18);
    const torch::Tensor cross = layer(wave(kCrossing), tones, 0.36, 0.10);
    const torch::Tensor solid = torch::sigmoid(40.0 * (0.08 - tones));
    return 1.0 - (1.0 - main) * (1.0 - cross) * (1.0 - solid);
}

torch::Tensor HatchGuide::draw(const torch::Tensor &luma, const torch::Tensor &tones) const
{
    const torch::NoGradGuard noGrad;
    // Local contrast is kept in the dark, where a face would else drown in hatching.
    const torch::Tensor smooth = gaussianBlur(tones, 2.0);
    const torch::Tensor shaped =
        (smooth + 0.6 * (smooth - gaussianBlur(tones, 12.0))).clamp(0.0, 1.0);
    const torch::Tensor paper = (1.0 - lines(luma)) * (1.0 - strokes(luma, shaped));
    return 2.0 * paper - 1.0;
}

} // namespace koma
