// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/runimport.h"

#include "core/base/atomicfile.h"
#include "tests/support/fixtures.h"
#include "tests/support/require.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>

#include <chrono>

using namespace koma;
namespace fs = std::filesystem;

namespace {

void write(const fs::path &file, std::string_view text)
{
    fs::create_directories(file.parent_path());
    test::require(writeFileAtomically(file, text));
}

/// What a run of 200 steps leaves; `firstSeconds` makes it another run.
void writeRun(const fs::path &folder, const std::string &firstSeconds = "1.5")
{
    write(folder / "config.json", "{\"seed\": 1}\n");
    write(folder / "history.csv",
          "step,seconds,generator\n100," + firstSeconds + ",0.5\n200,3,0.25\n");
}

} // namespace

class TestRunImport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_root = fs::canonical(test::pathOf(*m_folder));
        m_database = RunDatabase::open(m_root / "runs.sqlite").value();
    }

    void readsWhatARunLeft()
    {
        writeRun(m_root / "pen run");
        const RunRecord run = readRunFolder(m_root / "." / "pen run" / "").value();
        QCOMPARE(run.folder, m_root / "pen run");
        QCOMPARE(run.styleName, std::string("pen run"));
        QCOMPARE(run.configJson, std::string("{\"seed\": 1}\n"));
        QCOMPARE(run.steps, 200);
        QCOMPARE(run.seconds, 3.0);
        QCOMPARE(run.state, RunState::Stopped);
        const std::int64_t now = std::chrono::duration_cast<std::chrono::seconds>(
                                     std::chrono::system_clock::now().time_since_epoch())
                                     .count();
        QVERIFY(run.finishedAt <= now && run.finishedAt > now - 120);
        QCOMPARE(run.startedAt, run.finishedAt - 3);
    }

    void aStyleFinishesIt()
    {
        writeRun(m_root / "a");
        write(m_root / "a" / "style.json",
              R"({"name": "Fine ink", "trainingSteps": 200, "trainingSeconds": 3.5})");
        const RunRecord run = readRunFolder(m_root / "a").value();
        QCOMPARE(run.styleName, std::string("Fine ink"));
        QCOMPARE(run.state, RunState::Finished);
        QCOMPARE(run.seconds, 3.5);
        // The style of an earlier stretch; the run went on and was stopped.
        write(m_root / "a" / "style.json", R"({"name": "Fine ink", "trainingSteps": 100})");
        QCOMPARE(readRunFolder(m_root / "a")->state, RunState::Stopped);
    }

    void aRunWithoutReportsIsARun()
    {
        write(m_root / "a" / "config.json", "{}");
        const RunRecord run = importRun(*m_database, m_root / "a").value();
        QCOMPARE(run.steps, 0);
        QVERIFY(run.fingerprint.empty() && run.startedAt > 0);
        QVERIFY(isRunFolderPresent(run));
    }

    void otherFoldersAreRefused()
    {
        QCOMPARE(readRunFolder(m_root / "none").error().kind, ErrorKind::NotFound);
        write(m_root / "a" / "config.json", "{");
        QCOMPARE(readRunFolder(m_root / "a").error().kind, ErrorKind::BadFormat);
        writeRun(m_root / "b");
        write(m_root / "b" / "history.csv", "other\n");
        QCOMPARE(readRunFolder(m_root / "b").error().kind, ErrorKind::BadFormat);
        writeRun(m_root / "c");
        write(m_root / "c" / "style.json", "[]");
        QCOMPARE(readRunFolder(m_root / "c").error().kind, ErrorKind::BadFormat);
        QVERIFY(m_database->runs()->empty());
    }

    void importingTakesTheCurvesAndKeepsTheNotes()
    {
        writeRun(m_root / "a");
        RunRecord run = importRun(*m_database, m_root / "a").value();
        QCOMPARE(m_database->curve(run.id, "generator")->size(), std::size_t{2});
        test::require(m_database->setNotes(run.id, "good lines"));
        run.device = "cpu";
        run.bestScore = 0.5;
        run.startedAt = 1000;
        QVERIFY(m_database->save(run).has_value());
        write(m_root / "a" / "history.csv",
              "step,seconds,generator\n100,1.5,0.5\n200,3,0.25\n300,4.5,0.125\n");
        const RunRecord again = importRun(*m_database, m_root / "a").value();
        QCOMPARE(again.id, run.id);
        QCOMPARE(again.notes, std::string("good lines"));
        QCOMPARE(again.device, std::string("cpu"));
        write(m_root / "a" / "run.json", R"({"device": "cuda:1"})");
        QCOMPARE(importRun(*m_database, m_root / "a")->device, std::string("cuda:1"));
        QCOMPARE(again.bestScore, std::optional(0.5));
        QCOMPARE(again.startedAt, 1000);
        QCOMPARE(again.steps, 300);
        QCOMPARE(m_database->curve(run.id, "generator")->size(), std::size_t{3});
    }

    void qualityChecksBecomeCurvesAndTheBestScore()
    {
        writeRun(m_root / "a");
        write(m_root / "a" / "quality.csv",
              "step,seconds,kid,kidError,retrieval,diversity,copied,best\n"
              "50,1,0.4,0.1,0.9,1,0,1\n100,1.5,0.25,0.1,0.95,1,0,1\n200,3,0.3,0.1,1,1,0,0\n");
        const RunRecord run = importRun(*m_database, m_root / "a").value();
        QCOMPARE(run.bestScore, std::optional(0.25));
        QCOMPARE(m_database->curveNames(run.id).value(),
                 (std::vector<std::string>{"generator", "kid", "retrieval", "diversity"}));
        QCOMPARE(m_database->curve(run.id, "kid")->at(2).summary.mean, 0.3);
        // Without a judge there is no KID, and so no score.
        writeRun(m_root / "b", "1.75");
        write(m_root / "b" / "quality.csv",
              "step,seconds,kid,kidError,retrieval,diversity,copied,best\n50,1,,,0.9,1,0,1\n");
        QVERIFY(!importRun(*m_database, m_root / "b")->bestScore);
    }

    void aMovedRunIsRecognised()
    {
        writeRun(m_root / "a");
        const RunRecord run = importRun(*m_database, m_root / "a").value();
        QVERIFY(isRunFolderPresent(run));
        fs::rename(m_root / "a", m_root / "moved");
        QVERIFY(!isRunFolderPresent(run));
        const RunRecord moved = importRun(*m_database, m_root / "moved").value();
        QCOMPARE(moved.id, run.id);
        QCOMPARE(moved.folder, m_root / "moved");
        QVERIFY(isRunFolderPresent(moved));
    }

    void aCopyIsAnotherRun()
    {
        writeRun(m_root / "a");
        const RunRecord run = importRun(*m_database, m_root / "a").value();
        fs::copy(m_root / "a", m_root / "b", fs::copy_options::recursive);
        QVERIFY(importRun(*m_database, m_root / "b")->id != run.id);
    }

    void anotherRunInTheFolderIsNoticed()
    {
        writeRun(m_root / "a");
        const RunRecord run = importRun(*m_database, m_root / "a").value();
        writeRun(m_root / "a", "1.625");
        QVERIFY(!isRunFolderPresent(run));
        fs::remove_all(m_root / "a");
        QVERIFY(!isRunFolderPresent(run));
    }

    void findsTheRunsOfAFolder()
    {
        writeRun(m_root / "runs" / "b");
        writeRun(m_root / "runs" / "a");
        write(m_root / "runs" / "notes.txt", "x");
        const std::vector<fs::path> both = {m_root / "runs" / "a", m_root / "runs" / "b"};
        QVERIFY(runFoldersAt(m_root / "runs") == both);
        QVERIFY(runFoldersAt(both[0]) == std::vector<fs::path>{both[0]});
        QVERIFY(runFoldersAt(m_root / "none").empty());
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path m_root;
    std::optional<RunDatabase> m_database;
};

KOMA_TEST_MAIN(QCoreApplication, TestRunImport)
#include "tst_runimport.moc"
