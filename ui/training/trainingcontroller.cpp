// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/trainingcontroller.h"

#include <type_traits>
#include <utility>

namespace koma {
namespace {

constexpr int kDrainPeriodMs = 100;

} // namespace

TrainingController::TrainingController(JobRunner &runner, TrainingService &service, QObject *parent)
    : QObject(parent), m_runner(runner), m_service(service)
{
    m_timer.setInterval(kDrainPeriodMs);
    connect(&m_timer, &QTimer::timeout, this, &TrainingController::drain);
}

TrainingController::~TrainingController()
{
    m_job.cancel();
    if (m_control)
        m_control->resume();
}

void TrainingController::start(const TrainingRun &run)
{
    if (isRunning())
        return;
    m_run = run;
    m_control = std::make_shared<TrainingControl>();
    m_feed = std::make_shared<TrainingFeed>();
    m_job = m_runner.start(Job<TrainingOutcome>{
        .lane = Lane::Training,
        .priority = JobPriority::Normal,
        .work =
            [&service = m_service, run, control = m_control,
             feed = m_feed](const CancelToken &cancel) {
                return service.train(run, TrainingFeed::eventsInto(feed), *control, cancel);
            },
        .context = this,
        .done = [this](const Result<TrainingOutcome> &outcome) { end(outcome); }});
    m_timer.start();
    Q_EMIT started();
}

void TrainingController::pause()
{
    if (m_control)
        m_control->pause();
}

void TrainingController::resume()
{
    if (m_control)
        m_control->resume();
}

void TrainingController::stop()
{
    m_job.cancel();
}

void TrainingController::drain()
{
    if (!m_feed)
        return;
    const std::vector<TrainingEvent> events = m_feed->take();
    for (const TrainingEvent &event : events)
        hand(event);
    if (!events.empty())
        Q_EMIT drained();
}

void TrainingController::hand(const TrainingEvent &event)
{
    std::visit(
        [this](const auto &one) {
            using Kind = std::decay_t<decltype(one)>;
            if constexpr (std::is_same_v<Kind, TrainingPhase>)
                Q_EMIT phaseChanged(one);
            else if constexpr (std::is_same_v<Kind, TrainingReport>)
                Q_EMIT reported(one);
            else if constexpr (std::is_same_v<Kind, QualityReport>)
                Q_EMIT scored(one);
            else if constexpr (std::is_same_v<Kind, TrainingAlarmReport>)
                Q_EMIT alarmed(one);
            else
                Q_EMIT sampleWritten(QString::fromStdU16String(one.file.u16string()));
        },
        event);
}

void TrainingController::end(const Result<TrainingOutcome> &outcome)
{
    drain();
    m_timer.stop();
    m_control.reset();
    m_feed.reset();
    if (outcome)
        Q_EMIT finished(*outcome);
    else
        Q_EMIT failed(outcome.error());
}

} // namespace koma
