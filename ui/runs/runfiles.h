// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/training/curves/runhistory.h"
#include "core/training/runbranches.h"
#include "core/training/trainingsession.h"

#include <QStringList>

#include <cstdint>
#include <filesystem>
#include <vector>

namespace koma {

/// What the window reads from a run's folder and makes of it. All wait for the disk: io lane.

/// What a run left to look at and to go back to.
struct RunTraces
{
    QStringList samples; ///< its preview sheets, by step
    std::vector<RunBranch> branches;
    bool canGoOn = false;  ///< it knows what it was asked to do
    bool hasStyle = false; ///< that can be shared
};
RunTraces readRunTraces(const std::filesystem::path &folder);

/// Its curves, quality checks among them, and its previews; nothing of a run that has not begun.
struct RunPast
{
    std::vector<HistoryColumn> curves;
    QStringList samples;
};
Result<RunPast> readRunPast(const std::filesystem::path &folder);

/// The run of a folder, to go on for so many minutes.
Result<TrainingRun> prolongedRun(const std::filesystem::path &folder, double minutes);

/// Makes the run "<folder>-branch-<step>" beside the folder, with a number where that is taken, and
/// gives its folder.
Result<std::filesystem::path> makeBranch(const std::filesystem::path &folder, std::int64_t step);

Result<void> exportCurvesAsCsv(const std::filesystem::path &folder,
                               const std::filesystem::path &file);

/// Into a folder of the run's name below `target`, which TensorBoard shows as a run. `startedAt` is
/// in seconds since 1970.
Result<void> exportCurvesToTensorBoard(const std::filesystem::path &folder,
                                       const std::filesystem::path &target, std::int64_t startedAt);

/// Packs the run's style as a .komastyle file.
Result<void> shareStyle(const std::filesystem::path &folder, const std::filesystem::path &file);

} // namespace koma
