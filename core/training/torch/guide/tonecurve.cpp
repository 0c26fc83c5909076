// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/guide/tonecurve.h"

#include <algorithm>
#include <cmath>

namespace koma {
namespace {

constexpr std::int64_t kKnots = 256;

/// The value at a rank of sorted samples, rank in 0…1.
float quantile(const std::vector<float> &sorted, double rank)
{
    const double at = rank * static_cast<double>(sorted.size() - 1);
    const auto low = static_cast<std::size_t>(at);
    const std::size_t high = std::min(low + 1, sorted.size() - 1);
    const auto share = static_cast<float>(at - std::floor(at));
    return sorted[low] + share * (sorted[high] - sorted[low]);
}

/// The rank of a value among sorted samples, in the middle of ties.
double rankOf(const std::vector<float> &sorted, float value)
{
    const auto range = std::equal_range(sorted.begin(), sorted.end(), value);
    const auto below = static_cast<double>(range.first - sorted.begin());
    const auto notAbove = static_cast<double>(range.second - sorted.begin());
    return 0.5 * (below + notAbove) / static_cast<double>(sorted.size());
}

} // namespace

ToneCurve::ToneCurve() : m_knots(torch::linspace(0.0, 1.0, kKnots)) {}

ToneCurve::ToneCurve(torch::Tensor knots) : m_knots(std::move(knots)) {}

ToneCurve ToneCurve::matched(std::vector<float> photoTones, std::vector<float> drawingTones,
                             double identityShare)
{
    if (photoTones.empty() || drawingTones.empty())
        return {};
    std::sort(photoTones.begin(), photoTones.end());
    std::sort(drawingTones.begin(), drawingTones.end());
    torch::Tensor knots = torch::empty({kKnots});
    auto *values = knots.data_ptr<float>();
    for (std::int64_t i = 0; i < kKnots; ++i) {
        const float tone = static_cast<float>(i) / static_cast<float>(kKnots - 1);
        const float match = quantile(drawingTones, rankOf(photoTones, tone));
        values[i] = static_cast<float>((1.0 - identityShare) * match + identityShare * tone);
    }
    return ToneCurve(knots);
}

torch::Tensor ToneCurve::apply(const torch::Tensor &tones) const
{
    const torch::NoGradGuard noGrad;
    const torch::Tensor at = tones.clamp(0.0, 1.0) * static_cast<double>(kKnots - 1);
    const torch::Tensor low = at.floor().clamp(0, kKnots - 2);
    const torch::Tensor share = at - low;
    // Not-a-number must come out as such, for the loss to tell, and not as a wild index.
    const torch::Tensor index = low.nan_to_num(0.0).to(torch::kInt64).flatten();
    const torch::Tensor knots = m_knots.to(tones.device());
    const torch::Tensor lower = knots.index_select(0, index).view(tones.sizes());
    const torch::Tensor upper = knots.index_select(0, index + 1).view(tones.sizes());
    return lower + share * (upper - lower);
}

} // namespace koma
