// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/rundatabase.h"

#include "core/runs/runschema.h"

#include <QCoreApplication>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QString>
#include <QThread>
#include <QVariant>

#include <array>
#include <atomic>
#include <cmath>
#include <limits>
#include <system_error>
#include <utility>

namespace koma {
namespace {

namespace fs = std::filesystem;
using namespace Qt::StringLiterals;

constexpr std::array kStates = {RunState::Running, RunState::Finished, RunState::Stopped,
                                RunState::Failed};

QString text(const std::string &value)
{
    return QString::fromStdString(value);
}

/// SQLite has no NaN: it is stored as NULL.
QVariant number(double value)
{
    return std::isnan(value) ? QVariant() : QVariant(value);
}

double number(const QVariant &value)
{
    return value.isNull() ? std::numeric_limits<double>::quiet_NaN() : value.toDouble();
}

RunState stateFromName(const QString &name)
{
    for (const RunState state : kStates) {
        if (QLatin1StringView(runStateName(state).data()) == name)
            return state;
    }
    return RunState::Stopped;
}

/// The columns of a run, in the order of recordFrom() and bindRun().
constexpr const char *kColumns = "folder, fingerprint, styleName, startedAt, finishedAt, state, "
                                 "device, config, steps, seconds, bestScore, notes, id";

RunRecord recordFrom(const QSqlQuery &row)
{
    RunRecord run;
    run.folder = row.value(0).toString().toStdString();
    run.fingerprint = row.value(1).toString().toStdString();
    run.styleName = row.value(2).toString().toStdString();
    run.startedAt = row.value(3).toLongLong();
    run.finishedAt = row.value(4).toLongLong();
    run.state = stateFromName(row.value(5).toString());
    run.device = row.value(6).toString().toStdString();
    run.configJson = row.value(7).toString().toStdString();
    run.steps = row.value(8).toLongLong();
    run.seconds = row.value(9).toDouble();
    if (!row.value(10).isNull())
        run.bestScore = row.value(10).toDouble();
    run.notes = row.value(11).toString().toStdString();
    run.id = row.value(12).toLongLong();
    return run;
}

void bindRun(QSqlQuery &query, const RunRecord &run)
{
    query.addBindValue(text(run.folder.string()));
    query.addBindValue(text(run.fingerprint));
    query.addBindValue(text(run.styleName));
    query.addBindValue(qint64{run.startedAt});
    query.addBindValue(qint64{run.finishedAt});
    query.addBindValue(text(std::string(runStateName(run.state))));
    query.addBindValue(text(run.device));
    query.addBindValue(text(run.configJson));
    query.addBindValue(qint64{run.steps});
    query.addBindValue(number(run.seconds));
    query.addBindValue(run.bestScore ? number(*run.bestScore) : QVariant());
}

std::vector<CurveBucket> thinned(const HistoryColumn &curve)
{
    CurveSeries series;
    for (const CurvePoint &point : curve.points)
        series.append(point.step, point.value);
    return series.buckets(std::numeric_limits<std::int64_t>::min(),
                          std::numeric_limits<std::int64_t>::max(), RunDatabase::kMaxBuckets);
}

void bindBucket(QSqlQuery &query, const QVariant &curveId, const CurveBucket &bucket)
{
    const CurveSummary &summary = bucket.summary;
    query.bindValue(0, curveId);
    query.bindValue(1, qint64{bucket.firstStep});
    query.bindValue(2, qint64{bucket.lastStep});
    query.bindValue(3, qint64{summary.finiteCount});
    query.bindValue(4, qint64{summary.nonFiniteCount});
    query.bindValue(5, number(summary.min));
    query.bindValue(6, number(summary.max));
    query.bindValue(7, number(summary.mean));
    query.bindValue(8, number(summary.last));
}

CurveBucket bucketFrom(const QSqlQuery &row)
{
    CurveBucket bucket;
    bucket.firstStep = row.value(0).toLongLong();
    bucket.lastStep = row.value(1).toLongLong();
    bucket.summary.finiteCount = row.value(2).toLongLong();
    bucket.summary.nonFiniteCount = row.value(3).toLongLong();
    bucket.summary.min = number(row.value(4));
    bucket.summary.max = number(row.value(5));
    bucket.summary.mean = number(row.value(6));
    bucket.summary.last = number(row.value(7));
    return bucket;
}

tl::unexpected<Error> noSuchRun(std::int64_t id)
{
    return fail(ErrorKind::NotFound, "The history of runs has no run " + std::to_string(id) + ".");
}

} // namespace

std::string_view runStateName(RunState state)
{
    switch (state) {
    case RunState::Running:
        return "running";
    case RunState::Finished:
        return "finished";
    case RunState::Stopped:
        return "stopped";
    case RunState::Failed:
        return "failed";
    }
    return "stopped";
}

/// One of Qt's named connections, and the thread that may use it.
class RunDatabase::Connection
{
public:
    explicit Connection(fs::path file) : m_file(std::move(file)), m_thread(QThread::currentThread())
    {
        static std::atomic<unsigned> counter{0};
        m_name = u"koma-runs-%1"_s.arg(counter++);
    }
    ~Connection()
    {
        // The last handle must be gone before Qt is told to forget the name.
        if (QSqlDatabase::contains(m_name)) {
            QSqlDatabase::database(m_name, false).close();
            QSqlDatabase::removeDatabase(m_name);
        }
    }
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;
    Connection(Connection &&) = delete;
    Connection &operator=(Connection &&) = delete;

    Result<void> open()
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name);
        database.setDatabaseName(text(m_file.string()));
        database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=2000"_s);
        if (!database.open())
            return fail(runDatabaseError(m_file, database.lastError()));
        // Readers do not wait for a writer, and a crash loses the last moment at most.
        for (const QString &pragma :
             {u"PRAGMA journal_mode = WAL"_s, u"PRAGMA synchronous = NORMAL"_s,
              u"PRAGMA foreign_keys = ON"_s}) {
            if (auto done = execute(pragma); !done)
                return done;
        }
        if (auto migrated = migrateRunSchema(database, m_file); !migrated)
            return migrated;
        return checkSound();
    }

    Result<void> checkThread() const
    {
        if (QThread::currentThread() == m_thread)
            return {};
        return fail(
            ErrorKind::Internal,
            "The history of runs was called by another thread than the one that opened it.");
    }

    Result<void> execute(const QString &statement)
    {
        QSqlQuery query = newQuery();
        if (!query.exec(statement))
            return fail(error(query));
        return {};
    }

    /// A transaction around `work`; rolled back where it fails.
    template<class Work>
    Result<void> inTransaction(const Work &work)
    {
        if (auto begun = execute(u"BEGIN IMMEDIATE"_s); !begun)
            return begun;
        if (Result<void> done = work(); !done) {
            static_cast<void>(execute(u"ROLLBACK"_s));
            return done;
        }
        return execute(u"COMMIT"_s);
    }

    Result<void> insertCurve(std::int64_t runId, const HistoryColumn &column)
    {
        auto curve = ask(u"INSERT INTO curve (run, name) VALUES (?, ?)"_s,
                         {qint64{runId}, text(column.name)});
        if (!curve)
            return fail(curve.error());
        const QVariant curveId = curve->lastInsertId();
        QSqlQuery row = newQuery();
        row.prepare(u"INSERT INTO bucket VALUES (?,?,?,?,?,?,?,?,?)"_s);
        for (const CurveBucket &bucket : thinned(column)) {
            bindBucket(row, curveId, bucket);
            if (!row.exec())
                return fail(error(row));
        }
        return {};
    }

    /// A statement with values in its places, carried out.
    Result<QSqlQuery> ask(const QString &statement, const QVariantList &values) const
    {
        QSqlQuery query = newQuery();
        query.prepare(statement);
        for (const QVariant &value : values)
            query.addBindValue(value);
        if (!query.exec())
            return fail(error(query));
        return query;
    }

    [[nodiscard]] QSqlQuery newQuery() const
    {
        QSqlQuery query(QSqlDatabase::database(m_name, false));
        query.setForwardOnly(true);
        return query;
    }
    [[nodiscard]] Error error(const QSqlQuery &query) const
    {
        return runDatabaseError(m_file, query.lastError());
    }

private:
    /// Damage deep in the file would otherwise show as missing runs.
    Result<void> checkSound()
    {
        QSqlQuery query = newQuery();
        if (!query.exec(u"PRAGMA quick_check(1)"_s) || !query.next())
            return fail(error(query));
        const QString answer = query.value(0).toString();
        constexpr int kCorrupt = 11;
        if (answer != "ok"_L1)
            return fail(runDatabaseError(
                m_file, QSqlError(answer, {}, QSqlError::UnknownError, QString::number(kCorrupt))));
        return {};
    }

    fs::path m_file;
    QThread *m_thread;
    QString m_name;
};

RunDatabase::RunDatabase(std::unique_ptr<Connection> connection) : d(std::move(connection)) {}
RunDatabase::~RunDatabase() = default;
RunDatabase::RunDatabase(RunDatabase &&) noexcept = default;
RunDatabase &RunDatabase::operator=(RunDatabase &&) noexcept = default;

Result<RunDatabase> RunDatabase::open(const fs::path &file)
{
    if (QCoreApplication::instance() == nullptr || !QSqlDatabase::isDriverAvailable(u"QSQLITE"_s))
        return fail(ErrorKind::Unsupported,
                    "Qt has no driver for SQLite, so there is no history of runs. Install the "
                    "package libqt6sql6-sqlite.");
    std::error_code error;
    if (!file.parent_path().empty())
        fs::create_directories(file.parent_path(), error);
    if (error)
        return fail(ErrorKind::Unwritable, "The folder " + file.parent_path().string() +
                                               " cannot be made: " + error.message() + ".");
    auto connection = std::make_unique<Connection>(file);
    if (auto opened = connection->open(); !opened)
        return fail(opened.error());
    return RunDatabase(std::move(connection));
}

Result<fs::path> RunDatabase::setAside(const fs::path &file)
{
    fs::path aside;
    std::error_code error;
    int number = 1;
    do {
        aside = file;
        aside += ".damaged-" + std::to_string(number++);
    } while (fs::exists(aside, error));
    fs::rename(file, aside, error);
    if (error)
        return fail(ErrorKind::Unwritable,
                    "The file " + file.string() + " cannot be renamed: " + error.message() + ".");
    for (const char *ending : {"-wal", "-shm"}) { // SQLite's own, which belong to the old file
        fs::path companion = file;
        companion += ending;
        fs::remove(companion, error);
    }
    return aside;
}

Result<std::int64_t> RunDatabase::save(const RunRecord &run)
{
    if (auto ready = d->checkThread(); !ready)
        return fail(ready.error());
    QSqlQuery query = d->newQuery();
    const QString update =
        u"SET folder = ?, fingerprint = ?, styleName = ?, startedAt = ?, finishedAt = ?, "
        "state = ?, device = ?, config = ?, steps = ?, seconds = ?, bestScore = ?"_s;
    if (run.id != 0) {
        query.prepare("UPDATE run "_L1 + update + " WHERE id = ? RETURNING id"_L1);
        bindRun(query, run);
        query.addBindValue(qint64{run.id});
    } else {
        // "excluded" is the row that was to be inserted.
        query.prepare(
            u"INSERT INTO run (folder, fingerprint, styleName, startedAt, finishedAt, state, "
            "device, config, steps, seconds, bestScore, notes) VALUES (?,?,?,?,?,?,?,?,?,?,?,?) "
            "ON CONFLICT (folder) DO UPDATE SET fingerprint = excluded.fingerprint, "
            "styleName = excluded.styleName, startedAt = excluded.startedAt, "
            "finishedAt = excluded.finishedAt, state = excluded.state, device = excluded.device, "
            "config = excluded.config, steps = excluded.steps, seconds = excluded.seconds, "
            "bestScore = excluded.bestScore RETURNING id"_s);
        bindRun(query, run);
        query.addBindValue(text(run.notes));
    }
    if (!query.exec())
        return fail(d->error(query));
    if (!query.next())
        return noSuchRun(run.id);
    const std::int64_t id = query.value(0).toLongLong();
    if (query.next() || query.lastError().isValid()) // the row is written when the query ends
        return fail(d->error(query));
    auto remembered =
        d->ask(u"DELETE FROM forgotten WHERE folder = ?"_s, {text(run.folder.string())});
    if (!remembered)
        return fail(remembered.error());
    return id;
}

Result<void> RunDatabase::setNotes(std::int64_t id, const std::string &notes)
{
    if (auto ready = d->checkThread(); !ready)
        return ready;
    auto query = d->ask(u"UPDATE run SET notes = ? WHERE id = ?"_s, {text(notes), qint64{id}});
    if (!query)
        return fail(query.error());
    if (query->numRowsAffected() == 0)
        return noSuchRun(id);
    return {};
}

Result<void> RunDatabase::remove(std::int64_t id)
{
    if (auto ready = d->checkThread(); !ready)
        return ready;
    return d->inTransaction([&]() -> Result<void> {
        auto remember = d->ask(
            u"INSERT OR IGNORE INTO forgotten SELECT folder FROM run WHERE id = ?"_s, {qint64{id}});
        if (!remember)
            return fail(remember.error());
        auto query = d->ask(u"DELETE FROM run WHERE id = ?"_s, {qint64{id}});
        if (!query)
            return fail(query.error());
        if (query->numRowsAffected() == 0)
            return noSuchRun(id);
        return {};
    });
}

Result<bool> RunDatabase::isForgotten(const fs::path &folder)
{
    if (auto ready = d->checkThread(); !ready)
        return fail(ready.error());
    auto query = d->ask(u"SELECT 1 FROM forgotten WHERE folder = ?"_s, {text(folder.string())});
    if (!query)
        return fail(query.error());
    return query->next();
}

Result<std::vector<RunRecord>> RunDatabase::runs()
{
    if (auto ready = d->checkThread(); !ready)
        return fail(ready.error());
    QSqlQuery query = d->newQuery();
    if (!query.exec(u"SELECT %1 FROM run ORDER BY startedAt DESC, id DESC"_s.arg(
            QLatin1StringView(kColumns))))
        return fail(d->error(query));
    std::vector<RunRecord> found;
    while (query.next())
        found.push_back(recordFrom(query));
    return found;
}

Result<RunRecord> RunDatabase::run(std::int64_t id)
{
    if (auto ready = d->checkThread(); !ready)
        return fail(ready.error());
    auto query =
        d->ask(u"SELECT %1 FROM run WHERE id = ?"_s.arg(QLatin1StringView(kColumns)), {qint64{id}});
    if (!query)
        return fail(query.error());
    if (!query->next())
        return noSuchRun(id);
    return recordFrom(*query);
}

Result<void> RunDatabase::saveCurves(std::int64_t id, std::span<const HistoryColumn> curves)
{
    if (auto ready = d->checkThread(); !ready)
        return ready;
    return d->inTransaction([&]() -> Result<void> {
        auto old = d->ask(u"DELETE FROM curve WHERE run = ?"_s, {qint64{id}});
        if (!old)
            return fail(old.error());
        for (const HistoryColumn &curve : curves) {
            if (auto inserted = d->insertCurve(id, curve); !inserted)
                return inserted;
        }
        return {};
    });
}

Result<std::vector<std::string>> RunDatabase::curveNames(std::int64_t id)
{
    if (auto ready = d->checkThread(); !ready)
        return fail(ready.error());
    auto query = d->ask(u"SELECT name FROM curve WHERE run = ? ORDER BY id"_s, {qint64{id}});
    if (!query)
        return fail(query.error());
    std::vector<std::string> names;
    while (query->next())
        names.push_back(query->value(0).toString().toStdString());
    return names;
}

Result<std::vector<CurveBucket>> RunDatabase::curve(std::int64_t id, const std::string &name)
{
    if (auto ready = d->checkThread(); !ready)
        return fail(ready.error());
    auto query =
        d->ask(u"SELECT firstStep, lastStep, finiteCount, nonFiniteCount, min, max, mean, last "
               "FROM bucket JOIN curve ON curve.id = bucket.curve "
               "WHERE curve.run = ? AND curve.name = ? ORDER BY firstStep"_s,
               {qint64{id}, text(name)});
    if (!query)
        return fail(query.error());
    std::vector<CurveBucket> buckets;
    while (query->next())
        buckets.push_back(bucketFrom(*query));
    return buckets;
}

} // namespace koma
