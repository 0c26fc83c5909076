// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/curves/curveseries.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace koma {
namespace {

/// Points that a node of the lowest level summarises; below, adding them up is as fast.
constexpr std::size_t kLeafPoints = 16;

std::size_t pointsOfLevel(std::size_t level)
{
    return kLeafPoints << level;
}

/// How many groups of `size` points, counted from the first point of the curve, a range touches.
std::size_t groupsTouched(std::size_t begin, std::size_t end, std::size_t size)
{
    return (end - 1) / size - begin / size + 1;
}

} // namespace

void CurveSummary::add(double value)
{
    if (!std::isfinite(value)) {
        ++nonFiniteCount;
        return;
    }
    CurveSummary one;
    one.finiteCount = 1;
    one.min = one.max = one.mean = one.last = value;
    add(one);
}

void CurveSummary::add(const CurveSummary &later)
{
    nonFiniteCount += later.nonFiniteCount;
    if (later.finiteCount == 0)
        return;
    if (finiteCount == 0) {
        min = later.min;
        max = later.max;
        mean = later.mean;
    } else {
        min = std::min(min, later.min);
        max = std::max(max, later.max);
        // Shares before the sum: two values near the largest double must not overflow.
        const double share = static_cast<double>(later.finiteCount) /
                             static_cast<double>(finiteCount + later.finiteCount);
        mean = mean * (1.0 - share) + later.mean * share;
    }
    last = later.last;
    finiteCount += later.finiteCount;
}

void CurveSeries::append(std::int64_t step, double value)
{
    if (!m_steps.empty() && step <= m_steps.back())
        cutAfter(step - 1);
    m_steps.push_back(step);
    m_values.push_back(value);
    if (m_steps.size() % kLeafPoints != 0)
        return;
    CurveSummary node = summaryOf({m_steps.size() - kLeafPoints, m_steps.size()});
    for (std::size_t level = 0;; ++level) {
        if (level == m_levels.size())
            m_levels.emplace_back();
        std::vector<CurveSummary> &nodes = m_levels[level];
        nodes.push_back(node);
        if (nodes.size() % 2 != 0)
            return;
        node = nodes[nodes.size() - 2];
        node.add(nodes.back());
    }
}

void CurveSeries::cutAfter(std::int64_t step)
{
    const std::size_t kept = rangeOf(std::numeric_limits<std::int64_t>::min(), step).end;
    if (kept == m_steps.size())
        return;
    m_steps.resize(kept);
    m_values.resize(kept);
    for (std::size_t level = 0; level < m_levels.size(); ++level)
        m_levels[level].resize(kept / pointsOfLevel(level));
    ++m_cuts;
}

std::vector<CurveBucket> CurveSeries::buckets(std::int64_t firstStep, std::int64_t lastStep,
                                              std::size_t maxBuckets) const
{
    const Range range = rangeOf(firstStep, lastStep);
    if (range.begin >= range.end || maxBuckets == 0)
        return {};
    std::size_t size = 1;
    while (groupsTouched(range.begin, range.end, size) > maxBuckets)
        size *= 2;
    std::vector<CurveBucket> found;
    found.reserve(groupsTouched(range.begin, range.end, size));
    for (std::size_t begin = range.begin; begin < range.end;) {
        const std::size_t end = std::min(range.end, (begin / size + 1) * size);
        found.push_back({m_steps[begin], m_steps[end - 1], summaryOf({begin, end})});
        begin = end;
    }
    return found;
}

CurveSummary CurveSeries::summary(std::int64_t firstStep, std::int64_t lastStep) const
{
    return summaryOf(rangeOf(firstStep, lastStep));
}

std::optional<CurvePoint> CurveSeries::nearest(std::int64_t step) const
{
    if (m_steps.empty())
        return std::nullopt;
    const auto after = std::lower_bound(m_steps.begin(), m_steps.end(), step);
    auto index = static_cast<std::size_t>(std::distance(m_steps.begin(), after));
    if (index == m_steps.size())
        return at(index - 1);
    // As unsigned numbers the distances cannot overflow.
    const auto distance = [step](std::int64_t other) {
        return other > step ? static_cast<std::uint64_t>(other) - static_cast<std::uint64_t>(step)
                            : static_cast<std::uint64_t>(step) - static_cast<std::uint64_t>(other);
    };
    if (index > 0 && distance(m_steps[index - 1]) <= distance(m_steps[index]))
        --index;
    return at(index);
}

CurveSeries::Range CurveSeries::rangeOf(std::int64_t firstStep, std::int64_t lastStep) const
{
    const auto begin = std::lower_bound(m_steps.begin(), m_steps.end(), firstStep);
    const auto end = std::upper_bound(m_steps.begin(), m_steps.end(), lastStep);
    return {static_cast<std::size_t>(std::distance(m_steps.begin(), begin)),
            static_cast<std::size_t>(std::distance(m_steps.begin(), end))};
}

std::size_t CurveSeries::levelAt(Range range)
{
    std::size_t level = 0;
    while (range.begin % pointsOfLevel(level + 1) == 0 &&
           range.end - range.begin >= pointsOfLevel(level + 1))
        ++level;
    return level;
}

CurveSummary CurveSeries::summaryOf(Range range) const
{
    CurveSummary sum;
    while (range.begin < range.end) {
        const bool wholeNode =
            range.begin % kLeafPoints == 0 && range.end - range.begin >= kLeafPoints;
        const std::size_t level = wholeNode ? levelAt(range) : 0;
        const std::size_t node = range.begin / pointsOfLevel(level);
        // While a leaf is being made its node is not there yet.
        if (wholeNode && level < m_levels.size() && node < m_levels[level].size()) {
            sum.add(m_levels[level][node]);
            range.begin += pointsOfLevel(level);
            continue;
        }
        sum.add(m_values[range.begin]);
        ++range.begin;
    }
    return sum;
}

} // namespace koma
