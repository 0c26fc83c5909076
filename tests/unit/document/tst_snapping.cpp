// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/layout/snapping.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>

using namespace koma;

class TestSnapping : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theNearestLineWins();
    void linesComeFromPageGuidesAndObjects();
    void boxesAlign_data();
    void boxesAlign();
    void gapsBecomeEqual();
};

void TestSnapping::theNearestLineWins()
{
    const SnapLines lines{{100, 104, 300}, {50}};
    const Snap snap = snapBox({102.5, 10, 40, 20}, lines, 5);
    // The left edge to 104 (1.5), not to 100; nothing near 50 down the page.
    QCOMPARE(snap.offset, (PointPt{1.5, 0}));
    QCOMPARE(snap.lineXPt, std::optional(104.0));
    QVERIFY(!snap.lineYPt);
    // The middle of the box meets 300.
    QCOMPARE(snapBox({278, 0, 40, 20}, lines, 5).offset, (PointPt{2, 0}));
    QCOMPARE(snapPoint({96, 53}, lines, 5).offset, (PointPt{4, -3}));
    QVERIFY(!snapPoint({80, 70}, lines, 5).lineXPt);
}

void TestSnapping::linesComeFromPageGuidesAndObjects()
{
    Page page;
    page.properties.setup = {400, 600, 300, 9, {20, 30, 40, 50}};
    page.properties.guides = {{GuideAxis::Vertical, 123}, {GuideAxis::Horizontal, 456}};
    const PageObject hidden{{4}, {{}, false, true}, Panel{outlineOf({77, 0, 1, 1}), {}, 0, {}}, {}};
    page.objects = {{{2}, {}, Panel{outlineOf({50, 60, 100, 80}), {}, 0, kWhite}, {}},
                    {{3}, {}, Panel{outlineOf({211, 60, 100, 80}), {}, 0, kWhite}, {}},
                    hidden};
    const SnapLines lines = snapLines(page, {{3}});
    for (const double x : {0.0, 200.0, 400.0, -9.0, 409.0, 20.0, 360.0, 123.0, 50.0, 100.0, 150.0})
        QVERIFY2(lines.xPt.contains(x), qPrintable(QString::number(x)));
    for (const double y : {0.0, 600.0, 609.0, 30.0, 550.0, 456.0, 60.0, 140.0})
        QVERIFY2(lines.yPt.contains(y), qPrintable(QString::number(y)));
    QVERIFY(!lines.xPt.contains(211.0) && !lines.xPt.contains(77.0));
}

void TestSnapping::boxesAlign_data()
{
    QTest::addColumn<Alignment>("alignment");
    QTest::addColumn<QList<PointPt>>("offsets");
    // Boxes (0, 0, 10, 10) and (20, 30, 20, 40): together (0, 0, 40, 70).
    QTest::newRow("left") << Alignment::Left << QList<PointPt>{{0, 0}, {-20, 0}};
    QTest::newRow("centre") << Alignment::Centre << QList<PointPt>{{15, 0}, {-10, 0}};
    QTest::newRow("right") << Alignment::Right << QList<PointPt>{{30, 0}, {0, 0}};
    QTest::newRow("top") << Alignment::Top << QList<PointPt>{{0, 0}, {0, -30}};
    QTest::newRow("middle") << Alignment::Middle << QList<PointPt>{{0, 30}, {0, -15}};
    QTest::newRow("bottom") << Alignment::Bottom << QList<PointPt>{{0, 60}, {0, 0}};
}

void TestSnapping::boxesAlign()
{
    QFETCH(const Alignment, alignment);
    QFETCH(const QList<PointPt>, offsets);
    QCOMPARE(alignOffsets({{0, 0, 10, 10}, {20, 30, 20, 40}}, alignment), offsets);
    QVERIFY(alignOffsets({}, alignment).isEmpty());
}

void TestSnapping::gapsBecomeEqual()
{
    // Given out of order: 10 wide at 0, 30 wide at 12, 20 wide at 80. Free: 100 - 60 = 40, so 20.
    const QList<RectPt> boxes{{80, 5, 20, 1}, {12, 9, 30, 1}, {0, 0, 10, 1}};
    QCOMPARE(distributeOffsets(boxes, Distribution::Across),
             (QList<PointPt>{{0, 0}, {18, 0}, {0, 0}}));
    QCOMPARE(distributeOffsets({boxes[0], boxes[1]}, Distribution::Down),
             (QList<PointPt>{{0, 0}, {0, 0}}));
}

KOMA_TEST_MAIN(QCoreApplication, TestSnapping)
#include "tst_snapping.moc"
