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

void describeRunsExport(CLI::App &command, RunsExportOptions &options);
int runRunsExport(const CommandContext &context, const RunsExportOptions &options);

} // namespace koma
