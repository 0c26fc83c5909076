// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/session/styleexport.h"

#include "core/base/hash.h"
#include "core/base/version.h"
#include "core/engine/inferenceengine.h"
#include "core/engine/torch/safetensors.h"
#include "core/imaging/pictureio.h"
#include "core/imaging/resize.h"
#include "core/training/torch/session/samplesheet.h"

#include <cmath>
#include <cstdlib>

namespace koma {
namespace {

constexpr int kPreviewPhotos = 2;
constexpr int kProofSidePx = 192;
constexpr double kLeastDeviation = 0.5; ///< of a drawing's 8-bit levels; below it a page is blank
constexpr double kMostDifference = 8.0; ///< mean, of 8-bit levels: weights are kept as halves

Result<void> writeWeights(const Trainer &trainer, const TrainingConfig &config,
                          const RunFolder &folder)
{
    SafeTensors weights;
    weights.tensors = trainer.averaged().inferenceWeights();
    weights.metadata = {{"architecture", config.architecture}, {"koma", kVersion}};
    if (auto written = writeSafeTensors(folder.weights(), weights); !written)
        return written;
    SafeTensors players;
    players.tensors = trainer.players();
    players.metadata = weights.metadata;
    return writeSafeTensors(folder.base(), players);
}

struct Levels
{
    double deviation = 0.0;
    double difference = 0.0; ///< mean, from another picture
};

Levels compare(const Image &drawing, const Image &other)
{
    const auto *samples = drawing.view().rowAs<std::uint8_t>(0);
    const auto *others = other.view().rowAs<std::uint8_t>(0);
    double sum = 0.0;
    double squares = 0.0;
    double difference = 0.0;
    for (std::size_t i = 0; i < drawing.byteCount(); ++i) {
        sum += samples[i];
        squares += static_cast<double>(samples[i]) * samples[i];
        difference += std::abs(samples[i] - others[i]);
    }
    const auto count = static_cast<double>(drawing.byteCount());
    const double mean = sum / count;
    return {std::sqrt(std::max(0.0, squares / count - mean * mean)), difference / count};
}

} // namespace

Result<StyleCard> exportStyle(const Trainer &trainer, const TrainingConfig &config, StyleCard given,
                              PictureSet &photos, const RunFolder &folder, torch::Device device)
{
    if (auto written = writeWeights(trainer, config, folder); !written)
        return fail(written.error());
    const auto hash = sha256HexOfFile(folder.weights());
    if (!hash)
        return fail(hash.error());
    const auto sheet = sampleSheet(trainer.averaged(), photos, kPreviewPhotos, device);
    if (!sheet)
        return fail(sheet.error());
    if (auto written = writePicture(folder.preview(), *sheet, {}, {PictureFormat::Jpeg, 85});
        !written)
        return fail(written.error());
    StyleCard card = std::move(given);
    if (card.licence.empty())
        card.licence = "Not stated: ask whoever made the drawings before publishing";
    card.architecture = config.architecture;
    card.architectureParams = trainer.averaged().inferenceParams();
    card.weightsFile = RunFolder::kWeightsFile;
    card.weightsSha256 = *hash;
    card.previewFile = RunFolder::kPreviewFile;
    card.seed = config.seed;
    card.komaVersion = kVersion;
    card.folder = folder.path();
    if (auto written = writeStyleCard(folder.path(), card); !written)
        return fail(written.error());
    return card;
}

Result<void> proveStyle(const GeneratorRegistry &registry, const StyleCard &card,
                        const Trainer &trainer, PictureSet &photos, torch::Device device)
{
    const auto photo = photos.picture(0);
    if (!photo)
        return fail(photo.error());
    const auto small = resized(photo->image, sizeWithLongSide(photo->image.size(), kProofSidePx));
    if (!small)
        return fail(small.error());
    InferenceEngine engine(registry, {.precision = Precision::Float32});
    DrawRequest request{.style = card};
    request.style.pageLongSidePx = small->size().longSidePx(); // no resampling on the way
    const auto drawing = engine.draw(*small, request);
    if (!drawing)
        return fail(drawing.error());
    const auto wanted = drawWhole(trainer.averaged(), *small, device);
    if (!wanted)
        return fail(wanted.error());
    const Levels levels = compare(drawing->image, *wanted);
    if (levels.deviation < kLeastDeviation)
        return fail(
            ErrorKind::NumericalFailure,
            "The style draws a blank page. Go back to an earlier checkpoint of the run in " +
                card.folder.string() + ", or train with a lower learning rate.");
    if (!(levels.difference <= kMostDifference))
        return fail(ErrorKind::NumericalFailure,
                    "The style in " + card.folder.string() +
                        " does not draw as the run did: its weights are too large for half "
                        "precision. Train with a lower learning rate.");
    return {};
}

} // namespace koma
