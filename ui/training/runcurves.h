// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/curves/curveseries.h"
#include "core/training/trainingevents.h"

#include <filesystem>
#include <map>
#include <string>

namespace koma {

/// All curves of a run by name: losses and scores as the trainer names them, "learningRate",
/// "picturesPerSecond", and of the quality checks "kid", "retrieval" and "diversity". GUI thread.
class RunCurves
{
public:
    void add(const TrainingReport &report);
    void add(const QualityReport &quality);
    /// Drops all points after a step: the run went back.
    void cutAfter(std::int64_t step);
    void clear() { m_curves.clear(); }

    /// Empty where nothing was added under the name.
    [[nodiscard]] const CurveSeries &curve(const std::string &name) const;
    [[nodiscard]] std::int64_t lastStep() const { return m_lastStep; }

private:
    void append(const std::string &name, std::int64_t step, double value);

    std::map<std::string, CurveSeries> m_curves;
    std::int64_t m_lastStep = 0;
};

} // namespace koma
