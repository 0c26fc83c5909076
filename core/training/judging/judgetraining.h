// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"
#include "core/training/judging/judgecard.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace koma {

/// What a judge is trained on and for how long: until the first of maxSteps and maxSeconds that is
/// set.
struct JudgeTrainingRun
{
    std::filesystem::path styles; ///< a folder of folders, each with one style's drawings
    std::filesystem::path photos;
    std::filesystem::path card; ///< file to write, as judge.json; the weights go beside it
    StyleFamilies families;
    std::string source; ///< for the card: where the pictures come from
    std::uint64_t seed = 1;
    std::int64_t maxSteps = 0;
    double maxSeconds = 0.0;
    std::int64_t width = 16;
    int batchSize = 48;
    double learningRate =
        2e-3; ///< its greatest; rises over the first steps, then falls as a cosine
    double labelSmoothing = 0.1;
    bool bfloat16 = true; ///< where the processor computes it natively
    double reportSeconds = 5.0;
};

/// Means since the last report.
struct JudgeTrainingReport
{
    std::int64_t step = 0;
    double loss = 0.0;
    double rightPatches = 0.0; ///< share of training patches given to the right class
    double patchesPerSecond = 0.0;
    double remainingSeconds = 0.0;
};

/// Trains a judge on the processor and writes its weights and card, both or none. On one machine
/// and thread count equal runs by steps give equal weights; the seconds also end the cosine, so
/// runs by time differ. Errors: NotFound and InvalidArgument for folders without enough pictures,
/// NumericalFailure, Unwritable, Cancelled (nothing is written).
Result<JudgeCard> trainJudge(const JudgeTrainingRun &run,
                             const std::function<void(const JudgeTrainingReport &)> &report = {},
                             const CancelToken &cancel = {});

} // namespace koma
