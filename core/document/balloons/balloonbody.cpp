// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/document/balloons/balloonshape.h"
#include "core/document/geometry/planarshape.h"
#include "core/document/geometry/superellipse.h"

#include <QTransform>

#include <algorithm>
#include <cmath>

namespace koma {
namespace {

/// Streams of the shape's seed.
enum Stream : std::uint64_t { Spacing, Length, Edge };

int wavesOf(const BalloonShape &shape)
{
    if (shape.waves > 0)
        return std::clamp(shape.waves, 5, 200);
    switch (shape.form) {
    case BalloonForm::Thought:
        return 11;
    case BalloonForm::Burst:
        return 26;
    default:
        return 19;
    }
}

/// Shares 0…1 of the way round: even steps, each moved by up to `unevenness` of a step.
std::vector<double> unevenShares(const BalloonShape &shape, double unevenness)
{
    Random random(shape.seed, Spacing);
    const int waves = wavesOf(shape);
    std::vector<double> shares;
    shares.reserve(static_cast<std::size_t>(waves));
    for (int i = 0; i < waves; ++i)
        shares.push_back((i + 0.5 + random.uniform(-unevenness, unevenness)) / waves);
    return shares;
}

/// The path freed of crossings of neighbouring lobes or spikes and stretched to fill the rectangle.
QPainterPath fitted(QPainterPath path, const QRectF &rect)
{
    path.setFillRule(Qt::WindingFill);
    path = withoutHoles(path);
    const QRectF from = path.boundingRect();
    QTransform transform;
    transform.translate(rect.left(), rect.top());
    transform.scale(rect.width() / from.width(), rect.height() / from.height());
    transform.translate(-from.left(), -from.top());
    return transform.map(path);
}

double depthPt(const BalloonShape &shape)
{
    return std::clamp(shape.depth, 0.02, 0.6) * 0.5 *
           std::min(shape.body.width(), shape.body.height());
}

/// The curve that valleys of lobes and spikes lie on.
Superellipse innerCurve(const BalloonShape &shape, double insetPt)
{
    return {shape.body.adjusted(insetPt, insetPt, -insetPt, -insetPt), shape.exponent};
}

/// A cloud: bulges between uneven points, each as high as it is wide.
QPainterPath cloud(const BalloonShape &shape)
{
    const Superellipse base = innerCurve(shape, 0.6 * depthPt(shape));
    const std::vector<QPointF> valleys = base.pointsAtShares(unevenShares(shape, 0.22));
    QPainterPath path(valleys.front());
    for (std::size_t i = 0; i < valleys.size(); ++i) {
        const QPointF from = valleys.at(i);
        const QPointF to = valleys.at((i + 1) % valleys.size());
        const QPointF chord = to - from;
        // Control points beside and beyond the ends make more than half a circle.
        const QPointF outward = 0.62 * QPointF(chord.y(), -chord.x());
        path.cubicTo(from + outward - 0.1 * chord, to + outward + 0.1 * chord, to);
    }
    path.closeSubpath();
    return fitted(path, shape.body);
}

/// Spikes of uneven length with sides that curve inwards, as a pen throws them.
QPainterPath shout(const BalloonShape &shape)
{
    const double depth = depthPt(shape);
    const Superellipse base = innerCurve(shape, depth);
    const std::vector<double> shares = unevenShares(shape, 0.2);
    std::vector<double> tipShares;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        const double next = i + 1 < shares.size() ? shares.at(i + 1) : shares.front() + 1.0;
        tipShares.push_back(0.5 * (shares.at(i) + next));
    }
    const std::vector<QPointF> valleys = base.pointsAtShares(shares);
    const std::vector<QPointF> feet = base.pointsAtShares(tipShares);
    Random random(shape.seed, Length);
    QPainterPath path(valleys.front());
    for (std::size_t i = 0; i < valleys.size(); ++i) {
        const QPointF from = valleys.at(i);
        const QPointF to = valleys.at((i + 1) % valleys.size());
        const QPointF foot = feet.at(i);
        const QPointF tip = foot + depth * random.uniform(0.5, 1.2) * base.normalAt(foot);
        path.quadTo(from + 0.45 * (foot - from) + 0.18 * (tip - foot), tip);
        path.quadTo(to + 0.45 * (foot - to) + 0.18 * (tip - foot), to);
    }
    path.closeSubpath();
    return fitted(path, shape.body);
}

/// A zigzag of straight strokes, long and short in turn.
QPainterPath burst(const BalloonShape &shape)
{
    const double depth = 0.7 * depthPt(shape);
    const Superellipse base = innerCurve(shape, depth);
    const std::vector<double> shares = unevenShares(shape, 0.12);
    const std::vector<QPointF> feet = base.pointsAtShares(shares);
    Random random(shape.seed, Length);
    QPolygonF outline;
    for (std::size_t i = 0; i < feet.size(); ++i) {
        const QPointF foot = feet.at(i);
        const QPointF next = feet.at((i + 1) % feet.size());
        const double reach = (i % 2 == 0 ? 1.0 : 0.6) * random.uniform(0.85, 1.1);
        const QPointF middle = 0.5 * (foot + next);
        outline.append(foot);
        outline.append(middle + depth * reach * base.normalAt(middle));
    }
    return fitted(polygonPath(outline), shape.body);
}

/// A box with ragged ends: paper torn at the left and the right.
QPainterPath tornBox(const BalloonShape &shape)
{
    const QRectF box = shape.body;
    const double depth = std::min(1.1 * depthPt(shape), 0.08 * box.width());
    const double step = std::max(0.8 * depth, box.height() / 60.0);
    const int steps = std::max(4, static_cast<int>(std::lround(box.height() / step)));
    Random random(shape.seed, Edge);
    QPolygonF outline{box.topLeft(), box.topRight()};
    for (int i = 1; i < steps; ++i) {
        const double y = box.top() + box.height() * (i + random.uniform(-0.3, 0.3)) / steps;
        outline.append(
            QPointF(box.right() - depth * random.uniform(i % 2 == 0 ? 0.0 : 0.4, 1.0), y));
    }
    outline << box.bottomRight() << box.bottomLeft();
    for (int i = steps - 1; i > 0; --i) {
        const double y = box.top() + box.height() * (i + random.uniform(-0.3, 0.3)) / steps;
        outline.append(
            QPointF(box.left() + depth * random.uniform(i % 2 == 0 ? 0.4 : 0.0, 1.0), y));
    }
    return polygonPath(outline);
}

QPainterPath captionBox(const BalloonShape &shape)
{
    QPainterPath path;
    if (shape.edge == CaptionEdge::Torn)
        return tornBox(shape);
    const double largest = 0.5 * std::min(shape.body.width(), shape.body.height());
    const double radius = std::min(shape.cornerRadiusPt, largest);
    if (shape.edge == CaptionEdge::Rounded && radius > 0.0)
        path.addRoundedRect(shape.body, radius, radius);
    else
        path.addRect(shape.body);
    return path;
}

} // namespace

QPainterPath balloonBody(const BalloonShape &shape)
{
    if (shape.body.width() <= 0.0 || shape.body.height() <= 0.0)
        return {};
    switch (shape.form) {
    case BalloonForm::Speech:
    case BalloonForm::Whisper:
        return Superellipse{shape.body, shape.exponent}.path();
    case BalloonForm::Thought:
        return cloud(shape);
    case BalloonForm::Shout:
        return shout(shape);
    case BalloonForm::Burst:
        return burst(shape);
    case BalloonForm::Caption:
        return captionBox(shape);
    }
    return {};
}

} // namespace koma
