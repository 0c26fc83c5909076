// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/curves/valuerange.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace koma {
namespace {

constexpr std::size_t kMaxSamples = 4096;
constexpr double kMarginShare = 0.05;
/// Half of the span around a constant value, as a share of it.
constexpr double kConstantShare = 0.1;

/// Orders only as much of the values as it must.
double percentile(std::vector<double> &values, double share)
{
    const double place = std::clamp(share, 0.0, 1.0) * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const auto found = values.begin() + static_cast<std::ptrdiff_t>(below);
    std::nth_element(values.begin(), found, values.end());
    const double lower = *found;
    const double between = place - static_cast<double>(below);
    if (between <= 0.0)
        return lower;
    const double upper = *std::min_element(found + 1, values.end());
    return lower * (1.0 - between) + upper * between;
}

} // namespace

std::optional<ValueRange> percentileRange(const CurveSeries &curve, std::int64_t firstStep,
                                          std::int64_t lastStep, ValueScale scale,
                                          ValueShares shares)
{
    std::vector<double> values;
    // The last value of each bucket is an even sample; minima and maxima would be a biased one.
    for (const CurveBucket &bucket : curve.buckets(firstStep, lastStep, kMaxSamples)) {
        const double value = bucket.summary.last;
        if (std::isfinite(value) && (scale == ValueScale::Linear || value > 0.0))
            values.push_back(value);
    }
    if (values.empty())
        return std::nullopt;
    const double low = percentile(values, shares.low);
    return ValueRange{low, std::max(low, percentile(values, shares.high))};
}

ValueRange axisRange(ValueRange range, ValueScale scale)
{
    if (scale == ValueScale::Logarithmic) {
        const ValueRange decades =
            axisRange({std::log10(range.low), std::log10(range.high)}, ValueScale::Linear);
        return {std::pow(10.0, decades.low), std::pow(10.0, decades.high)};
    }
    const double size = std::max(std::abs(range.low), std::abs(range.high));
    if (range.high / 2.0 - range.low / 2.0 <= size * 1e-9) {
        const double half = size > 0.0 ? size * kConstantShare : kConstantShare;
        return {range.low - half, range.high + half};
    }
    const double margin = range.high * kMarginShare - range.low * kMarginShare;
    return {range.low - margin, range.high + margin};
}

} // namespace koma
