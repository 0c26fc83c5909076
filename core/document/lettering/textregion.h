// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>

#include <optional>

namespace koma {

/// The part of a balloon or caption that text may use: a superellipse |x/a|^n + |y/b|^n <= 1 in
/// `bounds`, in points. Exponent 2 is an ellipse; kBoxExponent and above is the rectangle itself.
/// Convex and symmetric, so that what a line may use follows from its two edges. A plain value.
struct TextRegion
{
    static constexpr double kBoxExponent = 64.0;

    QRectF bounds;
    double exponent = kBoxExponent;

    bool isBox() const { return exponent >= kBoxExponent; }

    /// An interval along one axis, in points.
    struct Span
    {
        double from = 0.0;
        double to = 0.0;

        double length() const { return to - from; }
    };

    /// What a horizontal line between two heights may use from left to right; nothing where one of
    /// the heights is outside.
    std::optional<Span> rowSpan(double topPt, double bottomPt) const;

    /// What a vertical column between two abscissae may use from top to bottom.
    std::optional<Span> columnSpan(double leftPt, double rightPt) const;

    bool contains(QPointF point) const;
};

} // namespace koma
