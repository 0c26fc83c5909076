// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/trainingsession.h"

#include "core/base/hash.h"
#include "core/base/version.h"
#include "core/engine/torch/safetensors.h"
#include "core/engine/torch/torchguard.h"
#include "core/imaging/pictureio.h"
#include "core/training/runfolder.h"
#include "core/training/torch/checkpoint.h"
#include "core/training/torch/data/batchloader.h"
#include "core/training/torch/guide/stylemeasure.h"
#include "core/training/torch/samplesheet.h"
#include "core/training/torch/trainer.h"

#include <algorithm>
#include <chrono>

namespace koma {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kMinSidePx = 96;
constexpr int kMinPictures = 4;
constexpr int kSamplePhotos = 6;
constexpr std::size_t kPhotoCacheBytes = std::size_t{2} << 30;
constexpr std::size_t kDrawingCacheBytes = std::size_t{1} << 30;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Sums of losses between two reports.
class LossMeans
{
public:
    void add(const std::map<std::string, double> &losses)
    {
        for (const auto &[name, value] : losses) {
            auto &[sum, count] = m_sums[name];
            sum += value;
            ++count;
        }
    }

    std::map<std::string, double> take()
    {
        std::map<std::string, double> means;
        for (const auto &[name, entry] : m_sums)
            means[name] = entry.first / static_cast<double>(entry.second);
        m_sums.clear();
        return means;
    }

private:
    std::map<std::string, std::pair<double, std::int64_t>> m_sums;
};

/// Says when something is due that happens every so many seconds.
class Interval
{
public:
    explicit Interval(double seconds) : m_seconds(seconds) {}

    bool isDue()
    {
        if (secondsSince(m_last) < m_seconds)
            return false;
        m_last = Clock::now();
        return true;
    }

private:
    double m_seconds;
    Clock::time_point m_last = Clock::now();
};

/// One run from data to style; train() walks through it.
class Session
{
public:
    Session(const GeneratorRegistry &registry, const TrainingRun &run, const TrainingEvents &events,
            const CancelToken &cancel, RunFolder folder)
        : m_registry(registry),
          m_run(run),
          m_events(events),
          m_cancel(cancel),
          m_folder(std::move(folder))
    {
    }

    Result<TrainingOutcome> run();

private:
    Result<void> openData();
    Result<void> buildTrainer();
    Result<void> startFromBase();
    Result<void> resume();
    Result<void> playUntilEnd();
    Result<void> keepUp(bool atEnd);
    Result<void> saveCheckpoint();
    Result<void> writeSample();
    Result<StyleCard> exportStyle();
    TrainingReport reportNow();

    [[nodiscard]] double elapsed() const { return m_elapsedBefore + secondsSince(m_start); }
    [[nodiscard]] double progress() const;
    [[nodiscard]] bool isOver() const { return progress() >= 1.0; }
    [[nodiscard]] torch::Device device() const
    {
        return m_run.device.kind == DeviceKind::Cuda
                   ? torch::Device(torch::kCUDA, static_cast<c10::DeviceIndex>(m_run.device.index))
                   : torch::Device(torch::kCPU);
    }

    const GeneratorRegistry &m_registry;
    const TrainingRun &m_run;
    const TrainingEvents &m_events;
    const CancelToken &m_cancel;
    RunFolder m_folder;
    std::unique_ptr<PictureSet> m_photos;
    std::unique_ptr<PictureSet> m_drawings;
    TrainingConfig m_config;
    std::unique_ptr<Trainer> m_trainer;
    LossMeans m_losses;
    std::int64_t m_step = 0;
    double m_elapsedBefore = 0.0;
    double m_secondsTrained = 0.0; ///< up to the last step
    Clock::time_point m_start = Clock::now();
    std::int64_t m_reportedStep = 0;
    double m_reportedAt = 0.0;
    Interval m_reportInterval{m_run.reportSeconds};
    Interval m_sampleInterval{m_run.sampleSeconds};
    Interval m_checkpointInterval{m_run.checkpointSeconds};
};

Result<void> Session::openData()
{
    auto photos = inspectTrainingFolder(m_run.photos, kMinSidePx, kMinPictures, m_cancel);
    if (!photos)
        return fail(photos.error());
    std::vector<std::filesystem::path> drawings;
    for (const std::filesystem::path &folder : m_run.drawings) {
        const auto found = inspectTrainingFolder(folder, kMinSidePx, kMinPictures, m_cancel);
        if (!found)
            return fail(found.error());
        drawings.insert(drawings.end(), found->pictures.begin(), found->pictures.end());
    }
    m_config = m_run.config;
    m_photos = std::make_unique<PictureSet>(photos->pictures, 3, kPhotoCacheBytes);
    m_drawings = std::make_unique<PictureSet>(std::move(drawings), m_config.greyStyle ? 1 : 3,
                                              kDrawingCacheBytes);
    return {};
}

Result<void> Session::buildTrainer()
{
    auto measure = measureStyle(m_config, *m_photos, *m_drawings, m_cancel);
    if (!measure)
        return fail(measure.error());
    TrainingConfig config = m_config;
    config.bfloat16 = config.bfloat16 && hasFastBFloat16(m_run.device);
    ArchitectureParams params = config.architectureParams;
    params["outputChannels"] = config.greyStyle ? 1 : 3;
    const auto makeGenerator = [&]() -> Result<std::shared_ptr<TrainableGenerator>> {
        auto generator = m_registry.create(config.architecture, params);
        if (!generator)
            return fail(generator.error());
        auto trainable = std::dynamic_pointer_cast<TrainableGenerator>(*generator);
        if (!trainable)
            return fail(ErrorKind::Unsupported, "The architecture \"" + config.architecture +
                                                    "\" cannot be trained; koma-unet can.");
        return trainable;
    };
    auto trainer = Trainer::create(config, makeGenerator, std::move(*measure), device());
    if (!trainer)
        return fail(trainer.error());
    m_trainer = std::move(*trainer);
    return {};
}

Result<void> Session::startFromBase()
{
    if (m_run.base.empty())
        return {};
    std::error_code ignored;
    std::filesystem::path file = m_run.base;
    if (std::filesystem::is_directory(file, ignored))
        file /= RunFolder::kBaseFile;
    const auto base = readSafeTensors(file);
    if (!base)
        return fail(base.error());
    if (const auto started = m_trainer->startFrom(base->tensors); !started)
        return fail(ErrorKind::BadFormat,
                    file.string() + " is no base for the network \"" + m_config.architecture +
                        "\" of this shape. Train with its shape, or without a base.",
                    started.error().message);
    return {};
}

Result<void> Session::resume()
{
    std::error_code ignored;
    if (!m_run.resume || !std::filesystem::exists(m_folder.checkpoint(), ignored))
        return {};
    const auto checkpoint = readCheckpoint(m_folder.checkpoint());
    if (!checkpoint)
        return fail(checkpoint.error());
    if (checkpoint->config != m_config)
        return fail(ErrorKind::InvalidArgument,
                    "The run in " + m_folder.path().string() +
                        " was made with other settings. Resume it with its own config.json, or "
                        "start afresh in another folder.");
    if (auto restored = m_trainer->restore(checkpoint->state); !restored)
        return restored;
    m_step = checkpoint->step;
    m_elapsedBefore = checkpoint->elapsedSeconds;
    m_secondsTrained = m_elapsedBefore;
    return {};
}

double Session::progress() const
{
    double share = 0.0;
    if (m_run.maxSteps > 0)
        share = static_cast<double>(m_step) / static_cast<double>(m_run.maxSteps);
    if (m_run.maxSeconds > 0.0)
        share = std::max(share, elapsed() / m_run.maxSeconds);
    return share;
}

TrainingReport Session::reportNow()
{
    TrainingReport report;
    report.step = m_step;
    report.totalSteps = m_run.maxSteps;
    report.losses = m_losses.take();
    report.elapsedSeconds = elapsed();
    const double span = std::max(1e-6, report.elapsedSeconds - m_reportedAt);
    report.picturesPerSecond =
        static_cast<double>((m_step - m_reportedStep) * m_config.batchSize) / span;
    const double done = progress();
    const double sinceStart = report.elapsedSeconds;
    report.remainingSeconds = done > 0.0 ? std::max(0.0, sinceStart / done - sinceStart) : 0.0;
    m_reportedStep = m_step;
    m_reportedAt = report.elapsedSeconds;
    return report;
}

Result<void> Session::writeSample()
{
    const auto sheet = sampleSheet(m_trainer->averaged(), *m_photos, kSamplePhotos, device());
    if (!sheet)
        return fail(sheet.error());
    const auto path = m_folder.sample(m_step);
    auto written = writePicture(path, *sheet, {}, {PictureFormat::Jpeg, 90});
    if (written && m_events.sampleWritten)
        m_events.sampleWritten(path);
    return written;
}

Result<void> Session::saveCheckpoint()
{
    const Checkpoint checkpoint{m_config, m_step, m_secondsTrained, m_trainer->state()};
    auto written = writeCheckpoint(m_folder.checkpoint(), checkpoint);
    if (written && m_events.checkpointWritten)
        m_events.checkpointWritten(m_folder.checkpoint());
    return written;
}

Result<void> Session::keepUp(bool atEnd)
{
    if (m_step > m_reportedStep && (m_reportInterval.isDue() || atEnd)) {
        const TrainingReport report = reportNow();
        if (auto added = m_folder.addToHistory(report); !added)
            return added;
        if (m_events.report)
            m_events.report(report);
    }
    if (m_checkpointInterval.isDue() || atEnd) {
        if (auto saved = saveCheckpoint(); !saved)
            return saved;
    }
    if (m_sampleInterval.isDue() || atEnd)
        return writeSample();
    return {};
}

Result<void> Session::playUntilEnd()
{
    BatchLoader loader(m_config, *m_photos, *m_drawings, m_step);
    m_start = Clock::now();
    m_reportedStep = m_step;
    m_reportedAt = m_elapsedBefore;
    while (!isOver() && !m_cancel.isCancelled()) {
        const auto batch = loader.next();
        if (!batch)
            return fail(batch.error());
        const auto losses = m_trainer->step(*batch, m_step, progress());
        if (!losses)
            return fail(losses.error());
        ++m_step;
        m_secondsTrained = elapsed();
        m_losses.add(*losses);
        if (auto kept = keepUp(false); !kept)
            return kept;
    }
    return keepUp(true);
}

Result<StyleCard> Session::exportStyle()
{
    SafeTensors weights;
    weights.tensors = m_trainer->averaged().inferenceWeights();
    weights.metadata = {{"architecture", m_config.architecture}, {"koma", kVersion}};
    if (auto written = writeSafeTensors(m_folder.weights(), weights); !written)
        return fail(written.error());
    SafeTensors players;
    players.tensors = m_trainer->players();
    players.metadata = weights.metadata;
    if (auto written = writeSafeTensors(m_folder.base(), players); !written)
        return fail(written.error());
    const auto hash = sha256HexOfFile(m_folder.weights());
    if (!hash)
        return fail(hash.error());
    const auto sheet = sampleSheet(m_trainer->averaged(), *m_photos, 2, device());
    if (!sheet)
        return fail(sheet.error());
    if (auto written = writePicture(m_folder.preview(), *sheet, {}, {PictureFormat::Jpeg, 85});
        !written)
        return fail(written.error());
    StyleCard card = m_run.card;
    if (card.licence.empty())
        card.licence = "Not stated: ask whoever made the drawings before publishing";
    card.architecture = m_config.architecture;
    card.architectureParams = m_trainer->averaged().inferenceParams();
    card.weightsFile = RunFolder::kWeightsFile;
    card.weightsSha256 = *hash;
    card.previewFile = RunFolder::kPreviewFile;
    card.seed = m_config.seed;
    card.komaVersion = kVersion;
    card.trainingSeconds = m_secondsTrained;
    card.trainingSteps = m_step;
    card.folder = m_folder.path();
    if (auto written = writeStyleCard(m_folder.path(), card); !written)
        return fail(written.error());
    return card;
}

Result<TrainingOutcome> Session::run()
{
    for (const auto part :
         {&Session::openData, &Session::buildTrainer, &Session::startFromBase, &Session::resume}) {
        if (auto done = (this->*part)(); !done)
            return fail(done.error());
    }
    if (auto written = m_folder.writeConfig(m_config); !written)
        return fail(written.error());
    if (auto cut = m_folder.cutHistoryAfter(m_step); !cut)
        return fail(cut.error());
    if (auto played = playUntilEnd(); !played)
        return fail(played.error());
    auto card = exportStyle();
    if (!card)
        return fail(card.error());
    return TrainingOutcome{m_step, m_secondsTrained, !isOver(), *card};
}

} // namespace

Result<TrainingOutcome> train(const GeneratorRegistry &registry, const TrainingRun &run,
                              const TrainingEvents &events, const CancelToken &cancel)
{
    if (auto valid = validate(run.config); !valid)
        return fail(valid.error());
    if (run.maxSteps <= 0 && run.maxSeconds <= 0.0)
        return fail(ErrorKind::InvalidArgument,
                    "A training run needs an end: a number of steps or of minutes.");
    auto folder = RunFolder::open(run.runFolder);
    if (!folder)
        return fail(folder.error());
    Session session(registry, run, events, cancel, std::move(*folder));
    return torchGuard([&] { return session.run(); });
}

} // namespace koma
