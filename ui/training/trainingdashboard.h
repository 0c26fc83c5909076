// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/latestjob.h"
#include "core/training/watch/runwatch.h"
#include "ui/runs/runfiles.h"
#include "ui/training/runcurves.h"
#include "ui/training/runverdict.h"
#include "ui/training/trainingcontroller.h"

#include <QWidget>

#include <filesystem>

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;

namespace koma {

class CopyPair;
class LossChart;
class MessageBar;
class SampleStrip;
class SliderRow;

/// A run as it goes on: curves, previews, figures, a verdict in words, and the buttons that steer
/// it. Draws when the controller has handed out what came. GUI thread.
class TrainingDashboard : public QWidget
{
    Q_OBJECT

public:
    TrainingDashboard(JobRunner &runner, TrainingController &controller, QWidget *parent = nullptr);

    [[nodiscard]] LossChart &chart() const { return *m_chart; }
    [[nodiscard]] SampleStrip &samples() const { return *m_samples; }
    [[nodiscard]] MessageBar &alarms() const { return *m_alarms; }
    [[nodiscard]] CopyPair &copyPair() const { return *m_copyPair; }
    [[nodiscard]] QPushButton *pauseButton() const { return m_pause; }
    [[nodiscard]] QPushButton *stopButton() const { return m_stop; }
    [[nodiscard]] QPushButton *continueButton() const { return m_continue; }
    [[nodiscard]] QPushButton *tryButton() const { return m_try; }
    [[nodiscard]] QPushButton *runsButton() const { return m_runs; }
    [[nodiscard]] QString verdict() const;

Q_SIGNALS:
    /// The finished style is to be drawn with.
    void tryRequested(const QString &runFolder);
    void newStyleRequested();
    void runsRequested();
    /// The run is to go on for so many minutes.
    void continueRequested(double minutes);

private:
    QWidget *makeHeader();
    QWidget *makeCurves();
    void connectController();
    void begin();
    void showPast(const Result<RunPast> &past);
    void take(const TrainingReport &report);
    void take(const QualityReport &quality);
    void alarm(const TrainingAlarmReport &report);
    void showPhase(TrainingPhase phase);
    void showFigures();
    void showEnd(const QString &title, const QString &text);
    void chooseCurves(int group);
    void refresh();

    TrainingController &m_controller;
    RunCurves m_curves;
    RunCondition m_state;
    TrainingReport m_report;
    LossChart *m_chart = nullptr;
    SampleStrip *m_samples;
    MessageBar *m_alarms;
    CopyPair *m_copyPair;
    QLabel *m_title = nullptr;
    QLabel *m_verdict = nullptr;
    QLabel *m_figures = nullptr;
    QLabel *m_explanation = nullptr;
    QLabel *m_hover = nullptr;
    QProgressBar *m_progress = nullptr;
    QComboBox *m_groups = nullptr;
    bool m_followsPhase = true; ///< shows the curves that the phase has
    QPushButton *m_pause = nullptr;
    QPushButton *m_stop = nullptr;
    QPushButton *m_continue = nullptr;
    QPushButton *m_try = nullptr;
    QPushButton *m_new = nullptr;
    QPushButton *m_runs = nullptr;
    std::filesystem::path m_folder; ///< of the run whose curves are shown
    LatestJob<RunPast> m_past;
};

} // namespace koma
