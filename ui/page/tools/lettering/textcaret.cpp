// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/tools/lettering/textcaret.h"

#include "core/document/render/objectshapes.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace koma {
namespace {

constexpr double kCaretWidthPt = 0.6;

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
}

qsizetype TextCaret::lineOf(qsizetype position) const
{
    qsizetype found = 0;
    for (std::size_t i = 0; i < m_layout.lines.size(); ++i) {
        if (m_layout.lines[i].textStart <= position)
            found = static_cast<qsizetype>(i);
    }
    return found;
}

QRectF TextCaret::caretInLine(qsizetype line, double along) const
{
    const QRectF &bounds = m_layout.lines[static_cast<std::size_t>(line)].bounds;
    if (m_isVertical)
        return {bounds.left(), along, bounds.width(), kCaretWidthPt};
    return {along, bounds.top(), kCaretWidthPt, bounds.height()};
}

QRectF TextCaret::caretRect(qsizetype position) const
{
    if (m_layout.lines.empty()) {
        const PointPt middle = m_frame.centre();
        const double half = m_sizePt / 2.0;
        return m_isVertical ? QRectF(middle.xPt - half, middle.yPt - half, m_sizePt, kCaretWidthPt)
                            : QRectF(middle.xPt, middle.yPt - half, kCaretWidthPt, m_sizePt);
    }
    const PlacedGlyph *before = nullptr;
    for (const PlacedGlyph &glyph : m_layout.glyphs) {
        if (glyph.textStart < 0)
            continue;
        if (glyph.textStart == position)
            return caretInLine(lineOf(position),
                               m_isVertical ? glyph.cell.top() : glyph.cell.left());
        if (glyph.textStart < position &&
            (before == nullptr || glyph.textStart >= before->textStart))
            before = &glyph;
    }
    const bool isAfterBreak =
        position > 0 && position <= m_words.size() && m_words[position - 1] == QLatin1Char('\n');
    if (before == nullptr || isAfterBreak) {
        // A line that has no letters yet: beside the last one.
        QRectF last = caretInLine(static_cast<qsizetype>(m_layout.lines.size()) - 1,
                                  m_isVertical ? m_layout.bounds.top() : m_layout.bounds.left());
        if (isAfterBreak)
            m_isVertical ? last.translate(-1.2 * m_sizePt, 0.0)
                         : last.translate(0.0, 1.2 * m_sizePt);
        return last;
    }
    return caretInLine(lineOf(before->textStart),
                       m_isVertical ? before->cell.bottom() : before->cell.right());
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
    for (const PlacedGlyph &glyph : m_layout.glyphs) {
        if (glyph.textStart < 0)
            continue;
        const QRectF &cell = glyph.cell;
        offer(glyph.textStart, m_isVertical ? QPointF(cell.center().x(), cell.top())
                                            : QPointF(cell.left(), cell.center().y()));
        offer(glyph.textStart + glyph.textLength, m_isVertical
                                                      ? QPointF(cell.center().x(), cell.bottom())
                                                      : QPointF(cell.right(), cell.center().y()));
    }
    return nearest;
}

qsizetype TextCaret::inLine(qsizetype position, int lines) const
{
    const qsizetype line = lineOf(position) + lines;
    if (line < 0 || line >= static_cast<qsizetype>(m_layout.lines.size()))
        return position;
    const QRectF from = caretRect(position);
    const QRectF &bounds = m_layout.lines[static_cast<std::size_t>(line)].bounds;
    const QPointF target = m_isVertical ? QPointF(bounds.center().x(), from.center().y())
                                        : QPointF(from.center().x(), bounds.center().y());
    return positionAt(target);
}

qsizetype TextCaret::lineStart(qsizetype position) const
{
    return m_layout.lines.empty()
               ? 0
               : m_layout.lines[static_cast<std::size_t>(lineOf(position))].textStart;
}

qsizetype TextCaret::lineEnd(qsizetype position) const
{
    if (m_layout.lines.empty())
        return m_words.size();
    const LetteringLine &line = m_layout.lines[static_cast<std::size_t>(lineOf(position))];
    qsizetype end = std::min(m_words.size(), line.textStart + line.textLength);
    while (end > line.textStart && m_words[end - 1].isSpace())
        --end;
    return end;
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
