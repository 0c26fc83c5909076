// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/balloons/balloontail.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace koma {
namespace {

constexpr int kCurveSteps = 40;
constexpr double kFlare = 1.35;

double lengthOf(QPointF vector)
{
    return std::hypot(vector.x(), vector.y());
}

/// A quarter turn: the direction to the left of travel on screen.
QPointF leftOf(QPointF direction)
{
    return {direction.y(), -direction.x()};
}

/// The quadratic curve that a tail follows: from inside the body to the target.
struct Spine
{
    QPointF start;
    QPointF control;
    QPointF target;

    QPointF at(double t) const
    {
        return (1.0 - t) * (1.0 - t) * start + 2.0 * t * (1.0 - t) * control + t * t * target;
    }
    QPointF directionAt(double t) const
    {
        const QPointF slope = (1.0 - t) * (control - start) + t * (target - control);
        return slope / std::max(lengthOf(slope), 1e-9);
    }
};

Spine spineOf(const BalloonShape &shape, const TailShape &tail)
{
    // From between the centre and the place below which the target lies, so that tails of wide
    // balloons do not all lean.
    const QRectF body = shape.body;
    const QPointF nearest(std::clamp(tail.target.x(), body.left(), body.right()),
                          std::clamp(tail.target.y(), body.top(), body.bottom()));
    const QPointF start = 0.55 * body.center() + 0.45 * nearest;
    const QPointF way = tail.target - start;
    // A bent bolt would cross itself.
    const double bend = shape.form == BalloonForm::Burst ? 0.0 : std::clamp(tail.bend, -1.0, 1.0);
    return {start, start + 0.5 * way + 0.5 * bend * leftOf(way), tail.target};
}

/// The last share of the spine that is inside the body: where the tail leaves it.
double exitShare(const Spine &spine, const QPainterPath &body)
{
    double inside = 0.0;
    for (int i = 1; i <= kCurveSteps; ++i) {
        const double t = static_cast<double>(i) / kCurveSteps;
        if (body.contains(spine.at(t)))
            inside = t;
    }
    double outside = std::min(1.0, inside + 1.0 / kCurveSteps);
    for (int i = 0; i < 12; ++i) {
        const double middle = 0.5 * (inside + outside);
        (body.contains(spine.at(middle)) ? inside : outside) = middle;
    }
    return inside;
}

QPainterPath taperedTail(const Spine &spine, double exit, double widthPt)
{
    std::vector<QPointF> left;
    std::vector<QPointF> right;
    for (int i = 0; i < kCurveSteps; ++i) {
        const double t = static_cast<double>(i) / kCurveSteps;
        // A little wider inside the body, so that the sides are straight where they leave it.
        const double remaining = std::min(kFlare, (1.0 - t) / std::max(1.0 - exit, 1e-6));
        const QPointF side = 0.5 * widthPt * remaining * leftOf(spine.directionAt(t));
        left.push_back(spine.at(t) + side);
        right.push_back(spine.at(t) - side);
    }
    QPainterPath path(left.front());
    for (const QPointF &point : left)
        path.lineTo(point);
    path.lineTo(spine.target);
    std::reverse(right.begin(), right.end());
    for (const QPointF &point : right)
        path.lineTo(point);
    path.closeSubpath();
    path.setFillRule(Qt::WindingFill); // a tight bend may fold over itself
    return path;
}

/// A bolt of two strokes: the outline jumps sideways half-way.
QPainterPath lightningTail(const Spine &spine, double exit, double widthPt)
{
    struct Corner
    {
        double share; ///< of the way outside the body; far below 0 is the spine's start
        double side;  ///< in widths, to the left
    };
    constexpr std::array kCorners{Corner{-1e3, 0.5}, Corner{0.52, 0.72}, Corner{0.47, 0.2},
                                  Corner{1.0, 0.0},  Corner{0.40, -0.6}, Corner{0.45, -0.08},
                                  Corner{-1e3, -0.5}};
    QPolygonF outline;
    for (const Corner &corner : kCorners) {
        const double t = std::clamp(exit + corner.share * (1.0 - exit), 0.0, 1.0);
        outline.append(spine.at(t) + corner.side * widthPt * leftOf(spine.directionAt(t)));
    }
    QPainterPath path;
    path.addPolygon(outline);
    path.closeSubpath();
    path.setFillRule(Qt::WindingFill);
    return path;
}

/// Bubbles of falling size from the body to the target; the last one touches it.
std::vector<QPainterPath> bubbleTrail(const Spine &spine, double exit, double widthPt)
{
    double wayPt = 0.0;
    for (int i = 0; i < kCurveSteps; ++i) {
        const double t = exit + (1.0 - exit) * i / kCurveSteps;
        wayPt += lengthOf(spine.at(t + (1.0 - exit) / kCurveSteps) - spine.at(t));
    }
    constexpr double kGap = 0.35; // in diameters of the bubble before
    constexpr double kShrink = 0.68;
    // As many bubbles as the way holds at full size, at least two; then all are scaled to fill it.
    std::vector<double> diameters;
    double usedPt = 0.0;
    for (double diameter = widthPt;
         diameters.size() < 2 || (diameters.size() < 6 && usedPt + diameter * kGap < wayPt * 0.92);
         diameter *= kShrink) {
        diameters.push_back(diameter);
        usedPt += diameter * (1.0 + kGap);
    }
    const double scale = wayPt / usedPt;
    const double size = std::min(scale, 1.0);
    std::vector<QPainterPath> bubbles;
    double positionPt = 0.0;
    for (const double diameter : diameters) {
        positionPt += diameter * (1.0 + kGap) * scale;
        const double t = exit + (1.0 - exit) * std::min(1.0, positionPt / wayPt);
        const double radius = 0.5 * diameter * size;
        // The far edge stands at the position; nearly round, a little flat like a cloud.
        const QPointF centre = spine.at(t) - radius * spine.directionAt(t);
        QPainterPath bubble;
        bubble.addEllipse(centre, radius, radius);
        bubbles.push_back(bubble);
    }
    return bubbles;
}

} // namespace

std::vector<QPainterPath> balloonTailPaths(const BalloonShape &shape, const QPainterPath &body,
                                           const TailShape &tail)
{
    if (body.contains(tail.target) || body.isEmpty())
        return {};
    const Spine spine = spineOf(shape, tail);
    const double exit = exitShare(spine, body);
    const double widest = 0.6 * std::min(shape.body.width(), shape.body.height());
    const double widthPt = std::clamp(tail.widthPt, 0.0, widest);
    if (shape.form == BalloonForm::Thought)
        return bubbleTrail(spine, exit, widthPt);
    if (shape.form == BalloonForm::Burst)
        return {lightningTail(spine, exit, widthPt)};
    return {taperedTail(spine, exit, widthPt)};
}

} // namespace koma
