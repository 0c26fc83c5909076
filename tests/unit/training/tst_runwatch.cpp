// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/watch/runwatch.h"

#include "tests/support/fixtures.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>
#include <nlohmann/json.hpp>

#include <fstream>
#include <vector>

using namespace koma;

namespace {

TrainingConfig configFor(GanObjective objective)
{
    TrainingConfig config;
    config.objective = objective;
    config.warmupSteps = 100;
    return config;
}

TrainingReport reportAt(double seconds, double real, double fake)
{
    TrainingReport report;
    report.step = 100 + static_cast<std::int64_t>(3.0 * seconds);
    report.elapsedSeconds = seconds;
    report.losses = {{"real.luma", real}, {"fake.luma", fake}, {"generator", 1.0}};
    return report;
}

/// The alarms of five minutes with constant scores, a report every two seconds.
std::vector<TrainingAlarm> alarmsOf(GanObjective objective, double real, double fake)
{
    RunWatch watch(configFor(objective));
    std::vector<TrainingAlarm> alarms;
    for (double seconds = 2.0; seconds < 300.0; seconds += 2.0) {
        if (const auto alarm = watch.see(reportAt(seconds, real, fake)))
            alarms.push_back(*alarm);
    }
    return alarms;
}

QualityReport qualityAt(double seconds, double diversity, double copied)
{
    QualityReport quality;
    quality.elapsedSeconds = seconds;
    quality.diversity = diversity;
    quality.copied = copied;
    return quality;
}

} // namespace

class TestRunWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plantedFaultsAreFound_data()
    {
        QTest::addColumn<int>("objective");
        QTest::addColumn<double>("real");
        QTest::addColumn<double>("fake");
        QTest::addColumn<int>("alarm"); // -1: none
        const auto row = [](const char *name, GanObjective objective, double real, double fake,
                            int alarm) {
            QTest::newRow(name) << static_cast<int>(objective) << real << fake << alarm;
        };
        const int winning = static_cast<int>(TrainingAlarm::DiscriminatorWinning);
        const int losing = static_cast<int>(TrainingAlarm::DiscriminatorLosing);
        row("least squares, winning", GanObjective::LeastSquares, 0.99, 0.01, winning);
        row("least squares, losing", GanObjective::LeastSquares, 0.47, 0.47, losing);
        row("least squares, healthy", GanObjective::LeastSquares, 0.66, 0.30, -1);
        row("cross-entropy, winning", GanObjective::BinaryCrossEntropy, 6.0, -6.0, winning);
        row("cross-entropy, losing", GanObjective::BinaryCrossEntropy, 0.01, -0.01, losing);
        row("cross-entropy, healthy", GanObjective::BinaryCrossEntropy, 1.0, -1.2, -1);
        row("hinge, winning", GanObjective::Hinge, 1.6, -1.5, winning);
        row("hinge, losing", GanObjective::Hinge, 0.0, 0.0, losing);
        row("hinge, healthy", GanObjective::Hinge, 0.4, -0.5, -1);
    }

    void plantedFaultsAreFound()
    {
        QFETCH(int, objective);
        QFETCH(double, real);
        QFETCH(double, fake);
        QFETCH(int, alarm);
        const auto alarms = alarmsOf(static_cast<GanObjective>(objective), real, fake);
        QCOMPARE(alarms.size(), alarm < 0 ? std::size_t{0} : std::size_t{1}); // told once
        if (alarm >= 0)
            QCOMPARE(static_cast<int>(alarms.front()), alarm);
    }

    void theWarmUpIsNoGame()
    {
        RunWatch watch(configFor(GanObjective::LeastSquares));
        for (double seconds = 2.0; seconds < 300.0; seconds += 2.0) {
            TrainingReport report = reportAt(seconds, 1.0, 0.0);
            report.step = 50;
            QVERIFY(!watch.see(report));
        }
    }

    void aCauseThatEndsIsToldAgainWhenItComesBack()
    {
        RunWatch watch(configFor(GanObjective::LeastSquares));
        int told = 0;
        for (double seconds = 2.0; seconds < 500.0; seconds += 2.0) {
            const bool fault = seconds < 150.0 || seconds > 300.0;
            told += watch.see(reportAt(seconds, fault ? 1.0 : 0.6, fault ? 0.0 : 0.3)) ? 1 : 0;
        }
        QCOMPARE(told, 2);
    }

    void shortSpellsAreNoAlarm()
    {
        RunWatch watch(configFor(GanObjective::LeastSquares));
        for (double seconds = 2.0; seconds < 600.0; seconds += 2.0) {
            const bool fault = static_cast<int>(seconds) % 60 < 40;
            QVERIFY(!watch.see(reportAt(seconds, fault ? 1.0 : 0.6, fault ? 0.0 : 0.3)));
        }
    }

    void collapseAndCopyingTakeTwoChecks()
    {
        RunWatch watch{TrainingConfig{}};
        QVERIFY(!watch.see(qualityAt(100.0, 0.1, 0.0)));
        QVERIFY(watch.see(qualityAt(200.0, 0.1, 0.0)) == TrainingAlarm::ModeCollapse);
        QVERIFY(!watch.see(qualityAt(300.0, 0.1, 0.0))); // told
        QVERIFY(!watch.see(qualityAt(400.0, 1.0, 0.5)));
        QVERIFY(watch.see(qualityAt(500.0, 1.0, 0.5)) == TrainingAlarm::Copying);
        QVERIFY(!watch.see(qualityAt(600.0, 1.0, 0.0)));
        QVERIFY(!watch.see(qualityAt(700.0, 1.0, 0.5)));
    }

    /// The reports of the runs behind the built-in styles and of others that went well, one in ten
    /// seconds or so.
    void healthyRunsRaiseNone()
    {
        std::ifstream file(test::sourceFolder() / "tests/unit/training/data/healthyruns.json");
        const nlohmann::json data = nlohmann::json::parse(file);
        QVERIFY(data["runs"].size() >= 10);
        for (const auto &run : data["runs"]) {
            TrainingConfig config;
            config.warmupSteps = run["warmupSteps"].get<std::int64_t>();
            RunWatch watch(config);
            for (const auto &row : run["rows"]) {
                TrainingReport report;
                report.step = row[0].get<std::int64_t>();
                report.elapsedSeconds = row[1].get<double>();
                for (std::size_t i = 2; i < row.size(); ++i)
                    report.losses[data["columns"][i].get<std::string>()] = row[i].get<double>();
                QVERIFY2(!watch.see(report), run["name"].get<std::string>().c_str());
            }
        }
    }

    void everyAlarmHasWords()
    {
        for (const auto alarm :
             {TrainingAlarm::ModeCollapse, TrainingAlarm::Copying,
              TrainingAlarm::DiscriminatorWinning, TrainingAlarm::DiscriminatorLosing,
              TrainingAlarm::RolledBack, TrainingAlarm::SmallerBatches})
            QVERIFY(trainingAlarmText(alarm).size() > 40);
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestRunWatch)
#include "tst_runwatch.moc"
