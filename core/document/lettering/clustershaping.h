// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/lettering/letterfonts.h"
#include "core/document/lettering/shapedtext.h"

namespace koma {

/// Turns strings of one look into clusters, without breaks and ruby. The inside of shapeText().
class ClusterShaping
{
public:
    explicit ClusterShaping(const LetteringStyle &style);

    /// The clusters of a span's text; textStart counts from the span's beginning.
    std::vector<LetterCluster> shape(const QString &text, const LetteringSpan &look);

    /// Characters that no font had.
    const QString &missing() const { return m_missing; }

private:
    struct Run;

    std::vector<Run> runsOf(const QString &text, const LetteringSpan &look);
    void noteMissing(char32_t character, const LetterFont &font);
    void appendRow(std::vector<LetterCluster> &clusters, const QString &text, const Run &run) const;
    void appendColumn(std::vector<LetterCluster> &clusters, const QString &text,
                      const Run &run) const;
    void appendRotated(std::vector<LetterCluster> &clusters, const QString &text,
                       const Run &run) const;
    void appendAcross(std::vector<LetterCluster> &clusters, const QString &text,
                      const LetteringSpan &look, const Run &run);

    const LetteringStyle &m_style;
    LetterFonts m_fonts;
    QString m_missing;
};

} // namespace koma
