// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/passplan.h"

#include <QCoreApplication>
#include <QTest>

#include "tests/support/randomcases.h"
#include "tests/support/testmain.h"

using namespace koma;

class TestPassPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void framesHaveAMarginAndFitTheStride()
    {
        const PaddedFrame frame = PaddedFrame::around({17, 1080}, 8);
        QCOMPARE(frame.marginPx, 32);
        QCOMPARE(frame.padded, (ImageSize{88, 1144}));
        QCOMPARE(PaddedFrame::around({1920, 1080}, 8).padded, (ImageSize{1984, 1144}));
    }

    void whatFitsIsDrawnWhole()
    {
        const PaddedFrame frame = PaddedFrame::around({1920, 1080}, 8);
        const auto plan = planPasses(frame, {8, 117, frame.padded.pixelCount()});
        QCOMPARE(plan->count(), std::size_t{1});
    }

    void aLittleTooLargeIsCutInTwo()
    {
        const PaddedFrame frame = PaddedFrame::around({1920, 1080}, 8);
        const auto plan = planPasses(frame, {8, 117, frame.padded.pixelCount() * 2 / 3});
        QCOMPARE(plan->count(), std::size_t{2});
    }

    void limitsHoldAndTilesAlign_data()
    {
        QTest::addColumn<int>("stridePx");
        QTest::newRow("stride") << 8;
        QTest::newRow("pattern of the page") << 128;
    }

    void limitsHoldAndTilesAlign()
    {
        QFETCH(int, stridePx);
        Random random(test::randomCasesSeed(), 31);
        for (int i = 0; i < 200; ++i) {
            const PaddedFrame frame =
                PaddedFrame::around({16 + static_cast<int>(random.below(5000)),
                                     16 + static_cast<int>(random.below(5000))},
                                    8);
            PassNeeds needs{stridePx, 117, 0};
            needs.maxPixels = smallestPassPixels(needs) + random.below(3'000'000) * (i % 2);
            const auto plan = planPasses(frame, needs);
            QVERIFY(plan.has_value());
            for (std::size_t t = 0; t < plan->count(); ++t) {
                const PixelRect input = plan->at(t).input;
                QVERIFY(static_cast<std::int64_t>(input.widthPx) * input.heightPx <=
                        needs.maxPixels);
                QVERIFY(input.xPx % stridePx == 0 && input.yPx % stridePx == 0);
                QVERIFY(input.widthPx % 8 == 0 && input.heightPx % 8 == 0);
            }
        }
    }

    void impossibleLimitsAreTold()
    {
        const PaddedFrame frame = PaddedFrame::around({1000, 1000}, 8);
        QCOMPARE(planPasses(frame, {8, 117, 100 * 100}).error().kind, ErrorKind::TooLarge);
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestPassPlan)
#include "tst_passplan.moc"
