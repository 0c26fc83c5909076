// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/tileplan.h"

#include <QString>

#include "tests/support/randomcases.h"
#include "tests/support/testmain.h"

#include <algorithm>
#include <vector>

using namespace koma;

namespace {

constexpr int kCases = 400;

TileLayout randomLayout(Random &random)
{
    const auto side = [&] {
        return static_cast<int>(1 + random.below(random.chance(0.3) ? 4 : 200));
    };
    TileLayout layout;
    layout.size = {side(), side()};
    layout.tilePx = static_cast<int>(1 + random.below(random.chance(0.2) ? 500 : 80));
    layout.haloPx = static_cast<int>(random.below(60));
    layout.alignPx = static_cast<int>(1 + random.below(9));
    return layout;
}

bool lies(const PixelRect &inner, const PixelRect &outer)
{
    return inner.xPx >= outer.xPx && inner.yPx >= outer.yPx && inner.rightPx() <= outer.rightPx() &&
           inner.bottomPx() <= outer.bottomPx();
}

QByteArray describe(const TileLayout &layout)
{
    return QStringLiteral("%1 x %2, tile %3, halo %4, align %5")
        .arg(layout.size.widthPx)
        .arg(layout.size.heightPx)
        .arg(layout.tilePx)
        .arg(layout.haloPx)
        .arg(layout.alignPx)
        .toUtf8();
}

} // namespace

class TestTilePlanProperties : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyPixelIsAnsweredForOnce()
    {
        Random random(test::randomCasesSeed(), 1);
        for (int i = 0; i < kCases; ++i) {
            const TileLayout layout = randomLayout(random);
            const TilePlan plan = TilePlan::create(layout).value();
            std::vector<int> visits(static_cast<std::size_t>(layout.size.pixelCount()), 0);
            for (std::size_t tile = 0; tile < plan.count(); ++tile) {
                const PixelRect core = plan.at(tile).core;
                QVERIFY2(lies(core, {0, 0, layout.size.widthPx, layout.size.heightPx}),
                         describe(layout));
                for (int y = core.yPx; y < core.bottomPx(); ++y) {
                    for (int x = core.xPx; x < core.rightPx(); ++x)
                        ++visits[static_cast<std::size_t>(std::int64_t{y} * layout.size.widthPx +
                                                          x)];
                }
            }
            QVERIFY2(std::all_of(visits.begin(), visits.end(), [](int n) { return n == 1; }),
                     describe(layout));
        }
    }

    void inputsAreAlignedAndCarryTheHalo()
    {
        Random random(test::randomCasesSeed(), 2);
        for (int i = 0; i < kCases; ++i) {
            const TileLayout layout = randomLayout(random);
            const TilePlan plan = TilePlan::create(layout).value();
            const PixelRect picture{0, 0, layout.size.widthPx, layout.size.heightPx};
            ImageSize largest{0, 0};
            for (std::size_t tile = 0; tile < plan.count(); ++tile) {
                const auto [input, core] = plan.at(tile);
                QVERIFY2(lies(input, picture) && lies(core, input), describe(layout));
                QCOMPARE(input.xPx % layout.alignPx, 0);
                QCOMPARE(input.yPx % layout.alignPx, 0);
                QVERIFY2(input.xPx == 0 || core.xPx - input.xPx >= layout.haloPx, describe(layout));
                QVERIFY2(input.yPx == 0 || core.yPx - input.yPx >= layout.haloPx, describe(layout));
                QVERIFY2(input.rightPx() == picture.rightPx() ||
                             input.rightPx() - core.rightPx() >= layout.haloPx,
                         describe(layout));
                QVERIFY2(input.bottomPx() == picture.bottomPx() ||
                             input.bottomPx() - core.bottomPx() >= layout.haloPx,
                         describe(layout));
                largest.widthPx = std::max(largest.widthPx, input.widthPx);
                largest.heightPx = std::max(largest.heightPx, input.heightPx);
            }
            QVERIFY2(plan.maxInputSize() == largest, describe(layout));
        }
    }

    void inputsHaveOneSize()
    {
        Random random(test::randomCasesSeed(), 3);
        for (int i = 0; i < kCases; ++i) {
            TileLayout layout = randomLayout(random);
            layout.size.widthPx *= layout.alignPx;
            layout.size.heightPx *= layout.alignPx;
            const TilePlan plan = TilePlan::create(layout).value();
            for (std::size_t tile = 0; tile < plan.count(); ++tile) {
                const PixelRect input = plan.at(tile).input;
                QVERIFY2((ImageSize{input.widthPx, input.heightPx} == plan.maxInputSize()),
                         describe(layout));
            }
        }
    }

    void tilesGoRowByRow()
    {
        const TilePlan plan = TilePlan::create({{100, 70}, 30, 0, 8}).value();
        QCOMPARE(plan.count(), std::size_t{12});
        QCOMPARE(plan.at(0).core, (PixelRect{0, 0, 32, 32}));
        QCOMPARE(plan.at(3).core, (PixelRect{96, 0, 4, 32}));
        QCOMPARE(plan.at(4).core, (PixelRect{0, 32, 32, 32}));
        QCOMPARE(plan.at(11).core, (PixelRect{96, 64, 4, 6}));
    }

    void aTileLargerThanThePictureIsThePicture()
    {
        const TilePlan plan = TilePlan::create({{50, 1}, 1000, 64, 4}).value();
        QCOMPARE(plan.count(), std::size_t{1});
        QCOMPARE(plan.at(0).input, (PixelRect{0, 0, 50, 1}));
        QCOMPARE(plan.at(0).core, plan.at(0).input);
    }

    void impossibleLayoutsAreRefused_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("tile");
        QTest::addColumn<int>("halo");
        QTest::addColumn<int>("align");
        QTest::newRow("empty") << 0 << 8 << 0 << 1;
        QTest::newRow("tile") << 8 << 0 << 0 << 1;
        QTest::newRow("halo") << 8 << 8 << -1 << 1;
        QTest::newRow("align") << 8 << 8 << 0 << 0;
        QTest::newRow("overflow") << 8 << 2147483647 << 0 << 64;
    }
    void impossibleLayoutsAreRefused()
    {
        QFETCH(int, width);
        QFETCH(int, tile);
        QFETCH(int, halo);
        QFETCH(int, align);
        const auto plan = TilePlan::create({{width, 8}, tile, halo, align});
        QVERIFY(!plan);
        QCOMPARE(plan.error().kind, ErrorKind::InvalidArgument);
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestTilePlanProperties)
#include "tst_tileplan_properties.moc"
