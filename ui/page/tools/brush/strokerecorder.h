// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/strokes.h"
#include "ui/page/tools/tool.h"

namespace koma {

/// Gathers the way of a pen while it is down: points closer than a fraction of a screen pixel add
/// nothing and are left out, and the hand's tremor is averaged away a little.
class StrokeRecorder
{
public:
    void begin(const ToolPointer &pointer);
    void add(const ToolPointer &pointer);
    void clear() { m_points.clear(); }

    [[nodiscard]] const QList<InkPoint> &points() const { return m_points; }
    [[nodiscard]] bool isEmpty() const { return m_points.isEmpty(); }

private:
    QList<InkPoint> m_points;
    PointPt m_smooth;
};

} // namespace koma
