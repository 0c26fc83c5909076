// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/runbranches.h"

#include "core/training/runfolder.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <string>
#include <system_error>

namespace koma {
namespace {

namespace fs = std::filesystem;

/// The step of the last line of quality.csv that says "best" in its last column.
std::optional<std::int64_t> bestStep(const fs::path &qualityTable)
{
    std::ifstream table(qualityTable);
    std::optional<std::int64_t> step;
    std::string line;
    while (std::getline(table, line) && !table.eof()) {
        if (line.ends_with(",1"))
            step = std::strtoll(line.c_str(), nullptr, 10);
    }
    return step;
}

} // namespace

std::vector<RunBranch> runBranches(const fs::path &runFolder)
{
    std::error_code error;
    if (!fs::is_directory(runFolder / "checkpoints", error))
        return {}; // opening the run would make its folders
    const auto folder = RunFolder::open(runFolder);
    if (!folder)
        return {};
    std::vector<RunBranch> branches;
    for (const std::int64_t step : folder->branches())
        branches.push_back({step, false, folder->branch(step)});
    const auto best = bestStep(folder->quality());
    if (!best || !fs::exists(folder->bestCheckpoint(), error))
        return branches;
    const auto at =
        std::lower_bound(branches.begin(), branches.end(), *best,
                         [](const RunBranch &branch, auto step) { return branch.step < step; });
    if (at != branches.end() && at->step == *best)
        at->isBest = true;
    else
        branches.insert(at, {*best, true, folder->bestCheckpoint()});
    return branches;
}

} // namespace koma
