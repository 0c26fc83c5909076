// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>

#include <vector>

namespace koma {

/// Band-pass noise on a torus (a difference of Gaussians of white noise) for grains of one size,
/// with the thresholds that part it by area. Immutable; any thread.
class NoiseField
{
public:
    NoiseField();

    /// Made at the first call, about a tenth of a second, and shared.
    static const NoiseField &shared();

    struct Sample
    {
        double value = 0.0;
        QPointF slope; ///< per grain
    };

    /// At a position in grains.
    Sample at(QPointF grains) const;

    /// The value above which a share of the area lies.
    double threshold(double density) const;

private:
    std::vector<float> m_samples;
    std::vector<float> m_thresholds;
};

} // namespace koma
