// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/geometry/superellipse.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace koma {
namespace {

constexpr double kTurn = 2.0 * std::numbers::pi;
constexpr int kPathSegments = 48;
constexpr int kLengthSteps = 720;

/// x^p that keeps the sign of x.
double signedPower(double x, double p)
{
    return std::copysign(std::pow(std::abs(x), p), x);
}

double powerSum(double x, double y, double exponent)
{
    return std::pow(std::abs(x), exponent) + std::pow(std::abs(y), exponent);
}

/// The unit curve's point r(t) (cos t, sin t) with r = (|cos|^n + |sin|^n)^(-1/n), and its
/// derivative by t.
struct UnitPoint
{
    QPointF point;
    QPointF derivative;
};

UnitPoint unitPoint(double angle, double exponent)
{
    const double cosine = std::cos(angle);
    const double sine = std::sin(angle);
    const double sum = powerSum(cosine, sine, exponent);
    const double radius = std::pow(sum, -1.0 / exponent);
    const double sumSlope = exponent * (signedPower(sine, exponent - 1.0) * cosine -
                                        signedPower(cosine, exponent - 1.0) * sine);
    const double radiusSlope = -radius * sumSlope / (exponent * sum);
    return {{radius * cosine, radius * sine},
            {radiusSlope * cosine - radius * sine, radiusSlope * sine + radius * cosine}};
}

QPointF scaled(QPointF unit, const QRectF &bounds)
{
    return {0.5 * bounds.width() * unit.x(), 0.5 * bounds.height() * unit.y()};
}

} // namespace

QPointF Superellipse::pointAt(double angle) const
{
    return bounds.center() + scaled(unitPoint(angle, exponent).point, bounds);
}

double Superellipse::gauge(QPointF point) const
{
    const QPointF offset = point - bounds.center();
    return std::pow(
        powerSum(2.0 * offset.x() / bounds.width(), 2.0 * offset.y() / bounds.height(), exponent),
        1.0 / exponent);
}

QPainterPath Superellipse::path() const
{
    const double step = kTurn / kPathSegments;
    QPainterPath path(pointAt(0.0));
    for (int i = 0; i < kPathSegments; ++i) {
        const UnitPoint from = unitPoint(i * step, exponent);
        const UnitPoint to = unitPoint((i + 1) * step, exponent);
        path.cubicTo(bounds.center() + scaled(from.point + from.derivative * (step / 3.0), bounds),
                     bounds.center() + scaled(to.point - to.derivative * (step / 3.0), bounds),
                     bounds.center() + scaled(to.point, bounds));
    }
    path.closeSubpath();
    return path;
}

std::vector<QPointF> Superellipse::pointsAtShares(const std::vector<double> &shares) const
{
    std::vector<double> lengths(1, 0.0);
    QPointF previous = pointAt(0.0);
    for (int i = 1; i <= kLengthSteps; ++i) {
        const QPointF point = pointAt(i * kTurn / kLengthSteps);
        const QPointF chord = point - previous;
        lengths.push_back(lengths.back() + std::hypot(chord.x(), chord.y()));
        previous = point;
    }
    std::vector<QPointF> points;
    for (const double share : shares) {
        const double target = (share - std::floor(share)) * lengths.back();
        const auto above = std::upper_bound(lengths.begin() + 1, lengths.end() - 1, target);
        const double from = *(above - 1);
        const double within = (target - from) / (*above - from);
        const double index = static_cast<double>(above - lengths.begin()) - 1.0 + within;
        points.push_back(pointAt(index * kTurn / kLengthSteps));
    }
    return points;
}

QPointF Superellipse::normalAt(QPointF point) const
{
    const QPointF offset = point - bounds.center();
    const double a = 0.5 * bounds.width();
    const double b = 0.5 * bounds.height();
    const QPointF gradient(signedPower(offset.x() / a, exponent - 1.0) / a,
                           signedPower(offset.y() / b, exponent - 1.0) / b);
    return gradient / std::hypot(gradient.x(), gradient.y());
}

} // namespace koma
