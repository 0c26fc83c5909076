// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/training/trainingconfig.h"

#include <torch/torch.h>

#include <filesystem>
#include <map>
#include <string>

namespace koma {

/// A run frozen between two steps: everything that resuming needs. One safetensors file.
struct Checkpoint
{
    TrainingConfig config;
    std::int64_t step = 0; ///< steps done
    double elapsedSeconds = 0.0;
    double rateScale = 1.0;                     ///< of the learning rates; halved by each roll-back
    std::map<std::string, torch::Tensor> state; ///< Trainer::state()
};

/// Replaces the file atomically: a crash while writing leaves the last checkpoint whole.
Result<void> writeCheckpoint(const std::filesystem::path &path, const Checkpoint &checkpoint);
Result<Checkpoint> readCheckpoint(const std::filesystem::path &path);

} // namespace koma
