// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/latestjob.h"
#include "core/jobs/progressrelay.h"
#include "ui/training/drawinglistmodel.h"
#include "ui/training/trainingservice.h"

#include <QStringList>
#include <QWidget>

#include <filesystem>
#include <vector>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QListView;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace koma {

class ExpertPanel;
class SliderRow;

/// Where a style begins: the artist drops drawings, sees what stands against each, and says how far
/// results may go. Pictures are looked at on the io lane. GUI thread.
class NewStylePage : public QWidget
{
    Q_OBJECT

public:
    NewStylePage(JobRunner &runner, TrainingService &service, QWidget *parent = nullptr);
    ~NewStylePage() override;

    /// Adds files and folders to the drawings and looks at all of them again.
    void addDrawings(const QStringList &filesAndFolders);
    void clear();

    [[nodiscard]] DrawingListModel &drawings() { return m_drawings; }
    [[nodiscard]] QPushButton *startButton() const { return m_start; }
    [[nodiscard]] QPushButton *runsButton() const { return m_earlierRuns; }
    [[nodiscard]] QLineEdit *nameField() const { return m_name; }
    [[nodiscard]] QDoubleSpinBox *minutesField() const { return m_minutes; }
    [[nodiscard]] ExpertPanel &expert() { return *m_expert; }

Q_SIGNALS:
    void startRequested(const koma::TrainingRun &run);
    void runsRequested();
    void failed(const koma::Error &error);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    QWidget *makeDrawingSide();
    QWidget *makeSettings();
    void arrangeSettings(QWidget &page);
    QWidget *makeSettingSide();
    void chooseDrawings();
    void choosePhotos();
    void inspect();
    void take(const Result<std::vector<InspectedPicture>> &pictures);
    void showAdvice();
    void showRecipe();
    void applyFreedom();
    void requestEstimate();
    void showEstimate(const Result<RunEstimate> &estimate);
    void start();
    [[nodiscard]] TrainingRun run() const;

    TrainingService &m_service;
    DrawingListModel m_drawings;
    std::vector<std::filesystem::path> m_given; ///< files and folders as dropped
    std::vector<std::filesystem::path> m_photos;
    StyleKind m_kind = StyleKind::Ink;
    TrainingConfig m_recipe; ///< for these drawings
    ProgressRelay m_progress;
    LatestJob<std::vector<InspectedPicture>> m_inspection;
    LatestJob<std::vector<std::filesystem::path>> m_photoSearch;
    LatestJob<RunEstimate> m_estimation;
    LatestJob<std::vector<DeviceInfo>> m_deviceSearch;

    QStackedWidget *m_drawingStack = nullptr;
    QListView *m_list = nullptr;
    QLabel *m_summary = nullptr;
    QProgressBar *m_inspecting = nullptr;
    QLabel *m_advice = nullptr;
    QLineEdit *m_name = nullptr;
    QLineEdit *m_artist = nullptr;
    QComboBox *m_photoChoice = nullptr;
    QLabel *m_photoSummary = nullptr;
    SliderRow *m_freedom = nullptr;
    QDoubleSpinBox *m_minutes = nullptr;
    QLabel *m_estimate = nullptr;
    QToolButton *m_expertToggle = nullptr;
    ExpertPanel *m_expert = nullptr;
    QPushButton *m_start = nullptr;
    QPushButton *m_earlierRuns = nullptr;
};

} // namespace koma
