// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/latestjob.h"
#include "core/training/curves/curveseries.h"
#include "ui/training/runcurves.h"

#include <QString>
#include <QWidget>

#include <filesystem>
#include <memory>
#include <vector>

class QComboBox;
class QLabel;

namespace koma {

class LossChart;
class RunArchive;

/// One curve of several runs on one chart; which curve, the artist chooses. Curves are read on the
/// io lane. GUI thread.
class RunComparison : public QWidget
{
    Q_OBJECT

public:
    struct ComparedRun
    {
        std::filesystem::path folder;
        QString label;
    };

    RunComparison(JobRunner &runner, std::shared_ptr<RunArchive> archive,
                  QWidget *parent = nullptr);

    /// Reads their curves anew.
    void setRuns(std::vector<ComparedRun> runs);

    [[nodiscard]] LossChart &chart() const { return *m_chart; }
    [[nodiscard]] QComboBox *curveChoice() const { return m_choice; }
    [[nodiscard]] const RunCurves &curves() const { return m_curves; }
    [[nodiscard]] QString remark() const;

Q_SIGNALS:
    void failed(const koma::Error &error);

private:
    void read();
    void take(const Result<std::vector<CurveSeries>> &curves);

    std::shared_ptr<RunArchive> m_archive;
    std::vector<ComparedRun> m_runs;
    RunCurves m_curves; ///< by the runs' folders
    QComboBox *m_choice;
    LossChart *m_chart;
    QLabel *m_remark;
    LatestJob<std::vector<CurveSeries>> m_reading;
};

} // namespace koma
