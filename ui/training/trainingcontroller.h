// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/jobrunner.h"
#include "ui/training/trainingfeed.h"
#include "ui/training/trainingservice.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace koma {

/// Plays one run at a time on the training lane and hands its events to the window at the rate of
/// its timer. GUI thread.
class TrainingController : public QObject
{
    Q_OBJECT

public:
    TrainingController(JobRunner &runner, TrainingService &service, QObject *parent = nullptr);
    ~TrainingController() override;
    TrainingController(const TrainingController &) = delete;
    TrainingController &operator=(const TrainingController &) = delete;
    TrainingController(TrainingController &&) = delete;
    TrainingController &operator=(TrainingController &&) = delete;

    /// Does nothing while a run goes on.
    void start(const TrainingRun &run);
    void pause();
    void resume();
    /// Ends the run and keeps all of it; ended() follows within about a second.
    void stop();

    [[nodiscard]] bool isRunning() const { return m_control != nullptr; }
    [[nodiscard]] bool isPaused() const { return m_control && m_control->isPaused(); }
    [[nodiscard]] const TrainingRun &run() const { return m_run; }

Q_SIGNALS:
    void started();
    void phaseChanged(koma::TrainingPhase phase);
    void reported(const koma::TrainingReport &report);
    void scored(const koma::QualityReport &quality);
    void alarmed(const koma::TrainingAlarmReport &alarm);
    void sampleWritten(const QString &file);
    /// All events that arrived together have been handed out: time to draw.
    void drained();
    void finished(const koma::TrainingOutcome &outcome);
    void failed(const koma::Error &error);

private:
    void drain();
    void hand(const TrainingEvent &event);
    void end(const Result<TrainingOutcome> &outcome);

    JobRunner &m_runner;
    TrainingService &m_service;
    TrainingRun m_run;
    JobHandle m_job;
    std::shared_ptr<TrainingControl> m_control; ///< of the running run
    std::shared_ptr<TrainingFeed> m_feed;
    QTimer m_timer;
};

} // namespace koma
