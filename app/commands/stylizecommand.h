// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/commandcontext.h"
#include "core/imaging/composition/drawingblend.h"

#include <filesystem>
#include <string>
#include <vector>

namespace koma {

/// `koma stylize`: pictures to drawings of the same size, with metadata.
struct StylizeOptions
{
    std::vector<std::filesystem::path> inputs;
    std::string style; ///< an id or a folder
    std::string
        output; ///< a file, or a folder where it exists, ends in '/' or there are several inputs
    DrawingBlend blend;
    double strokeScale = 1.0;
    int quality = 92;
    bool force = false; ///< the output may replace an input
    EngineOptions engine;
};

void describeStylize(CLI::App &command, StylizeOptions &options);
int runStylize(const CommandContext &context, const StylizeOptions &options);

} // namespace koma
