// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/latestjob.h"
#include "core/runs/runrecord.h"
#include "ui/training/trainingcontroller.h"

#include <QStackedWidget>

#include <filesystem>
#include <memory>

namespace koma {

class NewStylePage;
class RunArchive;
class RunsPage;
class TrainingDashboard;

/// The Train workspace: a new style, its run, and the runs that there were. GUI thread.
class TrainWorkspace : public QStackedWidget
{
    Q_OBJECT

public:
    TrainWorkspace(JobRunner &runner, TrainingService &service, QWidget *parent = nullptr);

    [[nodiscard]] TrainingController &controller() { return m_controller; }
    [[nodiscard]] NewStylePage &newStyle() const { return *m_newStyle; }
    [[nodiscard]] TrainingDashboard &dashboard() const { return *m_dashboard; }
    [[nodiscard]] RunsPage &runs() const { return *m_runs; }

Q_SIGNALS:
    /// A style is new or has changed: the gallery should look again.
    void styleMade(const QString &runFolder);
    /// The artist wants to draw with it.
    void tryRequested(const QString &runFolder);
    void failed(const koma::Error &error);

private:
    void connectPages();
    void connectController();
    void start(const TrainingRun &run);
    void goOn(const std::filesystem::path &runFolder, double minutes);
    void showRuns();
    void leaveRuns();
    void record(RunState state);

    JobRunner &m_runner;
    TrainingController m_controller;
    std::shared_ptr<RunArchive> m_archive;
    NewStylePage *m_newStyle;
    TrainingDashboard *m_dashboard;
    RunsPage *m_runs;
    QWidget *m_beforeRuns; ///< where the way back from the runs leads
    LatestJob<TrainingRun> m_prolonging;
};

} // namespace koma
