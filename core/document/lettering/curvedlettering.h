// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/lettering/lettering.h"

namespace koma {

/// Sound effects: letters along a curve, each turned, grown and shaken.
struct CurvedStyle
{
    QPainterPath baseline;         ///< its first outline counts; lengths in points
    double startScale = 1.0;       ///< of the first letter, in the style's size
    double endScale = 1.0;         ///< of the last; between them it changes evenly
    bool turnsWithCurve = true;    ///< otherwise letters stand upright on it
    bool stretchesToCurve = false; ///< letters are spaced to fill the curve
    double shakeDegrees = 0.0;     ///< each letter turns by up to this, by the seed
    double shakeEm = 0.0;          ///< and rises or falls by up to this
    std::uint64_t seed = 1;
};

/// An arc as a baseline, counted in degrees clockwise from the right.
QPainterPath arcBaseline(QPointF centre, double radiusPt, double startDegrees, double sweepDegrees);

/// Sets one line at style.sizePt along the curve by style.alignment. It overflows where the letters
/// are longer than the curve; they then go on straight. Ruby and line feeds do not count here, and
/// the direction is always that of rows.
TextLayoutResult layoutOnCurve(const std::vector<LetteringSpan> &spans, const LetteringStyle &style,
                               const CurvedStyle &curve);

} // namespace koma
