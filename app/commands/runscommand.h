// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/commandcontext.h"

#include <filesystem>
#include <string>
#include <vector>

namespace koma {

/// `koma runs export`: a run's curves for other programs.
struct RunsExportOptions
{
    std::filesystem::path run;
    std::filesystem::path csv;         ///< empty: none
    std::vector<std::string> columns;  ///< of the CSV file; empty: all
    std::filesystem::path tensorBoard; ///< a folder of runs; empty: none
};

/// `koma runs import`: run folders into the history of runs.
struct RunsImportOptions
{
    std::vector<std::filesystem::path> folders;
    bool setAside = false; ///< a damaged history makes room for a new one
};

/// `koma runs list`: all runs that the history knows.
struct RunsListOptions
{
};

/// `koma runs show`: what it knows of one.
struct RunsShowOptions
{
    std::string run; ///< a number of the list, or a folder
};

/// `koma runs note`: the user's words on a run.
struct RunsNoteOptions
{
    std::string run;
    std::string text;
};

void describeRunsExport(CLI::App &command, RunsExportOptions &options);
int runRunsExport(const CommandContext &context, const RunsExportOptions &options);
void describeRunsImport(CLI::App &command, RunsImportOptions &options);
int runRunsImport(const CommandContext &context, const RunsImportOptions &options);
void describeRunsList(CLI::App &command, RunsListOptions &options);
int runRunsList(const CommandContext &context, const RunsListOptions &options);
void describeRunsShow(CLI::App &command, RunsShowOptions &options);
int runRunsShow(const CommandContext &context, const RunsShowOptions &options);
void describeRunsNote(CLI::App &command, RunsNoteOptions &options);
int runRunsNote(const CommandContext &context, const RunsNoteOptions &options);

} // namespace koma
