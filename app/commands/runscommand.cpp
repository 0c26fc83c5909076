// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/runscommand.h"

#include "app/datafolders.h"
#include "app/exitcode.h"
#include "app/terminalprogress.h"
#include "core/runs/rundatabase.h"
#include "core/runs/runimport.h"
#include "core/training/curves/runhistory.h"
#include "core/training/curves/tensorboardevents.h"

#include <CLI/CLI.hpp>
#include <QCoreApplication>
#include <spdlog/fmt/chrono.h>
#include <spdlog/fmt/fmt.h>

#include <array>
#include <charconv>
#include <chrono>
#include <ctime>
#include <system_error>

namespace koma {

namespace fs = std::filesystem;

namespace {

/// When a run began, in seconds since 1970: its history was last written at its last report. Of a
/// run with pauses it is the begin that a run without them would have had.
double startWallTime(const fs::path &run, const RunHistory &history)
{
    std::error_code error;
    const fs::file_time_type written = fs::last_write_time(run / RunHistory::kFile, error);
    if (error)
        return 0.0;
    const std::chrono::duration<double> sinceEpoch =
        std::chrono::file_clock::to_sys(written).time_since_epoch();
    return sinceEpoch.count() - (history.seconds.empty() ? 0.0 : history.seconds.back());
}

/// The run's own folder below TensorBoard's, which shows each folder as a run.
fs::path tensorBoardFolder(const RunsExportOptions &options)
{
    const fs::path run = fs::absolute(options.run / "").lexically_normal().parent_path();
    return options.tensorBoard / run.filename();
}

/// Qt's plugins, the driver of SQLite among them, are found through an application object.
struct QtRuntime
{
    int argc = 1;
    std::array<char, 5> name = {'k', 'o', 'm', 'a', '\0'};
    std::array<char *, 2> argv = {name.data(), nullptr};
    QCoreApplication application{argc, argv.data()};
};

/// The run that the user means: a number of the list, or a folder, which is brought up to date.
Result<RunRecord> runNamed(RunDatabase &database, const std::string &name)
{
    std::int64_t id = 0;
    const char *end = name.data() + name.size();
    const auto [stopped, error] = std::from_chars(name.data(), end, id);
    if (error == std::errc{} && stopped == end)
        return database.run(id);
    return importRun(database, name);
}

std::string timeText(std::int64_t secondsSince1970)
{
    if (secondsSince1970 == 0)
        return "-";
    return fmt::format("{:%Y-%m-%d %H:%M}",
                       fmt::localtime(static_cast<std::time_t>(secondsSince1970)));
}

std::string scoreText(const RunRecord &run)
{
    return run.bestScore ? fmt::format("{:.4g}", *run.bestScore) : "-";
}

/// The note's first line, for a table.
std::string firstLine(const std::string &text)
{
    return text.substr(0, text.find('\n'));
}

Result<void> tellCurves(RunDatabase &database, std::int64_t id)
{
    const Result<std::vector<std::string>> names = database.curveNames(id);
    if (!names)
        return fail(names.error());
    for (const std::string &name : *names) {
        const Result<std::vector<CurveBucket>> buckets = database.curve(id, name);
        if (!buckets)
            return fail(buckets.error());
        CurveSummary whole;
        for (const CurveBucket &bucket : *buckets)
            whole.add(bucket.summary);
        if (whole.finiteCount > 0)
            fmt::print("  {:<18} {:>10.4g} last, {:.4g} … {:.4g}\n", name, whole.last, whole.min,
                       whole.max);
    }
    return {};
}

void tellRun(const RunRecord &run)
{
    const auto line = [](std::string_view label, std::string_view value) {
        fmt::print("{:<10} {}\n", label, value);
    };
    line("Run", fmt::format("{}  {}", run.id, run.styleName));
    line("Folder", run.folder.string() + (isRunFolderPresent(run) ? "" : "  (gone or moved)"));
    line("State", runStateName(run.state));
    line("Begun", timeText(run.startedAt));
    line("Training", fmt::format("{} steps in {}", run.steps, durationText(run.seconds)));
    if (!run.device.empty())
        line("Device", run.device);
    line("Best score", scoreText(run));
    if (!run.notes.empty())
        line("Notes", run.notes);
}

struct OpenedRun
{
    RunDatabase database;
    RunRecord run;
};

Result<OpenedRun> openRun(const std::string &name)
{
    Result<RunDatabase> database = RunDatabase::open(runDatabaseFile());
    if (!database)
        return fail(database.error());
    Result<RunRecord> run = runNamed(*database, name);
    if (!run)
        return fail(run.error());
    return OpenedRun{std::move(*database), std::move(*run)};
}

} // namespace

void describeRunsExport(CLI::App &command, RunsExportOptions &options)
{
    command.add_option("run", options.run, "A run's folder")->required()->type_name("RUN");
    CLI::Option *csv =
        command.add_option("--csv", options.csv, "Write the curves as CSV")->type_name("FILE");
    command
        .add_option("--columns", options.columns,
                    "Only these curves in the CSV, as in generator,discriminator [all]")
        ->delimiter(',')
        ->needs(csv)
        ->type_name("NAMES");
    command
        .add_option("--tensorboard", options.tensorBoard,
                    "Write an event file into a folder of the run's name below this one")
        ->type_name("FOLDER");
}

int runRunsExport(const CommandContext & /*context*/, const RunsExportOptions &options)
{
    if (options.csv.empty() && options.tensorBoard.empty()) {
        fmt::print(stderr, "koma: say what to write: --csv FILE, --tensorboard FOLDER or both.\n");
        return kExitUsage;
    }
    const Result<RunHistory> history = readAllCurves(options.run);
    if (!history)
        return tellError(history.error());
    if (history->skippedLines > 0)
        fmt::print(stderr, "koma: {} lines of the history are not whole and were left out\n",
                   history->skippedLines);
    if (!options.csv.empty()) {
        const Result<void> written = writeHistoryCsv(options.csv, *history, options.columns);
        if (!written)
            return tellError(written.error());
        fmt::print("{}  {} reports\n", options.csv.string(), history->steps.size());
    }
    if (!options.tensorBoard.empty()) {
        const Result<fs::path> written = writeTensorBoard(tensorBoardFolder(options), *history,
                                                          startWallTime(options.run, *history));
        if (!written)
            return tellError(written.error());
        fmt::print("{}  {} reports\nopen it: tensorboard --logdir {}\n", written->string(),
                   history->steps.size(), options.tensorBoard.string());
    }
    return kExitOk;
}

void describeRunsImport(CLI::App &command, RunsImportOptions &options)
{
    command
        .add_option("folders", options.folders,
                    "Folders of runs, or folders that hold such folders")
        ->required()
        ->type_name("FOLDER");
    command.add_flag("--set-aside", options.setAside,
                     "Rename a damaged history of runs and begin a new one");
}

int runRunsImport(const CommandContext & /*context*/, const RunsImportOptions &options)
{
    QtRuntime qt;
    Result<RunDatabase> database = RunDatabase::open(runDatabaseFile());
    const bool damaged = !database && database.error().kind == ErrorKind::BadFormat;
    if (damaged && options.setAside) {
        const Result<fs::path> aside = RunDatabase::setAside(runDatabaseFile());
        if (!aside)
            return tellError(aside.error());
        fmt::print("the damaged history is now {}\n", aside->string());
        database = RunDatabase::open(runDatabaseFile());
    }
    if (!database)
        return tellError(database.error());
    int exitCode = kExitOk;
    for (const fs::path &folder : options.folders) {
        std::vector<fs::path> runs = runFoldersAt(folder);
        if (runs.empty())
            runs.push_back(folder); // whose import tells why it is none
        for (const fs::path &run : runs) {
            const Result<RunRecord> imported = importRun(*database, run);
            if (imported)
                fmt::print("{}  {}  {}\n", imported->id, imported->styleName,
                           imported->folder.string());
            else
                exitCode = tellError(imported.error());
        }
    }
    return exitCode;
}

void describeRunsList(CLI::App & /*command*/, RunsListOptions & /*options*/) {}

int runRunsList(const CommandContext & /*context*/, const RunsListOptions & /*options*/)
{
    QtRuntime qt;
    Result<RunDatabase> database = RunDatabase::open(runDatabaseFile());
    if (!database)
        return tellError(database.error());
    const Result<std::vector<RunRecord>> runs = database->runs();
    if (!runs)
        return tellError(runs.error());
    if (runs->empty())
        fmt::print("no runs yet; koma runs import FOLDER takes in those that are there\n");
    for (const RunRecord &run : *runs) {
        fmt::print("{:>4}  {:<16}  {:<8}  {:>7} steps  {:>8}  score {:<6}  {}  {}{}{}\n", run.id,
                   timeText(run.startedAt), runStateName(run.state), run.steps,
                   durationText(run.seconds), scoreText(run), run.styleName, run.folder.string(),
                   isRunFolderPresent(run) ? "" : "  (gone or moved)",
                   run.notes.empty() ? "" : "  – " + firstLine(run.notes));
    }
    return kExitOk;
}

void describeRunsShow(CLI::App &command, RunsShowOptions &options)
{
    command.add_option("run", options.run, "A run's number in koma runs list, or its folder")
        ->required()
        ->type_name("RUN");
}

int runRunsShow(const CommandContext & /*context*/, const RunsShowOptions &options)
{
    QtRuntime qt;
    Result<OpenedRun> opened = openRun(options.run);
    if (!opened)
        return tellError(opened.error());
    tellRun(opened->run);
    const Result<void> curves = tellCurves(opened->database, opened->run.id);
    return curves ? kExitOk : tellError(curves.error());
}

void describeRunsNote(CLI::App &command, RunsNoteOptions &options)
{
    command.add_option("run", options.run, "A run's number in koma runs list, or its folder")
        ->required()
        ->type_name("RUN");
    command.add_option("text", options.text, "What to remember of it; empty: nothing")
        ->required()
        ->type_name("TEXT");
}

int runRunsNote(const CommandContext & /*context*/, const RunsNoteOptions &options)
{
    QtRuntime qt;
    Result<OpenedRun> opened = openRun(options.run);
    if (!opened)
        return tellError(opened.error());
    const Result<void> noted = opened->database.setNotes(opened->run.id, options.text);
    return noted ? kExitOk : tellError(noted.error());
}

} // namespace koma
