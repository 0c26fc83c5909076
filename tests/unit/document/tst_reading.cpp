// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/layout/readingcheck.h"
#include "core/document/layout/readingorder.h"
#include "core/document/layout/spreads.h"
#include "tests/support/randomcases.h"
#include "tests/support/randomcomic.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

using namespace koma;

using Kind = ReadingIssue::Kind;
using Order = QList<qsizetype>;

namespace {

PageObject objectOf(std::uint64_t id, ObjectContent content, QList<PageObject> children = {})
{
    return {{id}, {}, std::move(content), std::move(children)};
}

PageObject wordsIn(std::uint64_t id, const RectPt &frame, double sizePt = 9)
{
    TextBlock text;
    text.framePt = frame;
    text.sizePt = sizePt;
    text.runs = {{QStringLiteral("Words"), {}, false, false, false, false, 1.0}};
    return objectOf(id, text);
}

/// A balloon with words; its text has the id 1000 above.
PageObject balloonAt(std::uint64_t id, const RectPt &box, QList<PointPt> tips = {})
{
    Balloon balloon;
    balloon.boundsPt = box;
    for (const PointPt tip : tips)
        balloon.tails.append({tip, {}, {}, 10, 0});
    return objectOf(id, balloon, {wordsIn(id + 1000, box)});
}

/// 400 x 600 with a safe area of 20 on all sides, at 300 dpi.
Page pageWith(const QList<PageObject> &objects)
{
    Page page;
    page.id = {1};
    page.properties.setup = {400, 600, 300, 9, {20, 20, 20, 20}};
    page.objects = objects;
    return page;
}

QList<ReadingIssue> check(const QList<PageObject> &objects, const ReadingCheckOptions &options = {})
{
    return checkReading(pageWith(objects), ReadingDirection::LeftToRight, options);
}

QList<Kind> kindsOf(const QList<ReadingIssue> &issues)
{
    QList<Kind> kinds;
    for (const ReadingIssue &issue : issues)
        kinds.append(issue.kind);
    return kinds;
}

} // namespace

class TestReading : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void boxesAreReadInOrder_data();
    void boxesAreReadInOrder();
    void slantedPanelsHaveMeanBoxes();
    void everyBoxIsReadOnce();
    void balloonsFollowTheirPanels();
    void spreadsFaceEachOther_data();
    void spreadsFaceEachOther();
    void aCleanPageHasNoIssues();
    void textOutsideTheSafeAreaIsFound();
    void tinyLetteringIsFound();
    void lowResolutionArtIsFound();
    void overlappingTailsAreFound();
    void doubtfulOrdersAreFound();
    void hiddenThingsDoNotCount();
    void theSameComicGivesTheSameIssues();
};

void TestReading::boxesAreReadInOrder_data()
{
    QTest::addColumn<QList<RectPt>>("boxes");
    QTest::addColumn<ReadingDirection>("direction");
    QTest::addColumn<Order>("order");
    QTest::addColumn<bool>("isDoubtful");
    const auto ltr = ReadingDirection::LeftToRight;
    const auto rtl = ReadingDirection::RightToLeft;
    const QList<RectPt> grid{
        {110, 110, 100, 100}, {0, 0, 100, 100}, {110, 0, 100, 100}, {0, 110, 100, 100}};
    QTest::newRow("none") << QList<RectPt>() << ltr << Order{} << false;
    QTest::newRow("grid") << grid << ltr << Order{1, 2, 3, 0} << false;
    QTest::newRow("grid rtl") << grid << rtl << Order{2, 1, 0, 3} << false;
    const QList<RectPt> tallLeft{{0, 0, 100, 210}, {110, 110, 100, 100}, {110, 0, 100, 100}};
    QTest::newRow("tall left") << tallLeft << ltr << Order{0, 2, 1} << false;
    QTest::newRow("tall left rtl") << tallLeft << rtl << Order{2, 1, 0} << false;
    const QList<RectPt> strips{
        {0, 0, 100, 100}, {0, 105, 100, 100}, {140, 0, 100, 100}, {140, 105, 100, 100}};
    QTest::newRow("two strips side by side") << strips << ltr << Order{0, 1, 2, 3} << false;
    QTest::newRow("two strips rtl") << strips << rtl << Order{2, 3, 0, 1} << false;
    QTest::newRow("two strips, top to bottom")
        << strips << ReadingDirection::TopToBottom << Order{0, 2, 1, 3} << false;
    const QList<RectPt> inset{{0, 0, 300, 300}, {200, 20, 80, 60}, {0, 310, 300, 100}};
    QTest::newRow("inset") << inset << ltr << Order{0, 1, 2} << false;
    const QList<RectPt> staggered{
        {0, 0, 100, 100}, {0, 110, 100, 90}, {110, 0, 100, 115}, {110, 125, 100, 75}};
    QTest::newRow("staggered") << staggered << ltr << Order{0, 1, 2, 3} << true;
    const QList<RectPt> pinwheel{{0, 0, 200, 90},
                                 {210, 0, 90, 200},
                                 {100, 210, 200, 90},
                                 {0, 100, 90, 200},
                                 {100, 100, 100, 100}};
    QTest::newRow("pinwheel") << pinwheel << ltr << Order{0, 1, 4, 3, 2} << true;
}

void TestReading::boxesAreReadInOrder()
{
    QFETCH(const QList<RectPt>, boxes);
    QFETCH(const ReadingDirection, direction);
    QFETCH(const Order, order);
    QFETCH(const bool, isDoubtful);
    const ReadingOrder found = readingOrder(boxes, direction);
    QCOMPARE(found.order, order);
    QCOMPARE(!found.doubtful.isEmpty(), isDoubtful);
}

void TestReading::slantedPanelsHaveMeanBoxes()
{
    QCOMPARE(meanBox(outlineOf({3, 4, 50, 60})), (RectPt{3, 4, 50, 60}));
    // A parallelogram of width 100 that leans by 60: its edges are at 30 and 130 on the mean.
    const RectPt box = meanBox({{60, 0}, {160, 0}, {100, 200}, {0, 200}});
    QVERIFY(std::abs(box.xPt - 30.0) < 1e-9);
    QVERIFY(std::abs(box.rightPt() - 130.0) < 1e-9);
}

void TestReading::everyBoxIsReadOnce()
{
    Random random(test::randomCasesSeed(), 1);
    for (int i = 0; i < 300; ++i) {
        QList<RectPt> boxes;
        const auto count = random.below(14);
        for (std::int64_t j = 0; j < count; ++j)
            boxes.append({random.uniform(0, 400), random.uniform(0, 600), random.uniform(1, 200),
                          random.uniform(1, 200)});
        Order order = readingOrder(boxes, static_cast<ReadingDirection>(random.below(3))).order;
        std::sort(order.begin(), order.end());
        QCOMPARE(order.size(), boxes.size());
        for (qsizetype j = 0; j < order.size(); ++j)
            QCOMPARE(order[j], j);
    }
}

void TestReading::balloonsFollowTheirPanels()
{
    const PageObject left =
        objectOf(2, Panel{outlineOf({20, 20, 170, 560}), {}, 0, kWhite},
                 {balloonAt(10, {30, 300, 50, 30}), balloonAt(11, {30, 40, 50, 30})});
    const PageObject right = objectOf(3, Panel{outlineOf({200, 20, 180, 560}), {}, 0, kWhite});
    // Over the right panel, but on the page.
    const Page page = pageWith({right, left, balloonAt(12, {220, 40, 50, 30})});
    QCOMPARE(panelsInOrder(page, ReadingDirection::LeftToRight).ids, (QList<ObjectId>{{2}, {3}}));
    QCOMPARE(letteringInOrder(page, ReadingDirection::LeftToRight).ids,
             (QList<ObjectId>{{11}, {10}, {12}}));
    QCOMPARE(letteringInOrder(page, ReadingDirection::RightToLeft).ids,
             (QList<ObjectId>{{12}, {11}, {10}}));
}

void TestReading::spreadsFaceEachOther_data()
{
    QTest::addColumn<ReadingDirection>("direction");
    QTest::addColumn<bool>("isFacing");
    QTest::addColumn<QList<int>>("doublePages");
    QTest::addColumn<QList<Spread>>("spreads");
    const auto ltr = ReadingDirection::LeftToRight;
    const auto rtl = ReadingDirection::RightToLeft;
    QTest::newRow("book") << ltr << true << QList<int>{} << QList<Spread>{{-1, 0}, {1, 2}, {3, 4}};
    QTest::newRow("manga") << rtl << true << QList<int>{} << QList<Spread>{{0, -1}, {2, 1}, {4, 3}};
    QTest::newRow("single") << ltr << false << QList<int>{2}
                            << QList<Spread>{{0, -1}, {1, -1}, {2, -1}, {3, -1}, {4, -1}};
    QTest::newRow("double") << ltr << true << QList<int>{1}
                            << QList<Spread>{{-1, 0}, {1, 1}, {2, 3}, {4, -1}};
    QTest::newRow("page before a double")
        << ltr << true << QList<int>{2} << QList<Spread>{{-1, 0}, {1, -1}, {2, 2}, {3, 4}};
    QTest::newRow("webtoon") << ReadingDirection::TopToBottom << true << QList<int>{}
                             << QList<Spread>{{0, -1}, {1, -1}, {2, -1}, {3, -1}, {4, -1}};
}

void TestReading::spreadsFaceEachOther()
{
    QFETCH(const ReadingDirection, direction);
    QFETCH(const bool, isFacing);
    QFETCH(const QList<int>, doublePages);
    QFETCH(const QList<Spread>, spreads);
    Comic comic;
    comic.settings.direction = direction;
    comic.settings.hasFacingPages = isFacing;
    comic.pages.resize(5);
    for (const int i : doublePages)
        comic.pages[i].properties.isDoublePage = true;
    QCOMPARE(spreadsOf(comic), spreads);
    for (qsizetype page = 0; page < comic.pages.size(); ++page) {
        const Spread spread = spreadWith(comic, page);
        QVERIFY(spreads.contains(spread));
        QVERIFY(spread.left == page || spread.right == page);
    }
    QCOMPARE(spreadWith(comic, -1), Spread{});
    QCOMPARE(spreadWith(comic, 5), Spread{});
}

void TestReading::aCleanPageHasNoIssues()
{
    ArtLayer art;
    art.picture = {QString(64, QLatin1Char('a')), QStringLiteral("png"), 1600, 1600};
    art.centrePt = {200, 200};
    art.scalePtPerPx = 72.0 / 300.0;
    QCOMPARE(
        check({objectOf(2, art), balloonAt(3, {40, 40, 80, 40}, {{60, 150}}),
               balloonAt(4, {250, 100, 80, 40}, {{300, 200}}), wordsIn(5, {20, 500, 360, 80})}),
        QList<ReadingIssue>());
    QVERIFY(check({}).isEmpty());
}

void TestReading::textOutsideTheSafeAreaIsFound()
{
    const auto issues = check({wordsIn(2, {15, 100, 60, 20}), wordsIn(3, {200, 565, 60, 20}),
                               wordsIn(4, {100, 300, 60, 20})});
    QCOMPARE(kindsOf(issues), (QList<Kind>{Kind::TextOutsideSafeArea, Kind::TextOutsideSafeArea}));
    QCOMPARE(issues[0].objects, QList<ObjectId>{{2}});
    QCOMPARE(issues[1].objects, QList<ObjectId>{{3}});
    QCOMPARE(issues[0].page, PageId{1});
    QVERIFY(!issueText(issues[0]).isEmpty());
    // A sound effect along a curve may leave the safe area, but not the page.
    PageObject effect = wordsIn(5, {5, 100, 90, 40});
    std::get<TextBlock>(effect.content).curvePt = {{5, 120}, {30, 90}, {60, 90}, {95, 120}};
    QVERIFY(check({effect}).isEmpty());
    std::get<TextBlock>(effect.content).framePt.xPt = -5;
    QCOMPARE(check({effect}).size(), 1);
    // Turned by 45 degrees it reaches further.
    PageObject turned = wordsIn(6, {25, 200, 200, 20});
    QVERIFY(check({turned}).isEmpty());
    std::get<TextBlock>(turned.content).framePt = {300, 25, 70, 70};
    std::get<TextBlock>(turned.content).rotationDeg = 45;
    QCOMPARE(check({turned}).size(), 1);
}

void TestReading::tinyLetteringIsFound()
{
    const auto issues = check({wordsIn(2, {40, 40, 60, 20}, 5.5), wordsIn(3, {40, 90, 60, 20}, 6)});
    QCOMPARE(kindsOf(issues), QList<Kind>{Kind::TinyLettering});
    QCOMPARE(issues[0].value, 5.5);
    QCOMPARE(issues[0].limit, 6.0);
    QVERIFY(issueText(issues[0]).contains(QStringLiteral("5.5")));
    // A whisper of half the size within a block.
    PageObject mixed = wordsIn(4, {40, 40, 60, 20}, 10);
    std::get<TextBlock>(mixed.content).runs[0].sizeFactor = 0.5;
    QCOMPARE(check({mixed}).size(), 1);
    // What auto-fit made of it counts, where it is known.
    ReadingCheckOptions options;
    options.fittedSizePt = [](const PageObject &) { return std::optional(4.0); };
    QCOMPARE(check({wordsIn(5, {40, 40, 60, 20}, 9)}, options).size(), 1);
}

void TestReading::lowResolutionArtIsFound()
{
    ArtLayer art;
    art.picture = {QString(64, QLatin1Char('a')), QStringLiteral("png"), 400, 400};
    art.centrePt = {200, 300};
    art.scalePtPerPx = 72.0 / 150.0;
    const auto issues = check({objectOf(2, art)});
    QCOMPARE(kindsOf(issues), QList<Kind>{Kind::LowResolutionArt});
    QCOMPARE(issues[0].value, 150.0);
    QCOMPARE(issues[0].limit, 201.0);
    art.scalePtPerPx = 72.0 / 202.0;
    QVERIFY(check({objectOf(2, art)}).isEmpty());
}

void TestReading::overlappingTailsAreFound()
{
    // Two speakers whose tails cross.
    const auto crossing = check({balloonAt(2, {40, 40, 80, 40}, {{300, 200}}),
                                 balloonAt(3, {240, 40, 80, 40}, {{80, 200}})});
    QCOMPARE(kindsOf(crossing), QList<Kind>{Kind::OverlappingTails});
    QCOMPARE(crossing[0].objects, (QList<ObjectId>{{2}, {3}}));
    // A tail through the balloon below.
    const auto through =
        check({balloonAt(2, {40, 40, 80, 40}, {{80, 300}}), balloonAt(3, {40, 140, 80, 40})});
    QCOMPARE(kindsOf(through), QList<Kind>{Kind::OverlappingTails});
    // Joined, they are one balloon.
    QList<PageObject> joined{balloonAt(2, {40, 40, 80, 40}, {{80, 300}}),
                             balloonAt(3, {40, 140, 80, 40})};
    for (PageObject &balloon : joined)
        std::get<Balloon>(balloon.content).joinId = {77};
    QVERIFY(check(joined).isEmpty());
}

void TestReading::doubtfulOrdersAreFound()
{
    QList<PageObject> panels;
    const QList<RectPt> staggered{
        {20, 20, 100, 100}, {20, 130, 100, 90}, {130, 20, 100, 115}, {130, 145, 100, 75}};
    for (const RectPt &box : staggered)
        panels.append(objectOf(static_cast<std::uint64_t>(panels.size() + 2),
                               Panel{outlineOf(box), {}, 0, kWhite}));
    const auto issues = check(panels);
    QCOMPARE(kindsOf(issues), QList<Kind>{Kind::PanelOrderInDoubt});
    QCOMPARE(issues[0].objects.size(), 4);
    const auto balloons = check({balloonAt(2, {40, 40, 80, 60}), balloonAt(3, {90, 60, 80, 60})});
    QCOMPARE(kindsOf(balloons), QList<Kind>{Kind::LetteringOrderInDoubt});
}

void TestReading::hiddenThingsDoNotCount()
{
    PageObject hidden = wordsIn(2, {0, 0, 60, 20}, 2);
    hidden.properties.isHidden = true;
    PageObject group = objectOf(4, Group{}, {wordsIn(3, {0, 0, 60, 20}, 2)});
    group.properties.isHidden = true;
    QVERIFY(check({hidden, group}).isEmpty());
    Balloon empty;
    empty.boundsPt = {40, 40, 80, 40};
    QCOMPARE(kindsOf(check({objectOf(5, empty)})), QList<Kind>{Kind::EmptyBalloon});
}

void TestReading::theSameComicGivesTheSameIssues()
{
    test::RandomComic make(Random(test::randomCasesSeed(), 2));
    for (int i = 0; i < 30; ++i) {
        const Comic comic = make.comic(4);
        const auto issues = checkReading(comic);
        QCOMPARE(checkReading(comic), issues);
        for (const ReadingIssue &issue : issues) {
            const auto page = std::find_if(comic.pages.begin(), comic.pages.end(),
                                           [&](const Page &each) { return each.id == issue.page; });
            QVERIFY(page != comic.pages.end() && !issue.objects.isEmpty());
            for (const ObjectId id : issue.objects)
                QVERIFY(findObject(page->objects, id) != nullptr);
            QVERIFY(!issueText(issue).isEmpty());
        }
    }
}

KOMA_TEST_MAIN(QCoreApplication, TestReading)
#include "tst_reading.moc"
