// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/runs/runrecord.h"
#include "core/training/curves/curveseries.h"
#include "core/training/curves/runhistory.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace koma {

/// The history of training runs, in one SQLite file: what each run was, its curves thinned for
/// charts, and the user's notes. It is a record beside the run folders, which stay the truth; a
/// lost one is made again by importing them.
///
/// A database connection belongs to the thread that opened it: calls from any other fail with
/// Internal and do nothing. Several connections, also of several programs, may be open at a time;
/// a call waits up to two seconds for another's write and then fails with Unwritable. Needs a
/// QCoreApplication and Qt's SQLite driver (Unsupported says which package has it).
class RunDatabase
{
public:
    /// Opens or makes the file, and brings an older one up to date. BadFormat for a damaged file
    /// or one that is no database (see setAside()), VersionTooNew for a newer Koma's.
    static Result<RunDatabase> open(const std::filesystem::path &file);

    /// Renames a damaged database so that a new one can be made; gives the new name.
    static Result<std::filesystem::path> setAside(const std::filesystem::path &file);

    ~RunDatabase();
    RunDatabase(RunDatabase &&) noexcept;
    RunDatabase &operator=(RunDatabase &&) noexcept;
    RunDatabase(const RunDatabase &) = delete;
    RunDatabase &operator=(const RunDatabase &) = delete;

    /// Adds the run, or updates the one with its id or, where that is 0, with its folder. Notes are
    /// only written with a new run. Gives its id.
    Result<std::int64_t> save(const RunRecord &run);
    Result<void> setNotes(std::int64_t id, const std::string &notes);
    /// Forgets a run; its folder stays, and is known as forgotten until it is saved again.
    Result<void> remove(std::int64_t id);
    /// Whether the run of a folder was removed, so that a search for runs passes it by.
    Result<bool> isForgotten(const std::filesystem::path &folder);

    /// All runs, the latest first.
    Result<std::vector<RunRecord>> runs();
    /// NotFound says so.
    Result<RunRecord> run(std::int64_t id);

    /// Replaces a run's curves by these, each thinned to at most kMaxBuckets buckets.
    Result<void> saveCurves(std::int64_t id, std::span<const HistoryColumn> curves);
    /// In the order in which they were saved.
    Result<std::vector<std::string>> curveNames(std::int64_t id);
    /// Empty where the run has no such curve.
    Result<std::vector<CurveBucket>> curve(std::int64_t id, const std::string &name);

    static constexpr std::size_t kMaxBuckets = 1000;

private:
    class Connection;
    explicit RunDatabase(std::unique_ptr<Connection> connection);

    std::unique_ptr<Connection> d;
};

} // namespace koma
