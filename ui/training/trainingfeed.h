// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/trainingevents.h"

#include <cstddef>
#include <deque>
#include <filesystem>
#include <memory>
#include <mutex>
#include <variant>
#include <vector>

namespace koma {

/// A sample sheet that was written.
struct TrainingSample
{
    std::filesystem::path file;
};

using TrainingEvent =
    std::variant<TrainingPhase, TrainingReport, QualityReport, TrainingAlarmReport, TrainingSample>;

/// Carries events from the training thread to the window: the trainer never waits for the window,
/// and the window takes what has come when it is about to draw. Reports beyond the limit push out
/// the oldest reports, never other events. Any thread.
class TrainingFeed
{
public:
    static constexpr std::size_t kMostReports = 4096;

    void add(TrainingEvent event);
    /// All events since the last call, in order.
    std::vector<TrainingEvent> take();

    /// The events of a run that go into a feed, which lives as long as they do.
    static TrainingEvents eventsInto(const std::shared_ptr<TrainingFeed> &feed);

private:
    std::mutex m_mutex;
    std::deque<TrainingEvent> m_events;
    std::size_t m_reports = 0;
};

} // namespace koma
