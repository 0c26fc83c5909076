// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/scores/kernelinceptiondistance.h"

#include "core/engine/torch/torchguard.h"
#include "core/training/torch/scores/featuresets.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>

namespace koma {
namespace {

constexpr std::string_view kName = "Kernel Inception Distance";
constexpr std::int64_t kMinRows = 3; ///< leaving one out must leave a pair
constexpr std::int64_t kBlockElements = std::int64_t{1} << 22U;
constexpr std::uint64_t kFirstStream = 31;
constexpr std::uint64_t kSecondStream = 32;

/// Sums of the kernel, without its values of a row with itself.
struct KernelSums
{
    torch::Tensor withinFirst;  ///< [N]: each row with the others of its set
    torch::Tensor withinSecond; ///< [M]
    torch::Tensor acrossFirst;  ///< [N]: each row with all of the other set
    torch::Tensor acrossSecond; ///< [M]
};

torch::Tensor kernelOf(torch::Tensor products, std::int64_t width)
{
    return products.div_(static_cast<double>(width)).add_(1.0).pow_(3);
}

/// Row sums and column sums of the kernel matrix.
std::pair<torch::Tensor, torch::Tensor>
sumsOf(const torch::Tensor &rows, const torch::Tensor &columns, const CancelToken &cancel)
{
    const std::int64_t step = std::max<std::int64_t>(1, kBlockElements / columns.size(0));
    torch::Tensor rowSums = torch::empty({rows.size(0)}, torch::kFloat64);
    torch::Tensor columnSums = torch::zeros({columns.size(0)}, torch::kFloat64);
    for (std::int64_t begin = 0; begin < rows.size(0); begin += step) {
        cancel.throwIfCancelled();
        const std::int64_t end = std::min(begin + step, rows.size(0));
        const torch::Tensor block =
            kernelOf(torch::mm(rows.slice(0, begin, end), columns.t()), rows.size(1));
        rowSums.slice(0, begin, end).copy_(block.sum(1));
        columnSums += block.sum(0);
    }
    return {rowSums, columnSums};
}

torch::Tensor sumsWithin(const torch::Tensor &rows, const CancelToken &cancel)
{
    return sumsOf(rows, rows, cancel).first - kernelOf(rows.square().sum(1), rows.size(1));
}

KernelSums kernelSums(const FeatureSets &sets, const CancelToken &cancel)
{
    auto [acrossFirst, acrossSecond] = sumsOf(sets.first, sets.second, cancel);
    return {sumsWithin(sets.first, cancel), sumsWithin(sets.second, cancel), acrossFirst,
            acrossSecond};
}

/// The number of ordered pairs of different rows.
double pairs(std::int64_t rows)
{
    return static_cast<double>(rows) * static_cast<double>(rows - 1);
}

double unbiased(const KernelSums &sums)
{
    const std::int64_t n = sums.withinFirst.size(0);
    const std::int64_t m = sums.withinSecond.size(0);
    return sums.withinFirst.sum().item<double>() / pairs(n) +
           sums.withinSecond.sum().item<double>() / pairs(m) -
           2.0 * sums.acrossFirst.sum().item<double>() /
               (static_cast<double>(n) * static_cast<double>(m));
}

/// The jackknife variance that the rows of one set bring: (n−1)/n Σ (θᵢ − θ̄)², where θᵢ is the
/// estimate without row i. What does not depend on i is left out of θᵢ.
double varianceOfLeavingOneOut(const torch::Tensor &within, const torch::Tensor &across,
                               std::int64_t otherRows)
{
    const std::int64_t n = within.size(0);
    const torch::Tensor estimates =
        -2.0 * within / pairs(n - 1) +
        2.0 * across / (static_cast<double>(n - 1) * static_cast<double>(otherRows));
    const double spread = (estimates - estimates.mean()).square().sum().item<double>();
    return spread * static_cast<double>(n - 1) / static_cast<double>(n);
}

double wholeSetError(const KernelSums &sums)
{
    const std::int64_t n = sums.withinFirst.size(0);
    const std::int64_t m = sums.withinSecond.size(0);
    return std::sqrt(varianceOfLeavingOneOut(sums.withinFirst, sums.acrossFirst, m) +
                     varianceOfLeavingOneOut(sums.withinSecond, sums.acrossSecond, n));
}

double subsetEstimate(const FeatureSets &sets, std::int64_t size, std::uint64_t seed,
                      std::int64_t subset, const CancelToken &cancel)
{
    const auto item = static_cast<std::uint64_t>(subset);
    const Random first(seed, kFirstStream, item);
    const Random second(seed, kSecondStream, item);
    return unbiased(
        kernelSums({sets.first.index_select(0, drawnRows(first, sets.first.size(0), size)),
                    sets.second.index_select(0, drawnRows(second, sets.second.size(0), size))},
                   cancel));
}

Result<KernelInceptionDistance> distanceOf(const FeatureSets &sets,
                                           const KernelInceptionDistanceOptions &options,
                                           const CancelToken &cancel)
{
    const torch::NoGradGuard noGrad;
    const std::int64_t n = sets.first.size(0);
    const std::int64_t m = sets.second.size(0);
    const KernelSums sums = kernelSums(sets, cancel);
    KernelInceptionDistance distance;
    distance.wholeSet = unbiased(sums);
    distance.wholeSetError = wholeSetError(sums);
    if (!std::isfinite(distance.wholeSet) || !std::isfinite(distance.wholeSetError))
        return fail(ErrorKind::NumericalFailure,
                    "The Kernel Inception Distance overflows: the features are too large; scale "
                    "them down.");
    distance.subsetSize = std::min({options.subsetSize, n, m});
    distance.subsetMean = distance.wholeSet;
    if (distance.subsetSize == std::max(n, m))
        return distance; // every subset would be the whole
    torch::Tensor estimates = torch::empty({options.subsets}, torch::kFloat64);
    for (std::int64_t i = 0; i < options.subsets; ++i)
        estimates[i] = subsetEstimate(sets, distance.subsetSize, options.seed, i, cancel);
    distance.subsetMean = estimates.mean().item<double>();
    if (options.subsets > 1)
        distance.subsetError =
            estimates.std().item<double>() / std::sqrt(static_cast<double>(options.subsets));
    return distance;
}

} // namespace

Result<KernelInceptionDistance>
kernelInceptionDistance(const torch::Tensor &first, const torch::Tensor &second,
                        const KernelInceptionDistanceOptions &options, const CancelToken &cancel)
{
    if (options.subsetSize < 2)
        return fail(ErrorKind::InvalidArgument,
                    "The Kernel Inception Distance needs subsets of at least 2 rows, not " +
                        std::to_string(options.subsetSize) + ".");
    if (options.subsets < 1)
        return fail(ErrorKind::InvalidArgument,
                    "The Kernel Inception Distance needs at least 1 subset, not " +
                        std::to_string(options.subsets) + ".");
    return torchGuard([&]() -> Result<KernelInceptionDistance> {
        const auto sets = checkedFeatureSets(first, second, kMinRows, kName);
        if (!sets)
            return fail(sets.error());
        return distanceOf(*sets, options, cancel);
    });
}

} // namespace koma
