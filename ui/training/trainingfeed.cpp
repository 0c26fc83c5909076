// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/trainingfeed.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace koma {

void TrainingFeed::add(TrainingEvent event)
{
    const auto isReport = [](const TrainingEvent &one) {
        return std::holds_alternative<TrainingReport>(one);
    };
    const std::scoped_lock lock(m_mutex);
    if (isReport(event) && ++m_reports > kMostReports) {
        m_events.erase(std::find_if(m_events.begin(), m_events.end(), isReport));
        --m_reports;
    }
    m_events.push_back(std::move(event));
}

std::vector<TrainingEvent> TrainingFeed::take()
{
    const std::scoped_lock lock(m_mutex);
    std::vector<TrainingEvent> taken(std::make_move_iterator(m_events.begin()),
                                     std::make_move_iterator(m_events.end()));
    m_events.clear();
    m_reports = 0;
    return taken;
}

TrainingEvents TrainingFeed::eventsInto(const std::shared_ptr<TrainingFeed> &feed)
{
    TrainingEvents events;
    events.phaseChanged = [feed](TrainingPhase phase) { feed->add(phase); };
    events.report = [feed](const TrainingReport &report) { feed->add(report); };
    events.scored = [feed](const QualityReport &quality) { feed->add(quality); };
    events.alarm = [feed](const TrainingAlarmReport &alarm) { feed->add(alarm); };
    events.sampleWritten = [feed](const std::filesystem::path &file) {
        feed->add(TrainingSample{file});
    };
    return events;
}

} // namespace koma
