// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/hash.h"
#include "core/base/random.h"
#include "core/engine/inferenceengine.h"
#include "core/engine/torch/safetensors.h"
#include "core/engine/torch/torchguard.h"
#include "core/training/torch/trainablegenerator.h"
#include "core/training/trainingconfig.h"
#include "models/builtinmodels.h"
#include "models/nets/animegenerator.h"
#include "tests/bench/benchcase.h"

#include <QTemporaryDir>
#include <torch/torch.h>

#include <utility>

namespace koma::bench {
namespace {

namespace fs = std::filesystem;

constexpr ImageSize kPreview{768, 512};
constexpr ImageSize kFullHd{1920, 1080};
constexpr ImageSize kLarge{4096, 4096};

/// A style to draw with; the folder lives as long as it where there is no trained one.
struct BenchStyle
{
    StyleCard card;
    std::string remark;
    std::shared_ptr<QTemporaryDir> folder;
};

GeneratorRegistry builtinModels()
{
    GeneratorRegistry registry;
    registerBuiltinModels(registry);
    return registry;
}

std::int64_t parameterCount(const torch::nn::Module &module)
{
    std::int64_t count = 0;
    for (const torch::Tensor &parameter : module.parameters())
        count += parameter.numel();
    return count;
}

Result<BenchStyle> untrainedStyle()
{
    BenchStyle style{.card = {},
                     .remark = "an untrained koma-unet",
                     .folder = std::make_shared<QTemporaryDir>()};
    const auto generator = builtinModels().create("koma-unet", {{"outputChannels", 1}});
    if (!generator)
        return fail(generator.error());
    const auto trainable = std::dynamic_pointer_cast<TrainableGenerator>(*generator);
    StyleCard &card = style.card;
    card.id = "untrained";
    card.name = "Untrained";
    card.folder = style.folder->path().toStdString();
    card.architecture = "koma-unet";
    card.architectureParams = trainable->inferenceParams();
    card.weightsFile = "weights.safetensors";
    if (auto written = writeSafeTensors(card.weightsPath(), {trainable->inferenceWeights(), {}});
        !written)
        return fail(written.error());
    const auto hash = sha256HexOfFile(card.weightsPath());
    if (!hash)
        return fail(hash.error());
    card.weightsSha256 = *hash;
    return style;
}

Result<BenchStyle> styleIn(const fs::path &folder)
{
    if (!fs::exists(folder / "style.json"))
        return untrainedStyle();
    auto card = readStyleCard(folder);
    if (!card)
        return fail(card.error());
    const std::string remark = "the style " + card->id;
    return BenchStyle{std::move(*card), remark, nullptr};
}

/// Shades with grain: content that no layer can take a short cut on.
Result<Image> paintedPicture(ImageSize size)
{
    auto picture = Image::create(size, 3, SampleType::U8);
    if (!picture)
        return picture;
    Random random(1);
    for (int y = 0; y < size.heightPx; ++y) {
        auto *row = picture->mutableRowAs<std::uint8_t>(y);
        for (int x = 0; x < size.widthPx * 3; ++x)
            row[x] = static_cast<std::uint8_t>(((x + y) / 16 + random.below(32)) % 256);
    }
    return picture;
}

Result<PreparedCase> prepareDrawing(const fs::path &styleFolder, ImageSize size,
                                    Precision precision)
{
    const auto style = styleIn(styleFolder);
    if (!style)
        return fail(style.error());
    const auto picture = paintedPicture(size);
    if (!picture)
        return fail(picture.error());
    const GeneratorRegistry registry = builtinModels();
    const auto engine =
        std::make_shared<InferenceEngine>(registry, EngineSettings{.precision = precision});
    DrawRequest request{.style = style->card};
    request.style.pageLongSidePx = size.longSidePx(); // the network works at the picture's own size
    const auto first = engine->draw(*picture, request);
    if (!first)
        return fail(first.error());
    const auto generator =
        registry.create(request.style.architecture, request.style.architectureParams);
    if (!generator)
        return fail(generator.error());
    const bool reduced = precision == Precision::Auto && hasFastBFloat16({});
    return PreparedCase{{{"style", style->remark},
                         {"precision", reduced ? "bfloat16" : "float32"},
                         {"tiles", first->report.tiles},
                         {"parameters", parameterCount(**generator)}},
                        [engine, picture = *picture, request]() -> Result<void> {
                            const auto drawing = engine->draw(picture, request);
                            if (!drawing)
                                return fail(drawing.error());
                            return {};
                        }};
}

/// The reference as it is published: float32, dense NCHW tensors, the picture as a whole.
Result<PreparedCase> prepareReference(ImageSize size)
{
    return torchGuard([&]() -> Result<PreparedCase> {
        const auto generator = std::make_shared<AnimeGenerator>();
        generator->eval();
        const torch::Tensor picture =
            torch::rand({1, 3, size.heightPx, size.widthPx}).mul_(2.0).sub_(1.0);
        const auto draw = [generator, picture]() -> Result<void> {
            return torchGuard([&]() -> Result<void> {
                const torch::InferenceMode inference;
                generator->forward(picture);
                return {};
            });
        };
        if (auto first = draw(); !first)
            return fail(first.error());
        return PreparedCase{{{"precision", "float32"}, {"parameters", parameterCount(*generator)}},
                            draw};
    });
}

std::vector<std::string> namesOf(const std::vector<fs::path> &files)
{
    std::vector<std::string> names;
    for (const fs::path &file : files)
        names.push_back(file.string());
    return names;
}

} // namespace

std::vector<BenchCase> inferenceCases(const fs::path &style)
{
    const auto drawing = [&](const char *name, ImageSize size,
                             Precision precision = Precision::Auto) {
        return BenchCase{name, [=] { return prepareDrawing(style, size, precision); }};
    };
    const auto reference = [](const char *name, ImageSize size) {
        return BenchCase{name, [=] { return prepareReference(size); }};
    };
    return {drawing("koma-preview", kPreview),
            drawing("koma-1080p", kFullHd),
            drawing("koma-1080p-float32", kFullHd, Precision::Float32),
            drawing("koma-4096", kLarge),
            reference("reference-preview", kPreview),
            reference("reference-1080p", kFullHd)};
}

nlohmann::json commonSettings(const fs::path &style)
{
    const auto used = styleIn(style);
    const TrainingConfig config;
    return {{"training", nlohmann::json::parse(trainingConfigToJson(config))},
            {"inferenceParams", used ? used->card.architectureParams : ArchitectureParams{}},
            {"fastBFloat16", hasFastBFloat16({})},
            {"photos", namesOf(loopPhotos())},
            {"drawings", namesOf(loopDrawings())},
            {"stepsPerRepetition", kLoopSteps},
            {"threads", at::get_num_threads()}};
}

} // namespace koma::bench
