// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"

#include <torch/torch.h>

#include <cstdint>
#include <optional>

namespace koma {

/// How the random subsets are drawn; the defaults are those of the published score.
struct KernelInceptionDistanceOptions
{
    std::int64_t subsetSize = 1000; ///< rows of each set, at least 2; at most the smaller set's
    std::int64_t subsets = 100;     ///< at least 1
    std::uint64_t seed = 0;
};

/// KID as a plain number; papers often print it times 1000.
struct KernelInceptionDistance
{
    double wholeSet = 0.0; ///< the unbiased estimate from all rows; may be below zero
    /// Its standard error over pictures, by leaving each out once (the jackknife). Where the sets
    /// are alike it is up to about 1.7 times too large, so it errs on the careful side.
    double wholeSetError = 0.0;
    double subsetMean = 0.0; ///< the mean of the estimates from the subsets
    /// The standard error of subsetMean: the deviation over subsets by the root of their number.
    /// Subsets share rows, so it shrinks with every subset drawn and says nothing of how much
    /// other pictures would change the score; wholeSetError says that. Empty for a single subset
    /// and where a subset is all of both sets.
    std::optional<double> subsetError;
    std::int64_t subsetSize = 0; ///< the rows drawn of each set, after clipping
};

/// Kernel Inception Distance (Bińkowski, Sutherland, Arbel, Gretton 2018): the unbiased squared
/// maximum mean discrepancy with the kernel (x·y/D + 1)³ between feature sets [N,D] and [M,D] of at
/// least 3 rows each. Computed in double, in blocks: memory grows with N + M only. Polls `cancel`
/// per block. Errors: InvalidArgument for sets or options out of range, NumericalFailure where the
/// kernel overflows, Cancelled.
Result<KernelInceptionDistance>
kernelInceptionDistance(const torch::Tensor &first, const torch::Tensor &second,
                        const KernelInceptionDistanceOptions &options = {},
                        const CancelToken &cancel = {});

} // namespace koma
