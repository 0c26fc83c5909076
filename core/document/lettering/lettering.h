// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/lettering/kinsoku.h"
#include "core/document/lettering/textregion.h"

#include <QPainterPath>
#include <QString>
#include <QStringList>

#include <vector>

namespace koma {

/// Lettering: words and looks in, placed outlines out. The outlines come from the fonts themselves
/// (shaped by HarfBuzz, unhinted), so canvas, thumbnail, PDF and PNG get the same letters at the
/// same places. Lengths in points, y downwards; any thread that has a QGuiApplication. Nothing
/// fails: text that does not fit is set at the smallest size and says so, characters without a
/// glyph in any font are listed.

/// Words of one look.
struct LetteringSpan
{
    QString text; ///< line feeds break, U+00AD allows a hyphen
    /// The reading beside the words: one group over all of them, or, where its parts between spaces
    /// are as many as the characters, one part to each (mono ruby).
    QString ruby = {};
    bool bold = false;
    bool italic = false;
    bool underlined = false;
    bool tateChuYoko = false; ///< upright across the column, whatever it is
    double sizeFactor = 1.0;
};

enum class LetteringDirection { Horizontal, VerticalRightToLeft };

/// Along the line: left, centre and right of a row; top, centre and bottom of a column.
enum class LetteringAlignment { Start, Centre, End };

struct LetteringStyle
{
    QStringList families{QStringLiteral("Comic Neue"), QStringLiteral("Noto Sans CJK JP")};
    double sizePt = 9.0;       ///< the size, and the largest one of fitLettering()
    double minSizePt = 4.0;    ///< the smallest one of fitLettering()
    double lineSpacing = 1.15; ///< from line to line, in sizes; more where ruby needs it
    double trackingEm = 0.0;
    LetteringDirection direction = LetteringDirection::Horizontal;
    LetteringAlignment alignment = LetteringAlignment::Centre;
    KinsokuRule kinsoku = KinsokuRule::JapaneseLoose;
    bool hangingPunctuation = true;
    /// Vertical: runs of 2 to 4 digits, of !? and single Latin letters stand upright by themselves.
    bool automaticTateChuYoko = true;
};

/// One letter, or what the font makes of several, where it is to be painted.
struct PlacedGlyph
{
    QPainterPath path;
    QRectF cell;             ///< advance by line: for the caret and for hits
    qsizetype textStart = 0; ///< in the text of all spans, UTF-16; -1 for ruby and hyphens
    qsizetype textLength = 0;
};

struct LetteringLine
{
    QRectF bounds; ///< advance by em, ruby aside
    qsizetype textStart = 0;
    qsizetype textLength = 0;
    bool hyphenated = false;
};

struct TextLayoutResult
{
    std::vector<PlacedGlyph> glyphs;
    std::vector<LetteringLine> lines;
    QRectF bounds;    ///< of all lines
    QRectF inkBounds; ///< of all outlines
    double sizePt = 0.0;
    bool overflows = false;    ///< even this size does not fit the region
    QString missingCharacters; ///< without a glyph in any font here, each once

    /// All outlines as one path, to be filled by winding.
    QPainterPath path() const;
};

/// Sets the text at style.sizePt in the region. Of all ways to break it, the one whose lines follow
/// the region's shape best, longest in the middle; a caption's box is filled evenly.
TextLayoutResult layoutLettering(const std::vector<LetteringSpan> &spans,
                                 const LetteringStyle &style, const TextRegion &region);

/// The same at the largest size from minSizePt to sizePt that fits, to a hundredth of a point.
TextLayoutResult fitLettering(const std::vector<LetteringSpan> &spans, const LetteringStyle &style,
                              const TextRegion &region);

/// The region of these proportions (width by height) round the origin that just holds the text at
/// style.sizePt: what a balloon grows from.
TextRegion regionForLettering(const std::vector<LetteringSpan> &spans, const LetteringStyle &style,
                              double aspect, double exponent);

} // namespace koma
