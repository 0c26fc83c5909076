// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/enlarging/crispenlarge.h"
#include "core/imaging/enlarging/edgesmoothing.h"
#include "tests/support/fixtures.h"
#include "tests/support/randomcases.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>

#include <cmath>
#include <numbers>
#include <random>

using namespace koma;

namespace {

/// A line through the middle in ink on paper, without a single grey: each pixel is what its centre
/// is.
Image steppedLine(int sidePx, double angle, double widthPx, int channels)
{
    Image image = Image::create({sidePx, sidePx}, channels, SampleType::U8).value();
    for (int y = 0; y < sidePx; ++y) {
        auto *row = image.mutableRowAs<std::uint8_t>(y);
        for (int x = 0; x < sidePx; ++x) {
            const double dx = x + 0.5 - sidePx / 2.0;
            const double dy = y + 0.5 - sidePx / 2.0;
            const bool ink = std::abs(dx * std::sin(angle) - dy * std::cos(angle)) < widthPx / 2.0;
            for (int c = 0; c < channels; ++c)
                row[x * channels + c] = ink ? 0 : 255;
        }
    }
    return image;
}

} // namespace

class TestEdgeSmoothing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void steppedLinesAreEnlargedStraight()
    {
        std::mt19937 random(test::randomCasesSeed());
        // Away from the axes and from 45 degrees, where there are no steps.
        std::uniform_real_distribution<double> degrees(8.0, 37.0);
        constexpr int kScale = 6;
        for (int i = 0; i < 12; ++i) {
            const double angle = degrees(random) * std::numbers::pi / 180.0;
            const double width = 2.5 + 0.2 * i;
            const int channels = i % 2 == 0 ? 1 : 3;
            const Image small = steppedLine(48, angle, width, channels);
            const Image ideal = steppedLine(48 * kScale, angle, width * kScale, channels);
            const Image smooth = smoothedAlongEdges(small).value();
            const double with =
                test::meanDifference(crispEnlarged(smooth, ideal.size()).value(), ideal);
            const double without =
                test::meanDifference(crispEnlarged(small, ideal.size()).value(), ideal);
            QVERIFY2(with < 0.7 * without,
                     qPrintable(
                         QStringLiteral("%1 against %2 at case %3").arg(with).arg(without).arg(i)));
        }
    }

    void whatHasNoDirectionStays()
    {
        Image image = Image::create({40, 40}, 1, SampleType::U8).value();
        for (int y = 0; y < 40; ++y) {
            for (int x = 0; x < 40; ++x)
                image.mutableRowAs<std::uint8_t>(y)[x] = 180;
        }
        QCOMPARE(test::meanDifference(smoothedAlongEdges(image).value(), image), 0.0);
        image.mutableRowAs<std::uint8_t>(20)[20] = 0; // a dot, as of a screentone or an eye
        image.mutableRowAs<std::uint8_t>(20)[21] = 0;
        image.mutableRowAs<std::uint8_t>(21)[20] = 0;
        image.mutableRowAs<std::uint8_t>(21)[21] = 0;
        const Image smooth = smoothedAlongEdges(image).value();
        QVERIFY(smooth.view().rowAs<std::uint8_t>(20)[20] < 20);
    }

    void typesStayAndAlphaIsRefused()
    {
        for (const SampleType type : {SampleType::U8, SampleType::U16, SampleType::F32}) {
            const Image smooth = smoothedAlongEdges(Image::create({9, 7}, 3, type).value()).value();
            QCOMPARE(smooth.type(), type);
            QCOMPARE(smooth.channels(), 3);
            QCOMPARE(smooth.size(), (ImageSize{9, 7}));
        }
        QCOMPARE(smoothedAlongEdges(Image::create({9, 7}, 4, SampleType::U8).value()).error().kind,
                 ErrorKind::InvalidArgument);
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestEdgeSmoothing)
#include "tst_edgesmoothing.moc"
