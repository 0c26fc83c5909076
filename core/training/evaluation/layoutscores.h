// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/evaluation/setscores.h"

#include <vector>

namespace koma {

/// Scores of edge layouts (core/imaging/edgelayout.h), which are unit vectors.

/// Cosine of two layouts: 1 for the same scene, near 0 for unlike ones.
double layoutLikeness(const std::vector<float> &a, const std::vector<float> &b);

/// Mean likeness of each photo and its own drawing; 0 for none.
double meanLikeness(const FeatureRows &photos, const FeatureRows &drawings);

/// How different the drawings are among themselves, over how different their photos are: mean
/// distance (1 − likeness) of all pairs. 1 keeps all variety, 0 is one picture again and again.
double diversityRatio(const FeatureRows &photos, const FeatureRows &drawings);

} // namespace koma
