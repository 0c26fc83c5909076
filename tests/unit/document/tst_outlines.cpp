// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/layout/gutters.h"
#include "core/document/layout/outlines.h"
#include "tests/support/randomcases.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>
#include <QPainterPath>
#include <QPolygonF>

#include <cmath>
#include <numbers>

using namespace koma;

namespace {

QPolygonF polygonOf(const OutlinePt &outline)
{
    QPolygonF polygon;
    for (const PointPt &point : outline)
        polygon.append({point.xPt, point.yPt});
    return polygon;
}

/// Star-shaped, mostly concave.
OutlinePt randomOutline(Random &random)
{
    const auto corners = 3 + random.below(9);
    OutlinePt outline;
    for (std::int64_t i = 0; i < corners; ++i) {
        const double angle =
            2.0 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(corners);
        const double radius = random.uniform(40, 200);
        outline.append({300 + radius * std::cos(angle), 300 + radius * std::sin(angle)});
    }
    return outline;
}

/// The 3 x 3 grid of boxes 100 x 100 with gutters of 10, ids 1 … 9.
QList<PanelOutline> nineGrid()
{
    QList<PanelOutline> panels;
    for (int i = 0; i < 9; ++i)
        panels.append({{static_cast<std::uint64_t>(i + 1)},
                       outlineOf({110.0 * (i % 3), 110.0 * (i / 3), 100, 100})});
    return panels;
}

} // namespace

class TestOutlines : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void piecesShareOutThePlane();
    void aRectangleStaysOneWhenCutLevel();
    void aConcaveOutlineGivesThreePieces();
    void cuttingAndJoiningGivesTheOutlineBack();
    void slantedCutsMixTheGutters();
    void guttersGoOnAcrossCrossings();
    void aTJunctionIsOneGutter();
    void movingAGutterKeepsWidthsAndOuterSides();
    void slantedNeighboursStayOnTheirLines();
    void tooSmallPanelsAreRefused();
};

void TestOutlines::piecesShareOutThePlane()
{
    Random random(test::randomCasesSeed(), 1);
    int cuts = 0;
    for (int i = 0; i < 300; ++i) {
        const OutlinePt outline = clockwise(randomOutline(random));
        const CutLine line{{random.uniform(150, 450), random.uniform(150, 450)},
                           {random.uniform(150, 450), random.uniform(150, 450)}};
        const double gutter = random.uniform(0, 20);
        const auto pieces = cutOutline(outline, line, gutter);
        if (!pieces)
            continue;
        ++cuts;
        const PointPt along = unit(line.toPt - line.fromPt);
        // Every point is in exactly one piece if it was inside and clear of the line, else in none.
        for (int sample = 0; sample < 100; ++sample) {
            const PointPt point{random.uniform(90, 510), random.uniform(90, 510)};
            const double distance = std::abs(cross(along, point - line.fromPt));
            if (std::abs(distance - gutter / 2) < 1e-6)
                continue;
            const bool isWanted = contains(outline, point) && distance > gutter / 2;
            int holders = 0;
            for (const OutlinePt &piece : *pieces)
                holders += polygonOf(piece).containsPoint({point.xPt, point.yPt}, Qt::OddEvenFill);
            // Pieces too small for a panel may have been dropped.
            QVERIFY(holders <= (isWanted ? 1 : 0));
        }
        double area = 0;
        for (const OutlinePt &piece : *pieces) {
            QVERIFY(signedAreaPt2(piece) > 0);
            area += signedAreaPt2(piece);
        }
        QVERIFY(area <= signedAreaPt2(outline) + 1e-6);
        if (gutter < 0.5)
            QVERIFY(area > 0.85 * signedAreaPt2(outline));
    }
    QVERIFY(cuts > 150);
}

void TestOutlines::aRectangleStaysOneWhenCutLevel()
{
    const auto pieces =
        cutOutline(outlineOf({0.1, 0.2, 300.3, 200.7}), {{-5, 90.3}, {900, 90.3}}, 7.3);
    QCOMPARE(pieces->size(), 2);
    QVERIFY(isRectangle(pieces->at(0)) && isRectangle(pieces->at(1)));
    QCOMPARE(boundsOf(pieces->at(0)).yPt, 90.3 + 3.65);
}

void TestOutlines::aConcaveOutlineGivesThreePieces()
{
    // A U, cut level through both arms.
    const OutlinePt u{{0, 0}, {30, 0}, {30, 60}, {70, 60}, {70, 0}, {100, 0}, {100, 100}, {0, 100}};
    const auto pieces = cutOutline(u, {{0, 30}, {100, 30}}, 4);
    QCOMPARE(pieces->size(), 3);
    double area = 0;
    for (const OutlinePt &piece : *pieces)
        area += signedAreaPt2(piece);
    QCOMPARE(area, signedAreaPt2(u) - 2 * 30 * 4);
}

void TestOutlines::cuttingAndJoiningGivesTheOutlineBack()
{
    Random random(test::randomCasesSeed(), 2);
    for (int i = 0; i < 200; ++i) {
        const RectPt box{random.uniform(0, 50), random.uniform(0, 50), random.uniform(80, 300),
                         random.uniform(80, 300)};
        const double y = box.yPt + box.heightPt * random.uniform(0.3, 0.7);
        const double slant = random.uniform(-15, 15);
        const auto pieces =
            cutOutline(outlineOf(box), {{box.xPt, y - slant}, {box.rightPt(), y + slant}},
                       random.uniform(2, 20));
        QCOMPARE(pieces->size(), 2);
        const auto joined = joinedOutlines(pieces->at(0), pieces->at(1), 30);
        QVERIFY(joined.has_value());
        QCOMPARE(joined->size(), 4);
        QVERIFY(std::abs(signedAreaPt2(*joined) - box.widthPt * box.heightPt) < 1e-6);
    }
    QVERIFY(!joinedOutlines(outlineOf({0, 0, 50, 50}), outlineOf({200, 0, 50, 50}), 30));
}

void TestOutlines::slantedCutsMixTheGutters()
{
    const GutterWidths gutters{16, 6};
    QCOMPARE(gutterForCut(gutters, {{0, 0}, {10, 0}}), 16.0);
    QCOMPARE(gutterForCut(gutters, {{0, 0}, {0, -10}}), 6.0);
    QCOMPARE(gutterForCut(gutters, {{0, 0}, {10, 10}}), 11.0);
}

void TestOutlines::guttersGoOnAcrossCrossings()
{
    const QList<Gutter> gutters = findGutters(nineGrid());
    QCOMPARE(gutters.size(), 4);
    for (const Gutter &gutter : gutters) {
        QCOMPARE(gutter.before.size(), 3);
        QCOMPARE(gutter.after.size(), 3);
        QCOMPARE(gutter.widthPt, 10.0);
        QCOMPARE(lengthPt(gutter.toPt - gutter.fromPt), 320.0);
    }
}

void TestOutlines::aTJunctionIsOneGutter()
{
    const QList<PanelOutline> panels{{{1}, outlineOf({0, 0, 210, 100})},
                                     {{2}, outlineOf({0, 110, 100, 100})},
                                     {{3}, outlineOf({110, 110, 100, 100})}};
    const QList<Gutter> gutters = findGutters(panels);
    QCOMPARE(gutters.size(), 2);
    const auto level = std::find_if(gutters.begin(), gutters.end(), [](const Gutter &gutter) {
        return gutter.fromPt.yPt == gutter.toPt.yPt;
    });
    QVERIFY(level != gutters.end());
    QCOMPARE(level->before.size() + level->after.size(), 3);
    QCOMPARE(level->fromPt.yPt, 105.0);
}

void TestOutlines::movingAGutterKeepsWidthsAndOuterSides()
{
    const QList<PanelOutline> panels = nineGrid();
    for (const Gutter &gutter : findGutters(panels)) {
        const auto moved = movedGutter(panels, gutter, {12.5, 12.5});
        QVERIFY(moved.has_value());
        QCOMPARE(moved->size(), 6);
        double area = 0;
        for (const PanelOutline &panel : *moved) {
            QVERIFY(isRectangle(panel.outlinePt));
            area += signedAreaPt2(panel.outlinePt);
        }
        QCOMPARE(area, 6 * 100.0 * 100.0);
        const auto wider = withGutterWidth(panels, gutter, 30);
        for (const PanelOutline &panel : wider.value()) {
            const RectPt box = boundsOf(panel.outlinePt);
            QCOMPARE(box.widthPt * box.heightPt, 90.0 * 100.0);
        }
    }
}

void TestOutlines::slantedNeighboursStayOnTheirLines()
{
    // A level gutter under a panel with a slanted right side.
    const QList<PanelOutline> panels{{{1}, {{0, 0}, {100, 0}, {120, 100}, {0, 100}}},
                                     {{2}, outlineOf({0, 110, 120, 90})}};
    const QList<Gutter> gutters = findGutters(panels);
    QCOMPARE(gutters.size(), 1);
    const auto moved = movedGutter(panels, gutters[0], {0, 50});
    const OutlinePt upper = moved.value()[0].outlinePt;
    QCOMPARE(upper[2], (PointPt{130, 150}));
    QCOMPARE(upper[3], (PointPt{0, 150}));
}

void TestOutlines::tooSmallPanelsAreRefused()
{
    const QList<PanelOutline> panels = nineGrid();
    const Gutter gutter = findGutters(panels).first();
    const auto moved = movedGutter(panels, gutter, {99, 99});
    QVERIFY(!moved);
    QCOMPARE(moved.error().kind, ErrorKind::InvalidArgument);
    QVERIFY(!cutOutline(outlineOf({0, 0, 100, 100}), {{5, 5}, {5, 5}}, 4));
}

KOMA_TEST_MAIN(QCoreApplication, TestOutlines)
#include "tst_outlines.moc"
