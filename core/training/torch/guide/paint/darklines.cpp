// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/guide/paint/darklines.h"

#include "core/training/torch/guide/paint/planeops.h"
#include "core/training/torch/losses.h"

namespace koma {
namespace {

using losses::gaussianBlur;
using namespace planes;

/// Luma less its surroundings' mean, in their standard deviations.
torch::Tensor locallyNormalised(const torch::Tensor &luma)
{
    constexpr double kContrastFloor = 0.13;
    const torch::Tensor moments = enlarged(
        gaussianBlur(torch::avg_pool2d(torch::cat({luma, luma.square()}, 1), 4), 2.5), luma);
    const torch::Tensor mean = moments.narrow(1, 0, 1);
    const torch::Tensor variance = (moments.narrow(1, 1, 1) - mean.square()).clamp_min(0.0);
    return (luma - mean) / (variance.sqrt() + kContrastFloor);
}

/// 1 where gradients point anywhere, 0 where they agree.
torch::Tensor looseness(const torch::Tensor &form, const torch::Tensor &like)
{
    const torch::Tensor agreed = form.narrow(1, 0, 2).square().sum(1, true).sqrt();
    return 1.0 - smoothstep(enlarged(agreed / (form.narrow(1, 2, 1) + 2e-5), like), 0.2, 0.6);
}

} // namespace

torch::Tensor darkLines(const torch::Tensor &luma, const torch::Tensor &form,
                        const torch::Tensor &tones)
{
    const torch::Tensor normalised = locallyNormalised(luma);
    const torch::Tensor loose = looseness(form, luma);
    const torch::Tensor half = torch::avg_pool2d(normalised, 2);
    const auto darker = [&half](double outerPx, double innerPx) {
        return gaussianBlur(half, outerPx) - gaussianBlur(half, innerPx);
    };
    const torch::Tensor fine = gaussianBlur(normalised, 1.6) - gaussianBlur(normalised, 1.0);
    const torch::Tensor thin = torch::tanh(9.0 * (fine - 0.05 - 0.12 * loose));
    const torch::Tensor broad =
        torch::tanh(13.0 * (enlarged(darker(1.76, 1.034), luma) - 0.075 - 0.07 * loose));
    const torch::Tensor line = torch::maximum(thin, broad).clamp_min(0.0);
    // Specks have little around them.
    const torch::Tensor joined = line * smoothstep(gaussianBlur(line, 2.5), 0.06, 0.18);
    const torch::Tensor spot =
        enlarged(torch::maximum(darker(3.2, 1.6) - 0.14, darker(6.0, 3.2) - 0.16), luma);
    const torch::Tensor inDarkness = smoothstep(0.62 - tones, 0.0, 0.15);
    return torch::maximum(joined, torch::tanh(12.0 * spot).clamp_min(0.0) * inDarkness);
}

} // namespace koma
