// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/lettering/clustershaping.h"

#include "core/document/lettering/verticalforms.h"

#include <QRegularExpression>
#include <QTransform>

#include <algorithm>

namespace koma {
namespace {

/// The em box of CJK fonts above the baseline, and the middle of a column's Latin.
constexpr double kEmBoxAscent = 0.88;
constexpr double kCentreAboveBaseline = 0.38;

/// Middle of capitals and figures above the baseline, for what stands across a column.
constexpr double kCapitalMiddle = 0.365;

char32_t characterAt(const QString &text, qsizetype position)
{
    const QChar unit = text.at(position);
    if (unit.isHighSurrogate() && position + 1 < text.size())
        return QChar::surrogateToUcs4(unit, text.at(position + 1));
    return unit.unicode();
}

qsizetype unitsOf(char32_t character)
{
    return QChar::requiresSurrogates(character) ? 2 : 1;
}

/// Belongs to the character before it, whatever font and direction that has.
bool joins(char32_t character)
{
    return QChar::isMark(character) || character == 0x200D || character == 0x200C ||
           (character >= 0xFE00 && character <= 0xFE0F) ||
           (character >= 0xE0100 && character <= 0xE01EF);
}

bool isInvisible(char32_t character)
{
    return character == U'\n' || character == 0x00AD || joins(character);
}

/// Half-width figures and marks where full-width ones stand across a column.
QString narrowForms(QString text)
{
    for (QChar &unit : text) {
        if (unit.unicode() >= 0xFF01 && unit.unicode() <= 0xFF5E)
            unit = QChar(unit.unicode() - 0xFEE0);
    }
    return text;
}

enum class Mode { Row, Upright, Rotated, Across };

} // namespace

/// Text of one font that is shaped in one way.
struct ClusterShaping::Run
{
    qsizetype start = 0;
    qsizetype length = 0;
    Mode mode = Mode::Row;
    const LetterFont *font = nullptr;
};

namespace {

/// How each UTF-16 unit of a vertical text is set.
std::vector<Mode> verticalModes(const QString &text, const LetteringSpan &look, bool automatic)
{
    std::vector<Mode> modes(static_cast<std::size_t>(text.size()), Mode::Upright);
    if (look.tateChuYoko) {
        std::fill(modes.begin(), modes.end(), Mode::Across);
        return modes;
    }
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (verticalOrientation(characterAt(text, i)) == VerticalOrientation::Rotated)
            modes.at(static_cast<std::size_t>(i)) = Mode::Rotated;
    }
    if (!automatic)
        return modes;
    // Up to 4 figures, up to 3 marks, a letter on its own; not as part of something longer, such as
    // a reading with accents. Full-width letters are none of these: they are upright by themselves.
    static const QString letter =
        QStringLiteral("A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u024F\u0300-\u036F\u1E00-\u1EFF");
    static const QRegularExpression across(
        QStringLiteral(
            "(?<![0-9.,%1])[0-9]{1,4}(?![0-9.,%1])|(?<![0-9%1'-])[%1](?![0-9%1'-])"
            "|(?<![!?])[!?]{1,3}(?![!?])|(?<![\uFF01\uFF1F])[\uFF01\uFF1F]{2,3}(?![\uFF01\uFF1F])")
            .arg(letter));
    for (auto matches = across.globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        std::fill_n(modes.begin() + match.capturedStart(), match.capturedLength(), Mode::Across);
    }
    return modes;
}

/// Where a group of one kind begins and ends; groups across a column end with their own match.
LetterCluster clusterOf(const QString &text, qsizetype start, qsizetype end)
{
    LetterCluster cluster;
    cluster.textStart = start;
    cluster.textLength = end - start;
    cluster.first = characterAt(text, start);
    cluster.last = end - start > 1 && text.at(end - 1).isLowSurrogate()
                       ? QChar::surrogateToUcs4(text.at(end - 2), text.at(end - 1))
                       : text.at(end - 1).unicode();
    cluster.isSpace = cluster.first == U' ' || cluster.first == U'\n' || cluster.first == 0x3000 ||
                      cluster.first == 0x00AD;
    return cluster;
}

/// Two dashes make one line: each is stretched over its whole cell.
void fillCell(QPainterPath &path)
{
    const QRectF ink = path.boundingRect();
    if (ink.height() <= 0.0)
        return;
    QTransform stretch = QTransform::fromScale(1.0, 1.0 / ink.height());
    path = stretch.map(path.translated(0.0, -ink.top()));
}

/// The horizontal form moved or turned, for a font that has no vertical one.
QPainterPath fallbackOutline(const LetterFont &font, char32_t character, const ShapedGlyph &glyph)
{
    const QString text = QString::fromUcs4(&character, 1);
    const double width = font.shape(text, ShapingDirection::Horizontal).front().advance;
    const QPainterPath boxed =
        font.outline(glyph.glyph).translated(0.5 * (1.0 - width), kEmBoxAscent);
    const QPointF inkCentre = boxed.boundingRect().center();
    return verticalFallback(character, inkCentre).map(boxed).translated(-0.5, 0.0);
}

/// A glyph in its cell of a column, from the cell's top centre.
QPainterPath columnOutline(const LetterFont &font, char32_t character, const ShapedGlyph &glyph)
{
    const VerticalOrientation orientation = verticalOrientation(character);
    const bool transformed = orientation == VerticalOrientation::TransformedUpright ||
                             orientation == VerticalOrientation::TransformedRotated;
    if (transformed && glyph.glyph == font.glyphOf(character)) {
        const char32_t other = verticalSubstitute(character);
        if (other == character || !font.has(other))
            return fallbackOutline(font, character, glyph);
        const QString text = QString::fromUcs4(&other, 1);
        return columnOutline(font, other, font.shape(text, ShapingDirection::Vertical).front());
    }
    // Cells of CJK are one em: a font that says otherwise is centred in it.
    const double spare = isCjk(character) ? 0.5 * (1.0 - glyph.advance) : 0.0;
    return font.outline(glyph.glyph).translated(QPointF(0.0, spare) + glyph.offset);
}

/// Calls `add(cluster, glyphs from, glyphs to)` for the glyphs of each cluster of shaped text.
template<class Add>
void forClusters(const QString &text, qsizetype start, qsizetype length,
                 const std::vector<ShapedGlyph> &glyphs, const Add &add)
{
    for (std::size_t from = 0; from < glyphs.size();) {
        std::size_t to = from + 1;
        while (to < glyphs.size() && glyphs.at(to).cluster == glyphs.at(from).cluster)
            ++to;
        const qsizetype end = to < glyphs.size() ? glyphs.at(to).cluster : length;
        add(clusterOf(text, start + glyphs.at(from).cluster, start + end), from, to);
        from = to;
    }
}

} // namespace

ClusterShaping::ClusterShaping(const LetteringStyle &style)
    : m_style(style), m_fonts(style.families)
{
}

void ClusterShaping::noteMissing(char32_t character, const LetterFont &font)
{
    const QString text = QString::fromUcs4(&character, 1);
    if (!isInvisible(character) && !font.has(character) && !m_missing.contains(text))
        m_missing += text;
}

std::vector<ClusterShaping::Run> ClusterShaping::runsOf(const QString &text,
                                                        const LetteringSpan &look)
{
    const bool vertical = m_style.direction == LetteringDirection::VerticalRightToLeft;
    const std::vector<Mode> modes =
        vertical ? verticalModes(text, look, m_style.automaticTateChuYoko)
                 : std::vector<Mode>(static_cast<std::size_t>(text.size()), Mode::Row);
    std::vector<Run> runs;
    for (qsizetype i = 0; i < text.size();) {
        const char32_t character = characterAt(text, i);
        const Mode mode = modes.at(static_cast<std::size_t>(i));
        const bool stays = !runs.empty() && (isInvisible(character) || character == U' ') &&
                           character != U'\n' && runs.back().mode == mode;
        const LetterFont *font =
            stays ? runs.back().font
                  : &m_fonts.fontFor(character == U'\n' ? U' ' : character, look.bold, look.italic);
        noteMissing(character, *font);
        // Line feeds are shaped alone, so that no font draws a box for them; dashes too, as the
        // long dash that fonts make of two has no vertical form.
        const auto alone = [](char32_t c) { return c == U'\n' || c == 0x2014 || c == 0x2015; };
        const bool fresh = runs.empty() || runs.back().mode != mode || runs.back().font != font ||
                           alone(character) || alone(text.at(runs.back().start).unicode());
        if (fresh)
            runs.push_back({i, 0, mode, font});
        runs.back().length += unitsOf(character);
        i += unitsOf(character);
    }
    return runs;
}

void ClusterShaping::appendRow(std::vector<LetterCluster> &clusters, const QString &text,
                               const Run &run) const
{
    const std::vector<ShapedGlyph> glyphs =
        run.font->shape(text.mid(run.start, run.length), ShapingDirection::Horizontal);
    forClusters(text, run.start, run.length, glyphs,
                [&](LetterCluster cluster, std::size_t from, std::size_t to) {
                    for (std::size_t i = from; i < to; ++i) {
                        const ShapedGlyph &glyph = glyphs.at(i);
                        cluster.path.addPath(
                            run.font->outline(glyph.glyph)
                                .translated(QPointF(cluster.advance, 0.0) + glyph.offset));
                        cluster.advance += glyph.advance;
                    }
                    clusters.push_back(std::move(cluster));
                });
}

void ClusterShaping::appendRotated(std::vector<LetterCluster> &clusters, const QString &text,
                                   const Run &run) const
{
    const std::size_t first = clusters.size();
    appendRow(clusters, text, run);
    QTransform turn;
    turn.rotate(90.0);
    turn.translate(0.0, kCentreAboveBaseline);
    for (std::size_t i = first; i < clusters.size(); ++i)
        clusters.at(i).path = turn.map(clusters.at(i).path);
}

void ClusterShaping::appendColumn(std::vector<LetterCluster> &clusters, const QString &text,
                                  const Run &run) const
{
    const std::vector<ShapedGlyph> glyphs =
        run.font->shape(text.mid(run.start, run.length), ShapingDirection::Vertical);
    forClusters(text, run.start, run.length, glyphs,
                [&](LetterCluster cluster, std::size_t from, std::size_t to) {
                    for (std::size_t i = from; i < to; ++i)
                        cluster.path.addPath(columnOutline(*run.font, cluster.first, glyphs.at(i)));
                    const bool cell =
                        verticalOrientation(cluster.first) != VerticalOrientation::Rotated;
                    cluster.advance = cell ? 1.0 : glyphs.at(from).advance;
                    if (cluster.first == 0x2014 || cluster.first == 0x2015)
                        fillCell(cluster.path);
                    clusters.push_back(std::move(cluster));
                });
}

void ClusterShaping::appendAcross(std::vector<LetterCluster> &clusters, const QString &text,
                                  const LetteringSpan &look, const Run &run)
{
    const QString narrow = narrowForms(text.mid(run.start, run.length));
    const LetterFont &font = m_fonts.fontFor(characterAt(narrow, 0), look.bold, look.italic);
    LetterCluster cluster = clusterOf(text, run.start, run.start + run.length);
    QPainterPath row;
    double width = 0.0;
    for (const ShapedGlyph &glyph : font.shape(narrow, ShapingDirection::Horizontal)) {
        row.addPath(font.outline(glyph.glyph).translated(QPointF(width, 0.0) + glyph.offset));
        width += glyph.advance;
    }
    QTransform place;
    place.translate(0.0, 0.5 + kCapitalMiddle);
    place.scale(std::min(1.0, 1.0 / std::max(width, 0.01)), 1.0);
    place.translate(-0.5 * width, 0.0);
    cluster.path = place.map(row);
    cluster.advance = 1.0;
    clusters.push_back(std::move(cluster));
}

std::vector<LetterCluster> ClusterShaping::shape(const QString &text, const LetteringSpan &look)
{
    std::vector<LetterCluster> clusters;
    for (const Run &run : runsOf(text, look)) {
        const char32_t first = characterAt(text, run.start);
        if (first == U'\n') {
            clusters.push_back(clusterOf(text, run.start, run.start + run.length));
        } else if (run.mode == Mode::Row) {
            appendRow(clusters, text, run);
        } else if (run.mode == Mode::Upright) {
            appendColumn(clusters, text, run);
        } else if (run.mode == Mode::Rotated) {
            appendRotated(clusters, text, run);
        } else {
            appendAcross(clusters, text, look, run);
        }
    }
    for (LetterCluster &cluster : clusters) {
        cluster.path.setFillRule(Qt::WindingFill);
        if (cluster.first == 0x00AD) {
            cluster.path = {};
            cluster.advance = 0.0;
        }
    }
    return clusters;
}

} // namespace koma
