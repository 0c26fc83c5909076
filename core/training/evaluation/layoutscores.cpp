// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/evaluation/layoutscores.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace koma {
namespace {

double meanDistance(const FeatureRows &layouts)
{
    double sum = 0.0;
    std::size_t pairs = 0;
    for (std::size_t a = 0; a < layouts.size(); ++a) {
        for (std::size_t b = a + 1; b < layouts.size(); ++b, ++pairs)
            sum += 1.0 - layoutLikeness(layouts[a], layouts[b]);
    }
    return pairs > 0 ? sum / static_cast<double>(pairs) : 0.0;
}

} // namespace

double layoutLikeness(const std::vector<float> &a, const std::vector<float> &b)
{
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

double meanLikeness(const FeatureRows &photos, const FeatureRows &drawings)
{
    double sum = 0.0;
    for (std::size_t i = 0; i < photos.size(); ++i)
        sum += layoutLikeness(photos[i], drawings[i]);
    return photos.empty() ? 0.0 : sum / static_cast<double>(photos.size());
}

double diversityRatio(const FeatureRows &photos, const FeatureRows &drawings)
{
    return meanDistance(drawings) / std::max(1e-9, meanDistance(photos));
}

} // namespace koma
