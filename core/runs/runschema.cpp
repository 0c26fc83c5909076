// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/runschema.h"

#include <QSqlQuery>
#include <QString>
#include <QStringList>
#include <QVariant>

#include <array>

namespace koma {
namespace {

using namespace Qt::StringLiterals;

/// The statements that lead from each version to the next. They are never changed, only added to:
/// a user's file may be at any of them.
std::array<QStringList, kRunSchemaVersion> migrations()
{
    return {{{u"CREATE TABLE run ("
              "id INTEGER PRIMARY KEY, folder TEXT NOT NULL UNIQUE, fingerprint TEXT NOT NULL, "
              "styleName TEXT NOT NULL, startedAt INTEGER NOT NULL, finishedAt INTEGER NOT NULL, "
              "state TEXT NOT NULL, device TEXT NOT NULL, config TEXT NOT NULL, "
              "steps INTEGER NOT NULL, seconds REAL NOT NULL, bestScore REAL, "
              "notes TEXT NOT NULL)"_s,
              u"CREATE INDEX runByTime ON run (startedAt)"_s},
             {u"CREATE TABLE curve ("
              "id INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, "
              "name TEXT NOT NULL, UNIQUE (run, name))"_s,
              // NULL stands for NaN in the values.
              u"CREATE TABLE bucket ("
              "curve INTEGER NOT NULL REFERENCES curve ON DELETE CASCADE, "
              "firstStep INTEGER NOT NULL, lastStep INTEGER NOT NULL, "
              "finiteCount INTEGER NOT NULL, nonFiniteCount INTEGER NOT NULL, "
              "min REAL, max REAL, mean REAL, last REAL, "
              "PRIMARY KEY (curve, firstStep)) WITHOUT ROWID"_s},
             {u"CREATE TABLE forgotten (folder TEXT PRIMARY KEY) WITHOUT ROWID"_s}}};
}

Result<int> versionOf(QSqlDatabase &database, const std::filesystem::path &file)
{
    QSqlQuery query(database);
    if (!query.exec(u"PRAGMA user_version"_s) || !query.next())
        return fail(runDatabaseError(file, query.lastError()));
    return query.value(0).toInt();
}

Result<void> execute(QSqlDatabase &database, const QString &statement,
                     const std::filesystem::path &file)
{
    QSqlQuery query(database);
    if (!query.exec(statement))
        return fail(runDatabaseError(file, query.lastError()));
    return {};
}

Result<void> migrateFrom(QSqlDatabase &database, const std::filesystem::path &file)
{
    // Asked again inside the transaction: another program may have just done it.
    const auto version = versionOf(database, file);
    if (!version)
        return fail(version.error());
    const auto steps = migrations();
    for (auto i = static_cast<std::size_t>(*version); i < steps.size(); ++i) {
        for (const QString &statement : steps[i]) {
            if (auto done = execute(database, statement, file); !done)
                return done;
        }
    }
    return execute(database, u"PRAGMA user_version = %1"_s.arg(kRunSchemaVersion), file);
}

} // namespace

Error runDatabaseError(const std::filesystem::path &file, const QSqlError &error)
{
    const QString code = error.nativeErrorCode();
    const std::string detail = error.text().toStdString() + " (SQLite " + code.toStdString() + ")";
    const int primary = code.toInt() & 0xff; // sqlite.org/rescode.html
    constexpr int kBusy = 5;
    constexpr int kLocked = 6;
    constexpr int kReadOnly = 8;
    constexpr int kCorrupt = 11;
    constexpr int kFull = 13;
    constexpr int kCannotOpen = 14;
    constexpr int kNotADatabase = 26;
    switch (primary) {
    case kBusy:
    case kLocked:
        return {ErrorKind::Unwritable,
                "The history of runs " + file.string() +
                    " is in use by another program. Try again when that is done.",
                detail};
    case kCorrupt:
    case kNotADatabase:
        return {ErrorKind::BadFormat,
                "The history of runs " + file.string() +
                    " is damaged. Your runs are not: set the file aside and import their folders "
                    "again. Notes stay in the old file.",
                detail};
    case kReadOnly:
    case kFull:
    case kCannotOpen:
        return {ErrorKind::Unwritable,
                "The history of runs " + file.string() +
                    " cannot be written. Check the folder's permissions and the free space.",
                detail};
    default:
        return {ErrorKind::Internal,
                "The history of runs " + file.string() + " did not take a request.", detail};
    }
}

Result<void> migrateRunSchema(QSqlDatabase &database, const std::filesystem::path &file)
{
    const auto version = versionOf(database, file);
    if (!version)
        return fail(version.error());
    if (*version == kRunSchemaVersion)
        return {};
    if (*version > kRunSchemaVersion || *version < 0)
        return fail(ErrorKind::VersionTooNew,
                    "The history of runs " + file.string() + " has version " +
                        std::to_string(*version) + "; this Koma reads up to " +
                        std::to_string(kRunSchemaVersion) + ". Update Koma to use it.");
    if (auto begun = execute(database, u"BEGIN IMMEDIATE"_s, file); !begun)
        return begun;
    if (auto migrated = migrateFrom(database, file); !migrated) {
        static_cast<void>(execute(database, u"ROLLBACK"_s, file));
        return migrated;
    }
    return execute(database, u"COMMIT"_s, file);
}

} // namespace koma
