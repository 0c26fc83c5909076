// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/pictureio.h"
#include "tests/gui/page/canvas/canvasfixture.h"
#include "tests/gui/page/dockfixture.h"
#include "tests/support/require.h"
#include "tests/support/testmain.h"
#include "ui/page/workspace/toolbox.h"

#include <QAction>
#include <QApplication>
#include <QPointingDevice>
#include <QSettings>
#include <QSignalSpy>
#include <QTabletEvent>

#include <cmath>

using namespace koma;
using namespace Qt::StringLiterals;

namespace {

constexpr double kSmallPt = 1e-6;

struct Bench : test::CanvasFixture
{
    Bench() : CanvasFixture(test::emptyPages(2))
    {
        QObject::connect(&box, &Toolbox::refused, [this] { ++refusedCount; });
    }

    void take(ToolKind kind, const std::function<void(ToolOptions &)> &change = {})
    {
        ToolOptions options = box.options();
        if (change)
            change(options);
        box.setOptions(options);
        box.choose(kind);
    }
    [[nodiscard]] const PageObject &last() const { return page().objects.last(); }
    [[nodiscard]] QString layers() const { return test::layersText(page().objects); }

    int refusedCount = 0;
    QSettings settings{folder.filePath(u"settings.ini"_s), QSettings::IniFormat};
    Toolbox box{selection, canvas, settings};
};

PageObject art(std::uint64_t id, PointPt centre)
{
    ArtLayer layer;
    layer.picture = {QStringLiteral("%1").arg(id, 64, 16, QLatin1Char('0')), QStringLiteral("png"),
                     80, 40};
    layer.centrePt = centre;
    return {{id}, {}, layer, {}};
}

QList<RectPt> boxes(const Page &page)
{
    QList<RectPt> found;
    for (const PageObject &object : page.objects)
        found.append(boundsPt(object));
    return found;
}

} // namespace

class TestPageTools : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void panelsAreDragged();
    void panelsAreClickedCornerByCorner();
    void smallPanelsAreRefused();
    void theKnifeCutsWhatItCrosses();
    void theKnifeCutsWhatIsPicked();
    void shiftCutsStraight();
    void theKnifeMisses();
    void balloonsAreDraggedAndWritten();
    void captionsHaveNoTail();
    void inkStaysInItsPanel();
    void inkTakesThePressureOfAPen();
    void quickStrokesAreAllDrawn();
    void masksHideAndReveal();
    void tonesFillPanelsAndAreas();
    void gradientsGoAsTheyAreDragged();
    void speedLinesPointAtTheClick();
    void escapeGivesUp_data();
    void escapeGivesUp();
    void optionsLast();
    void nonsenseInTheSettingsDoesNoHarm();
    void everyToolBearsAnything();
};

void TestPageTools::panelsAreDragged()
{
    Bench bench;
    bench.take(ToolKind::Panel, [](ToolOptions &options) { options.panel.border.widthPt = 3.5; });
    bench.put({test::panelObject(1), test::textObject(2, u"over"_s)});
    bench.drag({80.0, 240.0}, {33.0, 187.0}, Qt::ControlModifier);
    QCOMPARE(bench.steps(), 1);
    QCOMPARE(bench.layers(), u"1 3 2"_s); // over panels, under letters
    QCOMPARE(boundsPt(*bench.document.object({3})), (RectPt{33.0, 187.0, 47.0, 53.0}));
    QCOMPARE(bench.content<Panel>(3).border.widthPt, 3.5);
    QCOMPARE(bench.picked(), QList<std::uint64_t>{3});
    // Without Ctrl its edges snap, here to the other panel's.
    bench.undoAll();
    bench.drag({12.0, 240.0}, {88.0, 187.0});
    const RectPt box = boundsPt(bench.page().objects[1]);
    QCOMPARE(box.xPt, 10.0);
    QCOMPARE(box.rightPt(), 90.0);
}

void TestPageTools::panelsAreClickedCornerByCorner()
{
    Bench bench;
    bench.take(ToolKind::Panel);
    const OutlinePt corners{{30.0, 30.0}, {140.0, 50.0}, {120.0, 180.0}, {41.0, 171.0}};
    for (const PointPt corner : corners)
        bench.click(corner, Qt::ControlModifier);
    QCOMPARE(bench.steps(), 0);
    bench.click({60.0, 250.0}, Qt::ControlModifier);
    bench.key(Qt::Key_Backspace); // that one was wrong
    bench.key(Qt::Key_Return);
    QCOMPARE(bench.steps(), 1);
    QCOMPARE(std::get<Panel>(bench.last().content).outlinePt, corners);
    // The other way round, closed by a click on the first corner.
    bench.undoAll();
    for (const PointPt &corner : OutlinePt(corners.rbegin(), corners.rend()))
        bench.click(corner, Qt::ControlModifier);
    bench.click(corners.last(), Qt::ControlModifier);
    QVERIFY(signedAreaPt2(std::get<Panel>(bench.last().content).outlinePt) > 0.0);
    QCOMPARE(bench.steps(), 1);
}

void TestPageTools::smallPanelsAreRefused()
{
    Bench bench;
    bench.take(ToolKind::Panel);
    bench.drag({30.0, 30.0}, {31.0, 100.0}, Qt::ControlModifier);
    QCOMPARE(bench.refusedCount, 1);
    QCOMPARE(bench.steps(), 0);
}

void TestPageTools::theKnifeCutsWhatItCrosses()
{
    Bench bench;
    bench.take(ToolKind::Knife, [](ToolOptions &options) { options.knifeGutterPt = 6.0; });
    bench.put({test::panelObject(1, {10.0, 10.0, 180.0, 80.0}),
               test::panelObject(2, {10.0, 100.0, 180.0, 80.0}),
               test::panelObject(3, {10.0, 200.0, 180.0, 80.0})});
    const Comic before = bench.document.comic();
    bench.drag({100.0, 5.0}, {100.0, 190.0});
    QCOMPARE(bench.steps(), 1);
    QCOMPARE(bench.page().objects.size(), 5);
    for (const RectPt &expected :
         {RectPt{10.0, 10.0, 87.0, 80.0}, RectPt{103.0, 10.0, 87.0, 80.0},
          RectPt{10.0, 100.0, 87.0, 80.0}, RectPt{103.0, 100.0, 87.0, 80.0},
          RectPt{10.0, 200.0, 180.0, 80.0}})
        QVERIFY(boxes(bench.page()).contains(expected));
    bench.undoAll();
    QCOMPARE(bench.document.comic(), before);
}

void TestPageTools::theKnifeCutsWhatIsPicked()
{
    Bench bench;
    bench.take(ToolKind::Knife);
    bench.put({test::panelObject(1, {10.0, 10.0, 180.0, 80.0}),
               test::panelObject(2, {10.0, 100.0, 180.0, 80.0})});
    bench.selection.select({{2}});
    bench.drag({100.0, 5.0}, {100.0, 190.0});
    QCOMPARE(bench.page().objects.size(), 3);
    QCOMPARE(boundsPt(*bench.document.object({1})), (RectPt{10.0, 10.0, 180.0, 80.0}));
}

void TestPageTools::shiftCutsStraight()
{
    Bench bench;
    bench.take(ToolKind::Knife, [](ToolOptions &options) { options.knifeGutterPt = 0.0; });
    bench.put({test::panelObject(1, {10.0, 10.0, 180.0, 80.0})});
    bench.drag({5.0, 50.0}, {195.0, 61.0}, Qt::ShiftModifier);
    QCOMPARE(bench.page().objects.size(), 2);
    for (const PageObject &object : bench.page().objects) {
        QVERIFY(isRectangle(object.as<Panel>()->outlinePt));
        QVERIFY(std::abs(boundsPt(object).heightPt - 40.0) < kSmallPt);
    }
}

void TestPageTools::theKnifeMisses()
{
    Bench bench;
    bench.take(ToolKind::Knife);
    bench.put({test::panelObject(1, {10.0, 10.0, 180.0, 80.0})});
    bench.drag({5.0, 150.0}, {195.0, 150.0});
    QCOMPARE(bench.refusedCount, 1);
    bench.click({50.0, 50.0});
    QCOMPARE(bench.refusedCount, 1);
    QCOMPARE(bench.steps(), 0);
}

void TestPageTools::balloonsAreDraggedAndWritten()
{
    Bench bench;
    bench.take(ToolKind::Balloon, [](ToolOptions &options) {
        options.balloon.kind = BalloonKind::Speech;
        options.balloonText.sizePt = 7.5;
    });
    bench.put({test::panelObject(1, {10.0, 10.0, 180.0, 180.0})});
    bench.drag({40.0, 30.0}, {120.0, 80.0});
    const auto &balloon = std::get<Balloon>(bench.last().content);
    QCOMPARE(balloon.boundsPt, (RectPt{40.0, 30.0, 80.0, 50.0}));
    QCOMPARE(balloon.tails.size(), 1);
    QCOMPARE(balloon.tails.first().target, ObjectId{1}); // what lies below its tip
    QVERIFY(balloon.tails.first().tipPt.yPt > 80.0);
    // The words begin at once.
    QCOMPARE(bench.box.chosen(), ToolKind::Text);
    for (const char letter : {'O', 'h'})
        QTest::keyClick(&bench.canvas, letter);
    const auto &words = std::get<TextBlock>(bench.last().children.first().content);
    QCOMPARE(plainText(words), u"Oh"_s);
    QCOMPARE(words.sizePt, 7.5);
    QVERIFY(balloon.boundsPt.contains(words.framePt));
    bench.key(Qt::Key_Escape);
    QCOMPARE(bench.box.chosen(), ToolKind::Select);
    // A click makes one of the usual size about itself.
    bench.box.choose(ToolKind::Balloon);
    bench.click({100.0, 250.0});
    QCOMPARE(std::get<Balloon>(bench.last().content).boundsPt.centre(), (PointPt{100.0, 250.0}));
    bench.undoAll();
    QCOMPARE(bench.layers(), u"1"_s);
}

void TestPageTools::captionsHaveNoTail()
{
    Bench bench;
    bench.take(ToolKind::Balloon,
               [](ToolOptions &options) { options.balloon.kind = BalloonKind::Caption; });
    bench.drag({40.0, 30.0}, {120.0, 80.0});
    QVERIFY(std::get<Balloon>(bench.last().content).tails.isEmpty());
}

void TestPageTools::inkStaysInItsPanel()
{
    Bench bench;
    bench.take(ToolKind::Pen, [](ToolOptions &options) { options.pen.widthPt = 2.5; });
    bench.put({test::panelObject(1, {10.0, 10.0, 80.0, 80.0})});
    bench.drag({20.0, 20.0}, {150.0, 60.0});
    QCOMPARE(bench.layers(), u"1(3)"_s);
    QCOMPARE(bench.content<InkStroke>(3).widthPt, 2.5);
    QVERIFY(bench.content<InkStroke>(3).points.size() > 2);
    QCOMPARE(bench.content<InkStroke>(3).points.first(), (InkPoint{20.0F, 20.0F, 1.0F}));
    bench.drag({120.0, 120.0}, {150.0, 160.0});
    QCOMPARE(bench.layers(), u"1(3) 4"_s);
    QCOMPARE(bench.steps(), 2);
}

void TestPageTools::inkTakesThePressureOfAPen()
{
    Bench bench;
    bench.take(ToolKind::Pen);
    const auto pen = [&](QEvent::Type type, PointPt point, double pressure,
                         Qt::MouseButtons buttons) {
        const QPointF at = bench.canvas.transform().toView(point);
        QTabletEvent event(type, QPointingDevice::primaryPointingDevice(), at,
                           bench.canvas.mapToGlobal(at), pressure, 0.0F, 0.0F, 0.0F, 0.0, 0.0F,
                           Qt::NoModifier, Qt::LeftButton, buttons);
        QApplication::sendEvent(&bench.canvas, &event);
    };
    pen(QEvent::TabletPress, {20.0, 20.0}, 0.25, Qt::LeftButton);
    bench.press({20.0, 20.0});
    pen(QEvent::TabletMove, {60.0, 20.0}, 0.5, Qt::LeftButton);
    bench.move({60.0, 20.0});
    pen(QEvent::TabletRelease, {60.0, 20.0}, 0.0, Qt::NoButton);
    bench.release({60.0, 20.0});
    const auto ink = std::get<InkStroke>(bench.last().content);
    QCOMPARE(ink.points.first().pressure, 0.25F);
    QCOMPARE(ink.points[1].pressure, 0.5F);
    // A pen that only hovered leaves the mouse its full pressure.
    pen(QEvent::TabletMove, {60.0, 60.0}, 0.0, Qt::NoButton);
    bench.drag({60.0, 60.0}, {90.0, 60.0});
    QCOMPARE(std::get<InkStroke>(bench.last().content).points.first().pressure, 1.0F);
}

void TestPageTools::quickStrokesAreAllDrawn()
{
    Bench bench;
    bench.take(ToolKind::Pen);
    bench.doubleClick({50.0, 50.0}); // as the second of two quick dots arrives
    QCOMPARE(bench.page().objects.size(), 2);
}

void TestPageTools::masksHideAndReveal()
{
    Bench bench;
    bench.take(ToolKind::Mask,
               [](ToolOptions &options) { options.mask.effect = MaskEffect::Hide; });
    PageObject panel = test::panelObject(1, {10.0, 10.0, 80.0, 80.0});
    panel.children = {art(2, {50.0, 50.0})};
    bench.put({panel});
    bench.drag({40.0, 50.0}, {60.0, 55.0});
    QCOMPARE(bench.layers(), u"1(2(3))"_s);
    QCOMPARE(bench.content<MaskStroke>(3).effect, MaskEffect::Hide);
    bench.drag({40.0, 50.0}, {60.0, 55.0}, Qt::AltModifier);
    QCOMPARE(bench.content<MaskStroke>(4).effect, MaskEffect::Reveal);
    bench.drag({120.0, 150.0}, {140.0, 155.0});
    QCOMPARE(bench.refusedCount, 1);
    QCOMPARE(bench.steps(), 2);
}

void TestPageTools::tonesFillPanelsAndAreas()
{
    Bench bench;
    bench.take(ToolKind::Tone, [](ToolOptions &options) {
        options.tone.pattern = TonePattern::Dots;
        options.tone.lpi = 42.0;
    });
    PageObject panel = test::panelObject(1, {10.0, 10.0, 80.0, 80.0});
    panel.children = {art(2, {50.0, 50.0}), test::inkObject(3)};
    bench.put({panel});
    bench.click({50.0, 50.0});
    QCOMPARE(bench.layers(), u"1(2 4 3)"_s); // over the art, under the ink
    QVERIFY(bench.content<ToneFill>(4).areaPt.isEmpty());
    QCOMPARE(bench.content<ToneFill>(4).lpi, 42.0);
    bench.click({150.0, 200.0});
    QCOMPARE(bench.refusedCount, 1);
    bench.press({120.0, 120.0});
    for (const PointPt corner :
         {PointPt{180.0, 120.0}, PointPt{180.0, 180.0}, PointPt{120.0, 180.0}}) {
        for (int i = 0; i < 8; ++i) // the way is smoothed
            bench.move(corner);
    }
    bench.release({120.0, 180.0});
    const auto &lasso = std::get<ToneFill>(bench.last().content);
    QVERIFY(contains(lasso.areaPt, {150.0, 150.0}));
    QVERIFY(!contains(lasso.areaPt, {115.0, 150.0}));
    QCOMPARE(bench.steps(), 2);
}

void TestPageTools::gradientsGoAsTheyAreDragged()
{
    Bench bench;
    bench.take(ToolKind::Tone,
               [](ToolOptions &options) { options.tone.pattern = TonePattern::Gradient; });
    bench.put({test::panelObject(1, {10.0, 10.0, 80.0, 80.0})});
    bench.drag({20.0, 30.0}, {70.0, 60.0});
    const auto &tone = bench.content<ToneFill>(3);
    QVERIFY(tone.areaPt.isEmpty());
    QCOMPARE(tone.gradientFromPt, (PointPt{20.0, 30.0}));
    QCOMPARE(tone.gradientToPt, (PointPt{70.0, 60.0}));
}

void TestPageTools::speedLinesPointAtTheClick()
{
    Bench bench;
    bench.put({test::panelObject(1, {10.0, 10.0, 80.0, 80.0})});
    bench.take(ToolKind::SpeedLines,
               [](ToolOptions &options) { options.lines.kind = SpeedLineKind::Focus; });
    bench.drag({50.0, 40.0}, {70.0, 55.0});
    QCOMPARE(bench.layers(), u"1(3)"_s);
    const SpeedLines focus = bench.content<SpeedLines>(3);
    QCOMPARE(focus.focusPt, (PointPt{50.0, 40.0}));
    QCOMPARE(focus.clearRadiusXPt, 20.0);
    QCOMPARE(focus.clearRadiusYPt, 15.0);
    bench.take(ToolKind::SpeedLines,
               [](ToolOptions &options) { options.lines.kind = SpeedLineKind::Parallel; });
    bench.drag({30.0, 30.0}, {60.0, 60.0});
    QVERIFY(std::abs(bench.content<SpeedLines>(4).angleDeg - 45.0) < kSmallPt);
}

void TestPageTools::escapeGivesUp_data()
{
    QTest::addColumn<int>("kind");
    for (int kind = 0; kind < kToolKindCount; ++kind)
        QTest::addRow("tool %d", kind) << kind;
}

void TestPageTools::escapeGivesUp()
{
    QFETCH(int, kind);
    Bench bench;
    PageObject panel = test::panelObject(1, {10.0, 10.0, 80.0, 80.0});
    panel.children = {art(2, {50.0, 50.0})};
    bench.put({panel});
    const Comic before = bench.document.comic();
    bench.take(static_cast<ToolKind>(kind));
    bench.press({30.0, 30.0});
    bench.move({60.0, 50.0});
    bench.key(Qt::Key_Escape);
    bench.move({70.0, 60.0});
    bench.release({70.0, 60.0});
    QCOMPARE(bench.document.comic(), before);
    QCOMPARE(bench.steps(), 0);
}

void TestPageTools::optionsLast()
{
    Bench bench;
    ToolOptions options;
    options.balloon.kind = BalloonKind::Shout;
    options.pen.widthPt = 4.25;
    options.pen.colour = Colour{0xff123456U};
    options.tone.pattern = TonePattern::Lines;
    options.freeText.writingMode = WritingMode::VerticalRightToLeft;
    options.freeText.fontFamily = u"Comic Neue"_s;
    options.lines.count = 77;
    options.knifeGutterPt = 0.0;
    bench.box.setOptions(options);
    bench.take(ToolKind::Pen);
    bench.box.scaleBrush(2.0);
    options.pen.widthPt = 8.5;
    const QString file = bench.settings.fileName();
    bench.settings.sync();
    QSettings again(file, QSettings::IniFormat);
    const Toolbox next(bench.selection, bench.canvas, again);
    QVERIFY(next.options() == options);
}

void TestPageTools::nonsenseInTheSettingsDoesNoHarm()
{
    Bench bench;
    bench.settings.beginGroup(u"pageTools"_s);
    for (const auto &key : {u"balloonKind"_s, u"penPt"_s, u"tonePattern"_s, u"linesCount"_s,
                            u"knifeGutterPt"_s, u"penColour"_s, u"maskEffect"_s, u"textPt"_s}) {
        static int kind = 0;
        const QVariantList nonsense{u"nonsense"_s, -1e9, 1e300, u"nan"_s, u"inf"_s, QVariant()};
        bench.settings.setValue(key, nonsense[kind++ % nonsense.size()]);
    }
    bench.settings.endGroup();
    QVERIFY(readToolOptions(bench.settings) == ToolOptions());
}

void TestPageTools::everyToolBearsAnything()
{
    Bench bench;
    for (int kind = 0; kind < kToolKindCount; ++kind) {
        bench.take(static_cast<ToolKind>(kind));
        bench.document.reset({});
        bench.drag({20.0, 20.0}, {80.0, 80.0});
        bench.doubleClick({50.0, 50.0});
        bench.key(Qt::Key_Return);
        bench.canvas.grab();
        bench.document.reset(test::emptyPages(2));
        // Another page and another comic in the middle of a drag.
        for (const bool isReset : {false, true}) {
            const Comic before = bench.document.comic();
            bench.take(static_cast<ToolKind>(kind));
            bench.press({20.0, 20.0});
            bench.move({60.0, 70.0});
            bench.canvas.grab();
            if (isReset)
                bench.document.reset(before);
            else
                bench.selection.setPage({bench.selection.page().value == 1U ? 2U : 1U});
            bench.move({80.0, 90.0});
            bench.release({80.0, 90.0});
            bench.canvas.grab();
            QCOMPARE(bench.document.comic(), before);
        }
    }
}

KOMA_TEST_MAIN(QApplication, TestPageTools)
#include "tst_pagetools.moc"
