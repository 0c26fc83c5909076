// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"
#include "core/engine/generatorregistry.h"
#include "core/training/trainingsession.h"

#include <cstdint>

namespace koma {

/// How fast a run will be here and what it needs, measured by playing a few of its steps.
struct RunEstimate
{
    double stepsPerMinute = 0.0;  ///< of the game, which is slower than the warm-up
    std::int64_t memoryBytes = 0; ///< the process's greatest so far, with these steps
};

/// Plays the run's first steps in a folder that is removed afterwards. Errors as train().
Result<RunEstimate> estimateRun(const GeneratorRegistry &registry, const TrainingRun &run,
                                const CancelToken &cancel = {});

} // namespace koma
