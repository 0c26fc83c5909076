// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/runestimate.h"

#include "core/engine/hardware.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <system_error>

namespace koma {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kWarmUpSteps = 2;
constexpr std::int64_t kMadeAhead = 6; ///< by the BatchLoader, before the steps begin
constexpr std::int64_t kGameSteps = kMadeAhead + 3;

/// A folder for a run that nobody keeps.
class PassingFolder
{
public:
    PassingFolder()
        : m_path(fs::temp_directory_path() /
                 ("koma-estimate-" +
                  std::to_string(std::chrono::steady_clock::now().time_since_epoch().count())))
    {
    }
    ~PassingFolder()
    {
        std::error_code ignored;
        fs::remove_all(m_path, ignored);
    }
    PassingFolder(const PassingFolder &) = delete;
    PassingFolder &operator=(const PassingFolder &) = delete;
    PassingFolder(PassingFolder &&) = delete;
    PassingFolder &operator=(PassingFolder &&) = delete;

    [[nodiscard]] const fs::path &path() const { return m_path; }

private:
    fs::path m_path;
};

} // namespace

Result<RunEstimate> estimateRun(const GeneratorRegistry &registry, const TrainingRun &run,
                                const CancelToken &cancel)
{
    const PassingFolder folder;
    TrainingRun trial = run;
    trial.runFolder = folder.path();
    trial.judge.clear();
    trial.resume = false;
    trial.maxSeconds = 0.0;
    trial.maxSteps = kWarmUpSteps + kGameSteps;
    trial.config.warmupSteps = kWarmUpSteps;
    trial.reportSeconds = 0.0;
    double fastest = 0.0; // the others met something that happens once
    TrainingEvents events;
    events.report = [&](const TrainingReport &report) {
        if (report.step > kWarmUpSteps + kMadeAhead)
            fastest = std::max(fastest, report.picturesPerSecond);
    };
    TrainingControl control;
    const auto played = train(registry, trial, events, control, cancel);
    if (!played)
        return fail(played.error());
    if (played->cancelled)
        return failCancelled();
    constexpr double kSecondsPerMinute = 60.0;
    return RunEstimate{kSecondsPerMinute * fastest / run.config.batchSize, processMemoryBytes()};
}

} // namespace koma
