// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/data/batchloader.h"

#include "core/engine/device.h"
#include "core/engine/torch/torchguard.h"

#include <algorithm>

namespace koma {
namespace {

constexpr std::int64_t kAhead = 6;
constexpr std::uint64_t kPhotoStream = 1;
constexpr std::uint64_t kDrawingStream = 2;

/// A channels-last [N,C,side,side] tensor and its samples, N interleaved squares.
struct SquareBatch
{
    SquareBatch(std::int64_t count, std::int64_t side, std::int64_t channels)
        : samplesEach(static_cast<std::size_t>(side * side * channels)),
          squares(torch::empty({count, side, side, channels}))
    {
    }

    std::span<float> square(std::int64_t index)
    {
        return {squares.data_ptr<float>() + static_cast<std::size_t>(index) * samplesEach,
                samplesEach};
    }
    [[nodiscard]] torch::Tensor pictures() const { return squares.permute({0, 3, 1, 2}); }

    std::size_t samplesEach;
    torch::Tensor squares;
};

} // namespace

std::array<float, kTonalNumbers> tonalNumbers(const TrainingPicture &picture)
{
    std::array<float, kTonalNumbers> numbers{picture.tones.darkest, picture.tones.lightest};
    std::copy(picture.spread.lumas.begin(), picture.spread.lumas.end(), numbers.begin() + 2);
    numbers.back() = picture.spread.chroma;
    return numbers;
}

Result<TrainingBatch> makeBatch(const TrainingConfig &config, PictureSet &photos,
                                PictureSet &drawings, std::int64_t step)
{
    const int photoSide = config.cropPx + 2 * config.contextPx;
    SquareBatch photoSquares(config.batchSize, photoSide, 3);
    SquareBatch drawingSquares(config.batchSize, config.cropPx, drawings.channels());
    torch::Tensor tonalRange = torch::empty({config.batchSize, kTonalNumbers});
    const CropRule photoRule{
        .sidePx = photoSide, .zoomMin = config.photoZoomMin, .zoomMax = config.photoZoomMax};
    const CropRule drawingRule{.sidePx = config.cropPx,
                               .zoomMin = config.drawingZoomMin,
                               .zoomMax = config.drawingZoomMax,
                               .enlargement = CropEnlargement::Crisp,
                               .minInk = config.minInk};
    for (std::int64_t i = 0; i < config.batchSize; ++i) {
        const auto item = static_cast<std::uint64_t>(step * config.batchSize + i);
        Random random(config.seed, kPhotoStream, item);
        const auto photo = photos.picture(
            static_cast<std::size_t>(random.below(static_cast<std::int64_t>(photos.count()))));
        if (!photo)
            return fail(photo.error());
        const auto photoCrop = randomCrop(photo->image, photoRule, random);
        Random drawingRandom(config.seed, kDrawingStream, item);
        const auto drawing = drawings.picture(static_cast<std::size_t>(
            drawingRandom.below(static_cast<std::int64_t>(drawings.count()))));
        if (!drawing)
            return fail(drawing.error());
        const auto drawingCrop = randomCrop(drawing->image, drawingRule, drawingRandom);
        if (!photoCrop || !drawingCrop)
            return fail(!photoCrop ? photoCrop.error() : drawingCrop.error());
        writeSamples(*photoCrop, photoSquares.square(i));
        writeSamples(*drawingCrop, drawingSquares.square(i));
        const auto numbers = tonalNumbers(*photo);
        std::copy(numbers.begin(), numbers.end(), tonalRange.data_ptr<float>() + kTonalNumbers * i);
    }
    return TrainingBatch{photoSquares.pictures(), drawingSquares.pictures(), tonalRange};
}

BatchLoader::BatchLoader(const TrainingConfig &config, PictureSet &photos, PictureSet &drawings,
                         std::int64_t firstStep, const Finish &finish)
    : m_batches({.first = firstStep, .ahead = kAhead, .threads = config.decodeThreads},
                [config, &photos, &drawings, finish](std::int64_t step) {
                    computeOnThreads(1);
                    return torchGuard([&] {
                        auto batch = makeBatch(config, photos, drawings, step);
                        if (batch && finish)
                            finish(*batch, step);
                        return batch;
                    });
                })
{
}

} // namespace koma
