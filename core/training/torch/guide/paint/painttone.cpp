// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/guide/paint/painttone.h"

#include "core/training/torch/guide/paint/planeops.h"
#include "core/training/torch/losses.h"

namespace koma {
namespace {

constexpr std::int64_t kSegments = 64;

/// The polyline through (x[i], y[i]) at `knots` [K]; flat outside. x [N,P] ascending, y [P].
torch::Tensor polyline(const torch::Tensor &knots, const torch::Tensor &x, const torch::Tensor &y)
{
    const std::int64_t pieces = x.size(1) - 1;
    const torch::Tensor low = x.narrow(1, 0, pieces).unsqueeze(1);
    const torch::Tensor length = x.narrow(1, 1, pieces).unsqueeze(1) - low;
    const torch::Tensor rise = y.narrow(0, 1, pieces) - y.narrow(0, 0, pieces);
    const torch::Tensor passed = ((knots.view({1, -1, 1}) - low) / length).clamp(0.0, 1.0);
    return y.narrow(0, 0, 1) + (passed * rise).sum(2);
}

} // namespace

torch::Tensor toneCurves(const torch::Tensor &lumaPercentiles, double gamma)
{
    constexpr double kOwnShare = 0.5;
    constexpr double kMostDarker = 0.10;
    constexpr double kMostLighter = 0.35;
    constexpr double kStep = 1e-3; // keeps equal percentiles apart
    const auto options = lumaPercentiles.options();
    // The tones that areas of a printed drawing have at the percentiles of TonalSpread.
    const torch::Tensor drawn = torch::tensor({0.0, 0.14, 0.36, 0.58, 0.80, 0.93, 1.0}, options);
    const torch::Tensor plainLuma = torch::tensor({0.0, 0.1, 0.25, 0.45, 0.65, 0.85, 1.0}, options);
    const torch::Tensor plainTone = torch::tensor({0.0, 0.16, 0.38, 0.6, 0.8, 0.94, 1.0}, options);
    const torch::Tensor knots = torch::linspace(0.0, 1.0, kSegments + 1, options);
    const torch::Tensor own =
        std::get<0>((lumaPercentiles + kStep * torch::arange(drawn.numel(), options)).cummax(1));
    const torch::Tensor plain = polyline(knots, plainLuma.unsqueeze(0), plainTone);
    const torch::Tensor moved = torch::minimum(
        torch::maximum(polyline(knots, own, drawn), plain - kMostDarker), plain + kMostLighter);
    return torch::lerp(plain, moved, kOwnShare).clamp_min(0.0).pow(gamma);
}

torch::Tensor chromaBoost(const torch::Tensor &chroma)
{
    constexpr double kVivid = 0.16;
    constexpr double kMost = 1.8;
    constexpr double kGrey = 0.012;
    const torch::Tensor boost = (kVivid / (chroma + 1e-3)).clamp(1.0, kMost);
    return torch::where(chroma > kGrey, boost, torch::ones_like(boost));
}

torch::Tensor paintTones(const torch::Tensor &luma, const torch::Tensor &curves,
                         const torch::Tensor &saturation, const torch::Tensor &skin)
{
    constexpr double kMiddle = 0.62;
    constexpr double kToMiddle = 0.6;
    constexpr double kSkinLift = 0.06;
    constexpr double kSoftPx = 1.2;
    const torch::Tensor place = luma.clamp(0.0, 1.0) * static_cast<double>(kSegments);
    const torch::Tensor below = place.floor().clamp_max(kSegments - 1.0);
    const torch::Tensor index = below.nan_to_num(0.0).to(torch::kInt64).flatten(1);
    const torch::Tensor low = curves.gather(1, index).view_as(luma);
    const torch::Tensor high = curves.gather(1, index + 1).view_as(luma);
    const torch::Tensor tones = low + (place - below) * (high - low);
    const torch::Tensor coloured = kToMiddle * planes::smoothstep(saturation, 0.2, 0.42);
    return losses::gaussianBlur(tones + coloured * (kMiddle - tones) + kSkinLift * skin, kSoftPx);
}

} // namespace koma
