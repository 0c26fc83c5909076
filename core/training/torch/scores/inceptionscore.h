// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <torch/torch.h>

#include <cstdint>

namespace koma {

/// Each between 1, for pictures that all get the same probabilities, and the number of classes.
struct InceptionScore
{
    double mean = 0.0;      ///< over the splits; this is the published score
    double deviation = 0.0; ///< over the splits, dividing by their number
    double wholeSet = 0.0;  ///< of all rows together, so free of their order
};

/// Inception Score (Salimans, Goodfellow, Zaremba, Cheung, Radford, Chen 2016): the exponential of
/// the mean divergence KL(p(y|x) ‖ p(y)) of class probabilities [N,K], over `splits` runs of
/// consecutive rows that differ by one row at most. Each row must be probabilities that add up to 1
/// within 1e-4. Smaller splits score lower, so compare only equal numbers of rows and splits.
/// Errors: InvalidArgument for probabilities or `splits` out of range, or less than 2 rows a split.
Result<InceptionScore> inceptionScore(const torch::Tensor &probabilities, std::int64_t splits = 10);

} // namespace koma
