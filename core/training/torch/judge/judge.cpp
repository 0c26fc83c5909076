// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/judging/judge.h"

#include "core/base/hash.h"
#include "core/engine/torch/safetensors.h"
#include "core/engine/torch/torchguard.h"
#include "core/imaging/color.h"
#include "core/imaging/patches/patchgrid.h"
#include "core/imaging/resize.h"
#include "core/training/torch/data/dataset.h"
#include "core/training/torch/judge/judgenetwork.h"

#include <algorithm>
#include <span>
#include <string>

namespace koma {
namespace {

constexpr int kMinSidePx = 16;
constexpr int kLongSidePx = 800; ///< of the drawings that judges learn from
constexpr int kStepPx = 96;
constexpr std::size_t kPatchesAtOnce = 8;
constexpr std::int64_t kMaxWeightBytes = std::int64_t{64} << 20U;

/// RGB U8 at the size that judges look at; a side shorter than a patch is enlarged to one.
Result<Image> asLookedAt(const ImageView &picture)
{
    if (picture.isEmpty() || picture.size.shortSidePx() < kMinSidePx)
        return fail(ErrorKind::InvalidArgument, "A picture under " + std::to_string(kMinSidePx) +
                                                    " pixels a side cannot be judged.");
    const auto rgb = convertSamples(picture, 3, SampleType::U8);
    if (!rgb)
        return fail(rgb.error());
    ImageSize size = rgb->size();
    if (size.longSidePx() > kLongSidePx)
        size = sizeWithLongSide(size, kLongSidePx);
    if (size.shortSidePx() < JudgeCard::kPatchPx) {
        // Every part is judged at one scale, so a very narrow picture grows as a whole.
        const double gain = static_cast<double>(JudgeCard::kPatchPx) / size.shortSidePx();
        const auto grown = [gain](int px) {
            return std::max(JudgeCard::kPatchPx, static_cast<int>(px * gain + 0.5));
        };
        size = {grown(size.widthPx), grown(size.heightPx)};
    }
    return size == rgb->size() ? rgb : resized(*rgb, size);
}

/// The patches that vote.
Result<std::vector<Image>> votingPatches(const Image &picture)
{
    std::vector<Image> voting;
    ImageView fullest;
    double most = -1.0;
    const auto add = [&voting](const ImageView &patch) -> Result<void> {
        auto copy = Image::copyOf(patch);
        if (!copy)
            return fail(copy.error());
        voting.push_back(std::move(*copy));
        return {};
    };
    for (const PixelRect &place : patchGrid(picture.size(), JudgeCard::kPatchPx, kStepPx)) {
        const ImageView patch = partOf(picture.view(), place);
        const double deviation = lumaDeviation(patch);
        if (deviation > most) {
            most = deviation;
            fullest = patch;
        }
        if (deviation < kEmptyPatchDeviation)
            continue;
        if (auto added = add(patch); !added)
            return fail(added.error());
    }
    if (voting.empty()) {
        if (auto added = add(fullest); !added)
            return fail(added.error());
    }
    return voting;
}

torch::Tensor tensorOf(std::span<const Image> patches)
{
    constexpr std::int64_t kSide = JudgeCard::kPatchPx;
    constexpr auto kSamples = static_cast<std::size_t>(3 * kSide * kSide);
    torch::Tensor squares =
        torch::empty({static_cast<std::int64_t>(patches.size()), kSide, kSide, 3});
    for (std::size_t i = 0; i < patches.size(); ++i)
        writeSamples(patches[i], {squares.data_ptr<float>() + i * kSamples, kSamples});
    return squares.permute({0, 3, 1, 2});
}

std::vector<float> meanRow(const torch::Tensor &rows)
{
    const torch::Tensor mean = rows.to(torch::kFloat64).mean(0).to(torch::kFloat32).contiguous();
    const auto *values = mean.data_ptr<float>();
    return {values, values + mean.numel()};
}

} // namespace

struct Judge::Private
{
    JudgeCard card;
    std::shared_ptr<JudgeNetwork> network;

    Result<Verdict> look(const Image &picture, const CancelToken &cancel) const;
};

Result<Verdict> Judge::Private::look(const Image &picture, const CancelToken &cancel) const
{
    const auto patches = votingPatches(picture);
    if (!patches)
        return fail(patches.error());
    const torch::InferenceMode inference;
    std::vector<torch::Tensor> features;
    std::vector<torch::Tensor> votes;
    for (std::size_t first = 0; first < patches->size(); first += kPatchesAtOnce) {
        cancel.throwIfCancelled();
        const std::size_t count = std::min(kPatchesAtOnce, patches->size() - first);
        const auto sight = network->forward(tensorOf(std::span(*patches).subspan(first, count)));
        features.push_back(sight.features);
        votes.push_back(torch::softmax(sight.logits.to(torch::kFloat64), 1));
    }
    return Verdict{.probabilities = meanRow(torch::cat(votes)),
                   .features = meanRow(torch::cat(features)),
                   .patches = patches->size()};
}

std::size_t likeliest(const std::vector<float> &probabilities)
{
    const auto most = std::max_element(probabilities.begin(), probabilities.end());
    return static_cast<std::size_t>(most - probabilities.begin());
}

Judge::Judge(std::unique_ptr<Private> opened) : d(std::move(opened)) {}
Judge::~Judge() = default;
Judge::Judge(Judge &&) noexcept = default;
Judge &Judge::operator=(Judge &&) noexcept = default;

Result<Judge> Judge::open(const std::filesystem::path &cardOrFolder)
{
    auto card = readJudgeCard(cardOrFolder);
    if (!card)
        return fail(card.error());
    const auto hash = sha256HexOfFile(card->weightsPath());
    if (!hash)
        return fail(hash.error());
    if (*hash != card->weightsSha256)
        return fail(ErrorKind::HashMismatch, "The weights " + card->weightsPath().string() +
                                                 " are not those that the judge's card was "
                                                 "written for.");
    const auto weights = readSafeTensors(card->weightsPath(), kMaxWeightBytes);
    if (!weights)
        return fail(weights.error());
    return torchGuard([&]() -> Result<Judge> {
        auto network = JudgeNetwork::fromFolded(
            {.classes = static_cast<std::int64_t>(card->classes.size()), .width = card->width},
            weights->tensors);
        if (!network)
            return fail(network.error());
        auto opened = std::make_unique<Private>();
        opened->card = std::move(*card);
        opened->network = std::move(*network);
        return Judge(std::move(opened));
    });
}

const JudgeCard &Judge::card() const
{
    return d->card;
}

Result<Verdict> Judge::look(const ImageView &picture, const CancelToken &cancel)
{
    const auto looked = asLookedAt(picture);
    if (!looked)
        return fail(looked.error());
    return torchGuard([&] { return d->look(*looked, cancel); });
}

} // namespace koma
