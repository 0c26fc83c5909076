// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/trainingsession.h"

#include "core/base/filelock.h"
#include "core/engine/torch/safetensors.h"
#include "core/engine/torch/torchguard.h"
#include "core/imaging/pictureio.h"
#include "core/training/rundescription.h"
#include "core/training/runfolder.h"
#include "core/training/torch/checkpoint.h"
#include "core/training/torch/data/batchloader.h"
#include "core/training/torch/guide/stylemeasure.h"
#include "core/training/torch/session/qualitycheck.h"
#include "core/training/torch/session/reporting.h"
#include "core/training/torch/session/samplesheet.h"
#include "core/training/torch/session/styleexport.h"
#include "core/training/torch/trainer.h"
#include "core/training/watch/runwatch.h"

#include <algorithm>
#include <chrono>
#include <mutex>
#include <optional>

namespace koma {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kMinPictures = 4;
constexpr int kSamplePhotos = 6;
constexpr int kMostRollBacks = 6;      ///< rates are then a 64th, and it is not the rates
constexpr double kBestRetrieval = 0.8; ///< a best moment must keep its photos' layout
constexpr std::size_t kPhotoCacheBytes = std::size_t{2} << 30;
constexpr std::size_t kDrawingCacheBytes = std::size_t{1} << 30;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// One run from data to style; train() walks through it.
class Session
{
public:
    struct Surroundings
    {
        const GeneratorRegistry &registry;
        const TrainingEvents &events;
        TrainingControl &control;
        const CancelToken &cancel;
    };

    Session(const TrainingRun &run, const Surroundings &around, RunFolder folder)
        : m_run(run),
          m_around(around),
          m_folder(std::move(folder)),
          m_watch(run.config),
          m_config(run.config)
    {
    }

    Result<TrainingOutcome> run();

private:
    Result<void> openData();
    Result<void> buildTrainer();
    Result<void> startFromBase();
    Result<void> resume();
    Result<void> playUntilEnd();
    Result<void> play();
    Result<void> playStep(BatchLoader &loader);
    Result<void> recover(const Error &error);
    Result<void> keepUp();
    Result<void> keepUpAtEnd();
    Result<void> waitWhilePaused();
    Result<void> report();
    void remember(Checkpoint now);
    Result<void> saveCheckpoint();
    Result<void> keepBranch();
    Result<void> checkQuality();
    Result<void> writeSample();
    Result<StyleCard> makeStyle();
    TrainingReport reportNow();
    void tell(TrainingPhase phase) const;
    void tell(TrainingAlarm alarm, const std::string &detail) const;
    [[nodiscard]] Checkpoint checkpointNow() const;

    [[nodiscard]] double elapsed() const { return m_elapsedBefore + secondsSince(m_start); }
    [[nodiscard]] double progress() const;
    [[nodiscard]] bool isOver() const { return progress() >= 1.0; }
    [[nodiscard]] Trainer::Setup trainerSetup() const;
    [[nodiscard]] torch::Device device() const
    {
        const Device device = m_run.device.value_or(Device{});
        return device.kind == DeviceKind::Cuda
                   ? torch::Device(torch::kCUDA, static_cast<c10::DeviceIndex>(device.index))
                   : torch::Device(torch::kCPU);
    }

    const TrainingRun &m_run;
    Surroundings m_around;
    RunFolder m_folder;
    RunWatch m_watch;
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
    Interval m_qualityInterval{m_run.qualitySeconds};
    Interval m_branchInterval{m_run.branchSeconds};
    std::optional<QualityCheck> m_quality;
    std::optional<double> m_bestScore; ///< smaller is better
    Checkpoint m_good;                 ///< where a roll-back goes, with tensors of its own
    int m_rollBacks = 0;
    double m_rateScale = 1.0;
};

Result<void> Session::openData()
{
    for (const auto &[files, what] :
         {std::pair{&m_run.photos, "photos"}, std::pair{&m_run.drawings, "drawings"}}) {
        if (files->size() < kMinPictures)
            return fail(ErrorKind::InvalidArgument,
                        "Training needs at least " + std::to_string(kMinPictures) + " usable " +
                            what + "; there are " + std::to_string(files->size()) + ".");
    }
    m_photos = std::make_unique<PictureSet>(m_run.photos, 3, kPhotoCacheBytes);
    m_drawings = std::make_unique<PictureSet>(m_run.drawings, m_config.greyStyle ? 1 : 3,
                                              kDrawingCacheBytes, m_config.descreenRange);
    auto check = QualityCheck::create(
        {*m_photos, m_run.photos, *m_drawings, m_run.drawings, m_run.heldOut}, m_run.judge);
    if (!check)
        return fail(check.error());
    m_quality.emplace(std::move(*check));
    return {};
}

Result<void> Session::buildTrainer()
{
    auto measure = measureStyle(m_config, *m_photos, *m_drawings, m_around.cancel);
    if (!measure)
        return fail(measure.error());
    TrainingConfig config = m_config;
    config.bfloat16 = config.bfloat16 && hasFastBFloat16(m_run.device.value_or(Device{}));
    const torch::Tensor palette =
        config.printPalette && !config.greyStyle ? paletteOf(measure->paints) : torch::Tensor();
    auto trainer = Trainer::create(config, generatorFactory(m_around.registry, config, palette),
                                   std::move(*measure), trainerSetup());
    if (!trainer)
        return fail(trainer.error());
    m_trainer = std::move(*trainer);
    return {};
}

Trainer::Setup Session::trainerSetup() const
{
    return device().is_cpu() ? Trainer::Setup::onCpu(at::get_num_threads(), m_config.batchSize)
                             : Trainer::Setup{.device = device()};
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
    m_trainer->scaleLearningRates(checkpoint->rateScale);
    m_rateScale = checkpoint->rateScale;
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
    report.learningRate = m_trainer->learningRate();
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
    if (written && m_around.events.sampleWritten)
        m_around.events.sampleWritten(path);
    return written;
}

Checkpoint Session::checkpointNow() const
{
    return {m_config, m_step, m_secondsTrained, m_rateScale, m_trainer->state()};
}

void Session::remember(Checkpoint now)
{
    for (auto &[name, tensor] : now.state)
        tensor = tensor.clone();
    m_good = std::move(now);
}

Result<void> Session::saveCheckpoint()
{
    Checkpoint now = checkpointNow();
    auto written = writeCheckpoint(m_folder.checkpoint(), now);
    if (!written)
        return written;
    remember(std::move(now));
    if (m_around.events.checkpointWritten)
        m_around.events.checkpointWritten(m_folder.checkpoint());
    return {};
}

Result<void> Session::keepBranch()
{
    if (auto written = writeCheckpoint(m_folder.branch(m_step), checkpointNow()); !written)
        return written;
    return m_folder.thinBranches();
}

Result<void> Session::checkQuality()
{
    auto checked = m_quality->check(m_trainer->averaged(), device(), m_around.cancel);
    if (!checked)
        return checked.error().kind == ErrorKind::Cancelled ? Result<void>()
                                                            : fail(checked.error());
    QualityReport &quality = *checked;
    quality.step = m_step;
    quality.elapsedSeconds = elapsed();
    const double score = quality.kid.value_or(1.0 - quality.retrieval);
    quality.best = quality.retrieval >= kBestRetrieval && m_step > m_config.warmupSteps &&
                   (!m_bestScore || score < *m_bestScore);
    if (quality.best) {
        m_bestScore = score;
        if (auto written = writeCheckpoint(m_folder.bestCheckpoint(), checkpointNow()); !written)
            return written;
    }
    if (auto added = m_folder.addToQuality(quality); !added)
        return added;
    if (m_around.events.scored)
        m_around.events.scored(quality);
    if (const auto alarm = m_watch.see(quality))
        tell(*alarm, "diversity " + std::to_string(quality.diversity) + ", copied " +
                         std::to_string(quality.copied));
    return {};
}

void Session::tell(TrainingPhase phase) const
{
    if (m_around.events.phaseChanged)
        m_around.events.phaseChanged(phase);
}

void Session::tell(TrainingAlarm alarm, const std::string &detail) const
{
    if (m_around.events.alarm)
        m_around.events.alarm({alarm, m_step, detail});
}

Result<void> Session::report()
{
    const TrainingReport now = reportNow();
    if (auto added = m_folder.addToHistory(now); !added)
        return added;
    if (m_around.events.report)
        m_around.events.report(now);
    if (const auto alarm = m_watch.see(now))
        tell(*alarm, "advantage " + std::to_string(m_watch.advantage(now).value_or(0.0)));
    return {};
}

/// What is due between two steps.
Result<void> Session::keepUp()
{
    Result<void> kept;
    if (m_reportInterval.isDue())
        kept = report();
    if (kept && m_checkpointInterval.isDue())
        kept = saveCheckpoint();
    if (kept && m_branchInterval.isDue())
        kept = keepBranch();
    if (kept && m_sampleInterval.isDue())
        kept = writeSample();
    if (kept && m_qualityInterval.isDue())
        kept = checkQuality();
    return kept;
}

/// A cancel keeps the work and is answered at once; sample and score are for runs that end.
Result<void> Session::keepUpAtEnd()
{
    if (m_step > m_reportedStep) {
        if (auto told = report(); !told)
            return told;
    }
    if (auto saved = saveCheckpoint(); !saved)
        return saved;
    if (m_around.cancel.isCancelled())
        return {};
    if (auto written = writeSample(); !written)
        return written;
    return checkQuality();
}

Result<void> Session::waitWhilePaused()
{
    if (!m_around.control.isPaused())
        return {};
    if (auto saved = saveCheckpoint(); !saved)
        return saved;
    tell(TrainingPhase::Paused);
    const auto pausedAt = Clock::now();
    m_around.control.waitWhilePaused(m_around.cancel);
    m_start += Clock::now() - pausedAt;
    return {};
}

Result<void> Session::playStep(BatchLoader &loader)
{
    const auto batch = loader.next();
    if (!batch)
        return fail(batch.error());
    std::unique_lock<FairMutex> turn;
    if (m_run.turns)
        turn = std::unique_lock(*m_run.turns);
    const auto losses = m_trainer->step(*batch, m_step, progress());
    if (!losses)
        return fail(losses.error());
    ++m_step;
    m_secondsTrained = elapsed();
    m_losses.add(*losses);
    return {};
}

/// From the present step to the end, a cancel or the first failure.
Result<void> Session::play()
{
    // A GPU draws guides faster than the loader's thread does.
    BatchLoader::Finish drawGuide;
    if (device().is_cpu())
        drawGuide = [&trainer = *m_trainer](TrainingBatch &batch, std::int64_t step) {
            trainer.addGuide(batch, step);
        };
    BatchLoader loader(m_config, *m_photos, *m_drawings, m_step, drawGuide);
    auto phase = TrainingPhase::Preparing;
    while (!isOver() && !m_around.cancel.isCancelled()) {
        const auto now =
            m_step < m_config.warmupSteps ? TrainingPhase::WarmingUp : TrainingPhase::Playing;
        if (now != phase || m_around.control.isPaused()) {
            if (auto waited = waitWhilePaused(); !waited)
                return waited;
            tell(now);
            phase = now;
            continue; // a pause may have ended in a cancel
        }
        if (auto played = playStep(loader); !played)
            return played;
        if (auto kept = keepUp(); !kept)
            return kept;
    }
    return {};
}

/// Back to the last good state, with what promises to avoid the failure; else the failure itself.
Result<void> Session::recover(const Error &error)
{
    const bool outOfMemory = error.kind == ErrorKind::OutOfMemory;
    if (outOfMemory && m_trainer->parts() < m_config.batchSize) {
        m_trainer->setParts(std::min(m_config.batchSize, 2 * m_trainer->parts()));
        trimMemory();
        tell(TrainingAlarm::SmallerBatches,
             std::to_string(m_trainer->parts()) + " parts; " + error.detail);
    } else if (error.kind == ErrorKind::NumericalFailure && m_rollBacks < kMostRollBacks) {
        constexpr double kSlower = 0.5;
        ++m_rollBacks;
        m_rateScale *= kSlower;
        m_trainer->scaleLearningRates(kSlower);
        tell(TrainingAlarm::RolledBack, error.message);
    } else {
        return fail(error);
    }
    if (auto restored = m_trainer->restore(m_good.state); !restored)
        return restored;
    m_step = m_good.step;
    m_reportedStep = std::min(m_reportedStep, m_step);
    m_losses.take();
    return m_folder.cutHistoryAfter(m_step);
}

Result<void> Session::playUntilEnd()
{
    m_start = Clock::now();
    m_reportedStep = m_step;
    m_reportedAt = m_elapsedBefore;
    remember(checkpointNow());
    for (;;) {
        const auto played = play();
        if (played)
            return keepUpAtEnd();
        if (auto recovered = recover(played.error()); !recovered)
            return recovered;
    }
}

Result<StyleCard> Session::makeStyle()
{
    tell(TrainingPhase::Finishing);
    trimMemory(); // drawing whole pictures is other work than the steps were
    StyleCard card = m_run.card;
    card.trainingSeconds = m_secondsTrained;
    card.trainingSteps = m_step;
    auto made = exportStyle(*m_trainer, m_config, std::move(card), *m_photos, m_folder, device());
    if (!made)
        return made;
    if (auto proved = proveStyle(m_around.registry, *made, *m_trainer, *m_photos, device());
        !proved)
        return fail(proved.error());
    return made;
}

Result<TrainingOutcome> Session::run()
{
    tell(TrainingPhase::Preparing);
    for (const auto part :
         {&Session::openData, &Session::buildTrainer, &Session::startFromBase, &Session::resume}) {
        if (auto done = (this->*part)(); !done)
            return fail(done.error());
    }
    if (auto written = m_folder.writeConfig(m_config); !written)
        return fail(written.error());
    if (auto written = writeRunDescription(m_run); !written)
        return fail(written.error());
    if (auto cut = m_folder.cutHistoryAfter(m_step); !cut)
        return fail(cut.error());
    m_bestScore = m_folder.bestScore(); // of what a resumed run had already reached
    if (auto played = playUntilEnd(); !played)
        return fail(played.error());
    auto card = makeStyle();
    if (!card)
        return fail(card.error());
    return TrainingOutcome{m_step, m_secondsTrained, !isOver(), *card};
}

} // namespace

Result<TrainingOutcome> train(const GeneratorRegistry &registry, const TrainingRun &run,
                              const TrainingEvents &events, TrainingControl &control,
                              const CancelToken &cancel)
{
    if (auto valid = validate(run.config); !valid)
        return fail(valid.error());
    if (run.maxSteps <= 0 && run.maxSeconds <= 0.0)
        return fail(ErrorKind::InvalidArgument,
                    "A training run needs an end: a number of steps or of minutes.");
    auto folder = RunFolder::open(run.runFolder);
    if (!folder)
        return fail(folder.error());
    const auto lock = FileLock::take(folder->lock());
    if (!lock)
        return fail(lock.error());
    Session session(run, {registry, events, control, cancel}, *folder);
    auto outcome = torchGuard([&] { return session.run(); });
    if (!outcome)
        folder->removeIfUnstarted();
    return outcome;
}

} // namespace koma
