// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/tools/lettering/textcaret.h"

#include "core/document/render/objectshapes.h"

#include <QTextBoundaryFinder>

#include <algorithm>
#include <cmath>
#include <limits>

namespace koma {
namespace {

constexpr double kCaretWidthPt = 0.6;
constexpr double kSpaceEm = 0.25;

} // namespace

TextCaret::TextCaret(const Page &page, const PageObject &text, const QString &language)
{
    const auto &block = std::get<TextBlock>(text.content);
    m_words = plainText(block);
    m_frame = block.framePt;
    m_isVertical = block.writingMode == WritingMode::VerticalRightToLeft;
    const PageObject *parent = findObject(page.objects, placeOf(page, text.id).parent);
    if (parent != nullptr && parent->kind() == ObjectKind::Balloon) {
        const BalloonShape balloon = shapeOf(*parent, page);
        m_layout = layoutOf(block, {&balloon, language});
    } else {
        m_layout = layoutOf(block, {nullptr, language});
    }
    m_sizePt = m_layout.sizePt > 0.0 ? m_layout.sizePt : block.sizePt;
    findLines();
}

/// The layout leaves out spaces and breaks at the ends of lines: here they have their places.
void TextCaret::findLines()
{
    qsizetype next = 0;
    bool isBroken = true;
    for (const LetteringLine &placed : m_layout.lines) {
        Line line;
        line.bounds = placed.bounds;
        line.start = placed.textLength > 0 ? placed.textStart : next;
        line.end = line.start + placed.textLength;
        line.last = line.end;
        next = line.end;
        while (next < m_words.size() && m_words[next].isSpace() && m_words[next] != u'\n')
            ++next;
        isBroken = next < m_words.size() && m_words[next] == u'\n';
        if (isBroken || next == m_words.size())
            line.last = next;
        next += isBroken ? 1 : 0;
        m_lines.append(line);
    }
    if (m_lines.isEmpty() || !isBroken)
        return;
    // A line that has no letters yet: beside the last one.
    const QRectF &bounds = m_lines.last().bounds;
    const double stepPt = 1.2 * m_sizePt;
    QRectF beside = m_isVertical ? bounds.translated(-stepPt, 0.0) : bounds.translated(0.0, stepPt);
    m_isVertical ? beside.setHeight(0.0) : beside.setWidth(0.0);
    m_lines.append({next, next, next, beside});
}

qsizetype TextCaret::lineOf(qsizetype position) const
{
    qsizetype found = 0;
    for (qsizetype i = 0; i < m_lines.size(); ++i) {
        if (m_lines[i].start <= position)
            found = i;
    }
    return found;
}

QRectF TextCaret::caretRect(qsizetype position) const
{
    if (m_lines.isEmpty()) {
        const PointPt middle = m_frame.centre();
        const double half = m_sizePt / 2.0;
        return m_isVertical ? QRectF(middle.xPt - half, middle.yPt - half, m_sizePt, kCaretWidthPt)
                            : QRectF(middle.xPt, middle.yPt - half, kCaretWidthPt, m_sizePt);
    }
    const Line &line = m_lines[lineOf(position)];
    double along = m_isVertical ? line.bounds.top() : line.bounds.left();
    for (const PlacedGlyph &glyph : m_layout.glyphs) {
        const bool isBefore = glyph.textStart >= line.start && glyph.textStart < line.end &&
                              glyph.textStart <= position;
        if (!isBefore)
            continue;
        // Between letters, or inside a ligature or digits that stand upright in a column.
        const double share =
            std::min(1.0, static_cast<double>(position - glyph.textStart) /
                              static_cast<double>(std::max<qsizetype>(1, glyph.textLength)));
        const QRectF &cell = glyph.cell;
        along =
            m_isVertical ? cell.top() + share * cell.height() : cell.left() + share * cell.width();
    }
    along += kSpaceEm * m_sizePt * static_cast<double>(std::max<qsizetype>(0, position - line.end));
    if (m_isVertical)
        return {line.bounds.left(), along, line.bounds.width(), kCaretWidthPt};
    return {along, line.bounds.top(), kCaretWidthPt, line.bounds.height()};
}

qsizetype TextCaret::positionAt(QPointF point) const
{
    qsizetype nearest = 0;
    double nearestDistance = std::numeric_limits<double>::max();
    const auto offer = [&](qsizetype position, QPointF at) {
        const QPointF arm = point - at;
        // The line that was meant counts more than the place in it.
        const double along = m_isVertical ? arm.y() : arm.x();
        const double across = 4.0 * (m_isVertical ? arm.x() : arm.y());
        const double distance = std::hypot(along, across);
        if (distance < nearestDistance) {
            nearestDistance = distance;
            nearest = position;
        }
    };
    QTextBoundaryFinder letters(QTextBoundaryFinder::Grapheme, m_words);
    for (qsizetype position = 0; position >= 0; position = letters.toNextBoundary())
        offer(position, caretRect(position).center());
    // Where a line breaks between letters, its end is the beginning of the next.
    for (qsizetype i = 0; i + 1 < m_lines.size(); ++i) {
        const QRectF &bounds = m_lines[i].bounds;
        if (m_lines[i].end == m_lines[i + 1].start)
            offer(m_lines[i].end, m_isVertical ? QPointF(bounds.center().x(), bounds.bottom())
                                               : QPointF(bounds.right(), bounds.center().y()));
    }
    return nearest;
}

qsizetype TextCaret::inLine(qsizetype position, int lines) const
{
    const qsizetype line = lineOf(position) + lines;
    if (line < 0 || line >= m_lines.size())
        return position;
    const QPointF from = caretRect(position).center();
    const QPointF across = m_lines[line].bounds.center();
    return positionAt(m_isVertical ? QPointF(across.x(), from.y()) : QPointF(from.x(), across.y()));
}

qsizetype TextCaret::lineStart(qsizetype position) const
{
    return m_lines.isEmpty() ? 0 : m_lines[lineOf(position)].start;
}

qsizetype TextCaret::lineEnd(qsizetype position) const
{
    return m_lines.isEmpty() ? m_words.size() : m_lines[lineOf(position)].last;
}

QList<QRectF> TextCaret::boxesOf(qsizetype from, qsizetype to) const
{
    QList<QRectF> boxes;
    for (const PlacedGlyph &glyph : m_layout.glyphs) {
        if (glyph.textStart >= from && glyph.textStart < to)
            boxes.append(glyph.cell);
    }
    return boxes;
}

} // namespace koma
