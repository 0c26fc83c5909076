// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/guide/stylemeasure.h"

#include "core/engine/torch/torchguard.h"
#include "core/imaging/resize.h"
#include "core/training/torch/guide/paint/paintboxmeasure.h"
#include "core/training/torch/losses.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace koma {
namespace {

constexpr int kCrops = 400;
constexpr std::int64_t kGridPx = 8; ///< blurred tones repeat within a sigma: one sample each 8 px

enum class Levels { AsTheyAre, Stretched };

struct Side
{
    PictureSet &pictures;
    CropRule rule;
    Levels levels;
    std::uint64_t stream;
};

/// Every kGridPx-th pixel, [1,C,H,W] to [C,n].
torch::Tensor gridPixels(const torch::Tensor &picture)
{
    return picture.slice(2, 0, picture.size(2), kGridPx)
        .slice(3, 0, picture.size(3), kGridPx)
        .squeeze(0)
        .flatten(1)
        .contiguous();
}

/// Blurred luma of the side's crops.
Result<std::vector<float>> sampleTones(const TrainingConfig &config, const Side &side,
                                       const CancelToken &cancel)
{
    std::vector<float> samples;
    for (int i = 0; i < kCrops; ++i) {
        if (cancel.isCancelled())
            return failCancelled();
        Random random(config.seed, side.stream, static_cast<std::uint64_t>(i));
        const auto count = static_cast<std::int64_t>(side.pictures.count());
        const auto picture = side.pictures.picture(static_cast<std::size_t>(random.below(count)));
        const auto crop = picture ? randomCrop(picture->image, side.rule, random)
                                  : Result<Image>(fail(picture.error()));
        if (!crop)
            return fail(crop.error());
        const std::int64_t length = side.rule.sidePx;
        torch::Tensor values = torch::empty({1, length, length, crop->channels()});
        writeSamples(*crop, {values.data_ptr<float>(), static_cast<std::size_t>(values.numel())});
        const torch::Tensor colours = (values.permute({0, 3, 1, 2}) + 1.0) / 2.0;
        torch::Tensor luma = losses::luma(colours);
        if (side.levels == Levels::Stretched)
            luma = ((luma - picture->tones.darkest) /
                    (picture->tones.lightest - picture->tones.darkest))
                       .clamp(0.0, 1.0);
        const torch::Tensor tones = gridPixels(losses::gaussianBlur(luma, config.toneSigmaPx));
        samples.insert(samples.end(), tones.data_ptr<float>(),
                       tones.data_ptr<float>() + tones.numel());
    }
    return samples;
}

Result<ToneCurve> measureTones(const TrainingConfig &config, PictureSet &photos,
                               PictureSet &drawings, const CancelToken &cancel)
{
    constexpr std::uint64_t kPhotoStream = 21;
    constexpr std::uint64_t kDrawingStream = 22;
    auto photo = sampleTones(
        config,
        {photos,
         {.sidePx = config.cropPx, .zoomMin = config.photoZoomMin, .zoomMax = config.photoZoomMax},
         Levels::Stretched,
         kPhotoStream},
        cancel);
    if (!photo)
        return fail(photo.error());
    auto drawing = sampleTones(config,
                               {drawings,
                                {.sidePx = config.cropPx,
                                 .zoomMin = config.drawingZoomMin,
                                 .zoomMax = config.drawingZoomMax,
                                 .minInk = config.minInk},
                                Levels::AsTheyAre,
                                kDrawingStream},
                               cancel);
    if (!drawing)
        return fail(drawing.error());
    return ToneCurve::matched(std::move(*photo), std::move(*drawing), config.toneIdentityShare);
}

/// A drawing as RGB of 0…1, [1,3,H,W], at most kPaintedPx long.
Result<torch::Tensor> wholeDrawing(PictureSet &drawings, std::size_t index)
{
    constexpr int kPaintedPx = 768;
    const auto picture = drawings.picture(index);
    if (!picture)
        return fail(picture.error());
    const ImageSize size = picture->image.size();
    const auto small =
        resized(picture->image, sizeWithLongSide(size, std::min(kPaintedPx, size.longSidePx())));
    if (!small)
        return fail(small.error());
    torch::Tensor values = torch::empty({1, small->size().heightPx, small->size().widthPx, 3});
    writeSamples(*small, {values.data_ptr<float>(), static_cast<std::size_t>(values.numel())});
    return ((values.permute({0, 3, 1, 2}) + 1.0) / 2.0).contiguous();
}

Result<PaintBox> measurePaints(PictureSet &drawings, const CancelToken &cancel)
{
    constexpr std::size_t kMost = 40;
    const std::size_t count = std::min(kMost, drawings.count());
    std::vector<DrawingSample> samples;
    for (std::size_t i = 0; i < count; ++i) {
        if (cancel.isCancelled())
            return failCancelled();
        const auto drawing = wholeDrawing(drawings, i * drawings.count() / count);
        if (!drawing)
            return fail(drawing.error());
        samples.push_back(sampleDrawing(*drawing));
    }
    return measuredPaintBox(samples);
}

} // namespace

Result<StyleMeasure> measureStyle(const TrainingConfig &config, PictureSet &photos,
                                  PictureSet &drawings, const CancelToken &cancel)
{
    return torchGuard([&]() -> Result<StyleMeasure> {
        const torch::NoGradGuard noGrad;
        StyleMeasure measure;
        if (config.toneWeight > 0.0 || config.guide == Guide::Pen) {
            const auto tones = measureTones(config, photos, drawings, cancel);
            if (!tones)
                return fail(tones.error());
            measure.tones = *tones;
        }
        if (config.guide == Guide::Paint && drawings.channels() == 3) {
            const auto paints = measurePaints(drawings, cancel);
            if (!paints)
                return fail(paints.error());
            measure.paints = *paints;
        }
        return measure;
    });
}

} // namespace koma
