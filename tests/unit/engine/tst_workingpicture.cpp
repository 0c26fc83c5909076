// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/workingpicture.h"

#include "tests/support/fixtures.h"
#include "tests/support/randomcases.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>
#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

using namespace koma;

namespace {

/// The area average of one target pixel, from the definition: the integral over the covered
/// rectangle.
double averageByDefinition(const Image &source, ImageSize target, int x, int y, int channel)
{
    const double scaleX = static_cast<double>(source.size().widthPx) / target.widthPx;
    const double scaleY = static_cast<double>(source.size().heightPx) / target.heightPx;
    const auto overlap = [](double from, double to, int cell) {
        return std::max(0.0, std::min(to, cell + 1.0) - std::max(from, static_cast<double>(cell)));
    };
    double sum = 0.0;
    for (int sy = 0; sy < source.size().heightPx; ++sy) {
        const double weightY = overlap(y * scaleY, (y + 1) * scaleY, sy);
        for (int sx = 0; weightY > 0.0 && sx < source.size().widthPx; ++sx)
            sum += weightY * overlap(x * scaleX, (x + 1) * scaleX, sx) *
                   source.view().rowAs<std::uint16_t>(sy)[sx * source.channels() + channel];
    }
    return sum / (scaleX * scaleY);
}

} // namespace

class TestWorkingPicture : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void averagesAreExact()
    {
        Random random(test::randomCasesSeed(), 41);
        for (int i = 0; i < 20; ++i) {
            const ImageSize size{1 + static_cast<int>(random.below(60)),
                                 1 + static_cast<int>(random.below(60))};
            const ImageSize target{1 + static_cast<int>(random.below(size.widthPx)),
                                   1 + static_cast<int>(random.below(size.heightPx))};
            const int channels = random.chance(0.5) ? 1 : 3;
            const Image source =
                test::paintedImage(size, channels, SampleType::U16, Random(random.next()));
            const Image averaged = areaAveraged(source, target, channels, {}, {}).value();
            for (int y = 0; y < target.heightPx; ++y) {
                for (int x = 0; x < target.widthPx * channels; ++x) {
                    const double wanted =
                        averageByDefinition(source, target, x / channels, y, x % channels);
                    QVERIFY(std::abs(wanted - averaged.view().rowAs<std::uint16_t>(y)[x]) <= 1.0);
                }
            }
        }
    }

    void theSameSizeBorrowsThePixels()
    {
        const Image picture = test::paintedImage({40, 30}, 4, SampleType::U8, Random(1));
        const auto working = WorkingPicture::create(picture, {40, 30}, {}, {});
        QVERIFY(working->view().data == picture.view().data);
    }

    void alphaIsLaidOnWhite()
    {
        Image picture = Image::create({8, 8}, 4, SampleType::U8).value();
        for (int y = 0; y < 8; ++y) {
            for (int x = 0; x < 8; ++x) {
                auto *pixel = picture.mutableRowAs<std::uint8_t>(y) + 4 * x;
                std::fill(pixel, pixel + 4, std::uint8_t{0});
            }
        }
        const auto working = WorkingPicture::create(picture, {4, 4}, {}, {});
        QCOMPARE(working->view().channels, 3);
        QCOMPARE(int{*working->view().rowAs<std::uint8_t>(0)}, 255);
        std::array<float, 3> pixel{};
        readPixels(picture, 5, 5, 1, 3, pixel.data());
        QCOMPARE(pixel, (std::array<float, 3>{1.0F, 1.0F, 1.0F}));
    }

    void extremeShapesWork()
    {
        const Image wide = test::paintedImage({16384, 17}, 1, SampleType::U8, Random(2));
        const auto working = WorkingPicture::create(wide, {1024, 1}, {}, {});
        QCOMPARE(working->view().size, (ImageSize{1024, 1}));
        const Image small = test::paintedImage({16, 16}, 3, SampleType::F32, Random(3));
        QCOMPARE(WorkingPicture::create(small, {32, 32}, {}, {})->view().size, (ImageSize{32, 32}));
    }

    void cancelStops()
    {
        CancelSource source;
        source.cancel();
        const Image picture = test::paintedImage({100, 100}, 3, SampleType::U8, Random(4));
        const auto working = WorkingPicture::create(picture, {50, 50}, source.token(), {});
        QCOMPARE(working.error().kind, ErrorKind::Cancelled);
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestWorkingPicture)
#include "tst_workingpicture.moc"
