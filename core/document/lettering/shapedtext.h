// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/lettering/lettering.h"

#include <QPainterPath>

#include <vector>

namespace koma {

/// What lines are made of: letters that stay together. Lengths in em of the text's size. In rows
/// the outline starts at the pen on the baseline; in columns at the top of the cell in the column's
/// centre. The inside of lettering; others use lettering.h.
struct LetterCluster
{
    QPainterPath path;
    double advance = 0.0;
    qsizetype textStart = 0;
    qsizetype textLength = 0;
    char32_t first = 0;
    char32_t last = 0;
    bool isSpace = false;
    bool mayHang = false;
    LineBreak breakAfter = LineBreak::Forbidden;
};

/// A reading and the clusters that it stands beside; its letters' places run from the start of the
/// first of them.
struct RubyGroup
{
    std::size_t firstCluster = 0;
    std::size_t lastCluster = 0;
    struct Letter
    {
        QPainterPath path; ///< as a cluster's, at ruby size
        double position = 0.0;
    };
    std::vector<Letter> letters;
};

/// Shaped once; sizes and line breaks are then arithmetic.
struct ShapedText
{
    std::vector<LetterCluster> clusters;
    std::vector<RubyGroup> ruby;
    LetterCluster hyphen;
    double ascentEm = 0.74; ///< of a row's box above the baseline
    double descentEm = 0.2;
    double largestFactor = 1.0; ///< of the spans' sizes
    QString missingCharacters;
};

/// Ruby is half as large as what it stands beside.
inline constexpr double kRubyEm = 0.5;

ShapedText shapeText(const std::vector<LetteringSpan> &spans, const LetteringStyle &style);

} // namespace koma
