// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/document/commands/changecommands.h"
#include "core/document/commands/objectcommands.h"
#include "tests/gui/page/canvas/canvasfixture.h"
#include "tests/gui/page/dockfixture.h"
#include "tests/support/randomcases.h"
#include "tests/support/testmain.h"
#include "ui/page/canvas/hittest.h"

#include <QApplication>
#include <QSignalSpy>
#include <QWheelEvent>

#include <cmath>

using namespace koma;
using namespace Qt::StringLiterals;

namespace {

class NoArt : public ArtSource
{
public:
    Result<QImage> picture(const ArtRequest & /*request*/) const override
    {
        return fail(ErrorKind::NotFound, "There is no picture.");
    }
};

PageObject tone(std::uint64_t id)
{
    ToneFill fill;
    fill.lpi = 20.0;
    return {{id}, {}, fill, {}};
}

Page scene()
{
    Page page = test::emptyPages(1).pages.first();
    PageObject left = test::panelObject(1, {10.0, 10.0, 80.0, 100.0});
    left.children = {tone(2), test::inkObject(3)};
    PageObject words = test::textObject(5, u"Who is there?"_s);
    std::get<TextBlock>(words.content).framePt = {110.0, 130.0, 50.0, 25.0};
    PageObject balloon = test::balloonObject(4, {words});
    std::get<Balloon>(balloon.content).boundsPt = {100.0, 120.0, 70.0, 45.0};
    BalloonTail tail;
    tail.tipPt = {60.0, 90.0};
    tail.target = {1};
    std::get<Balloon>(balloon.content).tails = {tail};
    page.objects = {left, test::panelObject(6, {100.0, 10.0, 90.0, 100.0}), balloon,
                    test::inkObject(7)};
    return page;
}

/// One edit of any kind; a tool, a dock or the inspector could do it.
void edit(Document &document, Random &random)
{
    const ObjectId id{static_cast<std::uint64_t>(1 + random.below(7))};
    const PointPt offset{random.uniform(-30.0, 30.0), random.uniform(-30.0, 30.0)};
    const auto push = [&](std::unique_ptr<QUndoCommand> command) {
        if (command)
            document.undoStack().push(command.release());
    };
    switch (random.below(7)) {
    case 0:
    case 1:
        push(moveObjects(document, {id}, offset));
        break;
    case 2:
        push(resizeObjects(document, {id}, {0.0, 0.0, 100.0, 100.0},
                           {0.0, 0.0, random.uniform(70.0, 130.0), random.uniform(70.0, 130.0)}));
        break;
    case 3:
        push(changeLayers(document, {id}, [&](ObjectProperties &layer) {
            layer.isHidden = random.chance(0.4);
            layer.opacity = random.uniform(0.3, 1.0);
        }));
        break;
    case 4:
        push(duplicateObjects(document, {id}, offset));
        break;
    case 5:
        document.undoStack().undo();
        break;
    default:
        push(changeEach<Balloon>(document, {{4}}, [&](Balloon &balloon) {
            balloon.kind = static_cast<BalloonKind>(random.below(5));
            balloon.lineWidthPt = random.uniform(0.5, 4.0);
        }));
    }
}

QImage painted(const SheetOrder &order)
{
    const Result<PageSheet> sheet = paintSheet(order, NoArt(), {});
    return sheet ? sheet->image : QImage();
}

/// Where two pictures differ by more than the rounding of blended edges; empty: nowhere.
QRect difference(const QImage &a, const QImage &b)
{
    constexpr int kRounding = 3;
    QRect where;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            const QRgb left = a.pixel(x, y);
            const QRgb right = b.pixel(x, y);
            const bool differs = std::abs(qRed(left) - qRed(right)) > kRounding ||
                                 std::abs(qAlpha(left) - qAlpha(right)) > kRounding;
            if (differs)
                where |= QRect(x, y, 1, 1);
        }
    }
    return where;
}

} // namespace

class TestPageCanvas : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fittedPagesStayFitted();
    void zoomKeepsThePointUnderThePointer();
    void somethingOfThePageStaysInReach();
    void viewAndPageAreInverse();
    void boxesAreBroughtIntoView();
    void pickingGoesByDepth();
    void panelsClipWhatTheyHold();
    void tailsCanFollowWhatIsUnderBalloons();
    void textsAreFoundByTheirBalloon();
    void repaintedSheetsAreLikeNewOnes();
    void theCanvasShowsEachEdit();
    void anotherPageNeverShowsTheLastOne();
    void theFacingPageIsShownAndTurnedTo();
    void keysZoomAndSpacePans();
};

void TestPageCanvas::fittedPagesStayFitted()
{
    PageTransform view;
    view.setExtent({-10.0, -10.0, 220.0, 320.0});
    view.setViewSize({500.0, 700.0});
    QVERIFY(view.isFitted());
    for (const QSizeF size : {QSizeF(500.0, 700.0), QSizeF(300.0, 900.0), QSizeF(60.0, 50.0)}) {
        view.setViewSize(size);
        const QRectF page = view.toView(RectPt{-10.0, -10.0, 220.0, 320.0});
        QVERIFY(QRectF(QPointF(), size).adjusted(-0.01, -0.01, 0.01, 0.01).contains(page));
        QVERIFY(QLineF(page.center(), QRectF(QPointF(), size).center()).length() < 0.01);
    }
    view.zoomTo(1.0, {10.0, 10.0});
    QVERIFY(!view.isFitted());
    view.setViewSize({800.0, 800.0});
    QCOMPARE(view.pxPerPt(), 1.0);
}

void TestPageCanvas::zoomKeepsThePointUnderThePointer()
{
    Random random(test::randomCasesSeed(), 1);
    PageTransform view;
    view.setExtent({0.0, 0.0, 200.0, 300.0});
    view.setViewSize({500.0, 700.0});
    for (int i = 0; i < 100; ++i) {
        // Of the page, so that nothing has to be pulled back into reach.
        const QPointF anchor =
            view.toView(PointPt{random.uniform(0.0, 200.0), random.uniform(0.0, 300.0)});
        if (!QRectF(80.0, 80.0, 340.0, 540.0).contains(anchor)) {
            view.fit();
            continue;
        }
        const PointPt before = view.toPage(anchor);
        view.zoomTo(random.uniform(0.5, 20.0), anchor);
        QVERIFY(lengthPt(view.toPage(anchor) - before) < 1e-6);
    }
    view.zoomTo(1e9, {250.0, 350.0});
    QCOMPARE(view.pxPerPt(), PageTransform::kMaxPxPerPt);
    view.zoomTo(0.0, {250.0, 350.0});
    QCOMPARE(view.pxPerPt(), PageTransform::kMinPxPerPt);
}

void TestPageCanvas::somethingOfThePageStaysInReach()
{
    Random random(test::randomCasesSeed(), 2);
    PageTransform view;
    view.setExtent({0.0, 0.0, 200.0, 300.0});
    view.setViewSize({500.0, 700.0});
    for (int i = 0; i < 200; ++i) {
        if (random.chance(0.3))
            view.zoomTo(random.uniform(0.02, 64.0), {random.uniform(0.0, 500.0), 300.0});
        view.panBy({random.uniform(-3000.0, 3000.0), random.uniform(-3000.0, 3000.0)});
        const QRectF page = view.toView(RectPt{0.0, 0.0, 200.0, 300.0});
        const QRectF seen = page.intersected(QRectF(0.0, 0.0, 500.0, 700.0));
        QVERIFY(seen.width() >= std::min(60.0, page.width() / 2.0) - 0.01);
        QVERIFY(seen.height() >= std::min(60.0, page.height() / 2.0) - 0.01);
    }
}

void TestPageCanvas::viewAndPageAreInverse()
{
    PageTransform view;
    view.setExtent({0.0, 0.0, 200.0, 300.0});
    view.setViewSize({500.0, 700.0});
    view.zoomTo(3.7, {100.0, 200.0});
    const PointPt point{123.4, 56.7};
    QVERIFY(lengthPt(view.toPage(view.toView(point)) - point) < 1e-9);
    const QPointF mapped = view.matrix().map(QPointF(point.xPt, point.yPt));
    QVERIFY(QLineF(mapped, view.toView(point)).length() < 1e-9);
    const QRectF seen = view.toView(view.visiblePt());
    QVERIFY(std::abs(seen.width() - 500.0) < 1e-6);
    QVERIFY(QLineF(seen.topLeft(), QPointF()).length() < 1e-6);
}

void TestPageCanvas::boxesAreBroughtIntoView()
{
    PageTransform view;
    view.setExtent({0.0, 0.0, 200.0, 300.0});
    view.setViewSize({500.0, 700.0});
    view.zoomTo(8.0, {250.0, 350.0});
    for (const RectPt &box : {RectPt{180.0, 280.0, 15.0, 15.0}, RectPt{2.0, 3.0, 15.0, 15.0},
                              RectPt{90.0, 3.0, 9.0, 9.0}}) {
        view.bringIntoView(box);
        QVERIFY(QRectF(0.0, 0.0, 500.0, 700.0).contains(view.toView(box)));
        const PageTransform before = view;
        view.bringIntoView(box); // is there already
        QCOMPARE(view.toView(PointPt{}), before.toView(PointPt{}));
    }
}

void TestPageCanvas::pickingGoesByDepth()
{
    const Page page = scene();
    QCOMPARE(objectAt(page, {50.0, 100.0}, 2.0, PickDepth::Outermost), ObjectId{1});
    QCOMPARE(objectAt(page, {50.0, 100.0}, 2.0, PickDepth::Innermost), ObjectId{2});
    QCOMPARE(objectAt(page, {135.0, 142.0}, 2.0, PickDepth::Outermost), ObjectId{4});
    QCOMPARE(objectAt(page, {135.0, 142.0}, 2.0, PickDepth::Innermost), ObjectId{5});
    QCOMPARE(objectAt(page, {150.0, 250.0}, 2.0, PickDepth::Innermost), ObjectId{});
    // A thin line is caught beside itself, but not far from it.
    QCOMPARE(objectAt(page, {40.0, 32.0}, 3.0, PickDepth::Outermost), ObjectId{7});
    QVERIFY(objectAt(page, {40.0, 45.0}, 3.0, PickDepth::Outermost) != ObjectId{7});
}

void TestPageCanvas::panelsClipWhatTheyHold()
{
    Page page = scene();
    // The tone covers all of the plane, but is seen in its panel only.
    QCOMPARE(objectAt(page, {50.0, 200.0}, 2.0, PickDepth::Innermost), ObjectId{});
    page.objects[0].properties.isHidden = true;
    QCOMPARE(objectAt(page, {50.0, 100.0}, 2.0, PickDepth::Innermost), ObjectId{});
    QCOMPARE(panelAt(page, {50.0, 100.0}), ObjectId{});
    QCOMPARE(panelAt(page, {150.0, 100.0}), ObjectId{6});
}

void TestPageCanvas::tailsCanFollowWhatIsUnderBalloons()
{
    Page page = scene();
    QCOMPARE(followableAt(page, {60.0, 90.0}), ObjectId{1}); // the tail's own tip is there
    QCOMPARE(followableAt(page, {40.0, 30.0}), ObjectId{7});
    page.objects[0].properties.isLocked = true; // is seen all the same
    QCOMPARE(followableAt(page, {60.0, 90.0}), ObjectId{1});
    page.objects[0].properties.isHidden = true;
    QCOMPARE(followableAt(page, {60.0, 90.0}), ObjectId{});
}

void TestPageCanvas::textsAreFoundByTheirBalloon()
{
    const Page page = scene();
    QCOMPARE(textAt(page, {135.0, 142.0}, 2.0), ObjectId{5});
    QCOMPARE(textAt(page, {105.0, 142.0}, 2.0), ObjectId{5});
    QCOMPARE(textAt(page, {150.0, 50.0}, 2.0), ObjectId{});
}

void TestPageCanvas::repaintedSheetsAreLikeNewOnes()
{
    const std::uint64_t seed = test::randomCasesSeed();
    for (std::uint64_t item = 0; item < 12; ++item) {
        Random random(seed, 5, item);
        Comic comic = test::emptyPages(1);
        comic.pages[0] = scene();
        Document document(comic);
        SheetOrder order{document.settings(),
                         comic.pages[0],
                         {0.0, 0.0, 200.0, 300.0},
                         1.5,
                         std::make_shared<ShapeCache>(),
                         {},
                         {}};
        Result<PageSheet> sheet = paintSheet(order, NoArt(), {});
        QVERIFY(sheet.has_value());
        for (int i = 0; i < 12; ++i) {
            if (random.chance(0.7))
                edit(document, random);
            if (random.chance(0.6)) { // the view moves, by whole pixels
                const auto px = [&](int most) {
                    return static_cast<double>(random.below(most)) / order.pxPerPt;
                };
                order.areaPt = {px(90), px(120), 100.0 + px(150), 90.0 + px(200)};
            }
            order.page = document.comic().pages[0];
            order.last = std::move(*sheet);
            sheet = paintSheet(order, NoArt(), {});
            QVERIFY(sheet.has_value());
            SheetOrder anew = order;
            anew.last = {};
            anew.shapes = std::make_shared<ShapeCache>();
            const QRect where = difference(sheet->image, painted(anew));
            QVERIFY2(where.isEmpty(),
                     qPrintable(u"seed %1, case %2, edit %3: %4x%5 px at %6,%7"_s.arg(seed)
                                    .arg(item)
                                    .arg(i)
                                    .arg(where.width())
                                    .arg(where.height())
                                    .arg(where.x())
                                    .arg(where.y())));
        }
    }
}

void TestPageCanvas::theCanvasShowsEachEdit()
{
    test::CanvasFixture bench(test::emptyPages(2));
    bench.put(scene().objects);
    QTRY_VERIFY(bench.canvas.isUpToDate());
    const auto pixelAt = [&](PointPt point) {
        const QPoint at = bench.canvas.transform().toView(point).toPoint();
        return bench.canvas.grab().toImage().pixelColor(at);
    };
    QCOMPARE(pixelAt({150.0, 250.0}), QColor(Qt::white));
    PageObject black = test::panelObject(8, {140.0, 240.0, 20.0, 20.0});
    std::get<Panel>(black.content).background = kBlack;
    auto command = addObjects(bench.document, {{1}, {}, 0}, {black});
    bench.document.undoStack().push(command->release());
    QTRY_COMPARE(pixelAt({150.0, 250.0}), QColor(Qt::black));
    bench.document.undoStack().undo();
    QTRY_COMPARE(pixelAt({150.0, 250.0}), QColor(Qt::white));
}

void TestPageCanvas::anotherPageNeverShowsTheLastOne()
{
    test::CanvasFixture bench(test::emptyPages(2));
    PageObject black = test::panelObject(8, {0.0, 0.0, 200.0, 300.0});
    std::get<Panel>(black.content).background = kBlack;
    bench.put({black});
    const QPoint middle = bench.canvas.transform().toView(PointPt{100.0, 150.0}).toPoint();
    QSignalSpy painted(&bench.canvas, &PageCanvas::painted);
    for (int i = 0; i < 20; ++i) {
        bench.selection.setPage({1});
        QTest::qWait(i); // somewhere in its painting
        bench.selection.setPage({2});
        painted.clear();
        while (painted.isEmpty()) {
            QCOMPARE(bench.canvas.grab().toImage().pixelColor(middle), QColor(Qt::white));
            QTest::qWait(1);
        }
        QCOMPARE(painted.first().first().value<PageId>(), PageId{2});
        QCOMPARE(bench.canvas.grab().toImage().pixelColor(middle), QColor(Qt::white));
    }
}

void TestPageCanvas::theFacingPageIsShownAndTurnedTo()
{
    Comic comic = test::emptyPages(3); // the first alone, then two that face each other
    comic.settings.hasFacingPages = true;
    for (const qsizetype page : {1, 2}) {
        PageObject black =
            test::panelObject(8 + static_cast<std::uint64_t>(page), {40.0, 40.0, 100.0, 100.0});
        std::get<Panel>(black.content).background = kBlack;
        comic.pages[page].objects = {black};
    }
    const auto setup = comic.pages[1].properties.setup;
    const double widthPt = setup.trimPt().widthPt;
    test::CanvasFixture bench(comic);
    bench.canvas.resize(900, 648);
    const auto pixelAt = [&](PointPt point) {
        const QPoint at = bench.canvas.transform().toView(point).toPoint();
        return bench.canvas.grab().toImage().pixelColor(at);
    };
    bench.canvas.setShowingSpread(true);
    QTRY_VERIFY(bench.canvas.isUpToDate());
    const QPointF alone = bench.canvas.transform().toView(PointPt{});
    QVERIFY(!bench.canvas.turnToPageAt(bench.canvas.transform().toView(PointPt{-90.0, 90.0})));
    QVERIFY(!bench.canvas.turnToPageAt(bench.canvas.transform().toView(PointPt{90.0, 90.0})));

    bench.selection.setPage(comic.pages[1].id);
    QTRY_VERIFY(bench.canvas.isUpToDate());
    QVERIFY(bench.canvas.transform().toView(PointPt{}).x() < alone.x()); // room for its neighbour
    QTRY_COMPARE(pixelAt({90.0, 90.0}), QColor(Qt::black));
    QTRY_COMPARE(pixelAt({widthPt + 90.0, 90.0}), QColor(Qt::black));
    QCOMPARE(pixelAt({widthPt + 150.0, 150.0}), QColor(Qt::white));

    // It shows what is changed on it, too.
    auto command = moveObjects(bench.document, {{10}}, {0.0, 120.0});
    QVERIFY(command != nullptr);
    bench.document.undoStack().push(command.release());
    QTRY_COMPARE(pixelAt({widthPt + 90.0, 90.0}), QColor(Qt::white));
    QTRY_COMPARE(pixelAt({widthPt + 90.0, 210.0}), QColor(Qt::black));

    // A press turns to it, and nothing moves on the screen.
    bench.canvas.zoomIn();
    QTRY_VERIFY(bench.canvas.isUpToDate());
    const QPointF spot = bench.canvas.transform().toView(PointPt{widthPt + 90.0, 210.0});
    bench.press({widthPt + 90.0, 210.0});
    QCOMPARE(bench.selection.page(), comic.pages[2].id);
    QVERIFY(QLineF(bench.canvas.transform().toView(PointPt{90.0, 210.0}), spot).length() < 0.01);
    QCOMPARE(bench.canvas.grab().toImage().pixelColor(spot.toPoint()), QColor(Qt::black));
    bench.release({90.0, 210.0});

    bench.canvas.setShowingSpread(false);
    QTRY_VERIFY(bench.canvas.isUpToDate());
    QVERIFY(pixelAt({-60.0, 90.0}) != QColor(Qt::black));
    QVERIFY(!bench.canvas.turnToPageAt(bench.canvas.transform().toView(PointPt{-60.0, 90.0})));
}

void TestPageCanvas::keysZoomAndSpacePans()
{
    test::CanvasFixture bench(test::emptyPages(1));
    const double fitted = bench.canvas.transform().pxPerPt();
    bench.key(Qt::Key_Plus);
    QVERIFY(bench.canvas.transform().pxPerPt() > fitted);
    const QPointF before = bench.canvas.transform().toView(PointPt{});
    QTest::keyPress(&bench.canvas, Qt::Key_Space);
    const PointPt from = bench.canvas.transform().toPage({200.0, 300.0});
    const PointPt to = bench.canvas.transform().toPage({170.0, 280.0});
    bench.press(from);
    bench.move(to);
    bench.release(bench.canvas.transform().toPage({170.0, 280.0}));
    QTest::keyRelease(&bench.canvas, Qt::Key_Space);
    const QPointF moved = bench.canvas.transform().toView(PointPt{}) - before;
    QVERIFY(QLineF(moved, QPointF(-30.0, -20.0)).length() < 0.01);
    bench.canvas.fit();
    QCOMPARE(bench.canvas.transform().pxPerPt(), fitted);
}

KOMA_TEST_MAIN(QApplication, TestPageCanvas)
#include "tst_pagecanvas.moc"
