// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/curves/curveseries.h"

#include <cstdint>
#include <optional>

namespace koma {

enum class ValueScale {
    Linear,
    Logarithmic, ///< only values above 0 can be shown
};

struct ValueRange
{
    double low = 0.0;
    double high = 1.0;
};

/// Which values a chart must show: percentiles as shares, so that a few outliers do not press the
/// curve flat.
struct ValueShares
{
    double low = 0.02;
    double high = 0.98;
};

/// The percentiles of a curve's finite values between two steps (linear interpolation between
/// order statistics, definition 7 of Hyndman and Fan 1996). Exact up to 4096 points; beyond, of
/// every 2^k-th point, at least 2048 of them, so the cost does not grow with the curve. Nothing
/// where no value can be shown.
std::optional<ValueRange> percentileRange(const CurveSeries &curve, std::int64_t firstStep,
                                          std::int64_t lastStep, ValueScale scale,
                                          ValueShares shares = {});

/// A range with a margin of a twentieth on both sides in which a constant curve also has room
/// around it: what a chart's value axis spans.
ValueRange axisRange(ValueRange range, ValueScale scale);

} // namespace koma
