// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/training/trainingsession.h"

#include <cstdint>
#include <filesystem>

namespace koma {

/// Writes what a run was asked to do into `run.json` of its folder, so that it can go on without
/// being asked again.
Result<void> writeRunDescription(const TrainingRun &run);

/// The run of a folder that has `run.json` and `config.json`, with `resume` set: its pictures,
/// settings, card and limits, on whatever device goes on with it. NotFound or BadFormat say which
/// file is missing or wrong.
Result<TrainingRun> readRunDescription(const std::filesystem::path &runFolder);

/// How far a run came, by its history.csv; nothing where that is missing.
struct RunProgress
{
    std::int64_t step = 0;
    double elapsedSeconds = 0.0;
};
RunProgress readRunProgress(const std::filesystem::path &runFolder);

/// Makes a new run folder that goes on from a step whose checkpoint `from` has kept (see
/// runBranches()); the old run stays as it is. InvalidArgument where the new folder already
/// has a run, NotFound where there is no such checkpoint.
Result<TrainingRun> branchRun(const std::filesystem::path &from, std::int64_t step,
                              const std::filesystem::path &to);

} // namespace koma
