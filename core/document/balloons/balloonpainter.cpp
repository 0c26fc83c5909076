// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/balloons/balloonpainter.h"

#include "core/document/geometry/dashedstroke.h"

#include <QPainter>
#include <QPen>

#include <algorithm>
#include <cmath>

namespace koma {
namespace {

constexpr double kDashWidths = 4.5; ///< of a dash, in line widths
constexpr double kGapWidths = 3.2;

QPen linePen(BalloonForm form, const BalloonInk &ink)
{
    const bool sharp =
        form == BalloonForm::Shout || form == BalloonForm::Burst || form == BalloonForm::Caption;
    // Qt's round joins make small bumps of the shallow corners of a flattened curve. Mitres do not;
    // a short limit blunts the tip of a tail as a round pen would.
    QPen pen(ink.line, ink.lineWidthPt, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin);
    pen.setMiterLimit(sharp ? 6.0 : 1.0);
    return pen;
}

QPen balloonPen(const QPainterPath &outline, BalloonForm form, const BalloonInk &ink)
{
    QPen pen = linePen(form, ink);
    if (form == BalloonForm::Whisper) {
        const double widths = outline.length() / ink.lineWidthPt;
        const double dashes = std::max(1.0, std::round(widths / (kDashWidths + kGapWidths)));
        const double stretch = widths / (dashes * (kDashWidths + kGapWidths));
        pen.setDashPattern({kDashWidths * stretch, kGapWidths * stretch});
    }
    return pen;
}

} // namespace

void paintBalloon(QPainter &painter, const BalloonShape &shape, const BalloonInk &ink)
{
    paintBalloonOutline(painter, balloonOutline(shape), shape.form, ink);
}

void paintBalloonOutline(QPainter &painter, const QPainterPath &outline, BalloonForm form,
                         const BalloonInk &ink)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(outline, ink.fill);
    if (ink.lineWidthPt > 0.0)
        strokeWithDashes(painter, outline, balloonPen(outline, form, ink));
    painter.restore();
}

double balloonLineReachPt(BalloonForm form, double lineWidthPt)
{
    return lineWidthPt > 0.0 ? strokeReach(linePen(form, {.lineWidthPt = lineWidthPt})) : 0.0;
}

} // namespace koma
