// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/runcurves.h"

#include <algorithm>
#include <utility>

namespace koma {

void RunCurves::append(const std::string &name, std::int64_t step, double value)
{
    m_curves[name].append(step, value);
    m_lastStep = std::max(m_lastStep, step);
}

void RunCurves::add(const TrainingReport &report)
{
    for (const auto &[name, value] : report.losses)
        append(name, report.step, value);
    append("learningRate", report.step, report.learningRate);
    append("picturesPerSecond", report.step, report.picturesPerSecond);
}

void RunCurves::add(const QualityReport &quality)
{
    if (quality.kid)
        append("kid", quality.step, *quality.kid);
    append("retrieval", quality.step, quality.retrieval);
    append("diversity", quality.step, quality.diversity);
}

void RunCurves::cutAfter(std::int64_t step)
{
    for (auto &[name, curve] : m_curves)
        curve.cutAfter(step);
    m_lastStep = std::min(m_lastStep, step);
}

void RunCurves::clear()
{
    m_curves.clear();
    m_lastStep = 0;
}

void RunCurves::set(const std::string &name, CurveSeries curve)
{
    if (!curve.empty())
        m_lastStep = std::max(m_lastStep, curve.at(curve.size() - 1).step);
    m_curves[name] = std::move(curve);
}

void RunCurves::setPast(const std::vector<HistoryColumn> &past)
{
    for (const HistoryColumn &column : past) {
        CurveSeries whole;
        for (const CurvePoint &point : column.points)
            whole.append(point.step, point.value);
        const CurveSeries &since = curve(column.name);
        for (std::size_t i = 0; i < since.size(); ++i)
            whole.append(since.at(i).step, since.at(i).value);
        set(column.name, std::move(whole));
    }
}

const CurveSeries &RunCurves::curve(const std::string &name) const
{
    static const CurveSeries kNone;
    const auto found = m_curves.find(name);
    return found == m_curves.end() ? kNone : found->second;
}

} // namespace koma
