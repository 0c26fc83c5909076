// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace koma {

/// What the desktop application starts with.
struct DesktopOptions
{
    std::vector<std::filesystem::path> openPaths; ///< the first is opened
    bool openSample = false;
    std::filesystem::path dataFolder; ///< holds models/styles and resources/samples
    std::string deviceName = "auto";  ///< as deviceFromName() reads it
};

/// Shows the window and returns when it is closed, with the process's exit code. Main thread; the
/// runtime is configured already.
int runDesktopApplication(int argc, char **argv, const DesktopOptions &options);

} // namespace koma
