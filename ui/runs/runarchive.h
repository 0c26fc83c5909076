// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"
#include "core/runs/runrecord.h"
#include "core/training/curves/curveseries.h"

#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace koma {

class RunDatabase;

enum class RunPresence {
    Present,
    Playing,  ///< this Koma or another one is at it
    Gone,     ///< there is no run in its folder any more
    Replaced, ///< its folder holds another run
};

/// The window's way to the history of runs. Any thread, which waits for the disk, so never the
/// GUI's; calls take turns. Each opens the database in its own thread and closes it before it
/// returns. Runs are named by their folders, which stay what they are when a damaged database is
/// set aside and made anew.
class RunArchive
{
public:
    RunArchive(std::filesystem::path databaseFile, std::filesystem::path runsFolder);

    struct Entry
    {
        RunRecord record;
        RunPresence presence = RunPresence::Present;
    };
    struct Listing
    {
        std::vector<Entry> entries;     ///< the latest first
        std::filesystem::path setAside; ///< the damaged database that was renamed; usually empty
        std::vector<Error> problems;    ///< of folders that could not be read
    };

    /// Brings the database up to date with the runs' folders, and gives all runs of both.
    Result<Listing> list(const CancelToken &cancel);

    /// Writes down how a run ended, with its curves. A folder in which no run began is passed by.
    Result<void> record(const std::filesystem::path &folder, RunState state);

    /// The named curve of each folder's run, as the database has it; empty where it has none.
    Result<std::vector<CurveSeries>> curves(const std::vector<std::filesystem::path> &folders,
                                            const std::string &name);

    /// Remembers notes without touching the disk, so the GUI's thread may; writeNotes() writes all
    /// that were kept.
    void keepNotes(const std::filesystem::path &folder, const std::string &notes);
    Result<void> writeNotes();

    /// Removes the record; the folder stays, and list() passes it by from now on.
    Result<void> forget(const std::filesystem::path &folder);

private:
    Result<RunDatabase> open();
    Result<void> bringUpToDate(RunDatabase &database, const std::filesystem::path &folder);
    Result<void> writeKeptNotes(RunDatabase &database);
    RunPresence presenceOf(const RunRecord &run) const;

    std::filesystem::path m_databaseFile;
    std::filesystem::path m_runsFolder;
    std::mutex m_turn;
    std::filesystem::path m_setAside;
    /// When the files of an imported folder were last written: others are read again.
    std::map<std::filesystem::path, std::filesystem::file_time_type> m_imported;

    std::mutex m_notesMutex;
    std::map<std::filesystem::path, std::string> m_notes;
};

} // namespace koma
