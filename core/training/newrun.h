// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/trainingconfig.h"
#include "core/training/trainingdata.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace koma {

/// What the window and the command line decide in the same way when a run begins.

inline constexpr int kFewestTrainingPictures = 4;
inline constexpr int kShortestTrainingSidePx = 96;
inline constexpr double kUsualTrainingMinutes = 20.0;

/// "My Ink 2/" to "my-ink-2": what a style's id may be made of; "style" where nothing is left.
std::string styleIdFromName(std::string_view name);

/// Drawings to train on, and every eighth to score against; none of fewer than 24, which training
/// needs all of.
struct DrawingSplit
{
    std::vector<std::filesystem::path> trained;
    std::vector<std::filesystem::path> heldOut;
};
DrawingSplit splitDrawings(const std::vector<std::filesystem::path> &drawings);

/// The base that comes with Koma in `dataFolder`, for ink or for colour; empty where it is missing
/// or the network's shape is not the usual one, which alone it fits.
std::filesystem::path shippedBase(const std::filesystem::path &dataFolder,
                                  const TrainingConfig &config);

/// The judge that comes with Koma; empty where it is missing.
std::filesystem::path shippedJudge(const std::filesystem::path &dataFolder);

} // namespace koma
