// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/tones/penstroke.h"

#include "core/document/geometry/planarshape.h"

#include <QPolygonF>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace koma {
namespace {

constexpr double kSamePointPt = 0.01;
constexpr double kCoarsestStepPt = 0.6;
constexpr double kFinestStepPt = 0.08;

double distance(QPointF a, QPointF b)
{
    return std::hypot(a.x() - b.x(), a.y() - b.y());
}

/// Samples without repeats, their pressure softened: tablets report it in steps.
std::vector<PenSample> cleaned(const std::vector<PenSample> &samples)
{
    std::vector<PenSample> distinct;
    for (const PenSample &sample : samples) {
        if (distinct.empty() ||
            distance(distinct.back().positionPt, sample.positionPt) > kSamePointPt)
            distinct.push_back(sample);
        else
            distinct.back().pressure = std::max(distinct.back().pressure, sample.pressure);
    }
    std::vector<PenSample> result = distinct;
    for (std::size_t i = 1; i + 1 < distinct.size(); ++i) {
        result.at(i).pressure = 0.25 * distinct.at(i - 1).pressure + 0.5 * distinct.at(i).pressure +
                                0.25 * distinct.at(i + 1).pressure;
    }
    return result;
}

/// The spline between p1 and p2 by the pyramid of Barry and Goldman; knots are the square roots of
/// the distances.
struct SplineSegment
{
    QPointF p0, p1, p2, p3;
    double t1, t2, t3;

    SplineSegment(QPointF a, QPointF b, QPointF c, QPointF d)
        : p0(a),
          p1(b),
          p2(c),
          p3(d),
          t1(std::sqrt(distance(a, b))),
          t2(t1 + std::sqrt(distance(b, c))),
          t3(t2 + std::sqrt(distance(c, d)))
    {
    }

    QPointF at(double share) const
    {
        const double t = t1 + share * (t2 - t1);
        const QPointF a1 = ((t1 - t) * p0 + t * p1) / t1;
        const QPointF a2 = ((t2 - t) * p1 + (t - t1) * p2) / (t2 - t1);
        const QPointF a3 = ((t3 - t) * p2 + (t - t2) * p3) / (t3 - t2);
        const QPointF b1 = ((t2 - t) * a1 + t * a2) / t2;
        const QPointF b2 = ((t3 - t) * a2 + (t - t1) * a3) / (t3 - t1);
        return ((t2 - t) * b1 + (t - t1) * b2) / (t2 - t1);
    }
};

/// A neighbour beyond the end of a curve that keeps its bend, so that ends do not straighten; after
/// a corner they run straight.
QPointF beyond(QPointF end, QPointF second, QPointF third)
{
    const auto angleOf = [](QPointF vector) { return std::atan2(vector.y(), vector.x()); };
    if (third == second || third == end)
        return 2.0 * end - second;
    const double corner = std::numbers::pi / 4.0;
    const double turn =
        std::remainder(angleOf(second - third) - angleOf(end - second), 2.0 * std::numbers::pi);
    const double angle = angleOf(end - second) - (std::abs(turn) < corner ? turn : 0.0);
    return end + distance(end, second) * QPointF(std::cos(angle), std::sin(angle));
}

double halfWidth(const PenNib &nib, double pressure)
{
    const double least = std::clamp(nib.minWidthFraction, 0.0, 1.0);
    return 0.5 * nib.widthPt * (least + (1.0 - least) * std::clamp(pressure, 0.0, 1.0));
}

/// The curve's width at one place.
struct Disc
{
    QPointF centre;
    double radius;
};

/// The polygon round two discs, clockwise: their outer tangents and the arcs behind them.
QPolygonF capsule(const Disc &from, const Disc &to)
{
    const QPointF way = to.centre - from.centre;
    const double length = std::hypot(way.x(), way.y());
    const double direction = std::atan2(way.y(), way.x());
    const double lean = length > 1e-9
                            ? std::acos(std::clamp((from.radius - to.radius) / length, -1.0, 1.0))
                            : 0.5 * std::numbers::pi;
    QPolygonF polygon;
    const auto arc = [&](const Disc &disc, double start, double sweep) {
        // Chords that stay within the flatness of all outlines.
        const double step =
            2.0 *
            std::acos(std::clamp(1.0 - kFlatnessPt / std::max(disc.radius, kFlatnessPt), 0.0, 1.0));
        const int steps = std::max(1, static_cast<int>(std::ceil(sweep / std::max(step, 0.05))));
        for (int i = 0; i <= steps; ++i) {
            const double angle = start + sweep * i / steps;
            polygon.append(disc.centre + disc.radius * QPointF(std::cos(angle), std::sin(angle)));
        }
    };
    arc(to, direction - lean, 2.0 * lean);
    arc(from, direction + lean, 2.0 * (std::numbers::pi - lean));
    return polygon;
}

/// The points to the left and right of a place of the curve.
struct Sides
{
    QPointF left;
    QPointF right;
};

Sides sidesOf(const std::vector<Disc> &discs, std::size_t i)
{
    const Disc &before = discs.at(i > 0 ? i - 1 : 0);
    const Disc &after = discs.at(std::min(i + 1, discs.size() - 1));
    const QPointF way = after.centre - before.centre;
    const double length = std::max(std::hypot(way.x(), way.y()), 1e-9);
    const QPointF left = discs.at(i).radius * QPointF(way.y(), -way.x()) / length;
    return {discs.at(i).centre + left, discs.at(i).centre - left};
}

/// Does a side run backwards?
bool folds(const Disc &from, const Disc &to, const Sides &fromSides, const Sides &toSides)
{
    const QPointF way = to.centre - from.centre;
    const double least = 0.1 * QPointF::dotProduct(way, way);
    return QPointF::dotProduct(toSides.left - fromSides.left, way) < least ||
           QPointF::dotProduct(toSides.right - fromSides.right, way) < least;
}

/// A stretch of the stroke without sharp turns, clockwise as capsules are.
class Ribbon
{
public:
    void append(const Sides &from, const Sides &to)
    {
        if (m_left.isEmpty()) {
            m_left.append(from.left);
            m_right.append(from.right);
        }
        m_left.append(to.left);
        m_right.append(to.right);
    }

    QPainterPath taken()
    {
        if (m_left.isEmpty())
            return {};
        std::reverse(m_right.begin(), m_right.end());
        const QPainterPath path = polygonPath(m_left + m_right);
        m_left.clear();
        m_right.clear();
        return path;
    }

private:
    QPolygonF m_left;
    QPolygonF m_right;
};

} // namespace

std::vector<PenSample> smoothedSamples(const std::vector<PenSample> &samples, double stepPt)
{
    const std::vector<PenSample> points = cleaned(samples);
    if (points.size() < 2)
        return points;
    const auto position = [&](std::size_t i) { return points.at(i).positionPt; };
    const std::size_t last = points.size() - 1;
    std::vector<PenSample> curve{points.front()};
    for (std::size_t i = 0; i < last; ++i) {
        const QPointF before =
            i > 0 ? position(i - 1)
                  : beyond(position(0), position(1), position(std::min<std::size_t>(2, last)));
        const QPointF after = i + 1 < last ? position(i + 2)
                                           : beyond(position(last), position(last - 1),
                                                    position(last > 1 ? last - 2 : 0));
        const SplineSegment segment(before, position(i), position(i + 1), after);
        const double length = distance(position(i), position(i + 1));
        const int steps = std::max(1, static_cast<int>(std::ceil(length / stepPt)));
        for (int step = 1; step <= steps; ++step) {
            const double share = static_cast<double>(step) / steps;
            const double pressure =
                (1.0 - share) * points.at(i).pressure + share * points.at(i + 1).pressure;
            curve.push_back({segment.at(share), pressure});
        }
    }
    return curve;
}

QPainterPath strokeOutline(const std::vector<PenSample> &samples, const PenNib &nib)
{
    if (samples.empty() || nib.widthPt <= 0.0)
        return {};
    const double stepPt = std::clamp(0.3 * nib.widthPt, kFinestStepPt, kCoarsestStepPt);
    std::vector<Disc> discs;
    for (const PenSample &sample : smoothedSamples(samples, stepPt))
        discs.push_back({sample.positionPt, halfWidth(nib, sample.pressure)});
    QPainterPath parts;
    parts.setFillRule(Qt::WindingFill);
    const auto addCapsule = [&](const Disc &from, const Disc &to) {
        parts.addPath(polygonPath(capsule(from, to)));
    };
    addCapsule(discs.front(), discs.front());
    addCapsule(discs.back(), discs.back());
    Ribbon ribbon;
    for (std::size_t i = 1; i < discs.size(); ++i) {
        const Disc &from = discs.at(i - 1);
        const Disc &to = discs.at(i);
        const Sides fromSides = sidesOf(discs, i - 1);
        const Sides toSides = sidesOf(discs, i);
        if (!folds(from, to, fromSides, toSides)) {
            ribbon.append(fromSides, toSides);
            continue;
        }
        // Where the curve turns more sharply than half its width, round joins cover both sides.
        parts.addPath(ribbon.taken());
        addCapsule(from, to);
    }
    parts.addPath(ribbon.taken());
    return unitedPaths({parts});
}

} // namespace koma
