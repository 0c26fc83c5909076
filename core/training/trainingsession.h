// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/fairmutex.h"
#include "core/base/result.h"
#include "core/engine/device.h"
#include "core/engine/generatorregistry.h"
#include "core/engine/stylecard.h"
#include "core/training/trainingconfig.h"
#include "core/training/trainingcontrol.h"
#include "core/training/trainingevents.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace koma {

/// A run: which pictures, for how long, into which folder. The lists are of files that
/// inspectTrainingFolder() found fit for training.
struct TrainingRun
{
    std::vector<std::filesystem::path> photos;
    std::vector<std::filesystem::path> drawings;
    std::vector<std::filesystem::path> heldOut; ///< drawings to score against, not trained on
    /// What to start from: a base file or another run's folder. Empty: from nothing.
    std::filesystem::path base;
    std::filesystem::path judge; ///< folder of the judge that scores the run; empty: none
    std::filesystem::path runFolder;
    TrainingConfig config;
    StyleCard card;            ///< name, artist, licence, …; the rest is filled in
    std::int64_t maxSteps = 0; ///< 0: no limit by steps
    double maxSeconds = 0.0;   ///< 0: no limit by time
    double checkpointSeconds = 30.0;
    double sampleSeconds = 60.0;
    double qualitySeconds = 120.0;
    double branchSeconds = 300.0; ///< between checkpoints that are kept to go back to
    double reportSeconds = 2.0;
    bool resume = true;           ///< go on from the folder's checkpoint where there is one
    std::optional<Device> device; ///< none: the CPU, or what a TrainingService draws on
    /// Taken for each step, so that drawings elsewhere get their turn; may be null.
    std::shared_ptr<FairMutex> turns;
};

struct TrainingOutcome
{
    std::int64_t step = 0;
    double elapsedSeconds = 0.0;
    bool cancelled = false;
    StyleCard card;
};

/// Trains in the calling thread until the limit, a cancel or a failure. The run folder then holds
/// what RunFolder names and a finished style (`style.json`, `weights.safetensors`, `preview.jpg`),
/// which was loaded and run before this returns. A cancel writes checkpoint and style first and is
/// not an error of the run: the result says how far it came. Resuming gives the same weights as an
/// uninterrupted run, bit for bit on a CPU with the same thread count, where steps end the run; a
/// limit by time makes the schedules follow the clock. A loss that is not a number goes back to the
/// last checkpoint at half the learning rate; where memory runs out, batches go through in parts.
Result<TrainingOutcome> train(const GeneratorRegistry &registry, const TrainingRun &run,
                              const TrainingEvents &events, TrainingControl &control,
                              const CancelToken &cancel);

} // namespace koma
