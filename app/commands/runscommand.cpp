// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/runscommand.h"

#include "app/exitcode.h"
#include "core/training/curves/runhistory.h"
#include "core/training/curves/tensorboardevents.h"

#include <CLI/CLI.hpp>
#include <spdlog/fmt/fmt.h>

#include <chrono>
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
    const fs::path run = fs::absolute(options.run / "").parent_path();
    return options.tensorBoard / run.filename();
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
    const Result<RunHistory> history = readRunHistory(options.run);
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

} // namespace koma
