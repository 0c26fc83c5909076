// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/scores/inceptionscore.h"

#include "core/engine/torch/torchguard.h"
#include "core/training/torch/scores/featuresets.h"

#include <cmath>
#include <string>
#include <string_view>

namespace koma {
namespace {

constexpr std::string_view kName = "Inception Score";
constexpr double kTolerance = 1e-4; ///< a softmax in float32 is well within it

double scoreOf(const torch::Tensor &rows)
{
    // 0 log 0 is 0 here; a class that no row has is 0 in each.
    const torch::Tensor divergence = torch::xlogy(rows, rows) - torch::xlogy(rows, rows.mean(0));
    return std::exp(divergence.sum(1).mean().item<double>());
}

Result<void> checkProbabilities(const torch::Tensor &rows)
{
    const torch::Tensor wrong = ((rows < 0.0).any(1) | ((rows.sum(1) - 1.0).abs() > kTolerance));
    if (!wrong.any().item<bool>())
        return {};
    const auto row = wrong.nonzero()[0][0].item<std::int64_t>();
    return fail(ErrorKind::InvalidArgument,
                "The Inception Score cannot be computed: row " + std::to_string(row) +
                    " (counted from 0) of the class probabilities has a negative value or does "
                    "not add up to 1; give the output of a softmax.");
}

Result<InceptionScore> scoresOf(const torch::Tensor &rows, std::int64_t splits)
{
    const torch::NoGradGuard noGrad;
    if (rows.size(0) / splits < 2)
        return fail(ErrorKind::InvalidArgument,
                    "The Inception Score cannot be computed: the class probabilities have too few "
                    "rows: " +
                        std::to_string(rows.size(0)) + " where 2 for each of " +
                        std::to_string(splits) +
                        " splits are needed; give more pictures or fewer splits.");
    const auto checked = checkProbabilities(rows);
    if (!checked)
        return fail(checked.error());
    torch::Tensor scores = torch::empty({splits}, torch::kFloat64);
    for (std::int64_t i = 0; i < splits; ++i)
        scores[i] =
            scoreOf(rows.slice(0, i * rows.size(0) / splits, (i + 1) * rows.size(0) / splits));
    return InceptionScore{.mean = scores.mean().item<double>(),
                          .deviation = scores.std(false).item<double>(),
                          .wholeSet = scoreOf(rows)};
}

} // namespace

Result<InceptionScore> inceptionScore(const torch::Tensor &probabilities, std::int64_t splits)
{
    if (splits < 1)
        return fail(ErrorKind::InvalidArgument, "The Inception Score needs at least 1 split, not " +
                                                    std::to_string(splits) + ".");
    return torchGuard([&]() -> Result<InceptionScore> {
        const auto rows = checkedRows(probabilities, 2, "the class probabilities", kName);
        if (!rows)
            return fail(rows.error());
        return scoresOf(*rows, splits);
    });
}

} // namespace koma
