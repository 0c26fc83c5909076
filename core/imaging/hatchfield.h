// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

namespace koma {

/// Strokes as a field: oriented band-pass noise (Gabor noise, Lagae, Lefebvre, Drettakis, Dutré
/// 2009), whose waves are nearly equally high everywhere (the noise's envelope is divided out, to a
/// remainder), so that an even tone gets even strokes. Thresholded, it gives pen strokes of an even
/// spacing with the ends and wobble of a hand; the threshold is the tone.
struct HatchWave
{
    double spacingPx;    ///< from stroke to stroke
    double angleDegrees; ///< of the wave vector, which stands across the strokes
};

/// Eight directions: close enough for strokes to bend along a form.
std::span<const HatchWave> hatchWaves();

/// Side of the square after which the field repeats.
inline constexpr int kHatchPeriodPx = 256;

/// hatchWaves().size() planes of period × period samples, row by row, each with mean 0 (to
/// 0.002) and variance 1. The same on every machine, to float rounding.
std::vector<float> hatchField();

} // namespace koma
