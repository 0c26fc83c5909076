// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/enlarging/crispenlarge.h"
#include "core/imaging/resize.h"
#include "tests/support/fixtures.h"
#include "tests/support/randomcases.h"
#include "tests/support/testmain.h"

#include <algorithm>
#include <cmath>
#include <cstring>

using namespace koma;

namespace {

Image filled(ImageSize size, std::vector<std::uint8_t> pixel)
{
    const int channels = static_cast<int>(pixel.size());
    Image image = Image::create(size, channels, SampleType::U8).value();
    for (std::size_t i = 0; i < image.byteCount(); ++i)
        image.mutableData()[i] = std::byte{pixel[i % pixel.size()]};
    return image;
}

/// White paper with a black line from corner to corner, drawn with exact coverage at 1/16 pixel.
Image slantedLine(ImageSize size, double widthPx)
{
    Image image = filled(size, {255});
    constexpr int kSteps = 16;
    const double dx = size.widthPx;
    const double dy = size.heightPx;
    const double length = std::hypot(dx, dy);
    for (int y = 0; y < size.heightPx; ++y) {
        for (int x = 0; x < size.widthPx; ++x) {
            int inside = 0;
            for (int i = 0; i < kSteps * kSteps; ++i) {
                const double px = x + (i % kSteps + 0.5) / kSteps;
                const double py = y + (i / kSteps + 0.5) / kSteps;
                inside += std::abs(px * dy - py * dx) / length < widthPx / 2 ? 1 : 0;
            }
            image.mutableRowAs<std::uint8_t>(y)[x] =
                static_cast<std::uint8_t>(255 - 255 * inside / (kSteps * kSteps));
        }
    }
    return image;
}

} // namespace

class TestResize : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void longSideKeepsAspect()
    {
        QCOMPARE(sizeWithLongSide({4000, 3000}, 1024), (ImageSize{1024, 768}));
        QCOMPARE(sizeWithLongSide({300, 400}, 800), (ImageSize{600, 800}));
        QCOMPARE(sizeWithLongSide({10000, 1}, 100), (ImageSize{100, 1}));
        QCOMPARE(sizeWithLongSide({5, 5}, 0), (ImageSize{1, 1}));
    }

    void shrinkingAveragesAreas()
    {
        Image image = filled({4, 2}, {0});
        const std::uint8_t values[2][4] = {{0, 40, 100, 200}, {80, 40, 100, 0}};
        for (int y = 0; y < 2; ++y)
            std::memcpy(image.mutableRowAs<std::uint8_t>(y), values[y], 4);
        const Image small = resized(image, {2, 1}).value();
        QCOMPARE(int(small.view().rowAs<std::uint8_t>(0)[0]), 40);
        QCOMPARE(int(small.view().rowAs<std::uint8_t>(0)[1]), 100);
    }

    void everySizeAndFormatComesOutAsAsked()
    {
        Random random(test::randomCasesSeed());
        for (const SampleType type : {SampleType::U8, SampleType::U16, SampleType::F32}) {
            for (int channels = 1; channels <= 4; ++channels) {
                const auto side = [&] { return static_cast<int>(1 + random.below(60)); };
                const ImageSize from{side(), side()};
                const ImageSize to{side(), side()};
                const Image image = test::paintedImage(from, channels, type, random);
                const auto result = resized(image, to);
                QVERIFY(result);
                QCOMPARE(result->size(), to);
                QCOMPARE(result->channels(), channels);
                QCOMPARE(result->type(), type);
            }
        }
    }

    void flatColourStaysFlat()
    {
        for (const ImageSize to : {ImageSize{3, 5}, ImageSize{50, 41}, ImageSize{7, 60}}) {
            const Image result = resized(filled({20, 20}, {12, 130, 251, 90}), to).value();
            QVERIFY(identicalPixels(result, filled(to, {12, 130, 251, 90})));
        }
    }

    void floatsStayInRange()
    {
        Image image = Image::create({8, 8}, 1, SampleType::F32).value();
        for (int y = 0; y < 8; ++y) {
            for (int x = 0; x < 8; ++x)
                image.mutableRowAs<float>(y)[x] = x < 4 ? 0.0F : 1.0F;
        }
        const Image large = resized(image, {64, 64}).value();
        for (int y = 0; y < 64; ++y) {
            const auto *row = large.view().rowAs<float>(y);
            QVERIFY(*std::min_element(row, row + 64) >= 0.0F);
            QVERIFY(*std::max_element(row, row + 64) <= 1.0F);
        }
    }

    void invisiblePixelsDoNotBleed()
    {
        Image image = filled({16, 16}, {200, 40, 10, 255});
        for (int y = 0; y < 16; ++y)
            std::memset(image.mutableRowAs<std::uint8_t>(y), 0, 4 * 8);
        for (const int side : {5, 40}) {
            const Image result = resized(image, {side, side}).value();
            const auto *row = result.view().rowAs<std::uint8_t>(side / 2);
            for (int x = 0; x < side; ++x) {
                // Where alpha is faint, its own rounding limits the colour.
                if (row[4 * x + 3] < 16)
                    continue;
                QVERIFY(std::abs(row[4 * x] - 200) <= 2);
                QVERIFY(std::abs(row[4 * x + 1] - 40) <= 2);
            }
        }
    }

    void emptySizesAreRefused()
    {
        const auto result = resized(filled({4, 4}, {0}), {0, 4});
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::InvalidArgument);
    }

    void crispRowsEqualTheWhole()
    {
        Random random(test::randomCasesSeed());
        for (int i = 0; i < 12; ++i) {
            const auto side = [&] { return static_cast<int>(1 + random.below(40)); };
            const ImageSize from{side(), side()};
            const ImageSize to{from.widthPx + side(), from.heightPx + side()};
            const int channels = random.chance(0.5) ? 1 : 3;
            const auto type = random.chance(0.5) ? SampleType::U8 : SampleType::F32;
            const Image drawing = test::paintedImage(from, channels, type, random);
            const Image whole = crispEnlarged(drawing, to).value();
            const int top = static_cast<int>(random.below(to.heightPx));
            const int rows = static_cast<int>(1 + random.below(to.heightPx - top));
            const Image part = crispEnlargedRows(drawing, to, top, rows).value();
            ImageView expected = whole.view();
            expected.data = expected.row(top);
            expected.size.heightPx = rows;
            QVERIFY(identicalPixels(part, expected));
        }
    }

    void crispKeepsFlatTones()
    {
        const Image grey = crispEnlarged(filled({9, 7}, {143}), {50, 41}).value();
        QVERIFY(identicalPixels(grey, filled({50, 41}, {143})));
        const Image red = crispEnlarged(filled({9, 7}, {220, 30, 20}), {50, 41}).value();
        QVERIFY(identicalPixels(red, filled({50, 41}, {220, 30, 20})));
    }

    void crispKeepsGentleSlopes()
    {
        Image slope = filled({40, 8}, {0});
        for (int y = 0; y < 8; ++y) {
            for (int x = 0; x < 40; ++x)
                slope.mutableRowAs<std::uint8_t>(y)[x] = static_cast<std::uint8_t>(40 + 3 * x);
        }
        const Image large = crispEnlarged(slope, {160, 32}).value();
        const auto *row = large.view().rowAs<std::uint8_t>(16);
        for (int x = 16; x < 144; ++x)
            QVERIFY(std::abs(row[x] - (40.0 + 3.0 * ((x + 0.5) / 4 - 0.5))) <= 1.5);
    }

    void crispLinesAreSharpAndDoNotRing()
    {
        const Image small = slantedLine({48, 40}, 3.0);
        const Image ideal = slantedLine({288, 240}, 18.0);
        const Image crisp = crispEnlarged(small, ideal.size()).value();
        const Image soft = resized(small, ideal.size()).value();
        QVERIFY2(test::meanDifference(crisp, ideal) < 0.55 * test::meanDifference(soft, ideal),
                 qPrintable(QStringLiteral("crisp %1, Lanczos %2")
                                .arg(test::meanDifference(crisp, ideal))
                                .arg(test::meanDifference(soft, ideal))));
        // Beside the line the paper is white without waves.
        const auto *row = crisp.view().rowAs<std::uint8_t>(120);
        QVERIFY(std::all_of(row, row + 100, [](int value) { return value == 255; }));
        QVERIFY(std::all_of(row + 190, row + 288, [](int value) { return value == 255; }));
        QCOMPARE(int(row[144]), 0);
    }

    void crispColoursLieBetweenTheirNeighbours()
    {
        Image flag = filled({24, 24}, {250, 240, 30});
        for (int y = 0; y < 24; ++y) {
            for (int x = 0; x < 12; ++x) {
                auto *pixel = flag.mutableRowAs<std::uint8_t>(y) + 3 * x;
                pixel[0] = 30;
                pixel[1] = 20;
                pixel[2] = 160;
            }
        }
        const Image large = crispEnlarged(flag, {120, 120}).value();
        const auto *row = large.view().rowAs<std::uint8_t>(60);
        int blended = 0;
        for (int x = 0; x < 120; ++x) {
            // The share of yellow is the same in every channel: no coloured fringe.
            const double red = (row[3 * x] - 30) / 220.0;
            const double blue = (160 - row[3 * x + 2]) / 130.0;
            QVERIFY(std::abs(red - blue) < 0.03);
            blended += red > 0.05 && red < 0.95 ? 1 : 0;
        }
        QVERIFY2(blended <= 3, qPrintable(QString::number(blended)));
    }

    void crispRefusesWhatItCannotDo()
    {
        const Image drawing = filled({8, 8}, {9});
        QCOMPARE(crispEnlargedRows(drawing, {16, 16}, 10, 7).error().kind,
                 ErrorKind::InvalidArgument);
        QCOMPARE(crispEnlargedRows(drawing, {16, 16}, -1, 2).error().kind,
                 ErrorKind::InvalidArgument);
        QCOMPARE(crispEnlarged(filled({8, 8}, {9, 9}), {16, 16}).error().kind,
                 ErrorKind::InvalidArgument);
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestResize)
#include "tst_resize.moc"
