// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"

#include <torch/torch.h>

#include <cstdint>

namespace koma {

/// How the pictures are grouped for the error bar.
struct FrechetErrorOptions
{
    std::int64_t groups = 20; ///< of each set, at least 2; at most its rows
    std::uint64_t seed = 0;
};

/// Fréchet Inception Distance (Heusel, Ramsauer, Unterthiner, Nessler, Hochreiter 2017):
/// |μ₁ − μ₂|² + Tr(S₁ + S₂ − 2 (S₁S₂)^½) of the means and covariances (by N − 1) of feature sets
/// [N,D] and [M,D] of at least 2 rows each; never below zero. Computed in double; exact to rounding
/// for singular covariances too, as of fewer rows than columns. With more rows than columns,
/// directions whose variance is below D times the rounding of the greatest count as constant. The
/// score itself is biased: it falls as rows are added, so compare only sets of equal sizes. Polls
/// `cancel` between its steps. Errors: InvalidArgument for sets out of range, NumericalFailure
/// where a covariance overflows, Cancelled.
Result<double> frechetDistance(const torch::Tensor &first, const torch::Tensor &second,
                               const CancelToken &cancel = {});

/// The standard error of frechetDistance() over pictures, by the jackknife: each random group of
/// each set is left out once. Not the bootstrap: its samples repeat pictures, which lowers the rank
/// of the covariances and so lifts the distance. Where the sets are alike the error is up to about
/// 1.7 times too large, so it errs on the careful side. Takes at least 3 rows of each set and as
/// long as twice `groups` distances; polls `cancel` per group. Errors as above.
Result<double> frechetDistanceError(const torch::Tensor &first, const torch::Tensor &second,
                                    const FrechetErrorOptions &options = {},
                                    const CancelToken &cancel = {});

} // namespace koma
