// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

namespace koma {

/// Geometry of a page: points of 1/72 inch from the top left corner of the trimmed page, y down.
/// Compared exactly, unlike QPointF, because undo and files must give back what was there.
struct PointPt
{
    double xPt = 0.0;
    double yPt = 0.0;

    bool operator==(const PointPt &) const = default;
};

constexpr PointPt operator+(PointPt a, PointPt b)
{
    return {a.xPt + b.xPt, a.yPt + b.yPt};
}
constexpr PointPt operator-(PointPt a, PointPt b)
{
    return {a.xPt - b.xPt, a.yPt - b.yPt};
}
constexpr PointPt operator*(PointPt a, double factor)
{
    return {a.xPt * factor, a.yPt * factor};
}
constexpr double dot(PointPt a, PointPt b)
{
    return a.xPt * b.xPt + a.yPt * b.yPt;
}
/// Positive where b turns clockwise from a, as seen on the page.
constexpr double cross(PointPt a, PointPt b)
{
    return a.xPt * b.yPt - a.yPt * b.xPt;
}
double lengthPt(PointPt vector);
/// The vector with length 1; the null vector stays.
PointPt unit(PointPt vector);

struct MarginsPt
{
    double leftPt = 0.0;
    double topPt = 0.0;
    double rightPt = 0.0;
    double bottomPt = 0.0;

    bool operator==(const MarginsPt &) const = default;
};

struct RectPt
{
    double xPt = 0.0;
    double yPt = 0.0;
    double widthPt = 0.0;
    double heightPt = 0.0;

    bool operator==(const RectPt &) const = default;
    [[nodiscard]] constexpr double rightPt() const { return xPt + widthPt; }
    [[nodiscard]] constexpr double bottomPt() const { return yPt + heightPt; }
    [[nodiscard]] constexpr PointPt centre() const
    {
        return {xPt + widthPt / 2.0, yPt + heightPt / 2.0};
    }
    [[nodiscard]] constexpr bool isEmpty() const { return !(widthPt > 0.0) || !(heightPt > 0.0); }
    [[nodiscard]] bool contains(PointPt point) const;
    [[nodiscard]] bool contains(const RectPt &other) const;
    /// True where both share an area, not only an edge.
    [[nodiscard]] bool intersects(const RectPt &other) const;
    [[nodiscard]] RectPt shrunkBy(const MarginsPt &margins) const;
    [[nodiscard]] RectPt grownBy(double marginPt) const;
};

RectPt united(const RectPt &a, const RectPt &b);

/// A simple polygon; the last corner joins the first.
using OutlinePt = QList<PointPt>;

OutlinePt outlineOf(const RectPt &rect);
/// The bounding box; empty at the origin for no points.
RectPt boundsOf(const OutlinePt &outline);
/// Positive where the corners go clockwise as seen on the page.
double signedAreaPt2(const OutlinePt &outline);
bool contains(const OutlinePt &outline, PointPt point);
/// Four corners whose sides lie along the axes.
bool isRectangle(const OutlinePt &outline);

/// p ↦ (sx x + dx, sy y + dy): what moving and resizing with handles do to every point.
struct AxisTransform
{
    double scaleX = 1.0;
    double scaleY = 1.0;
    PointPt offset;

    [[nodiscard]] constexpr PointPt map(PointPt point) const
    {
        return {scaleX * point.xPt + offset.xPt, scaleY * point.yPt + offset.yPt};
    }
    [[nodiscard]] RectPt map(const RectPt &rect) const;
    [[nodiscard]] OutlinePt map(const OutlinePt &outline) const;
    /// How lengths without a direction grow.
    [[nodiscard]] double lengthFactor() const;
    bool operator==(const AxisTransform &) const = default;
};

/// The transform that takes one box to another; boxes without extent keep their scale.
AxisTransform transformBetween(const RectPt &from, const RectPt &to);
AxisTransform translation(PointPt offset);

} // namespace koma
