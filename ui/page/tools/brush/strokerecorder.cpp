// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/tools/brush/strokerecorder.h"

namespace koma {
namespace {

constexpr double kSmallestStepPx = 0.6;
constexpr double kFollow = 0.55; ///< of the way to the pen, for each point

InkPoint inkPoint(PointPt point, double pressure)
{
    return {static_cast<float>(point.xPt), static_cast<float>(point.yPt),
            static_cast<float>(pressure)};
}

} // namespace

void StrokeRecorder::begin(const ToolPointer &pointer)
{
    m_smooth = pointer.point;
    m_points = {inkPoint(pointer.point, pointer.pressure)};
}

void StrokeRecorder::add(const ToolPointer &pointer)
{
    if (m_points.isEmpty())
        return;
    const PointPt next = m_smooth + (pointer.point - m_smooth) * kFollow;
    if (lengthPt(next - m_smooth) < kSmallestStepPx * pointer.ptPerPx)
        return;
    m_smooth = next;
    m_points.append(inkPoint(next, pointer.pressure));
}

} // namespace koma
