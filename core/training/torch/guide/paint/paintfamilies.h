// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <array>
#include <string_view>

namespace koma {

/// The pots of a paint box. An area is painted from the one that its chroma belongs to; what lies
/// between two is mixed over a narrow seam.
inline constexpr std::array<std::string_view, 12> kPaintFamilies{
    "neutral", "skin",  "orange", "red",    "yellow", "olive",
    "green",   "slate", "blue",   "purple", "pink",   "warm"};
inline constexpr std::int64_t kPaintFamilyCount = kPaintFamilies.size();
inline constexpr std::int64_t kNeutralFamily = 0;
inline constexpr std::int64_t kSkinFamily = 1;
inline constexpr std::int64_t kOliveFamily = 5;
inline constexpr std::int64_t kGreenFamily = 6;
inline constexpr std::int64_t kSlateFamily = 7;
inline constexpr std::int64_t kBlueFamily = 8;
inline constexpr std::int64_t kWarmFamily = 11;

/// Chroma as a share of what the luma has room for: (Cb, Cr) / (0.35 + 0.65 Y), [N,2,H,W].
/// `ycc` is Y, Cb, Cr [N,3,H,W]; `boost` [N,1,1,1] multiplies the chroma.
torch::Tensor relativeChroma(const torch::Tensor &ycc, const torch::Tensor &boost);

/// How near each pixel's relative chroma is to each family, [N,12,H,W] with sum 1: a softmax of the
/// squared distances to the families' places in photos, with a bias towards skin.
torch::Tensor familyWeights(const torch::Tensor &relativeChroma);

/// familyWeights() as areas: blurred and sharpened, so that islands go and seams stay narrow.
torch::Tensor familyAreas(const torch::Tensor &relativeChroma);

/// [12,2]: where a family lies in relative chroma; the mean where it has several places.
torch::Tensor familyChroma();

} // namespace koma
