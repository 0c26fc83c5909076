// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/model/geometry.h"

#include <algorithm>
#include <cmath>

namespace koma {

double lengthPt(PointPt vector)
{
    return std::hypot(vector.xPt, vector.yPt);
}

PointPt unit(PointPt vector)
{
    const double length = lengthPt(vector);
    // Divided, not multiplied: vectors along an axis come out exact.
    return length > 0.0 ? PointPt{vector.xPt / length, vector.yPt / length} : vector;
}

bool RectPt::contains(PointPt point) const
{
    return point.xPt >= xPt && point.xPt <= rightPt() && point.yPt >= yPt &&
           point.yPt <= bottomPt();
}

bool RectPt::contains(const RectPt &other) const
{
    return other.xPt >= xPt && other.rightPt() <= rightPt() && other.yPt >= yPt &&
           other.bottomPt() <= bottomPt();
}

bool RectPt::intersects(const RectPt &other) const
{
    return other.xPt < rightPt() && xPt < other.rightPt() && other.yPt < bottomPt() &&
           yPt < other.bottomPt();
}

RectPt RectPt::shrunkBy(const MarginsPt &margins) const
{
    return {xPt + margins.leftPt, yPt + margins.topPt, widthPt - margins.leftPt - margins.rightPt,
            heightPt - margins.topPt - margins.bottomPt};
}

RectPt RectPt::grownBy(double marginPt) const
{
    return shrunkBy({-marginPt, -marginPt, -marginPt, -marginPt});
}

RectPt united(const RectPt &a, const RectPt &b)
{
    const double x = std::min(a.xPt, b.xPt);
    const double y = std::min(a.yPt, b.yPt);
    return {x, y, std::max(a.rightPt(), b.rightPt()) - x, std::max(a.bottomPt(), b.bottomPt()) - y};
}

OutlinePt outlineOf(const RectPt &rect)
{
    return {{rect.xPt, rect.yPt},
            {rect.rightPt(), rect.yPt},
            {rect.rightPt(), rect.bottomPt()},
            {rect.xPt, rect.bottomPt()}};
}

RectPt boundsOf(const OutlinePt &outline)
{
    if (outline.isEmpty())
        return {};
    PointPt low = outline.first();
    PointPt high = low;
    for (const PointPt &point : outline) {
        low = {std::min(low.xPt, point.xPt), std::min(low.yPt, point.yPt)};
        high = {std::max(high.xPt, point.xPt), std::max(high.yPt, point.yPt)};
    }
    return {low.xPt, low.yPt, high.xPt - low.xPt, high.yPt - low.yPt};
}

double signedAreaPt2(const OutlinePt &outline)
{
    double doubled = 0.0;
    for (qsizetype i = 0; i < outline.size(); ++i)
        doubled += cross(outline[i], outline[(i + 1) % outline.size()]);
    return doubled / 2.0;
}

bool contains(const OutlinePt &outline, PointPt point)
{
    bool isInside = false;
    for (qsizetype i = 0; i < outline.size(); ++i) {
        const PointPt a = outline[i];
        const PointPt b = outline[(i + 1) % outline.size()];
        if ((a.yPt > point.yPt) == (b.yPt > point.yPt))
            continue;
        const double x = a.xPt + (b.xPt - a.xPt) * (point.yPt - a.yPt) / (b.yPt - a.yPt);
        if (point.xPt < x)
            isInside = !isInside;
    }
    return isInside;
}

bool isRectangle(const OutlinePt &outline)
{
    if (outline.size() != 4)
        return false;
    const auto isLevel = [&](qsizetype i) { return outline[i].yPt == outline[(i + 1) % 4].yPt; };
    const auto isUpright = [&](qsizetype i) { return outline[i].xPt == outline[(i + 1) % 4].xPt; };
    return (isLevel(0) && isUpright(1) && isLevel(2) && isUpright(3)) ||
           (isUpright(0) && isLevel(1) && isUpright(2) && isLevel(3));
}

RectPt AxisTransform::map(const RectPt &rect) const
{
    const PointPt a = map(PointPt{rect.xPt, rect.yPt});
    if (scaleX >= 0.0 && scaleY >= 0.0)
        return {a.xPt, a.yPt, rect.widthPt * scaleX, rect.heightPt * scaleY};
    const PointPt b = map(PointPt{rect.rightPt(), rect.bottomPt()});
    return {std::min(a.xPt, b.xPt), std::min(a.yPt, b.yPt), std::abs(b.xPt - a.xPt),
            std::abs(b.yPt - a.yPt)};
}

OutlinePt AxisTransform::map(const OutlinePt &outline) const
{
    OutlinePt mapped;
    mapped.reserve(outline.size());
    for (const PointPt &point : outline)
        mapped.append(map(point));
    return mapped;
}

double AxisTransform::lengthFactor() const
{
    return std::sqrt(std::abs(scaleX * scaleY));
}

AxisTransform transformBetween(const RectPt &from, const RectPt &to)
{
    AxisTransform transform;
    if (from.widthPt > 0.0)
        transform.scaleX = to.widthPt / from.widthPt;
    if (from.heightPt > 0.0)
        transform.scaleY = to.heightPt / from.heightPt;
    transform.offset = {to.xPt - transform.scaleX * from.xPt, to.yPt - transform.scaleY * from.yPt};
    return transform;
}

AxisTransform translation(PointPt offset)
{
    return {1.0, 1.0, offset};
}

} // namespace koma
