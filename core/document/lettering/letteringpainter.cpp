// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/lettering/letteringpainter.h"

#include "core/document/geometry/fillinsight.h"

#include <QPainter>
#include <QPen>

#include <algorithm>

namespace koma {

void paintLettering(QPainter &painter, const TextLayoutResult &layout, const LetteringInk &ink)
{
    paintLettering(painter, layout.path(), ink);
}

void paintLettering(QPainter &painter, const QPainterPath &letters, const LetteringInk &ink)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    double widthPt = 0.0;
    for (const LetteringContour &contour : ink.contours)
        widthPt += contour.widthPt;
    std::vector<LetteringContour> fromOutside = ink.contours;
    std::reverse(fromOutside.begin(), fromOutside.end());
    for (const LetteringContour &contour : fromOutside) {
        const QPen pen(contour.colour, 2.0 * widthPt, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
        if (contour.widthPt > 0.0)
            painter.strokePath(letters, pen);
        widthPt -= contour.widthPt;
    }
    fillInSight(painter, letters, ink.fill);
    painter.restore();
}

} // namespace koma
