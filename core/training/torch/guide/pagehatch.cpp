// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/guide/pagehatch.h"

#include "core/imaging/hatchfield.h"

#include <numbers>
#include <vector>

namespace koma {

PageHatch::PageHatch()
    : m_field(torch::tensor(hatchField()).view({-1, kHatchPeriodPx, kHatchPeriodPx}))
{
    std::vector<float> doubled;
    for (const HatchWave &wave : hatchWaves())
        doubled.push_back(static_cast<float>(wave.angleDegrees * std::numbers::pi / 90.0));
    const torch::Tensor angles = torch::tensor(doubled);
    m_doubledDirections = torch::stack({angles.cos(), angles.sin()}, 1);
}

torch::Tensor PageHatch::window(const PassContext &place, const torch::Tensor &like) const
{
    const auto wrapped = [](std::int64_t first, std::int64_t count) {
        return torch::remainder(torch::arange(first, first + count, torch::kInt64), kHatchPeriodPx);
    };
    return m_field.index_select(1, wrapped(place.originYPx, like.size(2)))
        .index_select(2, wrapped(place.originXPx, like.size(3)))
        .unsqueeze(0)
        .to(like.device());
}

} // namespace koma
