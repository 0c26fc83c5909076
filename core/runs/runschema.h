// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QSqlDatabase>
#include <QSqlError>

#include <filesystem>

namespace koma {

/// The version of the tables that this Koma reads and writes.
inline constexpr int kRunSchemaVersion = 3;

/// An SQL error as Koma's: BadFormat for a damaged file, Unwritable where another program holds it
/// or the disk does not take it, else Internal.
Error runDatabaseError(const std::filesystem::path &file, const QSqlError &error);

/// Makes the tables, or adds what an older version lacks, in one transaction; keeps what is there.
/// The version is SQLite's user_version. VersionTooNew for a later one.
Result<void> migrateRunSchema(QSqlDatabase &database, const std::filesystem::path &file);

} // namespace koma
