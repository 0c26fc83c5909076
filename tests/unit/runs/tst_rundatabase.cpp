// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/rundatabase.h"

#include "core/runs/runschema.h"
#include "tests/support/fixtures.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlQuery>

#include <cmath>
#include <limits>
#include <thread>

using namespace koma;
namespace fs = std::filesystem;
using namespace Qt::StringLiterals;

namespace {

RunRecord sampleRun(const fs::path &folder)
{
    RunRecord run;
    run.folder = folder;
    run.fingerprint = "f0";
    run.styleName = "Tusche – «墨»";
    run.startedAt = 1'700'000'000;
    run.finishedAt = 1'700'003'600;
    run.state = RunState::Finished;
    run.device = "cpu";
    run.configJson = "{\"seed\": 1}\n";
    run.steps = 7403;
    run.seconds = 2701.25;
    run.bestScore = 0.125;
    run.notes = "it's 'quoted' -- ; DROP TABLE run";
    return run;
}

/// A connection of another program, of which Koma's class knows nothing.
class Stranger
{
public:
    explicit Stranger(const fs::path &file)
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"stranger"_s);
        database.setDatabaseName(QString::fromStdString(file.string()));
        database.open();
    }
    ~Stranger()
    {
        QSqlDatabase::database(u"stranger"_s).close();
        QSqlDatabase::removeDatabase(u"stranger"_s);
    }
    Stranger(const Stranger &) = delete;
    Stranger &operator=(const Stranger &) = delete;
    Stranger(Stranger &&) = delete;
    Stranger &operator=(Stranger &&) = delete;

    static QVariant ask(const QString &statement)
    {
        QSqlQuery query(QSqlDatabase::database(u"stranger"_s));
        if (!query.exec(statement))
            return query.lastError().text();
        return query.next() ? query.value(0) : QVariant();
    }
};

} // namespace

class TestRunDatabase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = test::pathOf(*m_folder) / "deep" / "runs.sqlite";
    }

    void whatIsSavedIsReadByTheNextProgram()
    {
        RunRecord run = sampleRun("/runs/a");
        {
            auto database = RunDatabase::open(m_file);
            QVERIFY2(database.has_value(), database ? "" : database.error().message.c_str());
            run.id = database->save(run).value();
        }
        auto database = RunDatabase::open(m_file).value();
        const auto runs = database.runs();
        QCOMPARE(runs->size(), std::size_t{1});
        QVERIFY(runs->front() == run);
        QVERIFY(database.run(run.id).value() == run);
    }

    void savingAgainUpdatesAndKeepsTheNotes()
    {
        auto database = RunDatabase::open(m_file).value();
        RunRecord run = sampleRun("/runs/a");
        const std::int64_t id = database.save(run).value();
        QVERIFY(database.setNotes(id, "mine").has_value());
        run.steps = 9000;
        run.bestScore.reset();
        run.notes = "not mine";
        QCOMPARE(database.save(run).value(), id); // by its folder
        run.id = id;
        run.folder = "/runs/elsewhere";
        QCOMPARE(database.save(run).value(), id); // by its id
        const RunRecord read = database.run(id).value();
        QCOMPARE(read.notes, std::string("mine"));
        QCOMPARE(read.steps, 9000);
        QVERIFY(!read.bestScore.has_value());
        QCOMPARE(read.folder, fs::path("/runs/elsewhere"));
        QCOMPARE(database.runs()->size(), std::size_t{1});
    }

    void theLatestRunIsFirst()
    {
        auto database = RunDatabase::open(m_file).value();
        for (const std::int64_t start : {20, 30, 10}) {
            RunRecord run = sampleRun("/runs/" + std::to_string(start));
            run.startedAt = start;
            QVERIFY(database.save(run).has_value());
        }
        std::vector<std::int64_t> starts;
        const std::vector<RunRecord> runs = database.runs().value();
        for (const RunRecord &run : runs)
            starts.push_back(run.startedAt);
        QCOMPARE(starts, (std::vector<std::int64_t>{30, 20, 10}));
    }

    void whatIsNotThereIsSaid()
    {
        auto database = RunDatabase::open(m_file).value();
        RunRecord unknown = sampleRun("/runs/a");
        unknown.id = 7;
        QCOMPARE(database.run(7).error().kind, ErrorKind::NotFound);
        QCOMPARE(database.save(unknown).error().kind, ErrorKind::NotFound);
        QCOMPARE(database.setNotes(7, "x").error().kind, ErrorKind::NotFound);
        QCOMPARE(database.remove(7).error().kind, ErrorKind::NotFound);
        QVERIFY(database.curveNames(7)->empty());
        QVERIFY(database.curve(7, "generator")->empty());
    }

    void aForgottenRunIsKnownAsSuchUntilItIsSavedAgain()
    {
        auto database = RunDatabase::open(m_file).value();
        const std::int64_t id = database.save(sampleRun("/runs/a")).value();
        QVERIFY(!database.isForgotten("/runs/a").value());
        QVERIFY(database.remove(id).has_value());
        QVERIFY(database.runs()->empty());
        QVERIFY(database.isForgotten("/runs/a").value());
        QVERIFY(!database.isForgotten("/runs/b").value());
        QVERIFY(database.save(sampleRun("/runs/a")).has_value());
        QVERIFY(!database.isForgotten("/runs/a").value());
    }

    void curvesComeBackAsTheyWere()
    {
        auto database = RunDatabase::open(m_file).value();
        const std::int64_t id = database.save(sampleRun("/runs/a")).value();
        const double nan = std::numeric_limits<double>::quiet_NaN();
        const double most = std::numeric_limits<double>::max();
        const std::vector<HistoryColumn> curves = {
            {"real.luma", {{1, 0.1}, {5, nan}, {std::int64_t{1} << 60, -most}}}, {"empty", {}}};
        QVERIFY(database.saveCurves(id, curves).has_value());
        QVERIFY(database.saveCurves(id, curves).has_value()); // replaces
        QCOMPARE(database.curveNames(id).value(), (std::vector<std::string>{"real.luma", "empty"}));
        const auto buckets = database.curve(id, "real.luma").value();
        QCOMPARE(buckets.size(), std::size_t{3});
        QCOMPARE(buckets[0].summary.mean, 0.1);
        QCOMPARE(buckets[1].summary.nonFiniteCount, 1);
        QVERIFY(std::isnan(buckets[1].summary.last));
        QCOMPARE(buckets[2].firstStep, std::int64_t{1} << 60);
        QCOMPARE(buckets[2].summary.min, -most);
        QVERIFY(database.remove(id).has_value());
        QVERIFY(database.curveNames(id)->empty());
    }

    void aMillionPointsAreThinned()
    {
        auto database = RunDatabase::open(m_file).value();
        const std::int64_t id = database.save(sampleRun("/runs/a")).value();
        HistoryColumn curve{"generator", {}};
        for (std::int64_t i = 0; i < 1'000'000; ++i)
            curve.points.push_back({i, i == 654'321 ? 99.0 : 1.0});
        QVERIFY(database.saveCurves(id, std::span(&curve, 1)).has_value());
        const auto buckets = database.curve(id, "generator").value();
        QVERIFY(buckets.size() <= RunDatabase::kMaxBuckets);
        QVERIFY(buckets.size() >= RunDatabase::kMaxBuckets / 2);
        std::int64_t points = 0;
        double max = 0.0;
        for (const CurveBucket &bucket : buckets) {
            points += bucket.summary.finiteCount;
            max = std::max(max, bucket.summary.max);
        }
        QCOMPARE(points, 1'000'000);
        QCOMPARE(max, 99.0);
    }

    void otherThreadsAreRefused()
    {
        auto database = RunDatabase::open(m_file).value();
        ErrorKind kind = ErrorKind::Cancelled;
        std::thread other([&] { kind = database.save(sampleRun("/runs/a")).error().kind; });
        other.join();
        QCOMPARE(kind, ErrorKind::Internal);
        QVERIFY(database.runs()->empty());
    }

    void damagedFilesAreToldAndSetAside_data()
    {
        QTest::addColumn<bool>("wasDatabase");
        QTest::newRow("text") << false;
        QTest::newRow("overwritten pages") << true;
    }

    void damagedFilesAreToldAndSetAside()
    {
        QFETCH(bool, wasDatabase);
        if (wasDatabase) {
            auto database = RunDatabase::open(m_file).value();
            for (int i = 0; i < 200; ++i)
                QVERIFY(database.save(sampleRun("/runs/" + std::to_string(i))).has_value());
        }
        fs::create_directories(m_file.parent_path());
        QFile file(QString::fromStdString(m_file.string()));
        QVERIFY(file.open(QIODevice::ReadWrite));
        if (wasDatabase)
            QVERIFY(file.size() > 20000 && file.seek(5000));
        QVERIFY(file.write(QByteArray(9000, 'x')) == 9000);
        file.close();

        const auto opened = RunDatabase::open(m_file);
        QVERIFY(!opened.has_value());
        QCOMPARE(opened.error().kind, ErrorKind::BadFormat);
        QVERIFY(opened.error().message.find("import") != std::string::npos);
        const auto aside = RunDatabase::setAside(m_file);
        QVERIFY(aside.has_value() && fs::exists(*aside) && !fs::exists(m_file));
        QVERIFY(RunDatabase::open(m_file)->runs()->empty());
        QVERIFY(RunDatabase::setAside(m_file).value() != *aside);
    }

    void aLockedFileIsToldAfterAWait()
    {
        auto database = RunDatabase::open(m_file).value();
        const Stranger stranger(m_file);
        QVERIFY(!Stranger::ask(u"BEGIN IMMEDIATE"_s).isValid());
        QElapsedTimer timer;
        timer.start();
        const auto saved = database.save(sampleRun("/runs/a"));
        QCOMPARE(saved.error().kind, ErrorKind::Unwritable);
        QVERIFY(saved.error().message.find("in use") != std::string::npos);
        QVERIFY(timer.elapsed() >= 1500);
        QVERIFY(database.runs()->empty()); // reading goes on
        Stranger::ask(u"ROLLBACK"_s);
        QVERIFY(database.save(sampleRun("/runs/a")).has_value());
    }

    void anUnwritableFolderIsTold()
    {
        fs::create_directories(m_file.parent_path().parent_path());
        QFile(QString::fromStdString(m_file.parent_path().string())).open(QIODevice::WriteOnly);
        QCOMPARE(RunDatabase::open(m_file).error().kind, ErrorKind::Unwritable);
        QCOMPARE(RunDatabase::open(m_file.parent_path().parent_path()).error().kind,
                 ErrorKind::Unwritable); // a folder
    }

    void aNewerFileIsLeftAlone()
    {
        QVERIFY(RunDatabase::open(m_file).has_value());
        {
            const Stranger stranger(m_file);
            Stranger::ask(u"PRAGMA user_version = %1"_s.arg(kRunSchemaVersion + 1));
        }
        QCOMPARE(RunDatabase::open(m_file).error().kind, ErrorKind::VersionTooNew);
        const Stranger stranger(m_file);
        QCOMPARE(Stranger::ask(u"PRAGMA user_version"_s).toInt(), kRunSchemaVersion + 1);
    }

    /// A file of version 1, whose tables are written out here as they were then.
    void anOlderFileIsBroughtUpToDate()
    {
        fs::create_directories(m_file.parent_path());
        {
            const Stranger stranger(m_file);
            for (const QString &statement :
                 {u"CREATE TABLE run (id INTEGER PRIMARY KEY, folder TEXT NOT NULL UNIQUE, "
                  "fingerprint TEXT NOT NULL, styleName TEXT NOT NULL, startedAt INTEGER NOT NULL, "
                  "finishedAt INTEGER NOT NULL, state TEXT NOT NULL, device TEXT NOT NULL, "
                  "config TEXT NOT NULL, steps INTEGER NOT NULL, seconds REAL NOT NULL, "
                  "bestScore REAL, notes TEXT NOT NULL)"_s,
                  u"CREATE INDEX runByTime ON run (startedAt)"_s,
                  u"INSERT INTO run VALUES (3, '/runs/old', '', 'Old ink', 5, 6, 'failed', '', "
                  u"'{}', "
                  "7, 8.5, NULL, 'keep me')"_s,
                  u"PRAGMA user_version = 1"_s})
                QVERIFY(!Stranger::ask(statement).isValid());
        }
        auto database = RunDatabase::open(m_file);
        QVERIFY2(database.has_value(), database ? "" : database.error().detail.c_str());
        const RunRecord run = database->run(3).value();
        QCOMPARE(run.notes, std::string("keep me"));
        QCOMPARE(run.state, RunState::Failed);
        QCOMPARE(run.seconds, 8.5);
        const HistoryColumn curve{"generator", {{1, 2.0}}};
        QVERIFY(database->saveCurves(3, std::span(&curve, 1)).has_value());
        QCOMPARE(database->curve(3, "generator")->size(), std::size_t{1});
        const Stranger stranger(m_file);
        QCOMPARE(Stranger::ask(u"PRAGMA user_version"_s).toInt(), kRunSchemaVersion);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path m_file;
};

KOMA_TEST_MAIN(QCoreApplication, TestRunDatabase)
#include "tst_rundatabase.moc"
