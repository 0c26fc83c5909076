// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/lettering/lettering.h"
#include "core/document/model/page.h"

#include <QList>
#include <QRectF>

namespace koma {

/// Letters as they are painted, with the places between them: where the caret stands, what a click
/// means, what lies a line further. Positions count UTF-16 units of the words; lengths are points
/// of the page, the block's rotation aside. A value; needs a QGuiApplication.
class TextCaret
{
public:
    /// `text` is a block of the page, in a balloon or not. `language` is the document's.
    TextCaret(const Page &page, const PageObject &text, const QString &language);

    [[nodiscard]] const TextLayoutResult &layout() const { return m_layout; }
    [[nodiscard]] bool isVertical() const { return m_isVertical; }
    /// A thin box across the line before the letter at a position.
    [[nodiscard]] QRectF caretRect(qsizetype position) const;
    /// The position nearest to a point.
    [[nodiscard]] qsizetype positionAt(QPointF point) const;
    /// The position across from this one in another line; itself where there is none.
    [[nodiscard]] qsizetype inLine(qsizetype position, int lines) const;
    [[nodiscard]] qsizetype lineStart(qsizetype position) const;
    [[nodiscard]] qsizetype lineEnd(qsizetype position) const;
    /// What to shade for a selection.
    [[nodiscard]] QList<QRectF> boxesOf(qsizetype from, qsizetype to) const;

private:
    struct Line
    {
        qsizetype start = 0;
        qsizetype end = 0;  ///< of its letters
        qsizetype last = 0; ///< place of the caret
        QRectF bounds;
    };
    void findLines();
    [[nodiscard]] qsizetype lineOf(qsizetype position) const;

    QString m_words;
    TextLayoutResult m_layout;
    QList<Line> m_lines;
    RectPt m_frame;
    double m_sizePt = 8.0;
    bool m_isVertical = false;
};

} // namespace koma
