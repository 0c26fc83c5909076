// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/lettering/curvedlettering.h"

#include "core/base/random.h"
#include "core/document/geometry/planarshape.h"
#include "core/document/lettering/shapedtext.h"

#include <QTransform>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace koma {
namespace {

constexpr double kDegrees = 180.0 / std::numbers::pi;

/// A curve by its length; straight on beyond its ends.
class Baseline
{
public:
    explicit Baseline(const QPainterPath &path)
    {
        // As fine as planarshape's curves, open ones too.
        constexpr double kScale = 0.5 / kFlatnessPt;
        const QList<QPolygonF> polygons =
            path.toSubpathPolygons(QTransform::fromScale(kScale, kScale));
        if (polygons.isEmpty())
            return;
        for (const QPointF &scaled : polygons.constFirst()) {
            const QPointF point = scaled / kScale;
            const QPointF step = m_points.empty() ? QPointF() : point - m_points.back();
            const double length = std::hypot(step.x(), step.y());
            if (!m_points.empty() && length < 1e-9)
                continue;
            m_lengths.push_back(m_points.empty() ? 0.0 : m_lengths.back() + length);
            m_points.push_back(point);
        }
    }

    double length() const { return m_points.size() < 2 ? 0.0 : m_lengths.back(); }

    QPointF at(double position) const
    {
        const auto above = std::upper_bound(m_lengths.begin() + 1, m_lengths.end() - 1, position);
        const auto index = static_cast<std::size_t>(above - m_lengths.begin());
        const double from = m_lengths.at(index - 1);
        const double share = (position - from) / (m_lengths.at(index) - from);
        return m_points.at(index - 1) + share * (m_points.at(index) - m_points.at(index - 1));
    }

    /// The direction of the chord over a letter, in degrees clockwise.
    double degreesOver(double from, double to) const
    {
        const QPointF chord = at(to) - at(from);
        return std::atan2(chord.y(), chord.x()) * kDegrees;
    }

private:
    std::vector<QPointF> m_points;
    std::vector<double> m_lengths;
};

struct SizedLetter
{
    const LetterCluster *cluster;
    double size;
    double advance;
};

std::vector<SizedLetter> sizedLetters(const ShapedText &text, double sizePt,
                                      const CurvedStyle &curve)
{
    std::vector<SizedLetter> letters;
    const auto last = static_cast<double>(std::max<std::size_t>(text.clusters.size(), 2) - 1);
    for (std::size_t i = 0; i < text.clusters.size(); ++i) {
        const double share = static_cast<double>(i) / last;
        const double size =
            sizePt * (curve.startScale + share * (curve.endScale - curve.startScale));
        letters.push_back({&text.clusters.at(i), size, text.clusters.at(i).advance * size});
    }
    return letters;
}

} // namespace

QPainterPath arcBaseline(QPointF centre, double radiusPt, double startDegrees, double sweepDegrees)
{
    const QRectF circle(centre - QPointF(radiusPt, radiusPt), QSizeF(2 * radiusPt, 2 * radiusPt));
    QPainterPath path;
    path.arcMoveTo(circle, -startDegrees);
    path.arcTo(circle, -startDegrees, -sweepDegrees);
    return path;
}

TextLayoutResult layoutOnCurve(const std::vector<LetteringSpan> &spans, const LetteringStyle &style,
                               const CurvedStyle &curve)
{
    LetteringStyle rowStyle = style;
    rowStyle.direction = LetteringDirection::Horizontal;
    const ShapedText text = shapeText(spans, rowStyle);
    const Baseline baseline(curve.baseline);
    TextLayoutResult result;
    result.sizePt = style.sizePt;
    result.missingCharacters = text.missingCharacters;
    const std::vector<SizedLetter> letters = sizedLetters(text, style.sizePt, curve);
    if (letters.empty() || baseline.length() <= 0.0)
        return result;
    double length = 0.0;
    for (const SizedLetter &letter : letters)
        length += letter.advance;
    result.overflows = length > baseline.length() + 1e-6;
    const double spare = baseline.length() - length;
    const bool stretched = curve.stretchesToCurve && letters.size() > 1 && spare > 0.0;
    const double gap = stretched ? spare / static_cast<double>(letters.size() - 1) : 0.0;
    const double share = style.alignment == LetteringAlignment::Start    ? 0.0
                         : style.alignment == LetteringAlignment::Centre ? 0.5
                                                                         : 1.0;
    double pen = stretched ? 0.0 : share * spare;
    Random random(curve.seed);
    for (const SizedLetter &letter : letters) {
        const double middle = pen + 0.5 * letter.advance;
        const double shake = random.uniform(-1.0, 1.0) * curve.shakeDegrees;
        const double rise = random.uniform(-1.0, 1.0) * curve.shakeEm * letter.size;
        const double turn = curve.turnsWithCurve
                                ? baseline.degreesOver(pen, pen + std::max(letter.advance, 0.01))
                                : 0.0;
        QTransform place;
        const QPointF foot = baseline.at(middle);
        place.translate(foot.x(), foot.y());
        place.rotate(turn);
        place.translate(0.0, rise);
        place.rotate(shake);
        place.scale(letter.size, letter.size);
        place.translate(-0.5 * letter.cluster->advance, 0.0);
        const QRectF box(0.0, -text.ascentEm, letter.cluster->advance,
                         text.ascentEm + text.descentEm);
        result.glyphs.push_back({place.map(letter.cluster->path), place.mapRect(box),
                                 letter.cluster->textStart, letter.cluster->textLength});
        result.inkBounds |= result.glyphs.back().path.boundingRect();
        result.bounds |= result.glyphs.back().cell;
        pen += letter.advance + gap;
    }
    return result;
}

} // namespace koma
