// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"

#include <cstddef>
#include <vector>

namespace koma {

/// One row a picture, all of one width.
using FeatureRows = std::vector<std::vector<float>>;

/// How far two sets of pictures are apart, each with its standard error over pictures.
struct SetDistance
{
    std::size_t first = 0; ///< pictures
    std::size_t second = 0;
    double kid = 0.0; ///< unbiased, so it may be a little below zero; not times 1000
    double kidError = 0.0;
    double fid = 0.0; ///< biased: compare only sets of equal sizes
    double fidError = 0.0;
};

/// Each set needs this many pictures.
inline constexpr std::size_t kLeastPicturesForDistance = 3;

/// KID and FID between two sets' features. InvalidArgument for too few pictures or rows of unequal
/// width; otherwise as kernelInceptionDistance() and frechetDistance().
Result<SetDistance> setDistance(const FeatureRows &first, const FeatureRows &second,
                                const CancelToken &cancel = {});

/// The Inception Score of class probabilities.
struct SetVariety
{
    std::size_t splits = 0;
    double mean = 0.0;      ///< over splits
    double deviation = 0.0; ///< over splits
    double wholeSet = 0.0;
};

/// Takes at least 2 pictures; up to 5 splits of at least 10 pictures.
Result<SetVariety> setVariety(const FeatureRows &probabilities);

} // namespace koma
