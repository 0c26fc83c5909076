// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/judging/judgetraining.h"

#include "core/base/atomicfile.h"
#include "core/base/hash.h"
#include "core/base/version.h"
#include "core/engine/device.h"
#include "core/engine/torch/safetensors.h"
#include "core/engine/torch/torchcompat.h"
#include "core/engine/torch/torchguard.h"
#include "core/training/torch/judge/judgenetwork.h"
#include "core/training/torch/judge/patchbatch.h"
#include "core/training/trainingdata.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numbers>
#include <utility>

namespace koma {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr int kMinSidePx = 96;
constexpr int kMinPictures = 4;
constexpr std::size_t kCacheBytesPerClass = std::size_t{1} << 30U;
constexpr double kWeightDecay = 1e-4;
constexpr std::int64_t kRiseSteps = 60; ///< to the full learning rate
constexpr auto kChannelsLast = torch::MemoryFormat::ChannelsLast;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Sums since the last report.
struct Tally
{
    double loss = 0.0;
    double right = 0.0;
    std::int64_t steps = 0;
    Clock::time_point since = Clock::now();
};

/// One run from pictures to card; trainJudge() walks through it.
class JudgeRun
{
public:
    JudgeRun(const JudgeTrainingRun &run,
             const std::function<void(const JudgeTrainingReport &)> &report,
             const CancelToken &cancel)
        : m_run(run), m_report(report), m_cancel(cancel)
    {
    }

    Result<JudgeCard> run();

private:
    Result<void> openData();
    Result<void> addClass(const std::string &name, const fs::path &folder);
    void build();
    Result<void> learn();
    Result<void> learnFrom(const PatchBatch &batch);
    void setLearningRate();
    void tell();
    Result<JudgeCard> write();

    /// 0…1 of the way to the end.
    [[nodiscard]] double progress() const
    {
        double share = 0.0;
        if (m_run.maxSteps > 0)
            share = static_cast<double>(m_step) / static_cast<double>(m_run.maxSteps);
        if (m_run.maxSeconds > 0.0)
            share = std::max(share, secondsSince(m_start) / m_run.maxSeconds);
        return share;
    }

    const JudgeTrainingRun &m_run;
    const std::function<void(const JudgeTrainingReport &)> &m_report;
    const CancelToken &m_cancel;
    JudgeCard m_card;
    PatchSource m_source;
    std::shared_ptr<JudgeNetwork> m_network;
    std::unique_ptr<torch::optim::AdamW> m_optimizer;
    bool m_autocast = false;
    std::int64_t m_step = 0;
    Clock::time_point m_start = Clock::now();
    Tally m_tally;
};

Result<void> JudgeRun::addClass(const std::string &name, const fs::path &folder)
{
    auto found = inspectTrainingFolder(folder, kMinSidePx, kMinPictures, m_cancel);
    if (!found)
        return fail(found.error());
    m_card.classes.push_back(name);
    m_card.trainingPictures[name] = static_cast<std::int64_t>(found->pictures.size());
    m_source.classes.push_back(
        std::make_unique<PictureSet>(std::move(found->pictures), 3, kCacheBytesPerClass));
    return {};
}

Result<void> JudgeRun::openData()
{
    std::error_code error;
    std::vector<fs::path> folders;
    for (const auto &entry : fs::directory_iterator(m_run.styles, error)) {
        if (entry.is_directory())
            folders.push_back(entry.path());
    }
    if (error || folders.empty())
        return fail(ErrorKind::NotFound,
                    "There are no styles in " + m_run.styles.string() +
                        "; name a folder with one folder of drawings for each style.",
                    error.message());
    std::sort(folders.begin(), folders.end());
    for (const fs::path &folder : folders) {
        const std::string name = folder.filename().string();
        if (name == JudgeCard::kPhotoClass)
            return fail(ErrorKind::InvalidArgument,
                        "A style cannot be called \"photo\": photos are a class of their own.");
        if (auto added = addClass(name, folder); !added)
            return added;
    }
    return addClass(JudgeCard::kPhotoClass, m_run.photos);
}

void JudgeRun::build()
{
    m_source.seed = m_run.seed;
    m_source.batchSize = m_run.batchSize;
    m_source.cut.sidePx = JudgeCard::kPatchPx;
    m_source.drawingWear.grey = 0.15;
    m_source.photoWear.grey = 0.45; // greyness is no sign of a drawing
    torch::manual_seed(m_run.seed);
    m_network = std::make_shared<JudgeNetwork>(JudgeNetwork::Shape{
        .classes = static_cast<std::int64_t>(m_card.classes.size()), .width = m_run.width});
    for (torch::Tensor &parameter : m_network->parameters()) {
        if (parameter.dim() == 4)
            parameter.set_data(parameter.contiguous(kChannelsLast));
    }
    m_network->train();
    m_optimizer = std::make_unique<torch::optim::AdamW>(
        m_network->parameters(),
        torch::optim::AdamWOptions(m_run.learningRate).weight_decay(kWeightDecay));
    m_autocast = m_run.bfloat16 && hasFastBFloat16({});
}

void JudgeRun::setLearningRate()
{
    const double rise =
        std::min(1.0, static_cast<double>(m_step + 1) / static_cast<double>(kRiseSteps));
    const double fall = 0.5 + 0.5 * std::cos(std::numbers::pi * std::min(1.0, progress()));
    for (auto &group : m_optimizer->param_groups())
        group.options().set_lr(m_run.learningRate * rise * std::max(0.01, fall));
}

Result<void> JudgeRun::learnFrom(const PatchBatch &batch)
{
    setLearningRate();
    JudgeNetwork::Sight sight;
    {
        const torchcompat::AutocastScope autocast(torch::kCPU, m_autocast);
        sight = m_network->forward(batch.patches);
    }
    const torch::Tensor loss = torch::nn::functional::cross_entropy(
        sight.logits, batch.classes,
        torch::nn::functional::CrossEntropyFuncOptions().label_smoothing(m_run.labelSmoothing));
    const auto value = loss.item<double>();
    if (!std::isfinite(value))
        return fail(ErrorKind::NumericalFailure, "The judge's loss is not a number at step " +
                                                     std::to_string(m_step) +
                                                     "; lower the learning rate.");
    m_optimizer->zero_grad();
    loss.backward();
    m_optimizer->step();
    m_tally.loss += value;
    m_tally.right +=
        (sight.logits.argmax(1) == batch.classes).to(torch::kFloat32).mean().item<double>();
    ++m_tally.steps;
    ++m_step;
    return {};
}

void JudgeRun::tell()
{
    const double span = secondsSince(m_tally.since);
    if (!m_report || m_tally.steps == 0 || (span < m_run.reportSeconds && progress() < 1.0))
        return;
    const auto steps = static_cast<double>(m_tally.steps);
    const double elapsed = secondsSince(m_start);
    m_report({.step = m_step,
              .loss = m_tally.loss / steps,
              .rightPatches = m_tally.right / steps,
              .patchesPerSecond = steps * m_run.batchSize / std::max(1e-6, span),
              .remainingSeconds = elapsed * (1.0 / std::clamp(progress(), 1e-6, 1.0) - 1.0)});
    m_tally = {};
}

Result<void> JudgeRun::learn()
{
    PatchLoader loader(m_source);
    m_start = Clock::now();
    m_tally = {};
    while (progress() < 1.0) {
        if (m_cancel.isCancelled())
            return failCancelled();
        const auto batch = loader.next();
        if (!batch)
            return fail(batch.error());
        if (auto learnt = learnFrom(*batch); !learnt)
            return learnt;
        tell();
    }
    return {};
}

Result<JudgeCard> JudgeRun::write()
{
    std::error_code error;
    if (m_run.card.has_parent_path())
        fs::create_directories(m_run.card.parent_path(), error); // a failure shows when writing
    fs::path weightsFile = m_run.card.stem();
    weightsFile += ".safetensors";
    const fs::path weightsPath = m_run.card.parent_path() / weightsFile;
    m_card.folder = m_run.card.parent_path();
    m_card.families = m_run.families;
    m_card.width = m_run.width;
    m_card.featureSize = m_network->featureSize();
    m_card.weightsFile = weightsFile.string();
    m_card.source = m_run.source;
    m_card.seed = m_run.seed;
    m_card.steps = m_step;
    m_card.trainingSeconds = secondsSince(m_start);
    m_card.komaVersion = kVersion;
    SafeTensors weights;
    weights.tensors = m_network->foldedWeights();
    weights.metadata = {{"network", "koma-judge"}, {"koma", kVersion}};
    if (auto written = writeSafeTensors(weightsPath, weights); !written)
        return fail(written.error());
    const auto hash = sha256HexOfFile(weightsPath);
    if (!hash)
        return fail(hash.error());
    m_card.weightsSha256 = *hash;
    if (auto written = writeFileAtomically(m_run.card, judgeCardToJson(m_card)); !written)
        return fail(written.error());
    return m_card;
}

Result<JudgeCard> JudgeRun::run()
{
    if (auto opened = openData(); !opened)
        return fail(opened.error());
    build();
    if (auto learnt = learn(); !learnt)
        return fail(learnt.error());
    return write();
}

Result<void> checkRun(const JudgeTrainingRun &run)
{
    const auto refuse = [](const std::string &why) {
        return fail(ErrorKind::InvalidArgument, why);
    };
    if (run.maxSteps <= 0 && run.maxSeconds <= 0.0)
        return refuse("A judge's training needs an end: a number of steps or of minutes.");
    if (run.width < 4 || run.width > 64)
        return refuse("A judge's width must be 4 to 64, not " + std::to_string(run.width) + ".");
    if (run.batchSize < 2)
        return refuse("A judge needs batches of at least 2 patches.");
    if (!run.card.has_filename())
        return refuse("The judge's card needs a file name, as in judge.json.");
    return {};
}

} // namespace

Result<JudgeCard> trainJudge(const JudgeTrainingRun &run,
                             const std::function<void(const JudgeTrainingReport &)> &report,
                             const CancelToken &cancel)
{
    if (auto valid = checkRun(run); !valid)
        return fail(valid.error());
    return torchGuard([&] { return JudgeRun(run, report, cancel).run(); });
}

} // namespace koma
