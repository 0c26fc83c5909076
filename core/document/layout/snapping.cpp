// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/layout/snapping.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace koma {
namespace {

void addBox(SnapLines &lines, const RectPt &box)
{
    lines.xPt += {box.xPt, box.centre().xPt, box.rightPt()};
    lines.yPt += {box.yPt, box.centre().yPt, box.bottomPt()};
}

void addObjects(SnapLines &lines, const QList<PageObject> &objects, const QList<ObjectId> &moving)
{
    for (const PageObject &object : objects) {
        const bool isSkipped = object.properties.isHidden || moving.contains(object.id) ||
                               object.kind() == ObjectKind::Mask;
        if (isSkipped)
            continue;
        const RectPt box = boundsPt(object);
        if (!box.isEmpty() && object.kind() != ObjectKind::Group)
            addBox(lines, box);
        addObjects(lines, object.children, moving);
    }
}

/// The step from one of the positions to the nearest line, and that line.
std::optional<std::pair<double, double>> nearest(const std::vector<double> &positions,
                                                 const QList<double> &lines, double tolerancePt)
{
    std::optional<std::pair<double, double>> best;
    for (const double position : positions) {
        for (const double line : lines) {
            const double step = line - position;
            const double limit = best ? std::abs(best->first) : tolerancePt;
            if (std::abs(step) < limit || (!best && std::abs(step) == limit))
                best = {step, line};
        }
    }
    return best;
}

Snap snapped(const std::vector<double> &xs, const std::vector<double> &ys, const SnapLines &lines,
             double tolerancePt)
{
    Snap snap;
    if (const auto x = nearest(xs, lines.xPt, tolerancePt)) {
        snap.offset.xPt = x->first;
        snap.lineXPt = x->second;
    }
    if (const auto y = nearest(ys, lines.yPt, tolerancePt)) {
        snap.offset.yPt = y->first;
        snap.lineYPt = y->second;
    }
    return snap;
}

PointPt alignOffset(const RectPt &box, const RectPt &common, Alignment alignment)
{
    switch (alignment) {
    case Alignment::Left:
        return {common.xPt - box.xPt, 0.0};
    case Alignment::Centre:
        return {common.centre().xPt - box.centre().xPt, 0.0};
    case Alignment::Right:
        return {common.rightPt() - box.rightPt(), 0.0};
    case Alignment::Top:
        return {0.0, common.yPt - box.yPt};
    case Alignment::Middle:
        return {0.0, common.centre().yPt - box.centre().yPt};
    case Alignment::Bottom:
        return {0.0, common.bottomPt() - box.bottomPt()};
    }
    return {};
}

} // namespace

SnapLines snapLines(const Page &page, const QList<ObjectId> &moving)
{
    const PageSetup &setup = page.properties.setup;
    SnapLines lines;
    addBox(lines, setup.trimPt());
    addBox(lines, setup.bleedBoxPt());
    addBox(lines, setup.safeAreaPt());
    for (const PageGuide &guide : page.properties.guides)
        (guide.axis == GuideAxis::Vertical ? lines.xPt : lines.yPt).append(guide.positionPt);
    addObjects(lines, page.objects, moving);
    return lines;
}

Snap snapBox(const RectPt &box, const SnapLines &lines, double tolerancePt)
{
    return snapped({box.xPt, box.centre().xPt, box.rightPt()},
                   {box.yPt, box.centre().yPt, box.bottomPt()}, lines, tolerancePt);
}

Snap snapPoint(PointPt point, const SnapLines &lines, double tolerancePt)
{
    return snapped({point.xPt}, {point.yPt}, lines, tolerancePt);
}

QList<PointPt> alignOffsets(const QList<RectPt> &boxes, Alignment alignment)
{
    if (boxes.isEmpty())
        return {};
    const RectPt common = std::accumulate(boxes.begin() + 1, boxes.end(), boxes.first(), united);
    QList<PointPt> offsets;
    for (const RectPt &box : boxes)
        offsets.append(alignOffset(box, common, alignment));
    return offsets;
}

QList<PointPt> distributeOffsets(const QList<RectPt> &boxes, Distribution distribution)
{
    QList<PointPt> offsets(boxes.size());
    if (boxes.size() < 3)
        return offsets;
    const bool isAcross = distribution == Distribution::Across;
    const auto begin = [&](qsizetype i) { return isAcross ? boxes[i].xPt : boxes[i].yPt; };
    const auto size = [&](qsizetype i) { return isAcross ? boxes[i].widthPt : boxes[i].heightPt; };
    QList<qsizetype> order(boxes.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&](qsizetype a, qsizetype b) {
        return begin(a) + size(a) / 2.0 < begin(b) + size(b) / 2.0;
    });
    double inside = 0.0;
    for (qsizetype i = 1; i + 1 < order.size(); ++i)
        inside += size(order[i]);
    const double from = begin(order.first()) + size(order.first());
    const double gap =
        (begin(order.last()) - from - inside) / static_cast<double>(order.size() - 1);
    double at = from + gap;
    for (qsizetype i = 1; i + 1 < order.size(); ++i) {
        const double step = at - begin(order[i]);
        offsets[order[i]] = isAcross ? PointPt{step, 0.0} : PointPt{0.0, step};
        at += size(order[i]) + gap;
    }
    return offsets;
}

} // namespace koma
