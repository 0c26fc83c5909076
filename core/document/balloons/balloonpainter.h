// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/balloons/balloonshape.h"

#include <QColor>

class QPainter;

namespace koma {

/// What a balloon is drawn with; lengths in points.
struct BalloonInk
{
    QColor fill = Qt::white;
    QColor line = Qt::black;
    double lineWidthPt = 1.4; ///< 0: no line

    bool operator==(const BalloonInk &) const = default;
};

/// Paints one balloon in page coordinates: canvas, thumbnail and export alike.
void paintBalloon(QPainter &painter, const BalloonShape &shape, const BalloonInk &ink);

/// Paints an outline as from joinedOutline(). Whispers are dashed in whole dashes, so that none is
/// cut where the outline closes.
void paintBalloonOutline(QPainter &painter, const QPainterPath &outline, BalloonForm form,
                         const BalloonInk &ink);

/// How far from its outline a balloon's line reaches at most: the mitres of spikes and tails.
double balloonLineReachPt(BalloonForm form, double lineWidthPt);

} // namespace koma
