// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/imaging/descreen.h"
#include "tests/support/fixtures.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>

#include <cmath>
#include <cstddef>
#include <cstdlib>

using namespace koma;

namespace {

/// The filter's formula as it is written, with borders mirrored without their edge.
int filteredAt(const ImageView &print, int column, int row, int channel, double range)
{
    constexpr int kReachPx = 3;
    constexpr double kReachSigmaPx = 2.5;
    const auto mirrored = [](int at, int count) {
        return at < 0 ? -at : at >= count ? 2 * count - 2 - at : at;
    };
    const auto *centre = print.rowAs<std::uint8_t>(row) + std::ptrdiff_t{column} * print.channels;
    double sum = 0.0;
    double weights = 0.0;
    for (int dy = -kReachPx; dy <= kReachPx; ++dy) {
        for (int dx = -kReachPx; dx <= kReachPx; ++dx) {
            if (dx * dx + dy * dy > kReachPx * kReachPx)
                continue;
            const auto *pixel =
                print.rowAs<std::uint8_t>(mirrored(row + dy, print.size.heightPx)) +
                std::ptrdiff_t{mirrored(column + dx, print.size.widthPx)} * print.channels;
            int difference = 0;
            for (int c = 0; c < print.channels; ++c)
                difference += std::abs(pixel[c] - centre[c]);
            const double weight =
                std::exp(-0.5 * (dx * dx + dy * dy) / (kReachSigmaPx * kReachSigmaPx) -
                         0.5 * difference * difference / (range * range));
            sum += weight * pixel[channel];
            weights += weight;
        }
    }
    return static_cast<int>(std::lround(sum / weights));
}

/// A grainy area with a dark line across it.
Image grainyLine(int channels)
{
    Image print = Image::create({60, 40}, channels, SampleType::U8).value();
    Random random(4, 0, 0);
    for (int y = 0; y < 40; ++y) {
        auto *row = print.mutableRowAs<std::uint8_t>(y);
        for (int i = 0; i < 60 * channels; ++i)
            row[i] = static_cast<std::uint8_t>((y == 20 ? 30 : 190) + random.below(25) - 12);
    }
    return print;
}

} // namespace

class TestDescreen : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsItsFormula_data()
    {
        QTest::addColumn<int>("channels");
        QTest::newRow("grey") << 1;
        QTest::newRow("colour") << 3;
    }

    void followsItsFormula()
    {
        QFETCH(int, channels);
        const Image print = test::paintedImage({23, 17}, channels, SampleType::U8, Random(4, 1, 0));
        for (const double range : {10.0, 45.0, 150.0}) {
            const Image smooth = descreened(print, range).value();
            for (int y = 0; y < 17; ++y) {
                for (int i = 0; i < 23 * channels; ++i) {
                    const int expected = filteredAt(print, i / channels, y, i % channels, range);
                    QVERIFY(std::abs(smooth.view().rowAs<std::uint8_t>(y)[i] - expected) <= 1);
                }
            }
        }
    }

    void grainGoesAndLinesStay()
    {
        const Image smooth = descreened(grainyLine(3), 45.0).value();
        const auto at = [&](int x, int y) {
            return static_cast<int>(smooth.view().rowAs<std::uint8_t>(y)[std::ptrdiff_t{3} * x]);
        };
        for (int x = 4; x < 56; ++x) {
            QVERIFY(at(x, 20) < 50);
            for (const int y : {8, 19, 21, 30})
                QVERIFY(std::abs(at(x, y) - 190) <= 8);
        }
    }

    void noRangeLeavesAllAsItIs()
    {
        const Image print = grainyLine(1);
        QVERIFY(identicalPixels(descreened(print, 0.0).value(), print));
        QVERIFY(descreened({}, 45.0)->isEmpty());
    }

    void otherSamplesAreRefused()
    {
        const Image deep = Image::create({8, 8}, 3, SampleType::U16).value();
        QCOMPARE(descreened(deep, 45.0).error().kind, ErrorKind::InvalidArgument);
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestDescreen)
#include "tst_descreen.moc"
