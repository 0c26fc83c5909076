// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/scores/frechetdistance.h"

#include "core/engine/torch/torchguard.h"
#include "core/training/torch/scores/featuresets.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace koma {
namespace {

constexpr std::string_view kName = "Fréchet Inception Distance";
constexpr std::uint64_t kFirstStream = 33;
constexpr std::uint64_t kSecondStream = 34;

/// What the distance needs of a set.
struct Moments
{
    torch::Tensor mean;   ///< [D]
    torch::Tensor factor; ///< [min(N,D),D]; its transpose times itself is the covariance
    double trace = 0.0;   ///< of the covariance
};

/// Λ^½Uᵀ of a covariance UΛUᵀ. Eigenvalues that are not told from rounding are 0, because the root
/// of a rounding error is far above it.
torch::Tensor rootOf(const torch::Tensor &covariance)
{
    const auto [values, vectors] = torch::linalg_eigh(covariance);
    const double rounding = static_cast<double>(covariance.size(0)) *
                            std::numeric_limits<double>::epsilon() * values.max().item<double>();
    return (vectors * values.masked_fill(values <= rounding, 0.0).sqrt()).t();
}

Result<Moments> momentsOf(const torch::Tensor &rows)
{
    Moments moments;
    moments.mean = rows.mean(0);
    const torch::Tensor centred =
        (rows - moments.mean) / std::sqrt(static_cast<double>(rows.size(0) - 1));
    moments.trace = centred.square().sum().item<double>();
    if (!std::isfinite(moments.trace) || !moments.mean.isfinite().all().item<bool>())
        return fail(ErrorKind::NumericalFailure,
                    "The Fréchet Inception Distance overflows: the features are too large; scale "
                    "them down.");
    // Few rows are a factor themselves: nothing is squared, and zero eigenvalues stay zero.
    moments.factor =
        rows.size(0) <= rows.size(1) ? centred : rootOf(torch::mm(centred.t(), centred));
    return moments;
}

/// With S₁ = AᵀA and S₂ = BᵀB the eigenvalues of S₁^½ S₂ S₁^½ are the squared singular values of
/// ABᵀ, so these add up to the trace of the root without the root of a rounding error.
double distanceBetween(const Moments &first, const Moments &second)
{
    const torch::Tensor product = torch::mm(first.factor, second.factor.t());
    const double traceOfRoot = torch::linalg_svdvals(product).sum().item<double>();
    const double shift = (first.mean - second.mean).square().sum().item<double>();
    return std::max(0.0, shift + first.trace + second.trace - 2.0 * traceOfRoot);
}

/// The rows of each group, in random order. Groups are equal, because the distance depends on the
/// number of rows; what is left by the division is in none.
std::vector<torch::Tensor> keptRows(const torch::Tensor &rows, std::int64_t groups,
                                    const Random &random)
{
    const std::int64_t n = rows.size(0);
    const std::int64_t size = n / groups;
    const torch::Tensor order = drawnRows(random, n, n);
    std::vector<torch::Tensor> kept;
    for (std::int64_t i = 0; i < groups; ++i)
        kept.push_back(torch::cat({order.slice(0, 0, i * size), order.slice(0, (i + 1) * size)}));
    return kept;
}

/// The delete-a-group jackknife: with d of n rows left out in g turns, (n−d)²/(d n (g−1)) Σ(θᵢ−θ̄)²,
/// which is exact for a mean.
Result<double> varianceOfLeavingGroupsOut(const torch::Tensor &rows, const Moments &other,
                                          std::int64_t mostGroups, const Random &random,
                                          const CancelToken &cancel)
{
    const std::int64_t groups = std::min(mostGroups, rows.size(0));
    std::vector<double> distances;
    for (const torch::Tensor &kept : keptRows(rows, groups, random)) {
        cancel.throwIfCancelled();
        const auto moments = momentsOf(rows.index_select(0, kept));
        if (!moments)
            return fail(moments.error());
        distances.push_back(distanceBetween(*moments, other));
    }
    const auto n = static_cast<double>(rows.size(0));
    const auto left = static_cast<double>(rows.size(0) / groups);
    const double variance = torch::tensor(distances, torch::kFloat64).var().item<double>();
    return (n - left) * (n - left) / (left * n) * variance;
}

struct MomentsOfBoth
{
    Moments first;
    Moments second;
};

Result<MomentsOfBoth> momentsOfBoth(const FeatureSets &sets, const CancelToken &cancel)
{
    cancel.throwIfCancelled();
    auto first = momentsOf(sets.first);
    if (!first)
        return fail(first.error());
    cancel.throwIfCancelled();
    auto second = momentsOf(sets.second);
    if (!second)
        return fail(second.error());
    cancel.throwIfCancelled();
    return MomentsOfBoth{std::move(*first), std::move(*second)};
}

} // namespace

Result<double> frechetDistance(const torch::Tensor &first, const torch::Tensor &second,
                               const CancelToken &cancel)
{
    return torchGuard([&]() -> Result<double> {
        const torch::NoGradGuard noGrad;
        const auto sets = checkedFeatureSets(first, second, 2, kName);
        if (!sets)
            return fail(sets.error());
        const auto moments = momentsOfBoth(*sets, cancel);
        if (!moments)
            return fail(moments.error());
        return distanceBetween(moments->first, moments->second);
    });
}

Result<double> frechetDistanceError(const torch::Tensor &first, const torch::Tensor &second,
                                    const FrechetErrorOptions &options, const CancelToken &cancel)
{
    if (options.groups < 2)
        return fail(ErrorKind::InvalidArgument,
                    "The error of the Fréchet Inception Distance needs at least 2 groups, not " +
                        std::to_string(options.groups) + ".");
    return torchGuard([&]() -> Result<double> {
        const torch::NoGradGuard noGrad;
        const auto sets =
            checkedFeatureSets(first, second, 3, "error of the Fréchet Inception Distance");
        if (!sets)
            return fail(sets.error());
        const auto moments = momentsOfBoth(*sets, cancel);
        if (!moments)
            return fail(moments.error());
        const auto one = varianceOfLeavingGroupsOut(sets->first, moments->second, options.groups,
                                                    Random(options.seed, kFirstStream), cancel);
        if (!one)
            return fail(one.error());
        const auto two = varianceOfLeavingGroupsOut(sets->second, moments->first, options.groups,
                                                    Random(options.seed, kSecondStream), cancel);
        if (!two)
            return fail(two.error());
        return std::sqrt(*one + *two);
    });
}

} // namespace koma
