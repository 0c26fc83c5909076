// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/lettering/lettering.h"

#include "core/document/lettering/linebreaking.h"
#include "core/document/lettering/shapedtext.h"

#include <QTransform>

#include <algorithm>
#include <cmath>
#include <limits>

namespace koma {
namespace {

constexpr int kMostLines = 200;
constexpr double kSizeStepPt = 0.01;
constexpr double kMoreLinesCost = 0.03;
constexpr double kMoreFilledLinesCost = 1.0;

/// Room that one more line of ruby needs beside the text.
constexpr double kRubyRoomEm = kRubyEm + 0.06;

/// Sets shaped text at any size in one region: rows from the top, or columns from the right.
class Setting
{
public:
    Setting(const ShapedText &text, const LetteringStyle &style, const TextRegion &region)
        : m_text(text),
          m_style(style),
          m_region(region),
          m_breaking(text),
          m_vertical(style.direction == LetteringDirection::VerticalRightToLeft)
    {
        const double least = m_text.ruby.empty() ? 0.0 : 1.0 + kRubyRoomEm;
        m_pitchEm = std::max(style.lineSpacing, least) * text.largestFactor;
        m_boxEm = (m_vertical ? 1.0 : text.ascentEm + text.descentEm) * text.largestFactor;
        m_rubyEm = m_text.ruby.empty() ? 0.0 : kRubyRoomEm;
    }

    bool fits(double sizePt) const
    {
        for (int lines = 1; lines <= mostLines(sizePt); ++lines) {
            if (m_breaking.fits(capacities(lines, sizePt)))
                return true;
        }
        return m_text.clusters.empty();
    }

    TextLayoutResult set(double sizePt) const
    {
        TextLayoutResult result;
        result.sizePt = sizePt;
        result.missingCharacters = m_text.missingCharacters;
        if (m_text.clusters.empty())
            return result;
        std::vector<LineRange> lines = bestLines(sizePt);
        result.overflows = lines.empty();
        if (lines.empty()) {
            const double along = m_vertical ? m_region.bounds.height() : m_region.bounds.width();
            lines = m_breaking.greedy(std::max(along / sizePt, m_breaking.longestWordEm()));
        }
        place(lines, result);
        return result;
    }

private:
    using Span = TextRegion::Span;

    double acrossPt() const
    {
        return m_vertical ? m_region.bounds.width() : m_region.bounds.height();
    }

    int mostLines(double sizePt) const
    {
        const double spare = acrossPt() / sizePt - m_boxEm - m_rubyEm;
        return spare < -1e-9 ? 0
                             : std::min(kMostLines,
                                        static_cast<int>(std::floor(spare / m_pitchEm + 1e-9)) + 1);
    }

    /// Where line `i` of `count` begins across the lines, ruby aside: the top of a row, the left of
    /// a column.
    double lineStartPt(int i, int count, double sizePt) const
    {
        const double block = (m_boxEm + m_rubyEm + (count - 1) * m_pitchEm) * sizePt;
        if (m_vertical) {
            // Ruby stands to the right of its column, so the block reaches further there.
            const double right = m_region.bounds.center().x() + 0.5 * block;
            return right - (m_rubyEm + m_boxEm + i * m_pitchEm) * sizePt;
        }
        const double top = m_region.bounds.center().y() - 0.5 * block;
        return top + (m_rubyEm + i * m_pitchEm) * sizePt;
    }

    /// What a line may use of the region; empty outside.
    Span spanOf(int i, int count, double sizePt) const
    {
        const double start = lineStartPt(i, count, sizePt);
        const double box = m_boxEm * sizePt;
        const double ruby = m_rubyEm * sizePt;
        const auto span = m_vertical ? m_region.columnSpan(start, start + box + ruby)
                                     : m_region.rowSpan(start - ruby, start + box);
        return span.value_or(Span{0.0, 0.0});
    }

    std::vector<Span> spans(int count, double sizePt) const
    {
        std::vector<Span> all;
        all.reserve(static_cast<std::size_t>(count));
        for (int i = 0; i < count; ++i)
            all.push_back(spanOf(i, count, sizePt));
        // Lines that are not centred share an edge.
        double from = -std::numeric_limits<double>::max();
        double to = std::numeric_limits<double>::max();
        for (const Span &span : all) {
            from = std::max(from, span.from);
            to = std::min(to, span.to);
        }
        for (Span &span : all) {
            if (m_style.alignment == LetteringAlignment::Start)
                span.from = from;
            else if (m_style.alignment == LetteringAlignment::End)
                span.to = to;
        }
        return all;
    }

    std::vector<double> capacities(int count, double sizePt) const
    {
        std::vector<double> lengths;
        for (const Span &span : spans(count, sizePt))
            lengths.push_back(std::max(0.0, span.length() / sizePt));
        return lengths;
    }

    /// Rows in a box: centred ones form a lens by themselves, others fill it as a paragraph does.
    LineProfile lineProfile() const
    {
        if (!m_region.isBox() || m_vertical)
            return LineProfile::Even;
        return m_style.alignment == LetteringAlignment::Centre ? LineProfile::Lens
                                                               : LineProfile::Filled;
    }

    std::vector<LineRange> bestLines(double sizePt) const
    {
        const LineProfile profile = lineProfile();
        const double moreLines =
            profile == LineProfile::Filled ? kMoreFilledLinesCost : kMoreLinesCost;
        LineBreaking::Choice chosen;
        chosen.cost = std::numeric_limits<double>::infinity();
        int fewest = 0;
        for (int count = 1; count <= mostLines(sizePt); ++count) {
            auto choice = m_breaking.best(capacities(count, sizePt), profile);
            if (!choice)
                continue;
            fewest = fewest == 0 ? count : fewest;
            choice->cost += moreLines * (count - fewest);
            if (choice->cost < chosen.cost)
                chosen = std::move(*choice);
        }
        return chosen.lines;
    }

    double startAlong(const Span &span, double lengthPt) const
    {
        switch (m_style.alignment) {
        case LetteringAlignment::Start:
            return span.from;
        case LetteringAlignment::Centre:
            return 0.5 * (span.from + span.to - lengthPt);
        case LetteringAlignment::End:
            return span.to - lengthPt;
        }
        return span.from;
    }

    void place(const std::vector<LineRange> &lines, TextLayoutResult &result) const
    {
        const int count = static_cast<int>(lines.size());
        const double sizePt = result.sizePt;
        std::vector<Span> rooms = spans(count, sizePt);
        if (result.overflows) {
            const QRectF &box = m_region.bounds;
            const Span whole =
                m_vertical ? Span{box.top(), box.bottom()} : Span{box.left(), box.right()};
            std::fill(rooms.begin(), rooms.end(), whole);
        }
        const double shift = result.overflows ? 0.0 : centringShift(lines, rooms, sizePt);
        for (int i = 0; i < count; ++i) {
            const auto index = static_cast<std::size_t>(i);
            const LineRange &line = lines.at(index);
            const double along = shift + startAlong(rooms.at(index), line.lengthEm * sizePt);
            placeLine(line, along, lineStartPt(i, count, sizePt), result);
        }
        for (const PlacedGlyph &glyph : result.glyphs)
            result.inkBounds |= glyph.path.boundingRect();
        for (const LetteringLine &line : result.lines)
            result.bounds |= line.bounds;
    }

    /// Lines with a common edge leave room at the other one: half of it goes to each side, as far
    /// as every line stays in its span.
    double centringShift(const std::vector<LineRange> &lines, const std::vector<Span> &rooms,
                         double sizePt) const
    {
        if (m_style.alignment != LetteringAlignment::Start || m_region.isBox())
            return 0.0;
        double spare = std::numeric_limits<double>::max();
        double longest = 0.0;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const double length = lines.at(i).lengthEm * sizePt;
            longest = std::max(longest, length);
            spare = std::min(spare, rooms.at(i).length() - length);
        }
        const QRectF &box = m_region.bounds;
        const double middle = m_vertical ? box.center().y() : box.center().x();
        const double wanted = middle - (rooms.front().from + 0.5 * longest);
        return std::clamp(wanted, 0.0, std::max(0.0, spare));
    }

    void placeLine(const LineRange &line, double along, double across,
                   TextLayoutResult &result) const
    {
        const double size = result.sizePt;
        LetteringLine placed;
        const double length = line.lengthEm * size;
        placed.bounds = m_vertical ? QRectF(across, along, m_boxEm * size, length)
                                   : QRectF(along, across, length, m_boxEm * size);
        placed.hyphenated = line.hyphenated;
        if (line.first < line.end) {
            const LetterCluster &last = m_text.clusters.at(line.end - 1);
            placed.textStart = m_text.clusters.at(line.first).textStart;
            placed.textLength = last.textStart + last.textLength - placed.textStart;
        }
        std::vector<double> pens;
        double pen = along;
        for (std::size_t i = line.first; i < line.end; ++i) {
            const LetterCluster &cluster = m_text.clusters.at(i);
            pens.push_back(pen);
            result.glyphs.push_back(placedGlyph(cluster, pen, across, size));
            pen += cluster.advance * size;
        }
        if (line.hyphenated) {
            result.glyphs.push_back(placedGlyph(m_text.hyphen, pen, across, size));
            result.glyphs.back().textStart = -1;
        }
        for (const RubyGroup &group : m_text.ruby) {
            if (group.firstCluster >= line.first && group.lastCluster < line.end)
                placeRuby(group, pens.at(group.firstCluster - line.first), across, result);
        }
        result.lines.push_back(placed);
    }

    PlacedGlyph placedGlyph(const LetterCluster &cluster, double pen, double across,
                            double size) const
    {
        QTransform place;
        QRectF cell;
        const double advance = cluster.advance * size;
        const double box = m_boxEm * size;
        if (m_vertical) {
            place.translate(across + 0.5 * box, pen);
            cell = QRectF(across, pen, box, advance);
        } else {
            place.translate(pen, across + m_text.ascentEm * m_text.largestFactor * size);
            cell = QRectF(pen, across, advance, box);
        }
        place.scale(size, size);
        return {place.map(cluster.path), cell, cluster.textStart, cluster.textLength};
    }

    void placeRuby(const RubyGroup &group, double pen, double across,
                   TextLayoutResult &result) const
    {
        const double size = result.sizePt;
        for (const RubyGroup::Letter &letter : group.letters) {
            QTransform place;
            if (m_vertical) {
                const double centre = 0.5 * m_boxEm + 0.5 + 0.5 * kRubyEm;
                place.translate(across + centre * size, pen + letter.position * size);
            } else {
                // The descenders of the reading stand on the top of the em box.
                const double baseline = -0.12 * kRubyEm - 0.02;
                place.translate(pen + letter.position * size, across + baseline * size);
            }
            place.scale(size, size);
            result.glyphs.push_back({place.map(letter.path), QRectF(), -1, 0});
        }
    }

    const ShapedText &m_text;
    const LetteringStyle &m_style;
    const TextRegion &m_region;
    LineBreaking m_breaking;
    bool m_vertical;
    double m_pitchEm = 1.0;
    double m_boxEm = 1.0;
    double m_rubyEm = 0.0;
};

} // namespace

QPainterPath TextLayoutResult::path() const
{
    QPainterPath all;
    for (const PlacedGlyph &glyph : glyphs)
        all.addPath(glyph.path);
    all.setFillRule(Qt::WindingFill);
    return all;
}

TextLayoutResult layoutLettering(const std::vector<LetteringSpan> &spans,
                                 const LetteringStyle &style, const TextRegion &region)
{
    const ShapedText text = shapeText(spans, style);
    return Setting(text, style, region).set(style.sizePt);
}

TextLayoutResult fitLettering(const std::vector<LetteringSpan> &spans, const LetteringStyle &style,
                              const TextRegion &region)
{
    const ShapedText text = shapeText(spans, style);
    const Setting setting(text, style, region);
    if (setting.fits(style.sizePt))
        return setting.set(style.sizePt);
    double fitting = std::min(style.minSizePt, style.sizePt);
    if (!setting.fits(fitting))
        return setting.set(fitting);
    double tooLarge = style.sizePt;
    while (tooLarge - fitting > kSizeStepPt) {
        const double middle = 0.5 * (fitting + tooLarge);
        (setting.fits(middle) ? fitting : tooLarge) = middle;
    }
    return setting.set(fitting);
}

TextRegion regionForLettering(const std::vector<LetteringSpan> &spans, const LetteringStyle &style,
                              double aspect, double exponent)
{
    const ShapedText text = shapeText(spans, style);
    const auto regionOf = [&](double widthPt) {
        const double heightPt = widthPt / aspect;
        return TextRegion{QRectF(-0.5 * widthPt, -0.5 * heightPt, widthPt, heightPt), exponent};
    };
    double small = 0.0;
    double large = style.sizePt;
    const auto fits = [&](double widthPt) {
        const TextRegion region = regionOf(widthPt);
        return Setting(text, style, region).fits(style.sizePt);
    };
    while (!fits(large) && large < 1e5)
        large *= 2.0;
    while (large - small > kSizeStepPt) {
        const double middle = 0.5 * (small + large);
        (fits(middle) ? large : small) = middle;
    }
    return regionOf(large);
}

} // namespace koma
