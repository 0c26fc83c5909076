// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/page/dockfixture.h"
#include "tests/support/testmain.h"
#include "ui/page/docks/pages/pagegrid.h"

#include <QGuiApplication>

using namespace koma;
using namespace koma::test;

namespace {

/// Pages of 200 by 300 pt just fill the box.
constexpr PageGrid::Metrics kNarrow{
    .widthPx = 240, .pageBoxPx = {100, 150}, .labelPx = 20, .gapPx = 10};

} // namespace

class TestPageGrid : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void facingPagesTouchAtTheSpine()
    {
        const PageGrid grid(emptyPages(3), kNarrow);
        // The first stands alone on the right, the other two face each other below it.
        QCOMPARE(grid.paper(0).size(), QSize(100, 150));
        QCOMPARE(grid.paper(1).right() + 1, grid.paper(2).left());
        QCOMPARE(grid.paper(1).top(), grid.paper(2).top());
        QCOMPARE(grid.paper(0).left(), grid.paper(2).left());
        QVERIFY(grid.paper(0).bottom() < grid.paper(1).top());
        QCOMPARE(grid.paper(1).left(), 240 - grid.paper(2).right() - 1); // in the middle
        QCOMPARE(grid.pageInRow(1, -1), 0);
        QCOMPARE(grid.pageInRow(0, 1), 2);
        QCOMPARE(grid.pageInRow(2, 1), 2);
    }

    void rightToLeftMirrors()
    {
        Comic comic = emptyPages(5);
        PageGrid::Metrics metrics = kNarrow;
        metrics.widthPx = 460; // two spreads in a row
        const PageGrid leftToRight(comic, metrics);
        comic.settings.direction = ReadingDirection::RightToLeft;
        const PageGrid rightToLeft(comic, metrics);
        QCOMPARE(rightToLeft.heightPx(), leftToRight.heightPx());
        for (int page = 0; page < 5; ++page) {
            QRect mirrored = leftToRight.paper(page);
            mirrored.moveRight(459 - leftToRight.paper(page).left());
            QCOMPARE(rightToLeft.paper(page), mirrored);
        }
    }

    void aDoublePageFillsItsSpread()
    {
        Comic comic = emptyPages(2);
        comic.pages[1].properties.isDoublePage = true;
        comic.pages[1].properties.setup.widthPt *= 2.0;
        const PageGrid grid(comic, kNarrow);
        QCOMPARE(grid.paper(1).size(), QSize(200, 150));
    }

    void narrowDocksMakePagesSmaller()
    {
        PageGrid::Metrics metrics = kNarrow;
        metrics.widthPx = 120;
        const PageGrid grid(emptyPages(3), metrics);
        QCOMPARE(grid.paper(1).size(), QSize(50, 75));
        QVERIFY(grid.paper(2).right() < 120);
        // Labels stay below the pages, pages stand on them.
        QCOMPARE(grid.cell(1).bottom() - grid.paper(1).bottom(), 20);
    }

    void insertionFollowsTheReading_data()
    {
        QTest::addColumn<ReadingDirection>("direction");
        QTest::addColumn<QPoint>("aside"); // from a page's middle towards what is read after it
        QTest::addRow("left to right") << ReadingDirection::LeftToRight << QPoint(30, 0);
        QTest::addRow("right to left") << ReadingDirection::RightToLeft << QPoint(-30, 0);
        QTest::addRow("top to bottom") << ReadingDirection::TopToBottom << QPoint(0, 60);
    }

    void insertionFollowsTheReading()
    {
        QFETCH(const ReadingDirection, direction);
        QFETCH(const QPoint, aside);
        Comic comic = emptyPages(4);
        comic.settings.direction = direction;
        PageGrid::Metrics metrics = kNarrow;
        if (direction == ReadingDirection::TopToBottom)
            metrics.widthPx = 120;
        const PageGrid grid(comic, metrics);
        for (int page = 0; page < 4; ++page) {
            const QPoint middle = grid.cell(page).center();
            QCOMPARE(grid.pageAt(middle), page);
            const PageGrid::Insertion before = grid.insertionAt(middle - aside);
            const PageGrid::Insertion after = grid.insertionAt(middle + aside);
            QCOMPARE(before.index, page);
            QCOMPARE(after.index, page + 1);
            // The mark is on the side that is meant.
            QVERIFY(QPoint::dotProduct(after.mark.center() - middle, aside) > 0);
            QVERIFY(QPoint::dotProduct(before.mark.center() - middle, aside) < 0);
        }
        QCOMPARE(grid.insertionAt({60, grid.heightPx() + 500}).index >= 3, true);
        QCOMPARE(grid.pageAt({1, 1}), -1);
    }

    void noPagesTakeNoRoom()
    {
        const PageGrid grid(Comic{}, kNarrow);
        QCOMPARE(grid.heightPx(), 0);
        QCOMPARE(grid.insertionAt({5, 5}).index, 0);
        QVERIFY(grid.cell(0).isEmpty());
    }
};

KOMA_TEST_MAIN(QGuiApplication, TestPageGrid)
#include "tst_pagegrid.moc"
