// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/curves/curveseries.h"
#include "core/training/curves/runhistory.h"
#include "core/training/trainingevents.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace koma {

/// All curves of a run by name: losses and scores as the trainer names them, "learningRate",
/// "picturesPerSecond", and of the quality checks "kid", "retrieval" and "diversity". Or one curve
/// of several runs, by names of the caller's. GUI thread.
class RunCurves
{
public:
    void add(const TrainingReport &report);
    void add(const QualityReport &quality);
    /// Drops all points after a step: the run went back.
    void cutAfter(std::int64_t step);
    void clear();

    /// Replaces a curve.
    void set(const std::string &name, CurveSeries curve);
    /// Puts what a run did before in front of what it has done since; a chart that shows them must
    /// be told by LossChart::setShown().
    void setPast(const std::vector<HistoryColumn> &past);

    /// Empty where nothing was added under the name.
    [[nodiscard]] const CurveSeries &curve(const std::string &name) const;
    [[nodiscard]] std::int64_t lastStep() const { return m_lastStep; }

private:
    void append(const std::string &name, std::int64_t step, double value);

    std::map<std::string, CurveSeries> m_curves;
    std::int64_t m_lastStep = 0;
};

} // namespace koma
