// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runarchive.h"

#include "core/base/filelock.h"
#include "core/runs/rundatabase.h"
#include "core/runs/runimport.h"
#include "core/training/runfolder.h"

#include <algorithm>
#include <optional>
#include <system_error>
#include <utility>

namespace koma {
namespace {

namespace fs = std::filesystem;

/// As the database names folders.
fs::path nameOf(const fs::path &folder)
{
    std::error_code error;
    fs::path name = fs::weakly_canonical(folder, error);
    return error ? folder : name;
}

/// The newest of the files that a record is made of.
fs::file_time_type lastWritten(const fs::path &folder)
{
    fs::file_time_type newest = fs::file_time_type::min();
    for (const char *name : {"config.json", "history.csv", "quality.csv", "style.json"}) {
        std::error_code error;
        const fs::file_time_type written = fs::last_write_time(folder / name, error);
        if (!error)
            newest = std::max(newest, written);
    }
    return newest;
}

Result<std::optional<RunRecord>> find(RunDatabase &database, const fs::path &folder)
{
    const auto runs = database.runs();
    if (!runs)
        return fail(runs.error());
    const auto found = std::find_if(runs->begin(), runs->end(),
                                    [&](const RunRecord &run) { return run.folder == folder; });
    return found == runs->end() ? std::nullopt : std::optional(*found);
}

tl::unexpected<Error> notInHistory(const fs::path &folder)
{
    return fail(ErrorKind::NotFound, "The history of runs does not know " + folder.string() + ".");
}

/// The database keeps buckets; most are of one point.
CurveSeries seriesOf(const std::vector<CurveBucket> &buckets)
{
    CurveSeries series;
    for (const CurveBucket &bucket : buckets)
        series.append((bucket.firstStep + bucket.lastStep) / 2, bucket.summary.mean);
    return series;
}

} // namespace

RunArchive::RunArchive(fs::path databaseFile, fs::path runsFolder)
    : m_databaseFile(std::move(databaseFile)), m_runsFolder(std::move(runsFolder))
{
}

/// A damaged database does not keep the artist from the runs, which are in their folders.
Result<RunDatabase> RunArchive::open()
{
    auto database = RunDatabase::open(m_databaseFile);
    if (database || database.error().kind != ErrorKind::BadFormat)
        return database;
    const auto aside = RunDatabase::setAside(m_databaseFile);
    if (!aside)
        return fail(aside.error());
    m_setAside = *aside;
    m_imported.clear();
    return RunDatabase::open(m_databaseFile);
}

Result<void> RunArchive::bringUpToDate(RunDatabase &database, const fs::path &folder)
{
    const fs::file_time_type written = lastWritten(folder);
    if (const auto known = m_imported.find(folder);
        known != m_imported.end() && known->second == written)
        return {};
    const auto forgotten = database.isForgotten(folder);
    if (!forgotten)
        return fail(forgotten.error());
    if (*forgotten)
        return {};
    const auto before = find(database, folder);
    if (!before)
        return fail(before.error());
    auto run = importRun(database, folder);
    if (!run)
        return fail(run.error());
    // Files do not tell how a run ended; who watched it has written that down.
    const bool isKnown = *before && (*before)->state != RunState::Running;
    if (isKnown && (*before)->steps == run->steps && (*before)->state != run->state &&
        run->state == RunState::Finished) {
        run->state = (*before)->state;
        if (auto saved = database.save(*run); !saved)
            return fail(saved.error());
    }
    m_imported[folder] = written;
    return {};
}

RunPresence RunArchive::presenceOf(const RunRecord &run) const
{
    std::error_code ignored;
    if (!fs::exists(run.folder / "config.json", ignored))
        return RunPresence::Gone;
    if (m_imported.count(run.folder) == 0 && !isRunFolderPresent(run))
        return RunPresence::Replaced;
    return FileLock::isTaken(run.folder / RunFolder::kLockFile) ? RunPresence::Playing
                                                                : RunPresence::Present;
}

Result<RunArchive::Listing> RunArchive::list(const CancelToken &cancel)
{
    const std::scoped_lock turn(m_turn);
    auto database = open();
    if (!database)
        return fail(database.error());
    Listing listing;
    for (const fs::path &folder : runFoldersAt(nameOf(m_runsFolder))) {
        if (cancel.isCancelled())
            return failCancelled();
        if (auto done = bringUpToDate(*database, folder); !done)
            listing.problems.push_back(done.error());
    }
    if (auto written = writeKeptNotes(*database); !written)
        return fail(written.error());
    auto runs = database->runs();
    if (!runs)
        return fail(runs.error());
    for (RunRecord &run : *runs) {
        if (cancel.isCancelled())
            return failCancelled();
        const RunPresence presence = presenceOf(run);
        listing.entries.push_back({std::move(run), presence});
    }
    listing.setAside = std::exchange(m_setAside, {});
    return listing;
}

Result<void> RunArchive::record(const fs::path &folder, RunState state)
{
    std::error_code ignored;
    if (!fs::exists(folder / "config.json", ignored))
        return {};
    const std::scoped_lock turn(m_turn);
    auto database = open();
    if (!database)
        return fail(database.error());
    auto run = importRun(*database, folder);
    if (!run)
        return fail(run.error());
    run->state = state;
    if (auto saved = database->save(*run); !saved)
        return fail(saved.error());
    m_imported[run->folder] = lastWritten(run->folder);
    return {};
}

Result<std::vector<CurveSeries>> RunArchive::curves(const std::vector<fs::path> &folders,
                                                    const std::string &name)
{
    const std::scoped_lock turn(m_turn);
    auto database = open();
    if (!database)
        return fail(database.error());
    std::vector<CurveSeries> found;
    for (const fs::path &folder : folders) {
        const auto run = find(*database, folder);
        if (!run)
            return fail(run.error());
        const auto buckets =
            *run ? database->curve((*run)->id, name) : Result<std::vector<CurveBucket>>();
        if (!buckets)
            return fail(buckets.error());
        found.push_back(seriesOf(*buckets));
    }
    return found;
}

void RunArchive::keepNotes(const fs::path &folder, const std::string &notes)
{
    const std::scoped_lock lock(m_notesMutex);
    m_notes[folder] = notes;
}

Result<void> RunArchive::writeNotes()
{
    const std::scoped_lock turn(m_turn);
    auto database = open();
    if (!database)
        return fail(database.error());
    return writeKeptNotes(*database);
}

Result<void> RunArchive::writeKeptNotes(RunDatabase &database)
{
    std::map<fs::path, std::string> notes;
    {
        const std::scoped_lock lock(m_notesMutex);
        notes.swap(m_notes);
    }
    Result<void> outcome;
    for (auto it = notes.begin(); it != notes.end() && outcome;) {
        const auto run = find(database, it->first);
        if (!run)
            outcome = fail(run.error());
        else if (*run) // else it was forgotten meanwhile
            outcome = database.setNotes((*run)->id, it->second);
        if (outcome)
            it = notes.erase(it);
    }
    // What was not written waits for the next time, unless newer words have come.
    const std::scoped_lock lock(m_notesMutex);
    m_notes.merge(notes);
    return outcome;
}

Result<void> RunArchive::forget(const fs::path &folder)
{
    const std::scoped_lock turn(m_turn);
    auto database = open();
    if (!database)
        return fail(database.error());
    const auto run = find(*database, folder);
    if (!run)
        return fail(run.error());
    if (!*run)
        return notInHistory(folder);
    m_imported.erase(folder);
    return database->remove((*run)->id);
}

} // namespace koma
