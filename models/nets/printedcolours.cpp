// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/nets/printedcolours.h"

#include <algorithm>

namespace koma {
namespace {

constexpr double kSharpness = 40.0;
constexpr double kLearningSharpness = 8.0;

/// Pixels [n,3] in the palette's colours. |x − c|² without |x|², which all colours share.
torch::Tensor chosen(const torch::Tensor &pixels, const torch::Tensor &palette, double sharpness)
{
    const torch::Tensor closeness = torch::addmm(-sharpness * palette.square().sum(1), pixels,
                                                 palette.t(), 1.0, 2.0 * sharpness);
    return torch::softmax(closeness, 1).matmul(palette);
}

/// In bands: for a whole page the closeness to each colour would take more memory than the network.
torch::Tensor chosenInBands(const torch::Tensor &pixels, const torch::Tensor &palette)
{
    constexpr std::int64_t kBand = 16384;
    torch::Tensor result = torch::empty_like(pixels);
    for (std::int64_t from = 0; from < pixels.size(0); from += kBand) {
        const std::int64_t count = std::min(kBand, pixels.size(0) - from);
        result.narrow(0, from, count)
            .copy_(chosen(pixels.narrow(0, from, count), palette, kSharpness));
    }
    return result;
}

} // namespace

torch::Tensor inPrintedColours(const torch::Tensor &drawing, const torch::Tensor &palette)
{
    const torch::Tensor pixels = drawing.to(torch::kFloat32).permute({0, 2, 3, 1}).reshape({-1, 3});
    const torch::Tensor colours = palette.to(drawing.device(), torch::kFloat32);
    torch::Tensor printed;
    {
        const torch::NoGradGuard noGrad;
        printed = chosenInBands(pixels.detach(), colours);
    }
    if (torch::GradMode::is_enabled() && drawing.requires_grad()) {
        const torch::Tensor soft = chosen(pixels, colours, kLearningSharpness);
        printed = soft + (printed - soft).detach();
    }
    return printed.view({drawing.size(0), drawing.size(2), drawing.size(3), 3})
        .permute({0, 3, 1, 2});
}

} // namespace koma
