// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace koma {

/// A value of a curve at a training step.
struct CurvePoint
{
    std::int64_t step = 0;
    double value = 0.0;

    bool operator==(const CurvePoint &) const = default;
};

/// What a number of values come to. Values that are NaN or infinite are counted and otherwise left
/// out; without a finite value min, max, mean and last are NaN.
struct CurveSummary
{
    std::int64_t finiteCount = 0;
    std::int64_t nonFiniteCount = 0;
    double min = std::numeric_limits<double>::quiet_NaN();
    double max = std::numeric_limits<double>::quiet_NaN();
    double mean = std::numeric_limits<double>::quiet_NaN();
    double last = std::numeric_limits<double>::quiet_NaN();

    void add(double value);
    /// `later` summarises the values that follow.
    void add(const CurveSummary &later);
};

/// Neighbouring points of a curve as one: what a chart draws in a column.
struct CurveBucket
{
    std::int64_t firstStep = 0;
    std::int64_t lastStep = 0; ///< the step of its last point, which is also `firstStep` for one
    CurveSummary summary;
};

/// A curve that only grows at its end, and its summaries at every power of two from 16 points on (a
/// pyramid, 6 bytes a point), so that a chart of a million points costs what a chart of its columns
/// costs. A value without locks: one thread at a time.
class CurveSeries
{
public:
    /// Steps ascend. A step that is not after the last one says that the run went back: the points
    /// from it on are dropped first.
    void append(std::int64_t step, double value);

    /// Drops the points after a step, as when a run returns to a checkpoint.
    void cutAfter(std::int64_t step);

    [[nodiscard]] std::size_t size() const { return m_steps.size(); }
    [[nodiscard]] bool empty() const { return m_steps.empty(); }
    [[nodiscard]] CurvePoint at(std::size_t index) const
    {
        return {m_steps[index], m_values[index]};
    }
    /// How often points were dropped: what was computed from them is then no longer true.
    [[nodiscard]] std::uint64_t cuts() const { return m_cuts; }

    /// The points from `firstStep` to `lastStep`, both included, in at most `maxBuckets` buckets of
    /// equally many neighbours; where there are more points than buckets, at least half as many
    /// buckets come back. Inner limits belong to the curve and not to the range, so buckets stand
    /// still while the user pans. The time depends on `maxBuckets` alone, but for the logarithm of
    /// the length.
    [[nodiscard]] std::vector<CurveBucket> buckets(std::int64_t firstStep, std::int64_t lastStep,
                                                   std::size_t maxBuckets) const;

    /// All points of the range as one.
    [[nodiscard]] CurveSummary summary(std::int64_t firstStep, std::int64_t lastStep) const;

    /// The point whose step is nearest, the earlier of two; nothing in an empty curve.
    [[nodiscard]] std::optional<CurvePoint> nearest(std::int64_t step) const;

private:
    /// Indices of points, the end excluded.
    struct Range
    {
        std::size_t begin = 0;
        std::size_t end = 0;
    };

    [[nodiscard]] Range rangeOf(std::int64_t firstStep, std::int64_t lastStep) const;
    [[nodiscard]] CurveSummary summaryOf(Range range) const;
    /// The level of the largest whole node that begins at an index and fits before the end.
    [[nodiscard]] static std::size_t levelAt(Range range);

    std::vector<std::int64_t> m_steps;
    std::vector<double> m_values;
    /// Level k has the summaries of 16·2^k points, whole ones only.
    std::vector<std::vector<CurveSummary>> m_levels;
    std::uint64_t m_cuts = 0;
};

} // namespace koma
