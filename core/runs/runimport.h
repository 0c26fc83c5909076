// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/runs/rundatabase.h"
#include "core/runs/runrecord.h"

#include <filesystem>
#include <vector>

namespace koma {

/// What a run folder says of itself (`config.json`, `history.csv`, `quality.csv`, `style.json`;
/// only the first is needed). Notes and device are not in it and stay empty. NotFound for a folder
/// that is no run, BadFormat for files that are not what they should be.
Result<RunRecord> readRunFolder(const std::filesystem::path &folder);

/// Brings the database up to date with a run folder, curves and all, and gives the run. A run that
/// is known keeps its notes and device, and its score where the folder has none; one whose folder
/// is gone and that shows up elsewhere is recognised and moves there.
Result<RunRecord> importRun(RunDatabase &database, const std::filesystem::path &folder);

/// The run folders at a path: itself, or else those directly below it, by name.
std::vector<std::filesystem::path> runFoldersAt(const std::filesystem::path &path);

/// Whether a run's folder is still where it was, and still holds that run: false where it was
/// moved, deleted, or taken by another run.
bool isRunFolderPresent(const RunRecord &run);

} // namespace koma
