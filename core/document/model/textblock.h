// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/colour.h"
#include "core/document/model/geometry.h"

#include <QList>
#include <QString>

namespace koma {

enum class WritingMode { Horizontal, VerticalRightToLeft };
enum class TextAlignment { Start, Centre, End };

/// Words of one look.
struct TextRun
{
    QString text; ///< line breaks are \n
    QString ruby; ///< reading set beside the run; empty: none
    bool isBold = false;
    bool isItalic = false;
    bool isUnderlined = false;
    bool isTateChuYoko = false; ///< set upright across the column in vertical text
    double sizeFactor = 1.0;    ///< of the block's size

    bool operator==(const TextRun &) const = default;
};

/// A contour around letters, outside their own edge.
struct TextOutline
{
    double widthPt = 0.0; ///< 0: none
    Colour colour = kWhite;

    bool operator==(const TextOutline &) const = default;
};

/// Lettering in a frame, or along a curve as sound effects are.
struct TextBlock
{
    RectPt framePt;
    QList<TextRun> runs;
    QString fontFamily;
    double sizePt = 8.0;
    double lineSpacing = 1.15; ///< in sizes
    double trackingEm = 0.0;   ///< added between letters, in sizes
    WritingMode writingMode = WritingMode::Horizontal;
    TextAlignment alignment = TextAlignment::Centre;
    bool isAutoFitted = true; ///< the size follows the frame; sizePt is then the largest
    double rotationDeg = 0.0;
    Colour colour = kBlack;
    TextOutline outline;
    /// Baseline as cubic Bézier segments: 4 points, then 3 more for each further one. Empty: none.
    OutlinePt curvePt;
    QString language; ///< BCP 47; empty: the document's

    bool operator==(const TextBlock &) const = default;
};

/// The words without their looks.
inline QString plainText(const TextBlock &block)
{
    QString text;
    for (const TextRun &run : block.runs)
        text += run.text;
    return text;
}

} // namespace koma
