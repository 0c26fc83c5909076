// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/guide/paint/painthatch.h"

#include "core/training/torch/guide/paint/planeops.h"
#include "core/training/torch/losses.h"

#include <cmath>

namespace koma {

using losses::gaussianBlur;

torch::Tensor formOf(const torch::Tensor &luma)
{
    const auto parts =
        planes::structureTensor(gaussianBlur(torch::avg_pool2d(luma, 2), 0.8), 2.5).split(1, 1);
    return torch::cat({parts[0] - parts[2], 2.0 * parts[1], parts[0] + parts[2]}, 1);
}

torch::Tensor strokeWave(const PageHatch &field, const torch::Tensor &form, double turnRadians,
                         const torch::Tensor &like, const PassContext &place)
{
    constexpr double kLean = 0.35;
    constexpr double kFollowPx = 5.0;
    constexpr double kTurning = 14.0; // how few of the field's directions share a pixel
    const torch::Tensor direction =
        torch::cat({form.narrow(1, 0, 1), form.narrow(1, 1, 1)}, 1) / (form.narrow(1, 2, 1) + 1e-4);
    const torch::Tensor lean =
        torch::tensor({0.0, kLean}, form.options()).view({1, 2, 1, 1}) + direction;
    const torch::Tensor calm = gaussianBlur(lean, kFollowPx);
    const torch::Tensor unit = calm / (calm.square().sum(1, true) + 1e-8).sqrt();
    const double cosine = std::cos(turnRadians);
    const double sine = std::sin(turnRadians);
    const torch::Tensor turn =
        torch::tensor({cosine, sine, -sine, cosine}, field.doubledDirections().options())
            .view({2, 2});
    const torch::Tensor shares =
        torch::softmax(kTurning * planes::mixed(field.doubledDirections().matmul(turn), unit), 1);
    const torch::Tensor even = planes::enlarged(shares.square().sum(1, true).rsqrt(), like);
    return even * (planes::enlarged(shares, like) * field.window(place, like)).sum(1, true);
}

torch::Tensor paintStrokes(const PageHatch &field, const torch::Tensor &form,
                           const torch::Tensor &tones, double begin, const PassContext &place)
{
    constexpr double kNoInk = 1.7; // standard deviations of the field
    constexpr double kThickening = 1.3;
    const torch::Tensor wave = strokeWave(field, form, 0.0, tones, place);
    const torch::Tensor dark = ((begin - tones) / begin).clamp(0.0, 1.0);
    return torch::sigmoid(6.0 * (wave - kNoInk + kThickening * dark.pow(0.7))) *
           (8.0 * dark).clamp_max(1.0);
}

} // namespace koma
