// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/device.h"
#include "core/training/runestimate.h"
#include "core/training/trainingsession.h"

#include <filesystem>
#include <vector>

namespace koma {

/// All that the Train workspace needs of the engine. The application implements it with the
/// trainer, tests may with a short one.
class TrainingService
{
public:
    TrainingService() = default;
    virtual ~TrainingService() = default;
    TrainingService(const TrainingService &) = delete;
    TrainingService &operator=(const TrainingService &) = delete;
    TrainingService(TrainingService &&) = delete;
    TrainingService &operator=(TrainingService &&) = delete;

    /// As koma::train(). Training lane only.
    virtual Result<TrainingOutcome> train(const TrainingRun &run, const TrainingEvents &events,
                                          TrainingControl &control, const CancelToken &cancel) = 0;

    /// As estimateRun(). Training lane only.
    virtual Result<RunEstimate> estimate(const TrainingRun &run, const CancelToken &cancel) = 0;

    /// What a run can be trained on, best first; one that names none is trained on what drawings
    /// are made on. Asking drivers can take a second: training lane only.
    virtual std::vector<DeviceInfo> devices() = 0;

    /// Where Koma's own models and samples are.
    [[nodiscard]] virtual std::filesystem::path dataFolder() const = 0;
    /// Where runs and the styles that they make are kept.
    [[nodiscard]] virtual std::filesystem::path runsFolder() const = 0;
    /// Where the history of runs is kept.
    [[nodiscard]] virtual std::filesystem::path runDatabaseFile() const = 0;
};

} // namespace koma
