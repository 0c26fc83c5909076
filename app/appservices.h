// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/generatorregistry.h"
#include "core/jobs/jobrunner.h"
#include "ui/stylize/drawingservice.h"
#include "ui/training/trainingservice.h"

#include <filesystem>
#include <memory>
#include <string>

namespace koma {

/// The composition root: builds and owns what the window works with, in the right order, and hands
/// it out by reference.
class AppServices
{
public:
    AppServices(const std::filesystem::path &dataFolder, const std::string &deviceName);
    ~AppServices();
    AppServices(const AppServices &) = delete;
    AppServices &operator=(const AppServices &) = delete;
    AppServices(AppServices &&) = delete;
    AppServices &operator=(AppServices &&) = delete;

    [[nodiscard]] JobRunner &runner() { return m_runner; }
    [[nodiscard]] DrawingService &drawing() { return *m_drawing; }
    [[nodiscard]] TrainingService &training() { return *m_training; }

private:
    GeneratorRegistry m_registry;
    std::unique_ptr<DrawingService> m_drawing;
    std::unique_ptr<TrainingService> m_training;
    JobRunner m_runner; // last, so that its threads end before what they use
};

} // namespace koma
