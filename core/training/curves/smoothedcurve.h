// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/curves/curveseries.h"

#include <cstdint>

namespace koma {

/// The exponential moving average of a stream of values with the correction of its bias towards
/// zero (Kingma and Ba 2015, section 3), which is what TensorBoard draws: after n finite values
/// x_1…x_n it is Σ w^(n-i)·x_i / Σ w^(n-i). Of a constant it is that constant. A NaN or an infinity
/// comes back as it is and leaves the average alone.
class ExponentialSmoothing
{
public:
    static constexpr double kMaxWeight = 0.9999;

    /// The weight of the past, 0 (no smoothing) to kMaxWeight; beyond, the nearest of them.
    explicit ExponentialSmoothing(double weight);

    [[nodiscard]] double weight() const { return m_weight; }
    double next(double value);

private:
    double m_weight;
    double m_average = 0.0;   ///< Σ (1-w)·w^(n-i)·x_i
    double m_remainder = 1.0; ///< w^n
};

/// A curve smoothed over its whole length, every point of it, so that neither zoom nor thinning
/// changes what is drawn at a step. Keeps up with the curve that it follows at a constant cost per
/// new point. One thread at a time.
class SmoothedCurve
{
public:
    explicit SmoothedCurve(double weight) : m_smoothing(weight) {}

    /// Takes in what `source` has grown by since the last call; begins anew where it was cut.
    /// Always the same source.
    void follow(const CurveSeries &source);

    [[nodiscard]] double weight() const { return m_smoothing.weight(); }
    /// Has the steps of the source.
    [[nodiscard]] const CurveSeries &series() const { return m_series; }

private:
    ExponentialSmoothing m_smoothing;
    CurveSeries m_series;
    std::uint64_t m_sourceCuts = 0;
};

} // namespace koma
