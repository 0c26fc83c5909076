// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/builtinmodels.h"
#include "ui/training/trainingservice.h"

#include <filesystem>
#include <utility>

namespace koma::test {

/// The real trainer on folders of the test's own.
class RealTrainingService : public TrainingService
{
public:
    explicit RealTrainingService(std::filesystem::path folder) : m_folder(std::move(folder))
    {
        registerBuiltinModels(m_registry);
    }

    Result<TrainingOutcome> train(const TrainingRun &run, const TrainingEvents &events,
                                  TrainingControl &control, const CancelToken &cancel) override
    {
        return koma::train(m_registry, run, events, control, cancel);
    }
    Result<RunEstimate> estimate(const TrainingRun &run, const CancelToken &cancel) override
    {
        return estimateRun(m_registry, run, cancel);
    }
    std::vector<DeviceInfo> devices() override { return listDevices().devices; }
    [[nodiscard]] std::filesystem::path dataFolder() const override { return m_folder; }
    [[nodiscard]] std::filesystem::path runsFolder() const override { return m_folder / "runs"; }
    [[nodiscard]] std::filesystem::path runDatabaseFile() const override
    {
        return m_folder / "runs.sqlite";
    }

private:
    std::filesystem::path m_folder;
    GeneratorRegistry m_registry;
};

} // namespace koma::test
