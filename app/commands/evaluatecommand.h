// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/commandcontext.h"

#include <filesystem>
#include <string>
#include <vector>

namespace koma {

/// `koma evaluate`: scores of a style on photos that it was not trained on, and a sheet to look at.
struct EvaluateOptions
{
    std::string style;
    std::filesystem::path photos;
    std::filesystem::path drawings; ///< empty: none
    std::filesystem::path judge;    ///< empty: the shipped one, where there is one
    std::string judgeClass;         ///< empty: the style's id
    std::filesystem::path features; ///< empty: none
    std::vector<std::string> compare;
    bool baselines = false;
    std::filesystem::path json;  ///< empty: none
    std::filesystem::path sheet; ///< empty: evaluation/STYLE.jpg
    int sheetPictures = 24;
    double strokeScale = 1.0;
    EngineOptions engine;
};

void describeEvaluate(CLI::App &command, EvaluateOptions &options);
int runEvaluate(const CommandContext &context, const EvaluateOptions &options);

} // namespace koma
