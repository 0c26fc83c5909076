// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/curves/smoothedcurve.h"

#include <algorithm>
#include <cmath>

namespace koma {

ExponentialSmoothing::ExponentialSmoothing(double weight)
    : m_weight(weight > 0.0 ? std::min(weight, kMaxWeight) : 0.0) // NaN is no smoothing
{
}

double ExponentialSmoothing::next(double value)
{
    if (!std::isfinite(value))
        return value;
    m_average = m_average * m_weight + value * (1.0 - m_weight);
    m_remainder *= m_weight;
    return m_average / (1.0 - m_remainder);
}

void SmoothedCurve::follow(const CurveSeries &source)
{
    if (source.cuts() != m_sourceCuts) {
        *this = SmoothedCurve(m_smoothing.weight());
        m_sourceCuts = source.cuts();
    }
    for (std::size_t i = m_series.size(); i < source.size(); ++i) {
        const CurvePoint point = source.at(i);
        m_series.append(point.step, m_smoothing.next(point.value));
    }
}

} // namespace koma
