// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/trainworkspace.h"

#include "ui/runs/runarchive.h"
#include "ui/runs/runfiles.h"
#include "ui/runs/runspage.h"
#include "ui/training/newstylepage.h"
#include "ui/training/trainingdashboard.h"

namespace koma {

TrainWorkspace::TrainWorkspace(JobRunner &runner, TrainingService &service, QWidget *parent)
    : QStackedWidget(parent),
      m_runner(runner),
      m_controller(runner, service, this),
      m_archive(std::make_shared<RunArchive>(service.runDatabaseFile(), service.runsFolder())),
      m_newStyle(new NewStylePage(runner, service, this)),
      m_dashboard(new TrainingDashboard(runner, m_controller, this)),
      m_runs(new RunsPage(runner, m_archive, this)),
      m_beforeRuns(m_newStyle),
      m_prolonging({runner, this, Lane::Io, JobPriority::Normal, WhenBusy::CancelRunning},
                   [this](const Result<TrainingRun> &run) {
                       if (run)
                           start(*run);
                       else
                           Q_EMIT failed(run.error());
                   })
{
    addWidget(m_newStyle);
    addWidget(m_dashboard);
    addWidget(m_runs);
    connectPages();
    connectController();
}

void TrainWorkspace::connectPages()
{
    connect(m_newStyle, &NewStylePage::startRequested, this, &TrainWorkspace::start);
    connect(m_newStyle, &NewStylePage::runsRequested, this, &TrainWorkspace::showRuns);
    connect(m_newStyle, &NewStylePage::failed, this, &TrainWorkspace::failed);
    connect(m_dashboard, &TrainingDashboard::tryRequested, this, &TrainWorkspace::tryRequested);
    connect(m_dashboard, &TrainingDashboard::continueRequested, this,
            [this](double minutes) { goOn(m_controller.run().runFolder, minutes); });
    connect(m_dashboard, &TrainingDashboard::runsRequested, this, &TrainWorkspace::showRuns);
    connect(m_dashboard, &TrainingDashboard::newStyleRequested, this, [this] {
        m_newStyle->clear();
        setCurrentWidget(m_newStyle);
    });
    connect(m_runs, &RunsPage::backRequested, this, &TrainWorkspace::leaveRuns);
    connect(m_runs, &RunsPage::goOnRequested, this, [this](const QString &folder, double minutes) {
        goOn(std::filesystem::path(folder.toStdU16String()), minutes);
    });
}

void TrainWorkspace::connectController()
{
    connect(&m_controller, &TrainingController::started, this,
            [this] { m_runs->setTrainingBusy(true); });
    connect(&m_controller, &TrainingController::finished, this,
            [this](const TrainingOutcome &outcome) {
                record(outcome.cancelled ? RunState::Stopped : RunState::Finished);
                Q_EMIT styleMade(QString::fromStdU16String(outcome.card.folder.u16string()));
            });
    connect(&m_controller, &TrainingController::failed, this, [this] { record(RunState::Failed); });
}

void TrainWorkspace::start(const TrainingRun &run)
{
    m_controller.start(run);
    setCurrentWidget(m_dashboard);
}

void TrainWorkspace::goOn(const std::filesystem::path &runFolder, double minutes)
{
    if (m_controller.isRunning())
        return;
    m_prolonging.request(
        [runFolder, minutes](const CancelToken &) { return prolongedRun(runFolder, minutes); });
}

void TrainWorkspace::showRuns()
{
    m_beforeRuns = currentWidget();
    m_runs->setBackText(m_beforeRuns == m_dashboard ? tr("Back to the run")
                                                    : tr("Teach a new style"));
    setCurrentWidget(m_runs);
}

void TrainWorkspace::leaveRuns()
{
    setCurrentWidget(m_beforeRuns);
}

void TrainWorkspace::record(RunState state)
{
    m_runs->setTrainingBusy(false);
    m_runner.start(
        Job<void>{.lane = Lane::Io,
                  .priority = JobPriority::Normal,
                  .work = [archive = m_archive, folder = m_controller.run().runFolder,
                           state](const CancelToken &) { return archive->record(folder, state); },
                  .context = this,
                  .done =
                      [this](const Result<void> &recorded) {
                          if (!recorded)
                              Q_EMIT failed(recorded.error());
                          else if (m_runs->isVisible())
                              m_runs->refresh();
                      }});
}

} // namespace koma
