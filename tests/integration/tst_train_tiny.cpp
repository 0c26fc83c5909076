// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomicfile.h"
#include "core/base/filelock.h"
#include "core/base/hash.h"
#include "core/engine/inferenceengine.h"
#include "core/engine/stylecatalog.h"
#include "core/training/rundescription.h"
#include "core/training/runfolder.h"
#include "core/training/torch/losses.h"
#include "tests/integration/tinytrainer.h"
#include "tests/support/convgenerator.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <set>
#include <thread>

using namespace koma;
namespace fs = std::filesystem;

namespace {

bool allFinite(const std::map<std::string, double> &losses)
{
    return std::all_of(losses.begin(), losses.end(),
                       [](const auto &entry) { return std::isfinite(entry.second); });
}

std::set<std::string> namesOf(const std::map<std::string, double> &losses)
{
    std::set<std::string> names;
    for (const auto &[name, value] : losses)
        names.insert(name);
    return names;
}

TrainingConfig guidedConfig(bool grey)
{
    TrainingConfig config = test::TinyTraining::config();
    config.batchSize = 4;
    config.greyStyle = grey;
    config.warmupSteps = 4;
    config.guide = grey ? Guide::Pen : Guide::Paint;
    config.guideWeight = config.guideWeightEnd = 5.0;
    return config;
}

const std::set<std::string> kGreyLosses{"adversarial", "content",   "discriminator", "fake.half",
                                        "fake.luma",   "generator", "real.half",     "real.luma",
                                        "structure",   "tone"};

} // namespace

class TestTrainTiny : public QObject
{
    Q_OBJECT

    test::TinyTraining m_training;

private Q_SLOTS:
    void aRunEndsWithAStyleThatDraws()
    {
        TrainingRun run = m_training.run("whole", 30);
        std::vector<TrainingReport> reports;
        std::vector<fs::path> samples;
        std::vector<fs::path> checkpoints;
        std::vector<QualityReport> checks;
        TrainingEvents events;
        events.report = [&](const TrainingReport &report) { reports.push_back(report); };
        events.scored = [&](const QualityReport &quality) { checks.push_back(quality); };
        events.sampleWritten = [&](const fs::path &path) { samples.push_back(path); };
        events.checkpointWritten = [&](const fs::path &path) { checkpoints.push_back(path); };
        const auto outcome = train(m_training.registry, run, events, m_training.control, {});
        QVERIFY2(outcome.has_value(), outcome ? "" : outcome.error().message.c_str());
        QCOMPARE(outcome->step, 30);
        QVERIFY(!outcome->cancelled);
        QVERIFY(outcome->elapsedSeconds > 0.0);

        QCOMPARE(reports.size(), std::size_t{30});
        for (std::size_t i = 0; i < reports.size(); ++i) {
            QCOMPARE(reports[i].step, static_cast<std::int64_t>(i + 1));
            QCOMPARE(reports[i].totalSteps, 30);
            QVERIFY(namesOf(reports[i].losses) == kGreyLosses);
            QVERIFY(allFinite(reports[i].losses));
            QVERIFY(reports[i].picturesPerSecond > 0.0);
            QVERIFY(reports[i].remainingSeconds >= 0.0);
        }
        QVERIFY(reports.back().remainingSeconds < 1e-9);
        QCOMPARE(checks.size(), std::size_t{1}); // at the end
        QCOMPARE(checks.front().step, 30);
        QVERIFY(!checks.front().kid); // there was no judge
        QVERIFY(checks.front().diversity > 0.0);
        QVERIFY(fs::exists(run.runFolder / "quality.csv"));

        for (const char *name :
             {"config.json", "history.csv", "checkpoint.safetensors", "style.json",
              "weights.safetensors", "preview.jpg", "samples/step-0000030.jpg"})
            QVERIFY2(fs::file_size(run.runFolder / name) > 0, name);
        QVERIFY(samples == std::vector<fs::path>{run.runFolder / "samples" / "step-0000030.jpg"});
        QVERIFY(checkpoints == std::vector<fs::path>{run.runFolder / "checkpoint.safetensors"});
        QVERIFY(readPicture(run.runFolder / "preview.jpg").has_value());
        const std::string history = readFile(run.runFolder / "history.csv", 1U << 20U).value();
        QCOMPARE(std::count(history.begin(), history.end(), '\n'), 31);
        const std::string config = readFile(run.runFolder / "config.json", 1U << 20U).value();
        QVERIFY(parseTrainingConfig(config).value() == run.config);

        const auto card = readStyleCard(run.runFolder);
        QVERIFY2(card.has_value(), card ? "" : card.error().message.c_str());
        QCOMPARE(card->name, run.card.name);
        QCOMPARE(card->artist, run.card.artist);
        QCOMPARE(card->licence, run.card.licence);
        QCOMPARE(card->architecture, std::string("koma-unet"));
        QCOMPARE(card->seed, run.config.seed);
        QCOMPARE(card->trainingSteps, 30);
        QCOMPARE(card->weightsSha256, sha256HexOfFile(card->weightsPath()).value());

        InferenceEngine engine(m_training.registry, {});
        const Image photo = test::paintedImage({200, 150}, 3, SampleType::U8, Random(1));
        const auto drawing = engine.draw(photo, {*card, 1.0, 0});
        QVERIFY2(drawing.has_value(), drawing ? "" : drawing.error().message.c_str());
        QVERIFY(drawing->image.size() == photo.size());
        QCOMPARE(drawing->image.channels(), 1);
    }

    void colourStylesTrainToo()
    {
        TrainingRun run = m_training.run("colour-run", 4);
        run.config.greyStyle = false;
        run.config.chromaWeight = 0.5;
        run.drawings = test::TinyTraining::picturesIn(m_training.drawings(false));
        std::set<std::string> expected = kGreyLosses;
        expected.insert({"chroma", "real.colour", "fake.colour"});
        TrainingEvents events;
        events.report = [&](const TrainingReport &report) {
            QVERIFY(namesOf(report.losses) == expected);
            QVERIFY(allFinite(report.losses));
        };
        const auto outcome = train(m_training.registry, run, events, m_training.control, {});
        QVERIFY2(outcome.has_value(), outcome ? "" : outcome.error().message.c_str());
        QCOMPARE(outcome->card.architectureParams.at("outputChannels"), 3);
    }

    void everyObjectiveAndOptionTrains_data()
    {
        QTest::addColumn<std::string>("settings");
        QTest::newRow("binary cross-entropy") << std::string(R"({"objective": "bce"})");
        QTest::newRow("least squares") << std::string(R"({"objective": "least-squares"})");
        QTest::newRow("hinge") << std::string(R"({"objective": "hinge"})");
        QTest::newRow("R1") << std::string(R"({"gradientPenaltyWeight": 5})");
        QTest::newRow("R1, hinge, colour, no augmentation") << std::string(
            R"({"gradientPenaltyWeight": 5, "objective": "hinge", "greyStyle": false,
                "diffAugment": false, "chromaWeight": 1})");
        QTest::newRow("photos as negatives") << std::string(R"({"photoNegativesWeight": 0.5})");
        QTest::newRow("photos as negatives in colour")
            << std::string(R"({"photoNegativesWeight": 0.5, "greyStyle": false})");
        QTest::newRow("the game alone") << std::string(
            R"({"contentWeight": 0, "contentWeightEnd": 0, "toneWeight": 0, "structureWeight": 0,
                "smoothedNegativesWeight": 0, "contextPx": 0})");
        QTest::newRow("hatch guide")
            << std::string(R"({"guide": "pen", "guideWeight": 1, "guideWeightEnd": 0.5})");
        QTest::newRow("bfloat16") << std::string(R"({"bfloat16": true})");
        QTest::newRow("bfloat16 and R1")
            << std::string(R"({"bfloat16": true, "gradientPenaltyWeight": 5})");
    }

    void everyObjectiveAndOptionTrains()
    {
        QFETCH(std::string, settings);
        const auto config = parseTrainingConfig(settings, test::TinyTraining::config()).value();
        test::TinyTrainer tiny(m_training, config);
        const auto before = tiny.trainer->state();
        for (std::int64_t step = 0; step < 3; ++step) {
            const TrainingBatch batch = tiny.batch(step);
            const auto losses = tiny.trainer->step(batch, step, static_cast<double>(step) / 3.0);
            QVERIFY2(losses.has_value(), losses ? "" : losses.error().message.c_str());
            QVERIFY(allFinite(*losses));
            QVERIFY2(!batch.drawings.requires_grad(), "a batch is the caller's");
        }
        // Everybody learned: generator, running average and every discriminator.
        const auto after = tiny.trainer->state();
        std::set<std::string> moved;
        for (const auto &[name, tensor] : before) {
            if (name.ends_with(".weight") && !torch::equal(tensor, after.at(name)))
                moved.insert(name.substr(0, name.find('.', name.starts_with("disc") ? 14 : 0)));
            QVERIFY2(name.starts_with("optimizer.") ||
                         torch::isfinite(after.at(name)).all().item<bool>(),
                     name.c_str());
        }
        QVERIFY(moved.contains("generator") && moved.contains("averaged"));
        QVERIFY(moved.contains("discriminator.luma") && moved.contains("discriminator.half"));
        QCOMPARE(moved.contains("discriminator.colour"), !config.greyStyle);
        QCOMPARE(moved.contains("heads"), config.contentWeight > 0.0);
    }

    void theWarmUpLearnsToCopyThePhoto()
    {
        TrainingConfig config = test::TinyTraining::config();
        config.warmupSteps = 100;
        config.warmupLearningRate = 5e-3;
        test::TinyTrainer tiny(m_training, config);
        std::vector<double> losses;
        for (std::int64_t step = 0; step < 40; ++step) {
            const auto result = tiny.step(step, 1000.0);
            QVERIFY(result.has_value());
            QVERIFY(namesOf(*result) == std::set<std::string>{"guide"});
            losses.push_back(result->at("guide"));
        }
        const double first = (losses[0] + losses[1] + losses[2]) / 3.0;
        const double last = (losses[37] + losses[38] + losses[39]) / 3.0;
        QVERIFY2(last < 0.6 * first, qPrintable(QStringLiteral("%1 to %2").arg(first).arg(last)));
    }

    void theSameSeedGivesTheSameWeights()
    {
        const auto stateAfter = [&](std::uint64_t seed) {
            TrainingConfig config = test::TinyTraining::config();
            config.seed = seed;
            test::TinyTrainer tiny(m_training, config);
            for (std::int64_t step = 0; step < 4; ++step) {
                if (!tiny.step(step, 4.0))
                    return std::map<std::string, torch::Tensor>{};
            }
            return tiny.trainer->state();
        };
        const auto first = stateAfter(21);
        torch::rand({10});
        QCOMPARE(test::firstDifference(first, stateAfter(21)), QString());
        QVERIFY(!test::firstDifference(first, stateAfter(22)).isEmpty());
    }

    void aRunStartsFromWhatAnotherLearnt_data()
    {
        QTest::addColumn<bool>("baseIsGrey");
        QTest::addColumn<bool>("runIsGrey");
        QTest::newRow("grey to grey") << true << true;
        QTest::newRow("colour to colour") << false << false;
        QTest::newRow("colour to grey") << false << true;
        QTest::newRow("grey to colour") << true << false;
    }

    void aRunStartsFromWhatAnotherLearnt()
    {
        QFETCH(bool, baseIsGrey);
        QFETCH(bool, runIsGrey);
        TrainingConfig config = test::TinyTraining::config();
        config.greyStyle = baseIsGrey;
        test::TinyTrainer teacher(m_training, config);
        for (std::int64_t step = 0; step < 3; ++step)
            QVERIFY(teacher.step(step, 3.0).has_value());
        config.greyStyle = runIsGrey;
        config.seed = 77;
        test::TinyTrainer pupil(m_training, config);
        QVERIFY(pupil.trainer->startFrom(teacher.trainer->players()).has_value());
        const torch::Tensor photo = torch::rand({1, 3, 64, 64}) * 2.0 - 1.0;
        const auto drawnBy = [&](const test::TinyTrainer &tiny) {
            const torch::NoGradGuard noGrad;
            return losses::luma(tiny.trainer->averaged().forward(photo));
        };
        const torch::Tensor difference = (drawnBy(pupil) - drawnBy(teacher)).abs();
        // Half precision; and three planes become one before the tanh, not after it.
        const bool planesMerge = !baseIsGrey && runIsGrey;
        QVERIFY(difference.mean().item<double>() < (planesMerge ? 0.1 : 0.005));
        QVERIFY(pupil.step(0, 3.0).has_value());
    }

    void aBaseOfAnotherShapeIsRefused()
    {
        TrainingConfig config = test::TinyTraining::config();
        test::TinyTrainer teacher(m_training, config);
        config.architectureParams["width"] = 12;
        test::TinyTrainer pupil(m_training, config);
        const auto before = pupil.trainer->state();
        const auto refused = pupil.trainer->startFrom(teacher.trainer->players());
        QVERIFY(!refused.has_value());
        QVERIFY(refused.error().kind == ErrorKind::BadFormat);
        QCOMPARE(test::firstDifference(pupil.trainer->state(), before), QString());
    }

    void notANumberIsAFailureOfItsOwnKind()
    {
        test::TinyTrainer tiny(m_training, test::TinyTraining::config());
        QVERIFY(tiny.step(0, 10.0).has_value());
        const auto good = tiny.trainer->state();
        const double nan = std::numeric_limits<double>::quiet_NaN();
        TrainingBatch badDrawings = tiny.batch(1);
        badDrawings.drawings.fill_(nan);
        TrainingBatch badTones = tiny.batch(1);
        badTones.tonalRange.fill_(nan);
        for (const TrainingBatch &bad : {badDrawings, badTones}) {
            const auto failed = tiny.trainer->step(bad, 1, 0.1);
            QVERIFY(!failed.has_value());
            QVERIFY(failed.error().kind == ErrorKind::NumericalFailure);
            QVERIFY(failed.error().message.find("step 1") != std::string::npos);
            QVERIFY(tiny.trainer->restore(good).has_value());
            QCOMPARE(test::firstDifference(tiny.trainer->state(), good), QString());
            const auto again = tiny.step(1, 10.0);
            QVERIFY2(again.has_value(), again ? "" : again.error().message.c_str());
            QVERIFY(allFinite(*again));
            QVERIFY(tiny.trainer->restore(good).has_value());
        }
    }

    void aBatchInPartsLearnsToo()
    {
        TrainingConfig config = test::TinyTraining::config();
        config.batchSize = 4;
        test::TinyTrainer whole(m_training, config);
        test::TinyTrainer inParts(m_training, config);
        inParts.trainer->setParts(4);
        const double before = whole.step(0, 100.0).value().at("generator");
        QVERIFY(std::abs(inParts.step(0, 100.0).value().at("generator") - before) < 0.5 * before);
        std::map<std::string, double> last;
        for (std::int64_t step = 1; step < 40; ++step)
            last = inParts.step(step, 100.0).value();
        QVERIFY(allFinite(last));
        QVERIFY(last.at("generator") < before);
    }

    void lanesLearnWhatPartsLearn_data()
    {
        QTest::addColumn<bool>("grey");
        QTest::addColumn<std::int64_t>("step");
        QTest::newRow("ink, warm-up") << true << std::int64_t{0};
        QTest::newRow("ink, game") << true << std::int64_t{10};
        QTest::newRow("colour, game") << false << std::int64_t{10};
    }

    /// The same sums in the same order: only the statistics of normalisation come about otherwise.
    void lanesLearnWhatPartsLearn()
    {
        QFETCH(bool, grey);
        QFETCH(std::int64_t, step);
        const TrainingConfig config = guidedConfig(grey);
        test::TinyTrainer inParts(m_training, config);
        inParts.trainer->setParts(2);
        test::TinyTrainer inLanes(m_training, config, 2);
        QVERIFY(inLanes.trainer->restore(inParts.trainer->state()).has_value());
        const auto values = inParts.step(step, 100.0);
        QVERIFY(values.has_value());
        QCOMPARE(*inLanes.step(step, 100.0), *values);
        auto ofParts = inParts.trainer->state();
        for (const auto &[name, tensor] : inLanes.trainer->state()) {
            // An optimizer's archive names its tensors by their addresses.
            if (name.find("running_") == std::string::npos && !name.starts_with("optimizer."))
                QVERIFY2(torch::equal(tensor, ofParts.at(name)), name.c_str());
        }
    }

    void aGuideDrawnAheadIsTheGuide_data() { lanesLearnWhatPartsLearn_data(); }

    void aGuideDrawnAheadIsTheGuide()
    {
        QFETCH(bool, grey);
        QFETCH(std::int64_t, step);
        const TrainingConfig config = guidedConfig(grey);
        for (const int parts : {1, 4}) {
            test::TinyTrainer ahead(m_training, config);
            test::TinyTrainer inStep(m_training, config);
            ahead.trainer->setParts(parts);
            inStep.trainer->setParts(parts);
            TrainingBatch batch = ahead.batch(step);
            ahead.trainer->addGuide(batch, step);
            QCOMPARE(batch.guide.size(0), step < config.warmupSteps ? 4 : 2);
            const auto values = ahead.trainer->step(batch, step, 0.1);
            QVERIFY(values.has_value());
            const double guide = inStep.trainer->step(inStep.batch(step), step, 0.1)->at("guide");
            QVERIFY(std::abs(values->at("guide") - guide) < 1e-5 * guide);
        }
    }

    void aRunThatExplodesGoesBackAtHalfTheRate()
    {
        TrainingRun run = m_training.run("exploding", 60);
        run.config.generatorLearningRate = 0.1;
        run.config.discriminatorLearningRate = 0.1;
        run.config.adversarialWeight = 100.0;
        run.config.adamBeta2 = 0.0; // every step has the rate's full length
        run.checkpointSeconds = 0.0;
        std::vector<TrainingAlarmReport> alarms;
        TrainingEvents events;
        events.alarm = [&](const TrainingAlarmReport &alarm) { alarms.push_back(alarm); };
        const auto outcome = train(m_training.registry, run, events, m_training.control, {});
        for (const TrainingAlarmReport &alarm : alarms)
            QVERIFY(alarm.alarm == TrainingAlarm::RolledBack);
        QVERIFY(!alarms.empty());
        if (outcome)
            QCOMPARE(outcome->step, 60);
        else
            QVERIFY(outcome.error().kind == ErrorKind::NumericalFailure);
    }

    void aPausedRunWaitsAndKeepsItsClock()
    {
        TrainingRun run = m_training.run("paused", 12);
        TrainingControl control;
        std::vector<TrainingPhase> phases;
        TrainingEvents events;
        double elapsed = 0.0;
        events.report = [&](const TrainingReport &report) {
            elapsed = report.elapsedSeconds;
            if (report.step == 5)
                control.pause();
        };
        std::jthread artist;
        events.phaseChanged = [&](TrainingPhase phase) {
            phases.push_back(phase);
            if (phase == TrainingPhase::Paused)
                artist = std::jthread([&] {
                    std::this_thread::sleep_for(std::chrono::milliseconds(1500));
                    control.resume();
                });
        };
        const auto begin = std::chrono::steady_clock::now();
        const auto outcome = train(m_training.registry, run, events, control, {});
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
        QVERIFY(outcome.has_value());
        QCOMPARE(outcome->step, 12);
        QVERIFY(std::count(phases.begin(), phases.end(), TrainingPhase::Paused) == 1);
        QVERIFY(outcome->elapsedSeconds < took.count() - 1.4);
        QVERIFY(elapsed <= outcome->elapsedSeconds + 1.0);
    }

    void aPausedRunStopsWhenCancelled()
    {
        TrainingRun run = m_training.run("paused-and-stopped", 12);
        TrainingControl control;
        CancelSource cancel;
        TrainingEvents events;
        events.report = [&](const TrainingReport &report) {
            if (report.step == 3)
                control.pause();
        };
        events.phaseChanged = [&](TrainingPhase phase) {
            if (phase == TrainingPhase::Paused)
                cancel.cancel();
        };
        const auto outcome = train(m_training.registry, run, events, control, cancel.token());
        QVERIFY(outcome.has_value());
        QVERIFY(outcome->cancelled);
        QCOMPARE(outcome->step, 3);
    }

    void runsGoOnFromTheirDescriptionAndBranch()
    {
        TrainingRun run = m_training.run("first", 6);
        run.branchSeconds = 0.0; // every step
        QVERIFY(train(m_training.registry, run, {}, m_training.control, {}).has_value());
        const auto read = readRunDescription(run.runFolder);
        QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
        QVERIFY(read->photos == run.photos && read->drawings == run.drawings);
        QVERIFY(read->config == run.config);
        QCOMPARE(read->card.name, run.card.name);
        QCOMPARE(readRunProgress(run.runFolder).step, 6);

        TrainingRun more = *read;
        more.maxSteps = 9;
        const auto longer = train(m_training.registry, more, {}, m_training.control, {});
        QVERIFY(longer.has_value());
        QCOMPARE(longer->step, 9);

        const fs::path target = run.runFolder.parent_path() / "branch";
        const auto branch = branchRun(run.runFolder, 4, target);
        QVERIFY2(branch.has_value(), branch ? "" : branch.error().message.c_str());
        QCOMPARE(readRunProgress(target).step, 4);
        const auto branched = train(m_training.registry, *branch, {}, m_training.control, {});
        QVERIFY2(branched.has_value(), branched ? "" : branched.error().message.c_str());
        QCOMPARE(branched->step, 9); // as far as the run that it branches from was to go
        QVERIFY(branchRun(run.runFolder, 4, target).error().kind == ErrorKind::InvalidArgument);
        QVERIFY(branchRun(run.runFolder, 4711, run.runFolder.parent_path() / "none").error().kind ==
                ErrorKind::NotFound);
    }

    void onlyOneKomaPlaysARun()
    {
        TrainingRun run = m_training.run("taken", 2);
        const auto folder = RunFolder::open(run.runFolder);
        const auto lock = FileLock::take(folder->lock());
        QVERIFY(lock.has_value());
        QVERIFY(FileLock::isTaken(folder->lock()));
        const auto outcome = train(m_training.registry, run, {}, m_training.control, {});
        QVERIFY(!outcome.has_value());
        QVERIFY(outcome.error().message.find("another Koma") != std::string::npos);
    }

    void theReferenceNetworkPlaysTheSameGame()
    {
        TrainingRun run = m_training.run("reference", 2);
        run.config.architecture = "animegan-v2-shape";
        run.config.architectureParams = {};
        const auto outcome = train(m_training.registry, run, {}, m_training.control, {});
        QVERIFY2(outcome.has_value(), outcome ? "" : outcome.error().message.c_str());
        QCOMPARE(outcome->step, 2);
        const auto style = StyleCatalog().find(run.runFolder.string());
        QVERIFY2(style.has_value(), style ? "" : style.error().message.c_str());
        InferenceEngine engine(m_training.registry, {});
        const auto photo = readPicture(run.photos.front());
        QVERIFY(photo.has_value());
        const auto drawing = engine.draw(photo->image, {.style = outcome->card});
        QVERIFY2(drawing.has_value(), drawing ? "" : drawing.error().message.c_str());
        QCOMPARE(drawing->image.channels(), 1);
    }

    void runsThatCannotStartSayWhy()
    {
        const auto errorOf = [&](auto change) {
            TrainingRun run = m_training.run("refused", 2);
            change(run);
            const auto outcome = train(m_training.registry, run, {}, m_training.control, {});
            if (std::filesystem::exists(run.runFolder))
                return Error{ErrorKind::Internal, "a folder is left behind", {}};
            return outcome ? Error{} : outcome.error();
        };
        test::addConvGenerators(m_training.registry);
        const Error endless = errorOf([](TrainingRun &run) { run.maxSteps = 0; });
        QVERIFY(endless.kind == ErrorKind::InvalidArgument);
        QVERIFY(endless.message.find("steps or of minutes") != std::string::npos);
        QVERIFY(errorOf([](TrainingRun &run) { run.photos.resize(3); }).kind ==
                ErrorKind::InvalidArgument);
        QVERIFY(errorOf([](TrainingRun &run) { run.drawings.front() = "/nowhere.png"; }).kind ==
                ErrorKind::NotFound);
        QVERIFY(errorOf([](TrainingRun &run) { run.config.batchSize = 0; }).kind ==
                ErrorKind::InvalidArgument);
        QVERIFY(errorOf([](TrainingRun &run) { run.config.architecture = "unknown"; }).kind ==
                ErrorKind::Unsupported);
        QVERIFY(errorOf([](TrainingRun &run) {
                    run.config.architecture = "conv"; // which cannot be trained
                    run.config.architectureParams = {};
                }).kind == ErrorKind::Unsupported);
        QVERIFY(errorOf([](TrainingRun &run) { run.base = "/nowhere.safetensors"; }).kind ==
                ErrorKind::NotFound);
        QVERIFY(errorOf([](TrainingRun &run) { run.runFolder = "/dev/null/run"; }).kind ==
                ErrorKind::Unwritable);
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestTrainTiny)
#include "tst_train_tiny.moc"
