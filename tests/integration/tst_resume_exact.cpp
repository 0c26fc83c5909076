// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomicfile.h"
#include "core/base/hash.h"
#include "core/training/torch/checkpoint.h"
#include "tests/integration/tinytrainer.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>

#include <algorithm>

using namespace koma;
namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kSteps = 6;
constexpr std::int64_t kStopAt = 3;

} // namespace

/// A run that was stopped and resumed has the same weights as one that was not, bit for bit.
class TestResumeExact : public QObject
{
    Q_OBJECT

    test::TinyTraining m_training;

    /// Trains until `steps` are done, cancelling after `stopAt` steps where that is not 0.
    Result<TrainingOutcome> play(const TrainingRun &run, std::int64_t stopAt) const
    {
        CancelSource cancel;
        TrainingEvents events;
        events.report = [&](const TrainingReport &report) {
            if (report.step == stopAt)
                cancel.cancel();
        };
        return train(m_training.registry, run, events, m_training.control, cancel.token());
    }

private Q_SLOTS:
    void trainersGoOnFromACheckpoint_data()
    {
        QTest::addColumn<std::string>("settings");
        QTest::newRow("float32") << std::string("{}");
        QTest::newRow("bfloat16") << std::string(R"({"bfloat16": true})");
        QTest::newRow("stopped in the warm-up") << std::string(R"({"warmupSteps": 4})");
        QTest::newRow("stopped at the end of the warm-up") << std::string(R"({"warmupSteps": 3})");
        QTest::newRow("colour, hinge, R1, no augmentation") << std::string(
            R"({"greyStyle": false, "objective": "hinge", "gradientPenaltyWeight": 2,
                "diffAugment": false})");
        QTest::newRow("heads that do not learn")
            << std::string(R"({"contentWeight": 0, "contentWeightEnd": 0})");
        QTest::newRow("heads that learn later")
            << std::string(R"({"contentWeight": 0, "contentWeightEnd": 1})");
    }

    void trainersGoOnFromACheckpoint()
    {
        QFETCH(std::string, settings);
        const auto config = parseTrainingConfig(settings, test::TinyTraining::config()).value();
        const QTemporaryDir folder;
        const fs::path path = test::pathOf(folder) / "checkpoint.safetensors";
        test::TinyTrainer whole(m_training, config);
        for (std::int64_t step = 0; step < kSteps; ++step) {
            QVERIFY(whole.step(step, kSteps + 2.0).has_value());
            if (step + 1 == kStopAt) {
                const Checkpoint checkpoint{config, kStopAt, 1.0, 1.0, whole.trainer->state()};
                QVERIFY(writeCheckpoint(path, checkpoint).has_value());
            }
        }
        test::TinyTrainer resumed(m_training, config);
        QVERIFY(resumed.step(0, kSteps + 2.0).has_value()); // what it knew before must not matter
        const auto restored = resumed.trainer->restore(readCheckpoint(path)->state);
        QVERIFY2(restored.has_value(), restored ? "" : restored.error().message.c_str());
        for (std::int64_t step = kStopAt; step < kSteps; ++step)
            QVERIFY(resumed.step(step, kSteps + 2.0).has_value());
        QCOMPARE(test::firstDifference(whole.trainer->state(), resumed.trainer->state()),
                 QString());
        // Equal moments of both optimizers show in what the next steps do.
        for (std::int64_t step = kSteps; step < kSteps + 2; ++step) {
            const auto a = whole.step(step, kSteps + 2.0);
            const auto b = resumed.step(step, kSteps + 2.0);
            QVERIFY(a.has_value() && b.has_value() && *a == *b);
        }
        QCOMPARE(test::firstDifference(whole.trainer->state(), resumed.trainer->state()),
                 QString());
    }

    void runsGoOnFromACancel()
    {
        TrainingRun whole = m_training.run("whole", 8);
        TrainingRun stopped = m_training.run("stopped", 8);
        const auto wholeOutcome = play(whole, 0);
        QVERIFY2(wholeOutcome.has_value(),
                 wholeOutcome ? "" : wholeOutcome.error().message.c_str());

        const auto cancelled = play(stopped, 3);
        QVERIFY2(cancelled.has_value(), "a cancel is not an error of the run");
        QVERIFY(cancelled->cancelled);
        QCOMPARE(cancelled->step, 3);
        const auto checkpoint = readCheckpoint(stopped.runFolder / "checkpoint.safetensors");
        QVERIFY(checkpoint.has_value());
        QCOMPARE(checkpoint->step, 3);
        QVERIFY(checkpoint->config == stopped.config);
        QVERIFY2(readStyleCard(stopped.runFolder).has_value(), "a stopped run is a style, too");

        const auto again = play(stopped, 6);
        QVERIFY(again.has_value() && again->cancelled);
        QCOMPARE(again->step, 6);
        QVERIFY(again->elapsedSeconds > cancelled->elapsedSeconds);
        const auto finished = play(stopped, 0);
        QVERIFY(finished.has_value() && !finished->cancelled);
        QCOMPARE(finished->step, 8);
        QCOMPARE(finished->card.weightsSha256, wholeOutcome->card.weightsSha256);
        const auto a = readCheckpoint(whole.runFolder / "checkpoint.safetensors").value();
        const auto b = readCheckpoint(stopped.runFolder / "checkpoint.safetensors").value();
        QCOMPARE(test::firstDifference(a.state, b.state), QString());
        const std::string history = readFile(stopped.runFolder / "history.csv", 1U << 20U).value();
        QCOMPARE(std::count(history.begin(), history.end(), '\n'), 9);

        // A longer run takes it from here; a finished one has nothing to do.
        QCOMPARE(play(stopped, 0)->step, 8);
        stopped.maxSteps = 9;
        QCOMPARE(play(stopped, 0)->step, 9);
    }

    void otherSettingsAreRefusedUnlessStartedAfresh()
    {
        TrainingRun run = m_training.run("settings", 2);
        QVERIFY(play(run, 0).has_value());
        run.config.batchSize = 3;
        const auto refused = play(run, 0);
        QVERIFY(!refused.has_value());
        QVERIFY(refused.error().kind == ErrorKind::InvalidArgument);
        QVERIFY(refused.error().message.find("other settings") != std::string::npos);
        run.resume = false;
        const auto fresh = play(run, 0);
        QVERIFY(fresh.has_value());
        QCOMPARE(fresh->step, 2);
    }

    void aDamagedCheckpointIsToldAndKept()
    {
        const TrainingRun run = m_training.run("damaged", 2);
        QVERIFY(play(run, 0).has_value());
        const fs::path path = run.runFolder / "checkpoint.safetensors";
        const std::string whole = readFile(path, 1U << 26U).value();
        const std::string half = whole.substr(0, whole.size() / 2);
        QVERIFY(writeFileAtomically(path, half).has_value());
        const auto refused = play(run, 0);
        QVERIFY(!refused.has_value());
        QVERIFY(refused.error().kind == ErrorKind::BadFormat);
        QVERIFY(refused.error().message.find("checkpoint.safetensors") != std::string::npos);
        QVERIFY(readFile(path, 1U << 26U).value() == half);
    }

    void aCancelBeforeTheFirstStepIsAnswered()
    {
        CancelSource cancel;
        cancel.cancel();
        const auto outcome = train(m_training.registry, m_training.run("unborn", 2), {},
                                   m_training.control, cancel.token());
        QVERIFY(!outcome.has_value());
        QVERIFY(outcome.error().kind == ErrorKind::Cancelled);
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestResumeExact)
#include "tst_resume_exact.moc"
