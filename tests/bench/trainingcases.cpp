// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/device.h"
#include "core/training/torch/trainer.h"
#include "models/builtinmodels.h"
#include "models/nets/animegenerator.h"
#include "tests/bench/benchcase.h"
#include "tests/bench/convolutionlog.h"

#include <torch/torch.h>

#include <functional>
#include <memory>
#include <string>

namespace koma::bench {
namespace {

constexpr double kProgress = 0.5;
constexpr int kWarmSteps = 3;
constexpr auto kChannelsLast = torch::MemoryFormat::ChannelsLast;

/// Blotches for photos and black strokes on white for drawings.
TrainingBatch paintedBatch(const TrainingConfig &config)
{
    const auto blotches = [&](std::int64_t channels, std::int64_t side) {
        const torch::Tensor coarse = torch::rand({config.batchSize, channels, side / 8, side / 8});
        return torch::upsample_bilinear2d(coarse, {side, side}, false) * 2.0 - 1.0;
    };
    const torch::Tensor strokes = torch::where(blotches(1, config.cropPx).abs() < 0.15, -1.0, 1.0);
    return {blotches(3, config.cropPx + 2 * config.contextPx).contiguous(kChannelsLast),
            strokes.to(torch::kFloat32).contiguous(kChannelsLast),
            torch::tensor({0.05F, 0.95F}).repeat({config.batchSize, 1})};
}

/// Shapes of the state's tensors by name, without optimizers and the average.
nlohmann::json shapesOf(const Trainer &trainer)
{
    nlohmann::json shapes = nlohmann::json::object();
    for (const auto &[name, tensor] : trainer.state()) {
        if (!name.starts_with("optimizer.") && !name.starts_with("averaged."))
            shapes[name] = tensor.sizes().vec();
    }
    return shapes;
}

std::int64_t parameterCount(const nlohmann::json &shapes)
{
    std::int64_t count = 0;
    for (const auto &[name, shape] : shapes.items()) {
        const bool isBuffer = name.find(".running_") != std::string::npos;
        std::int64_t elements = isBuffer ? 0 : 1;
        for (const auto &side : shape)
            elements *= side.get<std::int64_t>();
        count += elements;
    }
    return count;
}

struct TimedStep
{
    std::shared_ptr<Trainer> trainer;
    std::function<Result<void>()> play;
};

/// Warm, and beyond the warm-up, where both players play and all losses count.
Result<TimedStep> makeStep(const TrainingConfig &config, const GeneratorFactory &makeGenerator,
                           const Trainer::Setup &setup, const TrainingBatch &batch)
{
    auto created = Trainer::create(config, makeGenerator, StyleMeasure{}, setup);
    if (!created)
        return fail(created.error());
    TimedStep step{std::move(*created), {}};
    step.play = [trainer = step.trainer, batch,
                 next = config.warmupSteps]() mutable -> Result<void> {
        const auto losses = trainer->step(batch, next++, kProgress);
        if (!losses)
            return fail(losses.error());
        return {};
    };
    for (int i = 0; i < kWarmSteps; ++i) {
        if (auto warm = step.play(); !warm)
            return fail(warm.error());
    }
    return step;
}

Result<PreparedCase> prepareTraining(TrainingConfig config, const GeneratorFactory &makeGenerator)
{
    config.bfloat16 = config.bfloat16 && hasFastBFloat16({});
    const TrainingBatch batch = paintedBatch(config);
    // What is computed for a batch in one piece, to compare with Python's; timed are the lanes.
    nlohmann::json shapes;
    nlohmann::json convolutions;
    {
        auto whole = makeStep(config, makeGenerator, {}, batch);
        if (!whole)
            return fail(whole.error());
        ConvolutionLog log;
        if (auto logged = whole->play(); !logged)
            return fail(logged.error());
        convolutions = log.take();
        shapes = shapesOf(*whole->trainer);
    }
    auto timed = makeStep(config, makeGenerator,
                          Trainer::Setup::onCpu(at::get_num_threads(), config.batchSize), batch);
    if (!timed)
        return fail(timed.error());
    return PreparedCase{{{"precision", config.bfloat16 ? "bfloat16" : "float32"},
                         {"picturesPerRepetition", config.batchSize},
                         {"parameters", parameterCount(shapes)},
                         {"shapes", shapes},
                         {"convolutions", convolutions}},
                        timed->play};
}

Result<PreparedCase> prepareKoma()
{
    const TrainingConfig config;
    GeneratorRegistry registry;
    registerBuiltinModels(registry);
    return prepareTraining(config, generatorFactory(registry, config));
}

Result<PreparedCase> prepareReference()
{
    TrainingConfig config;
    config.greyStyle = true;
    config.contentWeight = 0.0;
    config.contentWeightEnd = 0.0;
    config.bfloat16 = false; // which its layers do not know
    return prepareTraining(config, []() -> Result<std::shared_ptr<TrainableGenerator>> {
        return std::make_shared<AnimeGenerator>(1);
    });
}

} // namespace

std::vector<BenchCase> trainingCases()
{
    return {{"koma-training", prepareKoma}, {"reference-training", prepareReference}};
}

} // namespace koma::bench
