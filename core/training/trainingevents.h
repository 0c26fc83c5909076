// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/imaging/image.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>

namespace koma {

/// One line of the game: the means since the last report.
struct TrainingReport
{
    std::int64_t step = 0;
    std::int64_t totalSteps = 0;          ///< 0 where a time limit ends the run
    std::map<std::string, double> losses; ///< "generator", "discriminator", "content", "tone", …
    double picturesPerSecond = 0.0;
    double learningRate = 0.0;   ///< of the generator
    double elapsedSeconds = 0.0; ///< of training, pauses left out, earlier sessions included
    double remainingSeconds = 0.0;
};

/// How good the averaged generator is by now, on the same photos each time.
struct QualityReport
{
    std::int64_t step = 0;
    double elapsedSeconds = 0.0;
    /// KID of the judge's features from results to drawings, and its standard error. Empty without
    /// a judge.
    std::optional<double> kid;
    double kidError = 0.0;
    double retrieval = 0.0; ///< share of photos found again from the edges of their results
    double diversity = 0.0; ///< mean distance of results' edge layouts over that of the photos'
    /// Share of results that are laid out more like a training drawing than like their own photo.
    double copied = 0.0;
    std::filesystem::path copiedDrawing; ///< the training drawing of the most alike such pair
    std::filesystem::path copyingPhoto;  ///< the photo whose result it is like
    Image copyingResult;                 ///< that result, small; sRGB U8
    bool best = false;                   ///< better than all before
};

/// What can go wrong in a run while it goes on.
enum class TrainingAlarm {
    ModeCollapse,         ///< all results look alike
    Copying,              ///< results repeat training drawings
    DiscriminatorWinning, ///< the generator learns nothing any more
    DiscriminatorLosing,  ///< the discriminators tell nothing apart
    RolledBack,     ///< a loss was not a number: back to the last checkpoint, at half the rate
    SmallerBatches, ///< memory ran out: each batch goes through in parts
};

struct TrainingAlarmReport
{
    TrainingAlarm alarm = TrainingAlarm::ModeCollapse;
    std::int64_t step = 0;
    std::string detail; ///< figures, for a log
};

/// What happened and what the artist can do, in English sentences for a terminal.
std::string trainingAlarmText(TrainingAlarm alarm);

enum class TrainingPhase { Preparing, WarmingUp, Playing, Paused, Finishing };

/// Called on the training thread; each may be empty and must not wait.
struct TrainingEvents
{
    std::function<void(TrainingPhase)> phaseChanged;
    std::function<void(const TrainingReport &)> report;
    std::function<void(const QualityReport &)> scored;
    std::function<void(const TrainingAlarmReport &)> alarm;
    std::function<void(const std::filesystem::path &)> sampleWritten;
    std::function<void(const std::filesystem::path &)> checkpointWritten;
};

} // namespace koma
