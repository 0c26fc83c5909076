// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/data/tonesampling.h"

#include "core/engine/torch/torchguard.h"
#include "core/training/torch/losses.h"

namespace koma {
namespace {

constexpr int kCrops = 400;
constexpr std::int64_t kGridPx = 8; ///< blurred tones repeat within a sigma: one sample each 8 px

enum class Levels { AsTheyAre, Stretched };

struct ToneSource
{
    PictureSet &pictures;
    CropRule rule;
    Levels levels;
    std::uint64_t stream;
};

Result<std::vector<float>> sampleTones(const TrainingConfig &config, const ToneSource &source,
                                       const CancelToken &cancel)
{
    std::vector<float> tones;
    for (int i = 0; i < kCrops; ++i) {
        if (cancel.isCancelled())
            return failCancelled();
        Random random(config.seed, source.stream, static_cast<std::uint64_t>(i));
        const auto count = static_cast<std::int64_t>(source.pictures.count());
        const auto picture = source.pictures.picture(static_cast<std::size_t>(random.below(count)));
        const auto crop = picture ? randomCrop(picture->image, source.rule, random)
                                  : Result<Image>(fail(picture.error()));
        if (!crop)
            return fail(crop.error());
        const std::int64_t side = source.rule.sidePx;
        torch::Tensor samples = torch::empty({1, side, side, crop->channels()});
        writeSamples(*crop, {samples.data_ptr<float>(), static_cast<std::size_t>(samples.numel())});
        torch::Tensor luma = (losses::luma(samples.permute({0, 3, 1, 2})) + 1.0) / 2.0;
        if (source.levels == Levels::Stretched)
            luma = ((luma - picture->tones.darkest) /
                    (picture->tones.lightest - picture->tones.darkest))
                       .clamp(0.0, 1.0);
        const torch::Tensor blurred = losses::gaussianBlur(luma, config.toneSigmaPx)
                                          .slice(2, 0, side, kGridPx)
                                          .slice(3, 0, side, kGridPx)
                                          .contiguous();
        const auto *values = blurred.data_ptr<float>();
        tones.insert(tones.end(), values, values + blurred.numel());
    }
    return tones;
}

} // namespace

Result<ToneCurve> sampleToneCurve(const TrainingConfig &config, PictureSet &photos,
                                  PictureSet &drawings, const CancelToken &cancel)
{
    if (config.toneWeight <= 0.0 && !config.hatchGuide)
        return ToneCurve();
    constexpr std::uint64_t kPhotoStream = 21;
    constexpr std::uint64_t kDrawingStream = 22;
    return torchGuard([&]() -> Result<ToneCurve> {
        const torch::NoGradGuard noGrad;
        auto photoTones = sampleTones(config,
                                      {photos,
                                       {.sidePx = config.cropPx,
                                        .zoomMin = config.photoZoomMin,
                                        .zoomMax = config.photoZoomMax},
                                       Levels::Stretched,
                                       kPhotoStream},
                                      cancel);
        if (!photoTones)
            return fail(photoTones.error());
        auto drawingTones = sampleTones(config,
                                        {drawings,
                                         {.sidePx = config.cropPx,
                                          .zoomMin = config.drawingZoomMin,
                                          .zoomMax = config.drawingZoomMax,
                                          .minInk = config.minInk},
                                         Levels::AsTheyAre,
                                         kDrawingStream},
                                        cancel);
        if (!drawingTones)
            return fail(drawingTones.error());
        return ToneCurve::matched(std::move(*photoTones), std::move(*drawingTones),
                                  config.toneIdentityShare);
    });
}

} // namespace koma
