// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/trainworkspace.h"

#include "core/training/rundescription.h"
#include "ui/training/newstylepage.h"
#include "ui/training/trainingdashboard.h"

namespace koma {

TrainWorkspace::TrainWorkspace(JobRunner &runner, TrainingService &service, QWidget *parent)
    : QStackedWidget(parent),
      m_controller(runner, service, this),
      m_newStyle(new NewStylePage(runner, service, this)),
      m_dashboard(new TrainingDashboard(runner, m_controller, this))
{
    addWidget(m_newStyle);
    addWidget(m_dashboard);
    connect(m_newStyle, &NewStylePage::startRequested, this, [this](const TrainingRun &run) {
        m_controller.start(run);
        setCurrentWidget(m_dashboard);
    });
    connect(m_newStyle, &NewStylePage::failed, this, &TrainWorkspace::failed);
    connect(&m_controller, &TrainingController::finished, this,
            [this](const TrainingOutcome &outcome) {
                Q_EMIT styleMade(QString::fromStdU16String(outcome.card.folder.u16string()));
            });
    connect(m_dashboard, &TrainingDashboard::tryRequested, this, &TrainWorkspace::tryRequested);
    connect(m_dashboard, &TrainingDashboard::continueRequested, this, &TrainWorkspace::goOn);
    connect(m_dashboard, &TrainingDashboard::newStyleRequested, this, [this] {
        m_newStyle->clear();
        setCurrentWidget(m_newStyle);
    });
}

void TrainWorkspace::goOn(double minutes)
{
    constexpr double kSecondsPerMinute = 60.0;
    TrainingRun run = m_controller.run();
    run.resume = true;
    run.maxSteps = 0;
    run.maxSeconds = readRunProgress(run.runFolder).elapsedSeconds + kSecondsPerMinute * minutes;
    m_controller.start(run);
}

} // namespace koma
