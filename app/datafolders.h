// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <vector>

namespace koma {

/// The folder that holds `models/styles` and `resources/samples`: KOMA_DATA_DIR where it is set,
/// `../share/koma` of the installation, or the source tree that this build came from.
Result<std::filesystem::path> findDataFolder();

/// Where the user's own things live: XDG_DATA_HOME/koma.
std::filesystem::path userDataFolder();

/// Where the window keeps training runs, each a folder that is also the style that it made.
std::filesystem::path userRunsFolder();

/// Where window and command line keep the history of runs.
std::filesystem::path runDatabaseFile();

/// Where imported styles are kept.
std::filesystem::path userStylesFolder();

/// Where styles are looked for: the user's own, imported and then trained, which may hide a
/// built-in one, then the built-in ones.
std::vector<std::filesystem::path> styleFolders(const std::filesystem::path &dataFolder);

/// The first of the project's own sample pictures; NotFound where there is none.
Result<std::filesystem::path> samplePicture(const std::filesystem::path &dataFolder);

} // namespace koma
