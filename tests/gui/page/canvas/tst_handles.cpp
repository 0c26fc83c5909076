// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/commands/changecommands.h"
#include "tests/gui/page/canvas/selectbench.h"
#include "tests/support/testmain.h"

#include <QApplication>

#include <cmath>

using namespace koma;
using namespace koma::test;
using Bench = SelectBench;

namespace {

/// Where a point of a picture lies, given in fractions of its own upright box.
PointPt cornerOf(const ArtLayer &layer, PointPt fraction)
{
    const RectPt box = unrotatedBoundsPt(layer);
    const double angle = layer.rotationDeg * std::acos(-1.0) / 180.0;
    const PointPt arm{(fraction.xPt - 0.5) * box.widthPt, (fraction.yPt - 0.5) * box.heightPt};
    return layer.centrePt + PointPt{arm.xPt * std::cos(angle) - arm.yPt * std::sin(angle),
                                    arm.xPt * std::sin(angle) + arm.yPt * std::cos(angle)};
}

} // namespace

class TestHandles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void panelsAreResizedByTheirSides();
    void wigglingAnEdgeDoesNotGrowThePicture();
    void severalAreResizedTogether();
    void turnedTextsGrowAlongTheirEdges();
    void picturesKeepTheirProportions_data();
    void picturesKeepTheirProportions();
    void shiftTurnsInSteps();
    void cornersOfPolygonsMove();
    void tailsFollowWhatTheyAreDroppedOn();
    void aTailPutBackStaysBound();
    void guttersMoveAllPanels();
    void altWidensAGutter();
};

void TestHandles::panelsAreResizedByTheirSides()
{
    Bench bench;
    bench.put({test::panelObject(1, {20.0, 20.0, 60.0, 80.0})});
    bench.click({50.0, 60.0});
    bench.drag({80.0, 60.0}, {120.0, 71.0}); // the right side
    QCOMPARE(boundsPt(*bench.document.object({1})), (RectPt{20.0, 20.0, 100.0, 80.0}));
    bench.drag({20.0, 20.0}, {33.0, 41.0}); // the top left corner
    QCOMPARE(boundsPt(*bench.document.object({1})), (RectPt{33.0, 41.0, 87.0, 59.0}));
    QCOMPARE(bench.steps(), 2);
    // Past the opposite side it stays a sliver.
    bench.drag({120.0, 70.5}, {3.0, 70.0}, Qt::NoModifier);
    QVERIFY(boundsPt(*bench.document.object({1})).widthPt >= 1.0 - kSmallPt);
    bench.undoAll();
    QCOMPARE(boundsPt(*bench.document.object({1})), (RectPt{20.0, 20.0, 60.0, 80.0}));
}

void TestHandles::wigglingAnEdgeDoesNotGrowThePicture()
{
    const auto putPicture = [](Bench &bench) {
        ArtLayer covering = std::get<ArtLayer>(art(2, {50.0, 60.0}).content);
        coverBox(covering, {20.0, 20.0, 60.0, 80.0});
        bench.put({with(test::panelObject(1, {20.0, 20.0, 60.0, 80.0}),
                        {PageObject{{2}, {}, covering, {}}})});
        bench.click({50.0, 90.0});
        bench.press({80.0, 60.0});
    };
    Bench bench;
    putPicture(bench);
    for (int i = 0; i < 20; ++i) {
        bench.move({60.0, 60.0}, Qt::ControlModifier);
        bench.move({160.0, 60.0}, Qt::ControlModifier);
    }
    bench.move({80.0 + 60.0, 60.0});
    bench.release({80.0 + 60.0, 60.0});
    Bench direct;
    putPicture(direct);
    direct.move({80.0 + 60.0, 60.0});
    direct.release({80.0 + 60.0, 60.0});
    // The same, whatever way the pointer took, and no white beside it.
    const auto after = bench.content<ArtLayer>(2);
    QCOMPARE(after.scalePtPerPx, direct.content<ArtLayer>(2).scalePtPerPx);
    QVERIFY(after.centrePt == direct.content<ArtLayer>(2).centrePt);
    QVERIFY(covers(after, {20.0, 20.0, 120.0, 80.0}));
}

void TestHandles::severalAreResizedTogether()
{
    Bench bench;
    bench.put({test::panelObject(1, {20.0, 20.0, 40.0, 40.0}),
               test::panelObject(2, {80.0, 80.0, 40.0, 40.0})});
    const Comic before = bench.document.comic();
    bench.click({40.0, 40.0});
    bench.click({100.0, 100.0}, Qt::ShiftModifier);
    bench.drag({120.0, 120.0}, {170.0, 220.0}, Qt::NoModifier);
    QCOMPARE(boundsPt(*bench.document.object({1})), (RectPt{20.0, 20.0, 60.0, 80.0}));
    QCOMPARE(boundsPt(*bench.document.object({2})), (RectPt{110.0, 140.0, 60.0, 80.0}));
    QCOMPARE(bench.steps(), 1);
    bench.undoAll();
    QCOMPARE(bench.document.comic(), before);
}

void TestHandles::turnedTextsGrowAlongTheirEdges()
{
    Bench bench;
    bench.put({text(1, {60.0, 100.0, 80.0, 20.0}, 90.0)});
    bench.click({100.0, 110.0});
    // Turned by a right angle about (100, 110): the frame's own right end is the lower one, and
    // its lower right corner (index 4) lies at (90, 150).
    bench.drag({90.0, 150.0}, {80.0, 180.0}, Qt::ControlModifier);
    const RectPt frame = bench.content<TextBlock>(1).framePt;
    QVERIFY(std::abs(frame.widthPt - 110.0) < kSmallPt);
    QVERIFY(std::abs(frame.heightPt - 30.0) < kSmallPt);
    // The opposite corner, at (110, 70) on the page, has stayed.
    const PointPt centre = frame.centre();
    QVERIFY(isNear(centre + PointPt{frame.heightPt / 2.0, -frame.widthPt / 2.0}, {110.0, 70.0}));
}

void TestHandles::picturesKeepTheirProportions_data()
{
    QTest::addColumn<double>("rotationDeg");
    QTest::newRow("upright") << 0.0;
    QTest::newRow("turned") << 30.0;
    QTest::newRow("upside down") << 170.0;
}

void TestHandles::picturesKeepTheirProportions()
{
    QFETCH(double, rotationDeg);
    Bench bench;
    bench.put({art(1, {100.0, 150.0}, rotationDeg)});
    bench.click({100.0, 150.0});
    const ArtLayer before = bench.content<ArtLayer>(1);
    const PointPt corner = cornerOf(before, {1.0, 1.0});
    const PointPt opposite = cornerOf(before, {0.0, 0.0});
    bench.drag(corner, opposite + (corner - opposite) * 1.5);
    const ArtLayer after = bench.content<ArtLayer>(1);
    QVERIFY(std::abs(after.scalePtPerPx - 0.75) < kSmallPt);
    QCOMPARE(after.rotationDeg, before.rotationDeg);
    QVERIFY(isNear(cornerOf(after, {0.0, 0.0}), opposite));
    QCOMPARE(bench.steps(), 1);
    bench.undoAll();
    QCOMPARE(bench.content<ArtLayer>(1), before);
}

void TestHandles::shiftTurnsInSteps()
{
    Bench bench;
    bench.put({art(1, {100.0, 150.0})});
    bench.click({100.0, 150.0});
    // 26 pixels over the upper edge, 10 pt from the middle.
    const PointPt grip{100.0, 150.0 - 10.0 - 13.0};
    bench.drag(grip, {123.0, 150.0});
    QVERIFY(std::abs(bench.content<ArtLayer>(1).rotationDeg - 90.0) < kSmallPt);
    bench.undoAll();
    bench.drag(grip, {123.0, 146.0}, Qt::ShiftModifier);
    QVERIFY(std::abs(bench.content<ArtLayer>(1).rotationDeg - 75.0) < kSmallPt);
    QVERIFY(isNear(bench.content<ArtLayer>(1).centrePt, {100.0, 150.0}));
    QCOMPARE(bench.steps(), 1);
}

void TestHandles::cornersOfPolygonsMove()
{
    Bench bench;
    PageObject panel = test::panelObject(1);
    std::get<Panel>(panel.content).outlinePt = {
        {20.0, 20.0}, {120.0, 40.0}, {100.0, 120.0}, {30.0, 100.0}};
    bench.put({panel});
    bench.click({60.0, 60.0});
    bench.drag({120.0, 40.0}, {133.0, 27.0}, Qt::ControlModifier);
    QCOMPARE(bench.content<Panel>(1).outlinePt,
             (OutlinePt{{20.0, 20.0}, {133.0, 27.0}, {100.0, 120.0}, {30.0, 100.0}}));
    bench.undoAll();
    QCOMPARE(*bench.document.object({1}), panel);
    // With Ctrl, of a rectangle as well.
    bench.put({test::panelObject(1, {20.0, 20.0, 60.0, 80.0})});
    bench.click({50.0, 60.0});
    bench.drag({80.0, 100.0}, {97.0, 123.0}, Qt::ControlModifier);
    QCOMPARE(bench.content<Panel>(1).outlinePt,
             (OutlinePt{{20.0, 20.0}, {80.0, 20.0}, {97.0, 123.0}, {20.0, 100.0}}));
}

void TestHandles::tailsFollowWhatTheyAreDroppedOn()
{
    Bench bench;
    bench.put(scene());
    const Comic before = bench.document.comic();
    bench.click({50.0, 145.0});
    bench.drag({60.0, 220.0}, {50.0, 55.0});
    const BalloonTail tail = bench.content<Balloon>(4).tails.first();
    QCOMPARE(tail.target, ObjectId{2});
    QVERIFY(isNear(tailTipPt(bench.page(), tail), {50.0, 55.0}));
    QCOMPARE(bench.steps(), 1);
    // The picture goes, and the tip with it.
    bench.selection.clear();
    bench.drag({40.0, 50.0}, {52.0, 67.0}, Qt::ControlModifier);
    QVERIFY(isNear(bench.content<ArtLayer>(2).centrePt, {52.0, 67.0}));
    QVERIFY(isNear(tailTipPt(bench.page(), bench.content<Balloon>(4).tails.first()), {62.0, 72.0}));
    bench.undoAll();
    QCOMPARE(bench.document.comic(), before);
    // Alt drops it free.
    bench.selection.select({{4}});
    bench.drag({60.0, 220.0}, {50.0, 55.0}, Qt::AltModifier);
    QCOMPARE(bench.content<Balloon>(4).tails.first().target, ObjectId{});
    // Nor is a hidden thing followed.
    bench.undoAll();
    bench.document.undoStack().push(changeLayers(bench.document, {{2}}, [](ObjectProperties &p) {
                                        p.isHidden = true;
                                    }).release());
    bench.drag({60.0, 220.0}, {50.0, 55.0});
    QCOMPARE(bench.content<Balloon>(4).tails.first().target, ObjectId{1});
}

void TestHandles::aTailPutBackStaysBound()
{
    Bench bench;
    bench.put(scene());
    bench.click({50.0, 145.0});
    bench.drag({60.0, 220.0}, {50.0, 55.0});
    const Comic before = bench.document.comic();
    bench.press({50.0, 55.0});
    bench.move({90.0, 90.0});
    bench.move({50.0, 55.0});
    bench.release({50.0, 55.0});
    QCOMPARE(bench.document.comic(), before);
    QCOMPARE(bench.steps(), 1);
}

void TestHandles::guttersMoveAllPanels()
{
    Bench bench;
    // Two rows of two; the lower gutter lies in line with the upper one.
    bench.put({test::panelObject(1, {10.0, 10.0, 80.0, 100.0}),
               test::panelObject(2, {102.0, 10.0, 88.0, 100.0}),
               test::panelObject(3, {10.0, 122.0, 180.0, 100.0})});
    const Comic before = bench.document.comic();
    bench.drag({96.0, 60.0}, {110.0, 64.0});
    QCOMPARE(boundsPt(*bench.document.object({1})), (RectPt{10.0, 10.0, 94.0, 100.0}));
    QCOMPARE(boundsPt(*bench.document.object({2})), (RectPt{116.0, 10.0, 74.0, 100.0}));
    bench.drag({50.0, 116.0}, {50.0, 136.0});
    QCOMPARE(boundsPt(*bench.document.object({1})).heightPt, 120.0);
    QCOMPARE(boundsPt(*bench.document.object({2})).heightPt, 120.0);
    QCOMPARE(boundsPt(*bench.document.object({3})), (RectPt{10.0, 142.0, 180.0, 80.0}));
    QCOMPARE(bench.steps(), 2);
    bench.undoAll();
    QCOMPARE(bench.document.comic(), before);
}

void TestHandles::altWidensAGutter()
{
    Bench bench;
    bench.put({test::panelObject(1, {10.0, 10.0, 80.0, 100.0}),
               test::panelObject(2, {102.0, 10.0, 88.0, 100.0})});
    bench.press({96.0, 60.0});
    bench.move({99.0, 60.0}, Qt::AltModifier);
    bench.move({98.0, 60.0}, Qt::AltModifier);
    bench.release({98.0, 60.0}, Qt::AltModifier);
    const RectPt left = boundsPt(*bench.document.object({1}));
    const RectPt right = boundsPt(*bench.document.object({2}));
    // Twice the two points, one way or the other, about the same middle.
    QVERIFY(std::abs(std::abs(right.xPt - left.rightPt() - 12.0) - 4.0) < kSmallPt);
    QVERIFY(std::abs((right.xPt + left.rightPt()) / 2.0 - 96.0) < kSmallPt);
    QCOMPARE(bench.steps(), 1);
}

KOMA_TEST_MAIN(QApplication, TestHandles)
#include "tst_handles.moc"
