// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/tones/screencoverage.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace koma {
namespace {

/// First and second integral, from 0, of the indicator of stripes [0.5 - d/2, 0.5 + d/2] + Z.
struct StripeIntegrals
{
    double density;

    double first(double u) const
    {
        const double k = std::floor(u);
        return k * density + within(u - k);
    }
    double second(double u) const
    {
        const double k = std::floor(u);
        const double f = u - k;
        return density * 0.5 * k * (k - 1.0) + k * withinSecond(1.0) + k * density * f +
               withinSecond(f);
    }

private:
    double low() const { return 0.5 * (1.0 - density); }
    double within(double f) const { return std::clamp(f - low(), 0.0, density); }
    double withinSecond(double f) const
    {
        const double high = low() + density;
        const double inside = std::clamp(f - low(), 0.0, density);
        return 0.5 * inside * inside + density * std::max(0.0, f - high);
    }
};

double discArea(double radius)
{
    const double full = std::numbers::pi * radius * radius;
    if (radius <= 0.5)
        return full;
    const double segment =
        radius * radius * std::acos(0.5 / radius) - 0.5 * std::sqrt(radius * radius - 0.25);
    return full - 4.0 * segment;
}

struct Interval
{
    double from;
    double to;
};

/// Where a slice of the pixel meets a disc; nothing is an interval without length.
Interval chord(const Disc &disc, double x)
{
    const double dx = x - disc.centre.x();
    const double half = std::sqrt(std::max(0.0, disc.radius * disc.radius - dx * dx));
    return {std::clamp(disc.centre.y() - half, -0.5, 0.5),
            std::clamp(disc.centre.y() + half, -0.5, 0.5)};
}

double unionLength(std::array<Interval, 4> intervals)
{
    std::sort(intervals.begin(), intervals.end(),
              [](const Interval &a, const Interval &b) { return a.from < b.from; });
    double length = 0.0;
    double reached = -0.5;
    for (const Interval &interval : intervals) {
        length += std::max(0.0, interval.to - std::max(reached, interval.from));
        reached = std::max(reached, interval.to);
    }
    return length;
}

} // namespace

double stripeCoverage(QPointF centre, QPointF normal, double pitch, double density)
{
    const double position = QPointF::dotProduct(centre, normal) / pitch;
    const double u = position - std::floor(position);
    const StripeIntegrals stripes{density};
    const double a = std::abs(normal.x()) / pitch;
    const double b = std::abs(normal.y()) / pitch;
    const double narrow = std::min(a, b);
    const double wide = std::max(a, b);
    constexpr double kParallel = 1e-5;
    if (narrow < kParallel * wide)
        return (stripes.first(u + 0.5 * wide) - stripes.first(u - 0.5 * wide)) / wide;
    const double outer = 0.5 * (a + b);
    const double inner = 0.5 * (wide - narrow);
    return (stripes.second(u + outer) - stripes.second(u + inner) - stripes.second(u - inner) +
            stripes.second(u - outer)) /
           (a * b);
}

double discCoverage(const std::array<Disc, 4> &discs)
{
    constexpr double kHalfDiagonal = 0.70711;
    std::array<Disc, 4> touching{};
    std::size_t count = 0;
    for (const Disc &disc : discs) {
        const double square = QPointF::dotProduct(disc.centre, disc.centre);
        const double reach = disc.radius + kHalfDiagonal;
        if (square >= reach * reach)
            continue;
        const double inside = disc.radius - kHalfDiagonal;
        if (inside > 0.0 && square <= inside * inside)
            return 1.0;
        touching[count++] = disc;
    }
    constexpr int kSlices = 8;
    double covered = 0.0;
    for (int slice = 0; count > 0 && slice < kSlices; ++slice) {
        const double x = (slice + 0.5) / kSlices - 0.5;
        std::array<Interval, 4> intervals{};
        for (std::size_t i = 0; i < count; ++i)
            intervals[i] = chord(touching[i], x);
        covered += count == 1 ? intervals[0].to - intervals[0].from : unionLength(intervals);
    }
    return covered / kSlices;
}

DotRadius::DotRadius()
{
    constexpr int kSteps = 2048;
    for (int i = 0; i <= kSteps; ++i) {
        const double wanted = static_cast<double>(i) / kSteps;
        double small = 0.0;
        double large = std::numbers::sqrt2 / 2.0;
        for (int round = 0; round < 50; ++round) {
            const double middle = 0.5 * (small + large);
            (discArea(middle) < wanted ? small : large) = middle;
        }
        m_radii.push_back(large);
    }
    m_radii.front() = 0.0;
}

const DotRadius &DotRadius::shared()
{
    static const DotRadius radii;
    return radii;
}

double DotRadius::of(double density) const
{
    const double place = std::clamp(density, 0.0, 1.0) * static_cast<double>(m_radii.size() - 1);
    const auto index = std::min(static_cast<std::size_t>(place), m_radii.size() - 2);
    const double share = place - static_cast<double>(index);
    // Areas, not radii, are even between the steps.
    const double from = m_radii.at(index);
    const double to = m_radii.at(index + 1);
    return std::sqrt((1.0 - share) * from * from + share * to * to);
}

} // namespace koma
