// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"
#include "core/engine/device.h"
#include "core/engine/generatorregistry.h"
#include "core/engine/stylecard.h"
#include "core/training/trainingconfig.h"
#include "core/training/trainingdata.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace koma {

/// One line of the game: the means since the last report.
struct TrainingReport
{
    std::int64_t step = 0;
    std::int64_t totalSteps = 0;          ///< 0 where a time limit ends the run
    std::map<std::string, double> losses; ///< "generator", "discriminator", "content", "tone", …
    double picturesPerSecond = 0.0;
    double elapsedSeconds = 0.0; ///< of training, earlier sessions of the run included
    double remainingSeconds = 0.0;
};

struct TrainingEvents
{
    std::function<void(const TrainingReport &)> report;
    std::function<void(const std::filesystem::path &)> sampleWritten;
    std::function<void(const std::filesystem::path &)> checkpointWritten;
};

/// A run: which pictures, for how long, into which folder.
struct TrainingRun
{
    std::filesystem::path photos;
    std::vector<std::filesystem::path> drawings; ///< one folder or several as one style
    /// What to start from: a base file or another run's folder. Empty: from nothing.
    std::filesystem::path base;
    std::filesystem::path runFolder;
    TrainingConfig config;
    StyleCard card;            ///< name, artist, licence, …; the rest is filled in
    std::int64_t maxSteps = 0; ///< 0: no limit by steps
    double maxSeconds = 0.0;   ///< 0: no limit by time
    double checkpointSeconds = 120.0;
    double sampleSeconds = 60.0;
    double reportSeconds = 2.0;
    bool resume = true; ///< go on from the folder's checkpoint where there is one
    Device device;
};

/// Trains in the calling thread until the limit, a cancel or a failure. The run folder then holds
/// `config.json`, `history.csv`, `checkpoint.safetensors`, `base.safetensors` (what other runs may
/// start from), `samples/` and a finished style (`style.json`, `weights.safetensors`,
/// `preview.jpg`) that `koma stylize --style RUN` uses at once. A cancel writes a checkpoint first
/// and is not an error of the run: the result says how far it came. Resuming gives the same weights
/// as an uninterrupted run, bit for bit on a CPU with the same thread count.
struct TrainingOutcome
{
    std::int64_t step = 0;
    double elapsedSeconds = 0.0;
    bool cancelled = false;
    StyleCard card;
};

Result<TrainingOutcome> train(const GeneratorRegistry &registry, const TrainingRun &run,
                              const TrainingEvents &events, const CancelToken &cancel);

} // namespace koma
