// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/guide/stylemeasure.h"

#include "core/engine/torch/torchguard.h"
#include "core/training/torch/losses.h"

#include <algorithm>

namespace koma {
namespace {

constexpr int kCrops = 400;
constexpr std::int64_t kGridPx = 8; ///< blurred tones repeat within a sigma: one sample each 8 px

constexpr double kColourSigmaPx = 2.0;

enum class Levels { AsTheyAre, Stretched };

struct Side
{
    PictureSet &pictures;
    CropRule rule;
    Levels levels;
    std::uint64_t stream;
};

/// What the crops of a side gave.
struct Samples
{
    std::vector<float> tones;
    std::vector<torch::Tensor> lumas;
    std::vector<torch::Tensor> chromas;
    std::vector<torch::Tensor> inks;

    [[nodiscard]] ColourSamples colours() const
    {
        return lumas.empty() ? ColourSamples{torch::zeros({0}), torch::zeros({2, 0})}
                             : ColourSamples{torch::cat(lumas), torch::cat(chromas, 1)};
    }
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

/// The mean colour of the darkest pixels of an RGB picture [1,3,H,W], [3].
torch::Tensor darkestColour(const torch::Tensor &rgb, const torch::Tensor &luma)
{
    constexpr double kShare = 0.02;
    const std::int64_t count = std::max<std::int64_t>(
        1, static_cast<std::int64_t>(kShare * static_cast<double>(luma.numel())));
    const torch::Tensor darkest = std::get<1>(luma.flatten().topk(count, 0, false));
    return rgb.squeeze(0).flatten(1).index_select(1, darkest).mean(1);
}

Result<Samples> sample(const TrainingConfig &config, const Side &side, const CancelToken &cancel)
{
    Samples samples;
    const bool inColour = config.guide == Guide::Paint && side.pictures.channels() == 3;
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
        samples.tones.insert(samples.tones.end(), tones.data_ptr<float>(),
                             tones.data_ptr<float>() + tones.numel());
        if (inColour) {
            samples.lumas.push_back(
                gridPixels(losses::gaussianBlur(luma, kColourSigmaPx)).flatten());
            samples.chromas.push_back(
                gridPixels(losses::gaussianBlur(chromaPlanes(colours), kColourSigmaPx)));
            samples.inks.push_back(darkestColour(colours, luma));
        }
    }
    return samples;
}

} // namespace

Result<StyleMeasure> measureStyle(const TrainingConfig &config, PictureSet &photos,
                                  PictureSet &drawings, const CancelToken &cancel)
{
    if (config.toneWeight <= 0.0 && config.guide == Guide::Photo)
        return StyleMeasure{};
    constexpr std::uint64_t kPhotoStream = 21;
    constexpr std::uint64_t kDrawingStream = 22;
    return torchGuard([&]() -> Result<StyleMeasure> {
        const torch::NoGradGuard noGrad;
        auto photo = sample(config,
                            {photos,
                             {.sidePx = config.cropPx,
                              .zoomMin = config.photoZoomMin,
                              .zoomMax = config.photoZoomMax},
                             Levels::Stretched,
                             kPhotoStream},
                            cancel);
        if (!photo)
            return fail(photo.error());
        auto drawing = sample(config,
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
        StyleMeasure measure;
        measure.tones = ToneCurve::matched(std::move(photo->tones), std::move(drawing->tones),
                                           config.toneIdentityShare);
        if (!drawing->inks.empty())
            measure.palette = Palette::matched(photo->colours(), drawing->colours(),
                                               std::get<0>(torch::stack(drawing->inks).median(0)),
                                               config.paletteShare);
        return measure;
    });
}

} // namespace koma
