// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace koma::bench {

/// Work that is loaded and warmed up. `facts` say what it is; `repeat` does it once.
struct PreparedCase
{
    nlohmann::json facts;
    std::function<Result<void>()> repeat;
};

/// Something to measure, by name. Each runs in a process of its own, so that its peak memory and
/// the allocator's state are its own.
struct BenchCase
{
    std::string name;
    std::function<Result<PreparedCase>()> prepare;
};

/// Serves one case on stdin and stdout: a line of JSON with the facts when it is ready, one with
/// the times for each line "repeat", and one with the peak memory at the end of input. The exit
/// code.
int serveCase(const BenchCase &benchCase);

/// Koma's network through the engine, and the reference network's forward pass. `style` is a
/// style's folder; where it holds none, an untrained network of the default shape is drawn with.
std::vector<BenchCase> inferenceCases(const std::filesystem::path &style);

/// Whole training steps on a batch that is already there: Koma's generator and the reference's.
std::vector<BenchCase> trainingCases();

/// The whole loop of a training with Koma's generator: pictures cut, augmented and guided ahead,
/// steps, and their losses kept.
std::vector<BenchCase> loopCases();
/// Pictures that the project has made itself, for the loop's two sides.
std::vector<std::filesystem::path> loopPhotos();
std::vector<std::filesystem::path> loopDrawings();
inline constexpr int kLoopSteps = 16; ///< in one repetition

/// What another implementation needs to do the same work: training settings, threads, precision and
/// the shape of the network that inferenceCases() draws with.
nlohmann::json commonSettings(const std::filesystem::path &style);

} // namespace koma::bench
