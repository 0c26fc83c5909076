// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "tests/gui/page/canvas/selectbench.h"
#include "tests/support/randomcases.h"
#include "tests/support/testmain.h"

#include <QApplication>
#include <QMouseEvent>
#include <QSignalSpy>

#include <array>

using namespace koma;
using namespace koma::test;
using Bench = SelectBench;

using Ids = QList<std::uint64_t>;

class TestSelectTool : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aClickPicks();
    void shiftAddsAndTakesAway();
    void controlReachesInside();
    void aBandPicksWhatItEncloses();
    void aDragMovesInOneStep();
    void aDragBackToItsBeginningIsNone();
    void movesSnapToOtherThings();
    void shiftKeepsToAnAxis();
    void escapeGivesADragUp();
    void altDragsACopy();
    void altMidwayLeavesTheOriginal();
    void keysMove();
    void tabWalksThroughThePage();
    void keysDoNotDisturbADrag();
    void otherButtonsDoNotDisturbADrag();
    void lockedAndHiddenThingsStay();
    void doubleClickWritesOrReachesInside();
    void anotherPageEndsADrag();
    void anotherComicEndsADrag();
    void withoutPagesNothingHappens();
    void anythingDoneCanBeUndone();
};

void TestSelectTool::aClickPicks()
{
    Bench bench;
    bench.put(scene());
    bench.click({40.0, 50.0});
    QCOMPARE(bench.picked(), Ids{1}); // the panel, not the picture in it
    bench.click({150.0, 50.0});
    QCOMPARE(bench.picked(), Ids{3});
    bench.click({50.0, 160.0});
    QCOMPARE(bench.picked(), Ids{4}); // the balloon rather than its words
    bench.click({150.0, 250.0});
    QCOMPARE(bench.picked(), Ids{});
    QCOMPARE(bench.steps(), 0);
}

void TestSelectTool::shiftAddsAndTakesAway()
{
    Bench bench;
    bench.put(scene());
    bench.click({40.0, 50.0});
    bench.click({150.0, 50.0}, Qt::ShiftModifier);
    QCOMPARE(bench.picked(), (Ids{1, 3}));
    bench.click({40.0, 90.0}, Qt::ShiftModifier);
    QCOMPARE(bench.picked(), Ids{3});
    // A click without Shift on one of several picks it alone.
    bench.click({40.0, 90.0}, Qt::ShiftModifier);
    bench.click({150.0, 60.0});
    QCOMPARE(bench.picked(), Ids{3});
}

void TestSelectTool::controlReachesInside()
{
    Bench bench;
    bench.put(scene());
    bench.click({40.0, 50.0}, Qt::ControlModifier);
    QCOMPARE(bench.picked(), Ids{2});
    // And it stays in hand: the next drag moves the picture, not its panel.
    bench.drag({40.0, 50.0}, {45.0, 77.0}, Qt::NoModifier);
    QVERIFY(!isNear(bench.content<ArtLayer>(2).centrePt, {40.0, 50.0}));
    QCOMPARE(bench.content<Panel>(1).outlinePt, outlineOf({10.0, 10.0, 80.0, 100.0}));
}

void TestSelectTool::aBandPicksWhatItEncloses()
{
    Bench bench;
    bench.put(scene());
    bench.drag({5.0, 130.0}, {190.0, 230.0});
    QCOMPARE(bench.picked(), (Ids{4, 6}));
    bench.drag({5.0, 125.0}, {95.0, 130.0});
    QCOMPARE(bench.picked(), Ids{});
    bench.click({40.0, 90.0});
    bench.drag({100.0, 145.0}, {180.0, 190.0}, Qt::ShiftModifier);
    QCOMPARE(bench.picked(), (Ids{1, 6}));
    QCOMPARE(bench.steps(), 0);
}

void TestSelectTool::aDragMovesInOneStep()
{
    Bench bench;
    bench.put(scene());
    const Comic before = bench.document.comic();
    bench.drag({150.0, 250.0}, {151.0, 251.0});
    QCOMPARE(bench.steps(), 0);
    bench.drag({50.0, 160.0}, {58.0, 183.0}, Qt::ControlModifier);
    bench.undoAll();
    bench.selection.clear();
    bench.press({50.0, 145.0});
    for (int i = 1; i <= 30; ++i)
        bench.move({50.0 + i / 3.0, 145.0 + i / 7.0}, Qt::ControlModifier);
    bench.release({60.0, 145.0 + 30.0 / 7.0}, Qt::ControlModifier);
    QCOMPARE(bench.steps(), 1);
    const RectPt box = bench.content<Balloon>(4).boundsPt;
    QVERIFY(isNear({box.xPt, box.yPt}, {30.0, 140.0 + 30.0 / 7.0}));
    // Its words and its tail come along.
    QVERIFY(isNear(bench.content<TextBlock>(5).framePt.centre(), {60.0, 160.0 + 30.0 / 7.0}));
    QVERIFY(isNear(bench.content<Balloon>(4).tails.first().tipPt, {70.0, 220.0 + 30.0 / 7.0}));
    bench.document.undoStack().undo();
    QCOMPARE(bench.document.comic(), before);
}

void TestSelectTool::aDragBackToItsBeginningIsNone()
{
    Bench bench;
    bench.put(scene());
    const Comic before = bench.document.comic();
    bench.press({50.0, 145.0});
    bench.move({73.3, 161.7}, Qt::ControlModifier);
    bench.move({50.0, 145.0}, Qt::ControlModifier);
    bench.release({50.0, 145.0}, Qt::ControlModifier);
    QCOMPARE(bench.document.comic(), before);
    QCOMPARE(bench.steps(), 0);
}

void TestSelectTool::movesSnapToOtherThings()
{
    Bench bench;
    bench.put({test::panelObject(1, {10.0, 10.0, 50.0, 50.0}),
               test::panelObject(2, {100.0, 150.0, 33.0, 37.0})});
    // 2 pt beside the left edge of the other panel: within 6 pixels.
    bench.drag({110.0, 160.0}, {22.0, 141.0});
    QCOMPARE(boundsPt(*bench.document.object({2})).xPt, 10.0);
    bench.undoAll();
    bench.drag({110.0, 160.0}, {22.0, 141.0}, Qt::ControlModifier);
    QCOMPARE(boundsPt(*bench.document.object({2})).xPt, 12.0);
}

void TestSelectTool::shiftKeepsToAnAxis()
{
    Bench bench;
    bench.put({test::panelObject(1, {10.0, 10.0, 50.0, 50.0}),
               test::panelObject(2, {100.0, 62.0, 33.0, 37.0})});
    // Shift toggles at the press: it is held from the drag on.
    bench.press({110.0, 70.0});
    bench.move({70.0, 75.0}, Qt::ShiftModifier);
    bench.release({70.0, 75.0}, Qt::ShiftModifier);
    // Not even by snapping to the panel's lower edge, two points above.
    QCOMPARE(boundsPt(*bench.document.object({2})).yPt, 62.0);
    QVERIFY(boundsPt(*bench.document.object({2})).xPt < 70.0);
}

void TestSelectTool::escapeGivesADragUp()
{
    Bench bench;
    bench.put(scene());
    const Comic before = bench.document.comic();
    // Of a thing, a handle, a tail and a gutter; with and without copies.
    const QList<QPair<PointPt, Qt::KeyboardModifiers>> begins{
        {{50.0, 145.0}, {}}, {{50.0, 145.0}, Qt::AltModifier},
        {{80.0, 180.0}, {}}, {{60.0, 220.0}, {}},
        {{96.0, 60.0}, {}},  {{96.0, 60.0}, Qt::AltModifier},
    };
    for (const auto &[from, modifiers] : begins) {
        bench.selection.select({{4}});
        bench.press(from, modifiers);
        bench.move(from + PointPt{7.3, 3.1}, modifiers);
        bench.move(from + PointPt{9.7, 13.9}, modifiers);
        QVERIFY(bench.document.comic() != before);
        bench.key(Qt::Key_Escape);
        QCOMPARE(bench.document.comic(), before);
        QCOMPARE(bench.steps(), 0);
        bench.move(from + PointPt{30.0, 30.0}, modifiers);
        bench.release(from + PointPt{30.0, 30.0}, modifiers);
        QCOMPARE(bench.document.comic(), before);
        QCOMPARE(bench.steps(), 0);
    }
}

void TestSelectTool::altDragsACopy()
{
    Bench bench;
    bench.put(scene());
    const Comic before = bench.document.comic();
    bench.drag({50.0, 145.0}, {100.0, 205.0}, Qt::AltModifier | Qt::ControlModifier);
    QCOMPARE(bench.steps(), 1);
    QCOMPARE(bench.page().objects.size(), before.pages[0].objects.size() + 1);
    QCOMPARE(*bench.document.object({4}), before.pages[0].objects[2]);
    QCOMPARE(bench.picked().size(), 1);
    const PageObject *copy = bench.document.object(bench.selection.single());
    QVERIFY(copy != nullptr);
    QVERIFY(copy->id != ObjectId{4});
    const RectPt box = boundsPt(*copy);
    QVERIFY(isNear({box.xPt, box.yPt}, {70.0, 200.0}));
    QCOMPARE(copy->children.size(), 1);
    bench.undoAll();
    QCOMPARE(bench.document.comic(), before);
}

void TestSelectTool::altMidwayLeavesTheOriginal()
{
    Bench bench;
    bench.put(scene());
    const Comic before = bench.document.comic();
    bench.press({50.0, 145.0});
    bench.move({70.0, 165.0}, Qt::ControlModifier);
    bench.move({80.0, 175.0}, Qt::ControlModifier | Qt::AltModifier);
    bench.move({90.0, 185.0}, Qt::ControlModifier | Qt::AltModifier);
    bench.release({90.0, 185.0}, Qt::ControlModifier | Qt::AltModifier);
    QCOMPARE(*bench.document.object({4}), before.pages[0].objects[2]);
    const RectPt box = boundsPt(*bench.document.object(bench.selection.single()));
    QVERIFY(isNear({box.xPt, box.yPt}, {60.0, 180.0}));
    QCOMPARE(bench.steps(), 1);
}

void TestSelectTool::keysMove()
{
    Bench bench;
    bench.put(scene());
    const Comic before = bench.document.comic();
    bench.click({150.0, 165.0});
    bench.key(Qt::Key_Right);
    bench.key(Qt::Key_Right);
    bench.key(Qt::Key_Up);
    bench.key(Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(bench.content<TextBlock>(6).framePt, (RectPt{112.0, 159.0, 60.0, 30.0}));
    QCOMPARE(bench.steps(), 1); // without a pause they are one step
    bench.undoAll();
    QCOMPARE(bench.document.comic(), before);
}

void TestSelectTool::tabWalksThroughThePage()
{
    Bench bench;
    bench.put(scene());
    for (const std::uint64_t id : {1U, 2U, 3U, 4U, 5U, 6U, 1U}) {
        bench.key(Qt::Key_Tab);
        QCOMPARE(bench.picked(), Ids{id});
    }
    bench.key(Qt::Key_Backtab);
    QCOMPARE(bench.picked(), Ids{6});
    bench.selection.clear();
    bench.key(Qt::Key_Backtab);
    QCOMPARE(bench.picked(), Ids{6});
    bench.key(Qt::Key_Escape);
    QCOMPARE(bench.picked(), Ids{});
}

void TestSelectTool::keysDoNotDisturbADrag()
{
    Bench bench;
    bench.put(scene());
    const Comic before = bench.document.comic();
    bench.press({50.0, 145.0});
    bench.move({60.0, 155.0}, Qt::ControlModifier);
    for (const int key : {Qt::Key_Tab, Qt::Key_Left, Qt::Key_Return})
        bench.key(key);
    // Shortcuts would undo or delete what is dragged.
    QKeyEvent shortcut(QEvent::ShortcutOverride, Qt::Key_Z, Qt::ControlModifier);
    shortcut.ignore();
    QApplication::sendEvent(&bench.canvas, &shortcut);
    QVERIFY(shortcut.isAccepted());
    bench.move({70.0, 165.0}, Qt::ControlModifier);
    bench.release({70.0, 165.0}, Qt::ControlModifier);
    QCOMPARE(bench.picked(), Ids{4});
    QVERIFY(isNear(bench.content<Balloon>(4).boundsPt.centre(), {70.0, 180.0}));
    QCOMPARE(bench.steps(), 1);
    bench.undoAll();
    QCOMPARE(bench.document.comic(), before);
}

void TestSelectTool::otherButtonsDoNotDisturbADrag()
{
    Bench bench;
    bench.put(scene());
    bench.press({50.0, 145.0});
    bench.move({60.0, 155.0}, Qt::ControlModifier);
    const QPointF at = bench.canvas.transform().toView(PointPt{60.0, 155.0});
    const QPointF global = bench.canvas.mapToGlobal(at);
    for (const Qt::MouseButton button : {Qt::MiddleButton, Qt::RightButton}) {
        QMouseEvent press(QEvent::MouseButtonPress, at, global, button, Qt::LeftButton | button,
                          Qt::NoModifier);
        QApplication::sendEvent(&bench.canvas, &press);
        QMouseEvent release(QEvent::MouseButtonRelease, at, global, button, Qt::LeftButton,
                            Qt::NoModifier);
        QApplication::sendEvent(&bench.canvas, &release);
    }
    bench.move({70.0, 165.0}, Qt::ControlModifier);
    bench.release({70.0, 165.0}, Qt::ControlModifier);
    QVERIFY(isNear(bench.content<Balloon>(4).boundsPt.centre(), {70.0, 180.0}));
    QCOMPARE(bench.steps(), 1);
}

void TestSelectTool::lockedAndHiddenThingsStay()
{
    Bench bench;
    QList<PageObject> objects = scene();
    objects[0].properties.isLocked = true;
    objects[1].properties.isHidden = true;
    bench.put(objects);
    const Comic before = bench.document.comic();
    bench.drag({40.0, 50.0}, {60.0, 70.0});
    bench.drag({150.0, 50.0}, {160.0, 70.0}, Qt::ControlModifier);
    QCOMPARE(bench.picked(), Ids{});
    // What the layers dock has picked all the same.
    bench.selection.select({{1}, {2}});
    bench.key(Qt::Key_Right);
    bench.drag({90.0, 110.0}, {120.0, 140.0});
    bench.drag({90.0, 60.0}, {120.0, 60.0});
    QCOMPARE(bench.document.comic(), before);
    QCOMPARE(bench.steps(), 0);
}

void TestSelectTool::doubleClickWritesOrReachesInside()
{
    Bench bench;
    bench.put(scene());
    QSignalSpy writing(&bench.tool, &Tool::writingRequested);
    bench.doubleClick({50.0, 145.0});
    QCOMPARE(writing.count(), 1);
    QCOMPARE(writing.first().first().value<ObjectId>(), ObjectId{5});
    bench.doubleClick({150.0, 165.0});
    QCOMPARE(writing.last().first().value<ObjectId>(), ObjectId{6});
    bench.doubleClick({40.0, 50.0});
    QCOMPARE(writing.count(), 2);
    QCOMPARE(bench.picked(), Ids{2});
    bench.selection.select({{4}});
    bench.key(Qt::Key_Return);
    QCOMPARE(writing.last().first().value<ObjectId>(), ObjectId{5});
    QCOMPARE(bench.steps(), 0);
}

void TestSelectTool::anotherPageEndsADrag()
{
    Bench bench;
    bench.put(scene());
    const Comic before = bench.document.comic();
    bench.press({50.0, 145.0});
    bench.move({70.0, 165.0});
    bench.selection.setPage({2});
    QCOMPARE(bench.document.comic(), before);
    bench.move({90.0, 185.0});
    bench.release({90.0, 185.0});
    QCOMPARE(bench.document.comic(), before);
    QCOMPARE(bench.steps(), 0);
}

void TestSelectTool::anotherComicEndsADrag()
{
    Bench bench;
    bench.put(scene());
    bench.press({50.0, 145.0});
    bench.move({70.0, 165.0});
    bench.put({text(4, {30.0, 150.0, 40.0, 20.0})}); // with the same ids
    const Comic other = bench.document.comic();
    bench.move({90.0, 185.0});
    bench.release({90.0, 185.0});
    QCOMPARE(bench.document.comic(), other);
    QCOMPARE(bench.steps(), 0);
}

void TestSelectTool::withoutPagesNothingHappens()
{
    Bench bench;
    bench.document.reset({});
    bench.drag({10.0, 10.0}, {50.0, 50.0});
    bench.doubleClick({50.0, 50.0});
    for (const int key : {Qt::Key_Tab, Qt::Key_Left, Qt::Key_Return, Qt::Key_Escape})
        bench.key(key);
    QCOMPARE(bench.steps(), 0);
}

void TestSelectTool::anythingDoneCanBeUndone()
{
    const std::uint64_t seed = test::randomCasesSeed();
    for (std::uint64_t item = 0; item < 40; ++item) {
        Random random(seed, 1, item);
        Bench bench;
        QList<PageObject> objects = scene();
        objects.append(art(7, {random.uniform(20.0, 180.0), random.uniform(120.0, 280.0)},
                           random.uniform(-180.0, 180.0)));
        objects.append(text(8,
                            {random.uniform(0.0, 150.0), random.uniform(200.0, 280.0), 40.0, 15.0},
                            random.chance(0.5) ? random.uniform(-90.0, 90.0) : 0.0));
        objects.append(test::groupObject(9, {test::inkObject(10)}));
        objects[random.below(objects.size())].properties.isLocked = random.chance(0.3);
        bench.put(objects);
        const Comic before = bench.document.comic();
        constexpr std::array kModifiers{Qt::NoModifier, Qt::NoModifier, Qt::ShiftModifier,
                                        Qt::ControlModifier, Qt::AltModifier};
        constexpr std::array kKeys{Qt::Key_Left,   Qt::Key_Down,  Qt::Key_Tab,
                                   Qt::Key_Escape, Qt::Key_Right, Qt::Key_Backtab};
        PointPt at{100.0, 150.0};
        for (int i = 0; i < 60; ++i) {
            const auto modifiers = kModifiers[static_cast<std::size_t>(random.below(5))];
            const PointPt next{random.uniform(-10.0, 210.0), random.uniform(-10.0, 310.0)};
            switch (random.below(9)) {
            case 0:
            case 1:
                bench.press(at = next, modifiers);
                break;
            case 2: {
                // Where there is something to grip.
                const auto handles = handlesOf(bench.page(), bench.selection.objects(), 0.5);
                at = handles.isEmpty() ? next : handles[random.below(handles.size())].at;
                bench.press(at, modifiers);
                break;
            }
            case 3:
            case 4:
            case 5:
                bench.move(at = next, modifiers);
                break;
            case 6:
            case 7:
                bench.release(at, modifiers);
                break;
            default:
                bench.key(kKeys[static_cast<std::size_t>(random.below(6))]);
            }
        }
        bench.release(at);
        const Comic after = bench.document.comic();
        const QString label = QStringLiteral("seed %1, case %2").arg(seed).arg(item);
        QVERIFY2(structureFaults(after.pages[0]).isEmpty(), qPrintable(label));
        bench.undoAll();
        QVERIFY2(bench.document.comic() == before, qPrintable(label));
        while (bench.document.undoStack().canRedo())
            bench.document.undoStack().redo();
        QVERIFY2(bench.document.comic() == after, qPrintable(label));
    }
}

KOMA_TEST_MAIN(QApplication, TestSelectTool)
#include "tst_selecttool.moc"
