// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/commandcontext.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace koma {

/// `koma judge train`: the network that scores styles, from folders of drawings and photos.
struct JudgeTrainOptions
{
    std::filesystem::path styles;
    std::filesystem::path photos;
    std::filesystem::path card;
    std::filesystem::path families; ///< empty: the shipped judge's
    double minutes = 0.0;
    std::int64_t steps = 0;
    std::uint64_t seed = 1;
    std::string source;
    EngineOptions engine;
};

/// `koma judge check`: how well it knows pictures that it was not trained on.
struct JudgeCheckOptions
{
    std::filesystem::path judge; ///< empty: the shipped one
    std::filesystem::path styles;
    std::filesystem::path photos;
    EngineOptions engine;
};

/// The judge that is part of this installation: `models/judge` in its data folder.
std::filesystem::path shippedJudge(const CommandContext &context);

void describeJudgeTrain(CLI::App &command, JudgeTrainOptions &options);
int runJudgeTrain(const CommandContext &context, const JudgeTrainOptions &options);
void describeJudgeCheck(CLI::App &command, JudgeCheckOptions &options);
int runJudgeCheck(const CommandContext &context, const JudgeCheckOptions &options);

} // namespace koma
