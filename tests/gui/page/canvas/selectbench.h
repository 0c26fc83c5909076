// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/gui/page/canvas/canvasfixture.h"
#include "tests/gui/page/dockfixture.h"
#include "ui/page/tools/select/selecttool.h"

namespace koma::test {

constexpr double kSmallPt = 1e-6;

inline bool isNear(PointPt a, PointPt b, double tolerancePt = kSmallPt)
{
    return lengthPt(a - b) < tolerancePt;
}

inline PageObject art(std::uint64_t id, PointPt centre, double rotationDeg = 0.0)
{
    ArtLayer layer;
    layer.picture = {QStringLiteral("%1").arg(id, 64, 16, QLatin1Char('0')), QStringLiteral("png"),
                     80, 40};
    layer.centrePt = centre;
    layer.scalePtPerPx = 0.5; // 40 by 20 pt
    layer.rotationDeg = rotationDeg;
    return {{id}, {}, layer, {}};
}

inline PageObject text(std::uint64_t id, const RectPt &frame, double rotationDeg = 0.0)
{
    PageObject object = textObject(id, QStringLiteral("words"));
    auto &block = std::get<TextBlock>(object.content);
    block.framePt = frame;
    block.rotationDeg = rotationDeg;
    return object;
}

inline PageObject with(PageObject object, const QList<PageObject> &children)
{
    object.children = children;
    return object;
}

inline PageObject balloonWithTail(std::uint64_t id, const RectPt &box, PointPt tip)
{
    PageObject object = balloonObject(id);
    auto &balloon = std::get<Balloon>(object.content);
    balloon.boundsPt = box;
    BalloonTail tail;
    tail.tipPt = tip;
    balloon.tails.append(tail);
    return object;
}

/// A canvas with the select tool in the hand.
struct SelectBench : CanvasFixture
{
    SelectBench() : CanvasFixture(emptyPages(2)) { canvas.setTool(&tool); }
    ~SelectBench() { canvas.setTool(nullptr); }
    SelectBench(const SelectBench &) = delete;
    SelectBench &operator=(const SelectBench &) = delete;
    SelectBench(SelectBench &&) = delete;
    SelectBench &operator=(SelectBench &&) = delete;

    SelectTool tool{selection};
};

/// Two panels, the first with a picture; a balloon with words over both; ink beside them.
inline QList<PageObject> scene()
{
    return {with(panelObject(1, {10.0, 10.0, 80.0, 100.0}), {art(2, {40.0, 50.0})}),
            panelObject(3, {102.0, 10.0, 88.0, 100.0}),
            with(balloonWithTail(4, {20.0, 140.0, 60.0, 40.0}, {60.0, 220.0}),
                 {text(5, {30.0, 150.0, 40.0, 20.0})}),
            text(6, {110.0, 150.0, 60.0, 30.0})};
}

} // namespace koma::test
