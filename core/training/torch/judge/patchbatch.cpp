// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/judge/patchbatch.h"

#include "core/engine/torch/torchguard.h"

#include <algorithm>

namespace koma {
namespace {

constexpr std::uint64_t kPatchStream = 41;
constexpr std::int64_t kAhead = 4;

Result<Image> onePatch(const PatchSource &source, std::size_t kind, Random &random)
{
    PictureSet &pictures = *source.classes.at(kind);
    const auto picture = pictures.picture(
        static_cast<std::size_t>(random.below(static_cast<std::int64_t>(pictures.count()))));
    if (!picture)
        return fail(picture.error());
    const auto patch = cutPatch(picture->image, source.cut, random);
    if (!patch)
        return fail(patch.error());
    const bool isPhoto = kind + 1 == source.classes.size();
    return wornPatch(*patch, isPhoto ? source.photoWear : source.drawingWear, random);
}

} // namespace

Result<PatchBatch> makePatchBatch(const PatchSource &source, std::int64_t step)
{
    const std::int64_t side = source.cut.sidePx;
    const auto samples = static_cast<std::size_t>(3 * side * side);
    torch::Tensor squares = torch::empty({source.batchSize, side, side, 3});
    torch::Tensor classes = torch::empty({source.batchSize}, torch::kInt64);
    const std::size_t last = source.classes.size() - 1;
    for (std::int64_t i = 0; i < source.batchSize; ++i) {
        const auto item = static_cast<std::uint64_t>(step * source.batchSize + i);
        Random random(source.seed, kPatchStream, item);
        const auto kind = std::min<std::size_t>(item % (source.classes.size() + 1), last);
        const auto patch = onePatch(source, kind, random);
        if (!patch)
            return fail(patch.error());
        writeSamples(*patch,
                     {squares.data_ptr<float>() + static_cast<std::size_t>(i) * samples, samples});
        classes.data_ptr<std::int64_t>()[i] = static_cast<std::int64_t>(kind);
    }
    return PatchBatch{squares.permute({0, 3, 1, 2}), classes};
}

PatchLoader::PatchLoader(const PatchSource &source)
    : m_batches({.ahead = kAhead}, [&source](std::int64_t step) {
          return torchGuard([&] { return makePatchBatch(source, step); });
      })
{
}

} // namespace koma
