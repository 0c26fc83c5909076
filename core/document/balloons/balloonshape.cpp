// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/balloons/balloonshape.h"

#include "core/document/balloons/balloontail.h"
#include "core/document/geometry/planarshape.h"
#include "core/document/geometry/superellipse.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace koma {
namespace {

/// Beside the padding, so that a region that fills its body still lies inside in doubles.
constexpr double kRoundingPt = 0.02;

bool isBoxed(const BalloonShape &shape)
{
    return shape.form == BalloonForm::Caption;
}

double boxGauge(const QRectF &box, QPointF point)
{
    const QPointF offset = point - box.center();
    return std::max(2.0 * std::abs(offset.x()) / box.width(),
                    2.0 * std::abs(offset.y()) / box.height());
}

/// The text region's share of the body: how far a copy of the body's basic curve can grow until it
/// meets the outline.
double innerShare(const BalloonShape &shape, const QPainterPath &body)
{
    const Superellipse curve{shape.body, shape.exponent};
    const auto gauge = [&](QPointF point) {
        return isBoxed(shape) ? boxGauge(shape.body, point) : curve.gauge(point);
    };
    double share = 1.0;
    const auto meet = [&](QPointF from, QPointF to) {
        // A long straight edge is nearest to the centre between its ends.
        constexpr double kStepPt = 2.0;
        const QPointF way = to - from;
        const int steps = 1 + static_cast<int>(std::hypot(way.x(), way.y()) / kStepPt);
        for (int i = 1; i <= steps; ++i)
            share = std::min(share, gauge(from + (static_cast<double>(i) / steps) * way));
    };
    for (const QPolygonF &outline : flattenedPath(body)) {
        for (qsizetype i = 0; i < outline.size(); ++i)
            meet(outline.at(i), outline.at((i + 1) % outline.size()));
    }
    return share;
}

/// A band between two bodies, narrowest in the middle.
QPainterPath linkBetween(const QRectF &first, const QRectF &second, double widthPt)
{
    const QPointF from = first.center();
    const QPointF to = second.center();
    const QPointF way = to - from;
    const double length = std::hypot(way.x(), way.y());
    if (length < 1e-6)
        return {};
    const QPointF side = 0.5 * widthPt * QPointF(way.y(), -way.x()) / length;
    const QPointF middle = 0.5 * (from + to);
    QPainterPath link(from + 1.6 * side);
    link.quadTo(middle + 0.4 * side, to + 1.6 * side);
    link.lineTo(to - 1.6 * side);
    link.quadTo(middle - 0.4 * side, from - 1.6 * side);
    link.closeSubpath();
    return link;
}

} // namespace

QPainterPath balloonOutline(const BalloonShape &shape)
{
    const QPainterPath body = balloonBody(shape);
    if (body.isEmpty())
        return {};
    std::vector<QPainterPath> parts{body};
    for (const TailShape &tail : shape.tails) {
        for (QPainterPath &path : balloonTailPaths(shape, body, tail))
            parts.push_back(std::move(path));
    }
    return parts.size() == 1 ? body : withoutHoles(unitedPaths(parts));
}

QPainterPath joinedOutline(const std::vector<BalloonShape> &shapes, double linkWidthPt)
{
    std::vector<QPainterPath> parts;
    QPainterPath previousBody;
    QRectF previousRect;
    for (const BalloonShape &shape : shapes) {
        const QPainterPath body = balloonBody(shape);
        if (body.isEmpty())
            continue;
        const bool apart = !previousBody.isEmpty() && intersectedPath(previousBody, body).isEmpty();
        if (apart)
            parts.push_back(linkBetween(previousRect, shape.body, linkWidthPt));
        parts.push_back(balloonOutline(shape));
        previousBody = body;
        previousRect = shape.body;
    }
    return withoutHoles(unitedPaths(parts));
}

TextRegion balloonTextRegion(const BalloonShape &shape, double paddingPt)
{
    const double exponent = isBoxed(shape) ? TextRegion::kBoxExponent : shape.exponent;
    const QPainterPath body = balloonBody(shape);
    if (body.isEmpty())
        return {QRectF(shape.body.center(), QSizeF(0.0, 0.0)), exponent};
    const double share = innerShare(shape, body);
    const QPointF centre = shape.body.center();
    const double inset = paddingPt + kRoundingPt;
    const QSizeF size(std::max(0.0, share * shape.body.width() - 2.0 * inset),
                      std::max(0.0, share * shape.body.height() - 2.0 * inset));
    return {QRectF(centre - QPointF(0.5 * size.width(), 0.5 * size.height()), size), exponent};
}

QRectF balloonBodyForBlock(const BalloonShape &shape, QSizeF textBlock, double paddingPt,
                           QPointF centre)
{
    // The block's corners lie on the region: (1/2)^(1/n) of its sides each.
    const double corner = isBoxed(shape) ? 1.0 : std::pow(2.0, 1.0 / shape.exponent);
    return balloonBodyForRegion(shape, textBlock * corner, paddingPt, centre);
}

QRectF balloonBodyForRegion(const BalloonShape &shape, QSizeF region, double paddingPt,
                            QPointF centre)
{
    const double insets = 2.0 * (paddingPt + kRoundingPt);
    BalloonShape probe = shape;
    const auto setSize = [&](QSizeF size) {
        probe.body = QRectF(centre - QPointF(0.5 * size.width(), 0.5 * size.height()), size);
    };
    setSize(region + QSizeF(insets, insets));
    // The region's share depends mildly on the proportions: a few rounds settle it.
    for (int round = 0; round < 6; ++round) {
        const double share = innerShare(probe, balloonBody(probe));
        setSize((region + QSizeF(insets, insets)) / std::max(share, 0.1));
    }
    const auto fits = [&] {
        const QSizeF found = balloonTextRegion(probe, paddingPt).bounds.size();
        return found.width() >= region.width() && found.height() >= region.height();
    };
    for (int round = 0; round < 40 && !fits(); ++round)
        setSize(probe.body.size() * 1.01);
    return probe.body;
}

} // namespace koma
