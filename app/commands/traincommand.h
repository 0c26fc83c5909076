// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/commandcontext.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace koma {

/// `koma train`: a style from a folder of drawings and a folder of photos.
struct TrainOptions
{
    std::filesystem::path photos;
    std::vector<std::filesystem::path> drawings;
    std::string base; ///< empty: the shipped one; "none": start from nothing
    std::filesystem::path run;
    std::filesystem::path resumed;        ///< a run to go on with; empty: a new one
    std::optional<std::int64_t> fromStep; ///< of `resumed`, to branch off into `run`
    std::filesystem::path watched;        ///< a run to follow instead of training
    std::filesystem::path config;         ///< empty: the built-in recipe
    double minutes = 0.0;
    std::int64_t steps = 0;
    std::optional<std::uint64_t> seed; ///< empty: the config's
    double checkpointSeconds = 30.0;
    bool fresh = false; ///< not from the run's checkpoint
    std::string id;
    std::string name;
    std::string artist;
    std::string licence;
    std::string credit;
    std::string source;
    EngineOptions engine;
};

void describeTrain(CLI::App &command, TrainOptions &options);
int runTrain(const CommandContext &context, const TrainOptions &options);

} // namespace koma
