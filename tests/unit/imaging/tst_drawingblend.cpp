// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/composition/drawingblend.h"

#include "core/imaging/color.h"
#include "tests/support/fixtures.h"
#include "tests/support/testmain.h"

#include <cmath>

using namespace koma;

namespace {

constexpr ImageSize kSize{37, 23};

Image painted(int channels, SampleType type, std::uint64_t seed)
{
    return test::paintedImage(kSize, channels, type, Random(seed));
}

struct YCbCr
{
    double y = 0.0;
    double cb = 0.0;
    double cr = 0.0;
};

/// ITU-R BT.601, full range.
YCbCr toYCbCr(const float *rgb)
{
    const double y = 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2];
    return {y, (rgb[2] - y) / 1.772, (rgb[0] - y) / 1.402};
}

} // namespace

class TestDrawingBlend : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void extremesAreExact_data()
    {
        QTest::addColumn<int>("type");
        QTest::addColumn<int>("channels");
        for (int type = 0; type < 3; ++type) {
            for (int channels = 1; channels <= 4; ++channels)
                QTest::addRow("type %d, %d channels", type, channels) << type << channels;
        }
    }
    void extremesAreExact()
    {
        QFETCH(int, type);
        QFETCH(int, channels);
        const auto sample = static_cast<SampleType>(type);
        const Image picture = painted(channels, sample, 1);
        const Image drawing = painted(channels <= 2 ? 1 : 3, sample, 2);
        for (const double keep : {0.0, 0.5, 1.0})
            QVERIFY(identicalPixels(blendDrawing(picture, drawing, {0.0, keep}).value(), picture));
        const Image drawn = blendDrawing(picture, drawing, {1.0, 0.0}).value();
        QCOMPARE(drawn.channels(), channels);
        const int colours = channels <= 2 ? 1 : 3;
        if (picture.hasAlpha()) {
            // Opaque samples of the same colours must be the drawing's, and alpha the picture's.
            const Image a = convertSamples(drawn, channels, SampleType::F32).value();
            const Image b = convertSamples(drawing, colours, SampleType::F32).value();
            const Image p = convertSamples(picture, channels, SampleType::F32).value();
            for (int x = 0; x < kSize.widthPx; ++x) {
                for (int c = 0; c < colours; ++c)
                    QCOMPARE(a.view().rowAs<float>(5)[x * channels + c],
                             b.view().rowAs<float>(5)[x * colours + c]);
                QCOMPARE(a.view().rowAs<float>(5)[x * channels + colours],
                         p.view().rowAs<float>(5)[x * channels + colours]);
            }
        } else {
            QVERIFY(identicalPixels(drawn, drawing));
        }
    }

    void resultTakesThePicturesType()
    {
        const Image drawing = painted(1, SampleType::U8, 2);
        const Image result =
            blendDrawing(painted(3, SampleType::U16, 1), drawing, {1.0, 0.0}).value();
        QVERIFY(identicalPixels(result, convertSamples(drawing, 1, SampleType::U16).value()));
    }

    void colourSurvivesWhereItHasWeight_data()
    {
        QTest::addColumn<int>("pictureChannels");
        QTest::addColumn<int>("drawingChannels");
        QTest::addColumn<double>("strength");
        QTest::addColumn<double>("keep");
        QTest::addColumn<int>("channels");
        QTest::newRow("grey on grey") << 1 << 1 << 0.5 << 0.5 << 1;
        QTest::newRow("ink on photo, half") << 3 << 1 << 0.5 << 0.0 << 3;
        QTest::newRow("ink on photo, full") << 3 << 1 << 1.0 << 0.0 << 1;
        QTest::newRow("ink on photo, colours kept") << 3 << 1 << 1.0 << 0.2 << 3;
        QTest::newRow("colour on grey") << 1 << 3 << 0.3 << 0.0 << 3;
        QTest::newRow("colour on grey, grey kept") << 1 << 3 << 0.3 << 1.0 << 1;
        QTest::newRow("alpha stays") << 4 << 1 << 0.5 << 0.0 << 4;
        QTest::newRow("grey alpha under colour") << 2 << 3 << 0.5 << 0.0 << 4;
    }
    void colourSurvivesWhereItHasWeight()
    {
        QFETCH(int, pictureChannels);
        QFETCH(int, drawingChannels);
        QFETCH(double, strength);
        QFETCH(double, keep);
        QFETCH(int, channels);
        const auto result =
            blendDrawing(painted(pictureChannels, SampleType::U8, 1),
                         painted(drawingChannels, SampleType::U8, 2), {strength, keep});
        QVERIFY(result);
        QCOMPARE(result->channels(), channels);
    }

    void strengthInterpolates()
    {
        const Image picture = painted(3, SampleType::F32, 1);
        const Image drawing = painted(3, SampleType::F32, 2);
        const Image result = blendDrawing(picture, drawing, {0.3, 0.0}).value();
        for (int i = 0; i < kSize.widthPx * 3; ++i) {
            const float expected =
                0.7F * picture.view().rowAs<float>(9)[i] + 0.3F * drawing.view().rowAs<float>(9)[i];
            QVERIFY(std::abs(result.view().rowAs<float>(9)[i] - expected) < 1e-6F);
        }
    }

    void keptColoursHaveTheDrawingsLumaAndThePicturesChroma()
    {
        const Image picture = painted(3, SampleType::F32, 1);
        const Image drawing = painted(3, SampleType::F32, 2);
        const Image result = blendDrawing(picture, drawing, {1.0, 1.0}).value();
        for (int y = 0; y < kSize.heightPx; ++y) {
            for (int x = 0; x < kSize.widthPx; ++x) {
                const YCbCr p = toYCbCr(picture.view().rowAs<float>(y) + 3 * x);
                const YCbCr d = toYCbCr(drawing.view().rowAs<float>(y) + 3 * x);
                const YCbCr r = toYCbCr(result.view().rowAs<float>(y) + 3 * x);
                QVERIFY(std::abs(r.y - d.y) < 1e-5);
                QVERIFY(std::abs(r.cb - p.cb) < 1e-5);
                QVERIFY(std::abs(r.cr - p.cr) < 1e-5);
            }
        }
    }

    void wrongArgumentsAreRefused()
    {
        const Image picture = painted(3, SampleType::U8, 1);
        const Image other = test::paintedImage({5, 5}, 1, SampleType::U8, Random(3));
        QCOMPARE(blendDrawing(picture, other, {}).error().kind, ErrorKind::InvalidArgument);
        QCOMPARE(blendDrawing(picture, picture, {1.5, 0.0}).error().kind,
                 ErrorKind::InvalidArgument);
        QCOMPARE(blendDrawing(picture, picture, {0.5, std::nan("")}).error().kind,
                 ErrorKind::InvalidArgument);
        QCOMPARE(blendDrawing(picture, painted(4, SampleType::U8, 1), {}).error().kind,
                 ErrorKind::InvalidArgument);
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestDrawingBlend)
#include "tst_drawingblend.moc"
