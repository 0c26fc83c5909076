// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/lettering/shapedtext.h"

#include "core/document/lettering/clustershaping.h"

#include <QTransform>

#include <algorithm>
#include <cmath>

namespace koma {
namespace {

/// Ruby may reach this far over a neighbour that is no ideograph, on each side.
constexpr double kRubyOverhangEm = 0.25;

double advanceOf(const std::vector<LetterCluster> &clusters, std::size_t first, std::size_t last)
{
    double advance = 0.0;
    for (std::size_t i = first; i <= last; ++i)
        advance += clusters.at(i).advance;
    return advance;
}

/// Rows keep the baseline, columns their centre: both are where the outline's origin is.
void scaleCluster(LetterCluster &cluster, double factor)
{
    cluster.path = QTransform::fromScale(factor, factor).map(cluster.path);
    cluster.advance *= factor;
}

void underline(LetterCluster &cluster, bool vertical)
{
    constexpr double kThicknessEm = 0.055;
    QPainterPath line;
    if (vertical)
        line.addRect(0.54, 0.0, kThicknessEm, cluster.advance);
    else
        line.addRect(0.0, 0.12, cluster.advance, kThicknessEm);
    cluster.path.addPath(line);
}

/// One of these stands beside each base character, or the only one beside all.
QStringList rubyParts(const LetteringSpan &span)
{
    const QStringList parts = span.ruby.split(u' ', Qt::SkipEmptyParts);
    const bool mono = parts.size() == span.text.toUcs4().size();
    return mono ? parts : QStringList{QString(span.ruby).remove(u' ')};
}

class RubySetting
{
public:
    RubySetting(ShapedText &text, ClusterShaping &shaping, bool vertical)
        : m_text(text), m_shaping(shaping), m_vertical(vertical)
    {
    }

    /// Places the reading beside the clusters, and spreads them where the reading is longer.
    void set(const QString &reading, std::size_t first, std::size_t last)
    {
        LetteringSpan look;
        std::vector<LetterCluster> letters = m_shaping.shape(reading, look);
        if (letters.empty())
            return;
        for (LetterCluster &letter : letters) {
            letter.path = QTransform::fromScale(kRubyEm, kRubyEm).map(letter.path);
            letter.advance *= kRubyEm;
        }
        const double length = advanceOf(letters, 0, letters.size() - 1);
        spread(length, first, last);
        const double base = advanceOf(m_text.clusters, first, last);
        // Shorter readings are spaced in the proportion 1 : 2 : 1 (JIS X 4051), one letter centred.
        const double gap = std::max(0.0, base - length) / static_cast<double>(letters.size());
        double position = base > length ? 0.5 * gap : 0.5 * (base - length);
        RubyGroup group{first, last, {}};
        for (const LetterCluster &letter : letters) {
            group.letters.push_back({letter.path, position});
            position += letter.advance + gap;
        }
        m_text.ruby.push_back(std::move(group));
        for (std::size_t i = first; i < last; ++i)
            m_text.clusters.at(i).breakAfter = LineBreak::Forbidden;
    }

private:
    double overhangAt(bool exists, std::size_t neighbour) const
    {
        if (!exists)
            return 0.0;
        const char32_t character = m_text.clusters.at(neighbour).first;
        return isHiragana(character) || isKatakana(character) ? kRubyOverhangEm : 0.0;
    }

    void spread(double length, std::size_t first, std::size_t last)
    {
        const double before = overhangAt(first > 0, first - 1);
        const double after = overhangAt(last + 1 < m_text.clusters.size(), last + 1);
        const double room = advanceOf(m_text.clusters, first, last) + 2.0 * std::min(before, after);
        const double missing = (length - room) / static_cast<double>(last - first + 1);
        if (missing <= 0.0)
            return;
        for (std::size_t i = first; i <= last; ++i) {
            LetterCluster &cluster = m_text.clusters.at(i);
            const QPointF shift =
                m_vertical ? QPointF(0.0, 0.5 * missing) : QPointF(0.5 * missing, 0.0);
            cluster.path.translate(shift);
            cluster.advance += missing;
        }
    }

    ShapedText &m_text;
    ClusterShaping &m_shaping;
    bool m_vertical;
};

/// Takes the double white out of neighbouring marks; those narrower than their cell have none.
void closeUp(std::vector<LetterCluster> &clusters)
{
    constexpr double kFullWidth = 0.95;
    for (std::size_t i = 0; i + 1 < clusters.size(); ++i) {
        LetterCluster &cluster = clusters.at(i);
        const LetterCluster &next = clusters.at(i + 1);
        if (closesUp(cluster.last, next.first) && cluster.advance > kFullWidth &&
            next.advance > kFullWidth)
            cluster.advance -= 0.5;
    }
}

/// Breaks of the whole text, by the last character of each cluster.
void setBreaks(ShapedText &text, const QString &plain, const LetteringStyle &style)
{
    const std::vector<LineBreak> breaks = lineBreaks(plain, style.kinsoku);
    for (LetterCluster &cluster : text.clusters) {
        const auto last = static_cast<std::size_t>(cluster.textStart + cluster.textLength - 1);
        cluster.breakAfter = breaks.at(last);
        cluster.mayHang = style.hangingPunctuation && mayHang(cluster.first, style.kinsoku);
    }
}

} // namespace

ShapedText shapeText(const std::vector<LetteringSpan> &spans, const LetteringStyle &style)
{
    const bool vertical = style.direction == LetteringDirection::VerticalRightToLeft;
    ClusterShaping shaping(style);
    ShapedText text;
    QString plain;
    struct SpanClusters
    {
        std::size_t first;
        std::size_t end;
    };
    std::vector<SpanClusters> places;
    for (const LetteringSpan &span : spans) {
        const std::size_t first = text.clusters.size();
        std::vector<LetterCluster> clusters = shaping.shape(span.text, span);
        closeUp(clusters);
        for (LetterCluster &cluster : clusters) {
            cluster.textStart += plain.size();
            scaleCluster(cluster, span.sizeFactor);
            if (!cluster.isSpace)
                cluster.advance += style.trackingEm;
            if (span.underlined && cluster.first != U'\n')
                underline(cluster, vertical);
            text.clusters.push_back(std::move(cluster));
        }
        places.push_back({first, text.clusters.size()});
        plain += span.text;
        text.largestFactor = std::max(text.largestFactor, span.sizeFactor);
    }
    setBreaks(text, plain, style);
    RubySetting ruby(text, shaping, vertical);
    for (std::size_t i = 0; i < spans.size(); ++i) {
        const auto [first, end] = places.at(i);
        if (spans.at(i).ruby.trimmed().isEmpty() || first == end)
            continue;
        const QStringList parts = rubyParts(spans.at(i));
        const bool mono = parts.size() > 1 && static_cast<std::size_t>(parts.size()) == end - first;
        for (qsizetype part = 0; part < parts.size(); ++part) {
            const std::size_t at = first + static_cast<std::size_t>(part);
            ruby.set(parts.at(part), mono ? at : first, mono ? at : end - 1);
        }
    }
    const auto hyphens = shaping.shape(QStringLiteral("-"), {});
    text.hyphen = hyphens.front();
    const bool cjk = std::any_of(text.clusters.begin(), text.clusters.end(),
                                 [](const LetterCluster &c) { return isCjk(c.first); });
    if (cjk) {
        text.ascentEm = 0.88;
        text.descentEm = 0.12;
    }
    text.missingCharacters = shaping.missing();
    return text;
}

} // namespace koma
