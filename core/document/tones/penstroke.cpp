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

/// The polygon round two discs: their outer tangents and the arcs behind them.
QPolygonF capsule(QPointF from, double fromRadius, QPointF to, double toRadius)
{
    const QPointF way = to - from;
    const double length = std::hypot(way.x(), way.y());
    const double direction = std::atan2(way.y(), way.x());
    const double lean = length > 1e-9
                            ? std::acos(std::clamp((fromRadius - toRadius) / length, -1.0, 1.0))
                            : 0.5 * std::numbers::pi;
    QPolygonF polygon;
    const auto arc = [&](QPointF centre, double radius, double start, double sweep) {
        // Chords that stay within the flatness of all outlines.
        const double step =
            2.0 *
            std::acos(std::clamp(1.0 - kFlatnessPt / std::max(radius, kFlatnessPt), 0.0, 1.0));
        const int steps = std::max(1, static_cast<int>(std::ceil(sweep / std::max(step, 0.05))));
        for (int i = 0; i <= steps; ++i) {
            const double angle = start + sweep * i / steps;
            polygon.append(centre + radius * QPointF(std::cos(angle), std::sin(angle)));
        }
    };
    arc(to, toRadius, direction - lean, 2.0 * lean);
    arc(from, fromRadius, direction + lean, 2.0 * (std::numbers::pi - lean));
    return polygon;
}

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
    const std::vector<PenSample> curve = smoothedSamples(samples, stepPt);
    const PenSample &first = curve.front();
    if (curve.size() == 1) {
        const double radius = halfWidth(nib, first.pressure);
        return unitedPaths(
            {polygonPath(capsule(first.positionPt, radius, first.positionPt, radius))});
    }
    QPainterPath all;
    all.setFillRule(Qt::WindingFill);
    for (std::size_t i = 1; i < curve.size(); ++i) {
        const PenSample &from = curve.at(i - 1);
        const PenSample &to = curve.at(i);
        // Traced the same way round, so that all of them are one filled path.
        all.addPath(polygonPath(capsule(from.positionPt, halfWidth(nib, from.pressure),
                                        to.positionPt, halfWidth(nib, to.pressure))));
    }
    return unitedPaths({all});
}

} // namespace koma
