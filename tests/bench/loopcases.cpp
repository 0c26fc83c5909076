// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/device.h"
#include "core/training/torch/session/reporting.h"
#include "core/training/torch/trainer.h"
#include "models/builtinmodels.h"
#include "tests/bench/benchcase.h"

#include <torch/torch.h>

#include <memory>

namespace koma::bench {
namespace {

constexpr double kProgress = 0.5;
constexpr std::size_t kCacheBytes = std::size_t{1} << 30;

std::vector<std::filesystem::path> filesOf(const std::vector<const char *> &names)
{
    std::vector<std::filesystem::path> files;
    for (const char *name : names)
        files.push_back(std::filesystem::path(KOMA_SOURCE_DIR) / name);
    return files;
}

/// Loader and trainer in the manner of a training session on a CPU.
class Loop
{
public:
    static Result<std::shared_ptr<Loop>> create()
    {
        auto loop = std::make_shared<Loop>();
        loop->m_config.bfloat16 = loop->m_config.bfloat16 && hasFastBFloat16({});
        GeneratorRegistry registry;
        registerBuiltinModels(registry);
        auto trainer = Trainer::create(
            loop->m_config, generatorFactory(registry, loop->m_config), StyleMeasure{},
            Trainer::Setup::onCpu(at::get_num_threads(), loop->m_config.batchSize));
        if (!trainer)
            return fail(trainer.error());
        loop->m_trainer = std::move(*trainer);
        loop->m_step = loop->m_config.warmupSteps;
        loop->m_loader = std::make_unique<BatchLoader>(
            loop->m_config, loop->m_photos, loop->m_drawings, loop->m_step,
            [&player = *loop->m_trainer](TrainingBatch &batch, std::int64_t step) {
                player.addGuide(batch, step);
            });
        return loop;
    }

    Result<void> play()
    {
        for (int i = 0; i < kLoopSteps; ++i) {
            const auto batch = m_loader->next();
            if (!batch)
                return fail(batch.error());
            const auto losses = m_trainer->step(*batch, m_step++, kProgress);
            if (!losses)
                return fail(losses.error());
            m_means.add(*losses);
        }
        return {};
    }

    [[nodiscard]] const TrainingConfig &config() const { return m_config; }

private:
    TrainingConfig m_config;
    PictureSet m_photos{loopPhotos(), 3, kCacheBytes};
    PictureSet m_drawings{loopDrawings(), 1, kCacheBytes};
    std::unique_ptr<Trainer> m_trainer;
    std::unique_ptr<BatchLoader> m_loader; // ends before what it uses
    LossMeans m_means;
    std::int64_t m_step = 0;
};

Result<PreparedCase> prepareLoop()
{
    auto loop = Loop::create();
    if (!loop)
        return fail(loop.error());
    if (auto warm = (*loop)->play(); !warm)
        return fail(warm.error());
    const TrainingConfig &config = (*loop)->config();
    return PreparedCase{{{"precision", config.bfloat16 ? "bfloat16" : "float32"},
                         {"picturesPerRepetition", config.batchSize * kLoopSteps}},
                        [loop = *loop] { return loop->play(); }};
}

} // namespace

std::vector<std::filesystem::path> loopPhotos()
{
    return filesOf({"resources/samples/interior.jpg", "resources/samples/landscape.jpg",
                    "resources/samples/portrait.jpg", "resources/samples/stilllife.jpg",
                    "resources/samples/street.jpg"});
}

std::vector<std::filesystem::path> loopDrawings()
{
    return filesOf(
        {"models/styles/gibson-pen-ink/preview.jpg", "models/styles/phil-may-ink/preview.jpg",
         "models/styles/rackham-ink/preview.jpg", "models/styles/neill-oz-ink/preview.jpg"});
}

std::vector<BenchCase> loopCases()
{
    return {{"koma-loop", prepareLoop}};
}

} // namespace koma::bench
