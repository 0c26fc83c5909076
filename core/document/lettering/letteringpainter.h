// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/lettering/lettering.h"

#include <QColor>

#include <vector>

class QPainter;

namespace koma {

/// A contour round the letters, under their fill.
struct LetteringContour
{
    QColor colour = Qt::white;
    double widthPt = 1.0; ///< outside the letters' edge; of the next one outside this one
};

struct LetteringInk
{
    QColor fill = Qt::black;
    std::vector<LetteringContour> contours; ///< from the letters outwards
};

/// Paints letters, as TextLayoutResult::path() has them, in page coordinates.
void paintLettering(QPainter &painter, const QPainterPath &letters, const LetteringInk &ink);
/// Paints placed letters in page coordinates.
void paintLettering(QPainter &painter, const TextLayoutResult &layout, const LetteringInk &ink);

} // namespace koma
