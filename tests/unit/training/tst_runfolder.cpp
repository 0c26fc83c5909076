// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomicfile.h"
#include "core/training/runfolder.h"
#include "tests/support/fixtures.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>
#include <QStringList>

using namespace koma;
namespace fs = std::filesystem;

namespace {

QStringList linesOf(const fs::path &path)
{
    const std::string text = readFile(path, 1U << 20U).value();
    return QString::fromStdString(text).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

} // namespace

class TestRunFolder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesItsFolders()
    {
        const QTemporaryDir folder;
        const fs::path path = test::pathOf(folder) / "runs" / "first";
        const auto run = RunFolder::open(path);
        QVERIFY(run.has_value());
        QVERIFY(fs::is_directory(path / "samples"));
        QVERIFY(run->path() == path);
        QVERIFY(run->sample(42) == path / "samples" / "step-0000042.jpg");
        QVERIFY(run->sample(123456789).filename() == "step-123456789.jpg");
        QVERIFY(RunFolder::open(path).has_value());
    }

    void saysWhyAFolderCannotBeMade()
    {
        const QTemporaryDir folder;
        QVERIFY(writeFileAtomically(test::pathOf(folder) / "file", "text").has_value());
        const auto run = RunFolder::open(test::pathOf(folder) / "file" / "run");
        QVERIFY(!run.has_value());
        QVERIFY(run.error().kind == ErrorKind::Unwritable);
        QVERIFY(run.error().message.find("file/run") != std::string::npos);
    }

    void historyGrowsByALineWithEveryReport()
    {
        const QTemporaryDir folder;
        const auto run = RunFolder::open(test::pathOf(folder)).value();
        TrainingReport report;
        report.step = 10;
        report.elapsedSeconds = 2.5;
        report.picturesPerSecond = 16.0;
        report.losses = {{"generator", 0.75}, {"fake.half", -1.5}};
        QVERIFY(run.addToHistory(report).has_value());
        report.step = 20;
        report.losses = {};
        QVERIFY(RunFolder::open(test::pathOf(folder))->addToHistory(report).has_value());

        const QStringList lines = linesOf(test::pathOf(folder) / "history.csv");
        QCOMPARE(lines.size(), 3);
        const QStringList header = lines.at(0).split(QLatin1Char(','));
        const QStringList first = lines.at(1).split(QLatin1Char(','));
        QCOMPARE(first.size(), header.size());
        QCOMPARE(lines.at(2).split(QLatin1Char(',')).size(), header.size());
        const auto column = [&](const char *name) {
            return first.at(header.indexOf(QLatin1String(name)));
        };
        QCOMPARE(column("step").toInt(), 10);
        QCOMPARE(column("seconds").toDouble(), 2.5);
        QCOMPARE(column("picturesPerSecond").toDouble(), 16.0);
        QCOMPARE(column("generator").toDouble(), 0.75);
        QCOMPARE(column("fake.half").toDouble(), -1.5);
        QVERIFY(column("tone").isEmpty());
        QVERIFY(lines.at(2).startsWith(QLatin1String("20,")));
    }

    void historyIsCutToWhatACheckpointKnows()
    {
        const QTemporaryDir folder;
        const auto run = RunFolder::open(test::pathOf(folder)).value();
        QVERIFY(run.cutHistoryAfter(0).has_value()); // there is none yet
        TrainingReport report;
        for (report.step = 10; report.step <= 40; report.step += 10)
            QVERIFY(run.addToHistory(report).has_value());
        QVERIFY(run.cutHistoryAfter(25).has_value());
        const QStringList lines = linesOf(test::pathOf(folder) / "history.csv");
        QCOMPARE(lines.size(), 3);
        QVERIFY(lines.at(0).startsWith(QLatin1String("step,")));
        QVERIFY(lines.at(2).startsWith(QLatin1String("20,")));
        QVERIFY(run.cutHistoryAfter(0).has_value());
        QVERIFY(!fs::exists(test::pathOf(folder) / "history.csv"));
    }

    void theBestScoreIsFoundAgain()
    {
        const QTemporaryDir folder;
        const auto run = RunFolder::open(test::pathOf(folder)).value();
        QVERIFY(!run.bestScore());
        QualityReport quality;
        quality.retrieval = 0.75;
        quality.best = true;
        QVERIFY(run.addToQuality(quality).has_value());
        QCOMPARE(run.bestScore().value_or(-1.0), 0.25);
        quality.kid = 3.5;
        QVERIFY(run.addToQuality(quality).has_value());
        quality.kid = 4.5;
        quality.best = false;
        QVERIFY(run.addToQuality(quality).has_value());
        QCOMPARE(run.bestScore().value_or(-1.0), 3.5);
    }

    void configIsReadAgainAsItWas()
    {
        const QTemporaryDir folder;
        const auto run = RunFolder::open(test::pathOf(folder)).value();
        TrainingConfig config;
        config.seed = 77;
        config.architectureParams = {{"width", 16}};
        QVERIFY(run.writeConfig(config).has_value());
        const std::string text = readFile(test::pathOf(folder) / "config.json", 1U << 20U).value();
        QVERIFY(parseTrainingConfig(text).value() == config);
    }

    void aLostFolderIsAnError()
    {
        const QTemporaryDir folder;
        const auto run = RunFolder::open(test::pathOf(folder) / "run").value();
        fs::remove_all(run.path());
        QVERIFY(run.addToHistory({}).error().kind == ErrorKind::Unwritable);
        QVERIFY(run.writeConfig({}).error().kind == ErrorKind::Unwritable);
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestRunFolder)
#include "tst_runfolder.moc"
