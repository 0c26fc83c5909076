// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/curves/runhistory.h"

#include "core/base/atomicfile.h"
#include "tests/support/fixtures.h"
#include "tests/support/require.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>
#include <QFile>
#include <QTemporaryDir>

#include <cmath>

using namespace koma;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view kHeader = "step,seconds,picturesPerSecond,generator,real.half\n";

RunHistory parsed(const std::string &lines)
{
    return parseRunHistory(std::string(kHeader) + lines).value();
}

const std::vector<CurvePoint> &pointsOf(const RunHistory &history, const char *name)
{
    return history.column(name)->points;
}

} // namespace

class TestRunHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void qualityJoinsTheHistory()
    {
        const RunHistory history = parsed("6,1.5,14,2,\n32,6.5,20,3,1\n");
        const RunHistory quality =
            parseRunHistory("step,seconds,kid\n20,4.5,70\n32,6.6,50\n40,8,30\n").value();
        const RunHistory all = merged(history, quality);
        QCOMPARE(all.steps, (std::vector<std::int64_t>{6, 20, 32, 40}));
        QCOMPARE(all.seconds, (std::vector<double>{1.5, 4.5, 6.5, 8.0}));
        QCOMPARE(all.columns.size(), std::size_t{4});
        QVERIFY(pointsOf(all, "generator") == pointsOf(history, "generator"));
        QVERIFY(pointsOf(all, "kid") == pointsOf(quality, "kid"));
        const QTemporaryDir folder;
        const std::filesystem::path file = test::pathOf(folder) / "all.csv";
        QVERIFY(writeHistoryCsv(file, all).has_value());
        QFile written(QString::fromStdString(file.string()));
        QVERIFY(written.open(QIODevice::ReadOnly));
        QCOMPARE(written.readAll(),
                 QByteArray("step,seconds,picturesPerSecond,generator,real.half,kid\n"
                            "6,1.5,14,2,,\n20,4.5,,,,70\n32,6.5,20,3,1,50\n40,8,,,,30\n"));
    }

    void readsWhatARunWrites()
    {
        const RunHistory history = parsed("6,1.68821,14.2162,,\n32,6.5,20.6,-1e-05,nan\n"
                                          "40,7,,0.5,-inf\n");
        QCOMPARE(history.steps, (std::vector<std::int64_t>{6, 32, 40}));
        QCOMPARE(history.seconds[0], 1.68821);
        QCOMPARE(history.columns.size(), std::size_t{3});
        QCOMPARE(pointsOf(history, "generator"),
                 (std::vector<CurvePoint>{{32, -1e-05}, {40, 0.5}}));
        QCOMPARE(pointsOf(history, "picturesPerSecond").size(), std::size_t{2});
        QVERIFY(std::isnan(pointsOf(history, "real.half")[0].value));
        QVERIFY(std::isinf(pointsOf(history, "real.half")[1].value));
        QCOMPARE(history.skippedLines, std::size_t{0});
        QVERIFY(history.column("tone") == nullptr);
    }

    void aHalfWrittenLineIsNotTaken_data()
    {
        QTest::addColumn<QByteArray>("tail");
        QTest::newRow("fields missing") << QByteArray("2,2,3");
        QTest::newRow("all fields, perhaps half a number") << QByteArray("2,2,3,4,5");
        QTest::newRow("one letter") << QByteArray("2");
    }

    void aHalfWrittenLineIsNotTaken()
    {
        QFETCH(QByteArray, tail);
        const RunHistory history = parsed("1,1,1,1,1\n" + tail.toStdString());
        QCOMPARE(history.steps, (std::vector<std::int64_t>{1}));
        QCOMPARE(history.skippedLines, std::size_t{1});
    }

    void brokenLinesAreLeftOutAndCounted()
    {
        const RunHistory history = parsed("1,1,1,1,1\nxyz\n\n2,2,2,2\n3,3,3,3,3,3\n4,4,4,4x,4\n"
                                          "five,5,5,5,5\n6.5,6,6,6,6\n7,7,7,7,7\r\n");
        QCOMPARE(history.steps, (std::vector<std::int64_t>{1, 7}));
        QCOMPARE(history.skippedLines, std::size_t{7});
    }

    void aResumedRunReplacesWhatItHadWritten()
    {
        const RunHistory history =
            parsed("1,1,1,1,1\n5,5,5,5,5\n9,9,9,9,9\n4,4,4,,4\n10,1,1,1,1\n");
        QCOMPARE(history.steps, (std::vector<std::int64_t>{1, 4, 10}));
        QCOMPARE(pointsOf(history, "generator"), (std::vector<CurvePoint>{{1, 1.0}, {10, 1.0}}));
    }

    void otherFilesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("csv");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("header half written") << QByteArray("step,seconds");
        QTest::newRow("other table") << QByteArray("a,b\n1,2\n");
        QTest::newRow("binary") << QByteArray("\0\1\2\n", 4);
        QTest::newRow("wide") << "step,seconds" + QByteArray(10000, ',') + "\n";
    }

    void otherFilesAreRefused()
    {
        QFETCH(QByteArray, csv);
        QCOMPARE(parseRunHistory(csv.toStdString()).error().kind, ErrorKind::BadFormat);
    }

    void aFolderWithoutHistorySaysSo()
    {
        const QTemporaryDir folder;
        const auto history = readRunHistory(test::pathOf(folder));
        QCOMPARE(history.error().kind, ErrorKind::NotFound);
        QVERIFY(history.error().message.find(folder.path().toStdString()) != std::string::npos);
    }

    void aFolderWithoutQualityChecksHasNone()
    {
        QTemporaryDir folder;
        QVERIFY(readRunQuality(test::pathOf(folder))->steps.empty());
        test::require(writeFileAtomically(test::pathOf(folder) / "quality.csv",
                                          "step,seconds,kid,best\n40,7,0.5,1\n80,14,,0\n"));
        const RunHistory quality = readRunQuality(test::pathOf(folder)).value();
        QCOMPARE(pointsOf(quality, "kid"), (std::vector<CurvePoint>{{40, 0.5}}));
        QCOMPARE(pointsOf(quality, "best").size(), std::size_t{2});
    }

    void exportsWhatIsChosen()
    {
        const QTemporaryDir folder;
        const fs::path file = test::pathOf(folder) / "out.csv";
        const RunHistory history = parsed("6,1.5,14.25,,\n32,6.5,20.5,-1e-05,nan\n");
        const std::vector<std::string> chosen = {"real.half", "generator"};
        test::require(writeHistoryCsv(file, history, chosen));
        QCOMPARE(readFile(file, 1000).value(),
                 std::string("step,seconds,real.half,generator\n6,1.5,,\n32,6.5,nan,-1e-05\n"));
        const std::vector<std::string> unknown = {"generators"};
        const auto refused = writeHistoryCsv(file, history, unknown);
        QCOMPARE(refused.error().kind, ErrorKind::NotFound);
        QVERIFY(refused.error().message.find("picturesPerSecond") != std::string::npos);
    }

    void whatIsExportedIsReadAgain()
    {
        const QTemporaryDir folder;
        const RunHistory history =
            parsed("1,0.1,0.3333333333333333,1e300,\n2,1e-300,,nan,-0.1\n9,3,4,5,inf\n");
        test::require(writeHistoryCsv(test::pathOf(folder) / RunHistory::kFile, history));
        const RunHistory again = readRunHistory(test::pathOf(folder)).value();
        QCOMPARE(again.steps, history.steps);
        QCOMPARE(again.seconds, history.seconds);
        QCOMPARE(pointsOf(again, "picturesPerSecond"), pointsOf(history, "picturesPerSecond"));
        QCOMPARE(pointsOf(again, "real.half"), pointsOf(history, "real.half"));
        QVERIFY(std::isnan(pointsOf(again, "generator")[1].value));
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestRunHistory)
#include "tst_runhistory.moc"
