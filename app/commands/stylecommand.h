// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/commandcontext.h"

#include <filesystem>
#include <string>

namespace koma {

/// `koma style export`: a style or a finished run as one file.
struct StyleExportOptions
{
    std::string style;            ///< an id or a folder
    std::filesystem::path output; ///< a .komastyle file or an existing folder
};

/// `koma style import`: such a file among the user's own styles.
struct StyleImportOptions
{
    std::filesystem::path package;
    bool replace = false;
};

/// `koma style list`: the styles that are found, with their licences.
struct StyleListOptions
{
};

void describeStyleExport(CLI::App &command, StyleExportOptions &options);
int runStyleExport(const CommandContext &context, const StyleExportOptions &options);
void describeStyleImport(CLI::App &command, StyleImportOptions &options);
int runStyleImport(const CommandContext &context, const StyleImportOptions &options);
void describeStyleList(CLI::App &command, StyleListOptions &options);
int runStyleList(const CommandContext &context, const StyleListOptions &options);

} // namespace koma
