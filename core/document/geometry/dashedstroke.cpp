// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/geometry/dashedstroke.h"

#include <QPainter>
#include <QPainterPathStroker>

#include <cmath>
#include <numbers>

namespace koma {

void strokeWithDashes(QPainter &painter, const QPainterPath &path, const QPen &pen)
{
    if (pen.style() == Qt::SolidLine) {
        painter.strokePath(path, pen);
        return;
    }
    constexpr double kFlatnessPt = 0.02;
    QPainterPathStroker stroker(pen);
    stroker.setCurveThreshold(kFlatnessPt);
    QPainterPath dashes = stroker.createStroke(path);
    dashes.setFillRule(Qt::WindingFill);
    painter.fillPath(dashes, pen.brush());
}

double strokeReach(const QPen &pen)
{
    if (pen.joinStyle() == Qt::MiterJoin)
        return pen.widthF() * std::hypot(0.5, pen.miterLimit());
    // The corner of a square cap is the farthest.
    return pen.widthF() * 0.5 * std::numbers::sqrt2;
}

} // namespace koma
