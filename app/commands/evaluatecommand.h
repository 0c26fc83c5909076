// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/commandcontext.h"

#include <filesystem>
#include <string>

namespace koma {

/// `koma evaluate`: scores of a style on photos that it was not trained on, and a sheet to look at.
struct EvaluateOptions
{
    std::string style;
    std::filesystem::path photos;
    std::filesystem::path sheet; ///< empty: evaluation/STYLE.jpg
    int sheetPictures = 24;
    double strokeScale = 1.0;
    EngineOptions engine;
};

void describeEvaluate(CLI::App &command, EvaluateOptions &options);
int runEvaluate(const CommandContext &context, const EvaluateOptions &options);

} // namespace koma
