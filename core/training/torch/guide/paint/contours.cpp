// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/guide/paint/contours.h"

#include "core/training/torch/guide/paint/planeops.h"
#include "core/training/torch/losses.h"

namespace koma {

torch::Tensor contours(const torch::Tensor &areas, const torch::Tensor &like, double widthPx)
{
    using losses::gaussianBlur;
    using namespace planes;
    constexpr double kChromaShare = 1.5; // colours that differ are an edge even in equal luma
    const torch::Tensor shares =
        torch::tensor({1.0, kChromaShare, kChromaShare}, areas.options()).view({1, 3, 1, 1});
    const torch::Tensor tensor = structureTensor(gaussianBlur(areas * shares, 0.7), 0.8);
    const torch::Tensor strength = (tensor.narrow(1, 0, 1) + tensor.narrow(1, 2, 1)).sqrt();
    const torch::Tensor busy = enlarged(gaussianBlur(torch::avg_pool2d(strength, 4), 2.5), like);
    const auto parts = enlarged(tensor, like).split(1, 1);
    const torch::Tensor &xx = parts[0];
    const torch::Tensor &xy = parts[1];
    const torch::Tensor &yy = parts[2];
    const torch::Tensor doubled =
        ((xx - yy) / ((xx - yy).square() + 4.0 * xy.square() + 1e-16).sqrt()).clamp(-1.0, 1.0);
    // The unit vector across the edge, from its doubled angle.
    const torch::Tensor nx = ((1.0 + doubled) * 0.5).sqrt();
    const torch::Tensor ny =
        ((1.0 - doubled) * 0.5).sqrt() * torch::where(xy < 0.0, -torch::ones_like(xy), 1.0);
    const torch::Tensor gradient = 0.5 * gaussianBlur((xx + yy).clamp_min(0.0).sqrt(), 1.0);
    const torch::Tensor gx = slopeX(gradient);
    const torch::Tensor gy = slopeY(gradient);
    const torch::Tensor first = nx * gx + ny * gy;
    const torch::Tensor second =
        nx * nx * slopeX(gx) + 2.0 * nx * ny * slopeY(gx) + ny * ny * slopeY(gy);
    const torch::Tensor distance = first.abs() / (-second).clamp_min(1e-4);
    const torch::Tensor half = 0.5 * widthPx * (0.85 + 0.9 * smoothstep(gradient, 0.03, 0.10));
    const torch::Tensor clear =
        smoothstep(gradient - (0.5 * busy - 0.012).clamp_min(0.0), 0.010, 0.022);
    return torch::sigmoid(3.0 * (half - distance)) * clear;
}

} // namespace koma
