// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/evaluation/setscores.h"

#include "core/engine/torch/torchguard.h"
#include "core/training/torch/scores/frechetdistance.h"
#include "core/training/torch/scores/inceptionscore.h"
#include "core/training/torch/scores/kernelinceptiondistance.h"

#include <algorithm>

namespace koma {
namespace {

constexpr std::int64_t kGroups = 20;
constexpr std::int64_t kGroupsOfWideRows = 4; ///< roots of wide covariances take seconds each
constexpr std::size_t kWideRow = 512;
constexpr std::size_t kPicturesPerSplit = 10;
constexpr std::size_t kMostSplits = 5;

Result<torch::Tensor> tensorOf(const FeatureRows &rows)
{
    const std::size_t width = rows.empty() ? 0 : rows.front().size();
    torch::Tensor tensor =
        torch::empty({static_cast<std::int64_t>(rows.size()), static_cast<std::int64_t>(width)});
    auto *out = tensor.data_ptr<float>();
    for (const std::vector<float> &row : rows) {
        if (row.size() != width)
            return fail(ErrorKind::InvalidArgument,
                        "The pictures' features have different lengths; they need one network.");
        out = std::copy(row.begin(), row.end(), out);
    }
    return tensor;
}

} // namespace

Result<SetDistance> setDistance(const FeatureRows &first, const FeatureRows &second,
                                const CancelToken &cancel)
{
    return torchGuard([&]() -> Result<SetDistance> {
        const auto one = tensorOf(first);
        const auto two = tensorOf(second);
        if (!one || !two)
            return fail(!one ? one.error() : two.error());
        const auto kid = kernelInceptionDistance(*one, *two, {.subsets = 1}, cancel);
        if (!kid)
            return fail(kid.error());
        const auto fid = frechetDistance(*one, *two, cancel);
        if (!fid)
            return fail(fid.error());
        const bool wide = first.front().size() > kWideRow;
        const auto fidError = frechetDistanceError(
            *one, *two, {.groups = wide ? kGroupsOfWideRows : kGroups}, cancel);
        if (!fidError)
            return fail(fidError.error());
        return SetDistance{.first = first.size(),
                           .second = second.size(),
                           .kid = kid->wholeSet,
                           .kidError = kid->wholeSetError,
                           .fid = *fid,
                           .fidError = *fidError};
    });
}

Result<SetVariety> setVariety(const FeatureRows &probabilities)
{
    return torchGuard([&]() -> Result<SetVariety> {
        const auto rows = tensorOf(probabilities);
        if (!rows)
            return fail(rows.error());
        const std::size_t splits =
            std::clamp<std::size_t>(probabilities.size() / kPicturesPerSplit, 1, kMostSplits);
        const auto score = inceptionScore(*rows, static_cast<std::int64_t>(splits));
        if (!score)
            return fail(score.error());
        return SetVariety{.splits = splits,
                          .mean = score->mean,
                          .deviation = score->deviation,
                          .wholeSet = score->wholeSet};
    });
}

} // namespace koma
