// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/color.h"
#include "core/imaging/composition/composeresult.h"
#include "core/imaging/composition/drawingblend.h"
#include "tests/support/fixtures.h"
#include "tests/support/testmain.h"

#include <QColorSpace>
#include <QCoreApplication>
#include <QObject>

#include <cmath>
#include <cstdlib>

using namespace koma;

namespace {

std::vector<std::uint8_t> wideProfile()
{
    const QByteArray icc = QColorSpace(QColorSpace::AdobeRgb).iccProfile();
    return {icc.begin(), icc.end()};
}

/// The largest difference of two 8-bit pictures, in levels.
int largestDifference(const Image &a, const Image &b)
{
    int largest = 0;
    for (std::size_t i = 0; i < a.byteCount(); ++i) {
        largest = std::max(largest, std::abs(std::to_integer<int>(a.view().data[i]) -
                                             std::to_integer<int>(b.view().data[i])));
    }
    return largest;
}

} // namespace

class TestComposeResult : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bandsEqualTheWhole();
    void noStrengthGivesThePictureBack_data();
    void noStrengthGivesThePictureBack();
    void greyDrawingUnderAProfileKeepsTheChannels();
    void colourDrawingOfAGreyPictureDropsTheProfile();
    void cancelStops();
};

void TestComposeResult::bandsEqualTheWhole()
{
    const ImageSize size{123, 700};
    const Image image = test::paintedImage(size, 4, SampleType::U8, Random(1));
    const Image drawing = test::paintedImage(size, 1, SampleType::U8, Random(2));
    const DrawingBlend blend{.strength = 0.7, .colourKeep = 0.4};
    const Result<Picture> composed = composeResult({image, {}}, drawing, blend);
    QVERIFY(composed.has_value());
    const Result<Image> whole = blendDrawing(image, drawing, blend);
    QVERIFY(whole.has_value());
    QVERIFY(identicalPixels(composed->image, *whole));
}

void TestComposeResult::noStrengthGivesThePictureBack_data()
{
    QTest::addColumn<int>("channels");
    QTest::addColumn<bool>("isDeep");
    QTest::newRow("RGB") << 3 << false;
    QTest::newRow("RGBA") << 4 << false;
    QTest::newRow("RGB, 16 bit") << 3 << true;
}

void TestComposeResult::noStrengthGivesThePictureBack()
{
    QFETCH(int, channels);
    QFETCH(bool, isDeep);
    const ImageSize size{200, 300};
    const SampleType type = isDeep ? SampleType::U16 : SampleType::U8;
    const Picture source{test::paintedImage(size, channels, type, Random(3)),
                         {.iccProfile = wideProfile(), .exif = {1, 2, 3}, .xmp = {}}};
    const Image drawing = test::paintedImage(size, 1, type, Random(4));
    const Result<Picture> composed = composeResult(source, drawing, {.strength = 0.0});
    QVERIFY(composed.has_value());
    QCOMPARE(composed->image.channels(), channels);
    QVERIFY(composed->image.type() == type);
    QVERIFY(composed->metadata.iccProfile == source.metadata.iccProfile);
    QVERIFY(composed->metadata.exif == source.metadata.exif);
    const Image a = convertSamples(composed->image, channels, SampleType::U8).value();
    const Image b = convertSamples(source.image, channels, SampleType::U8).value();
    QVERIFY(largestDifference(a, b) <= 1);
}

void TestComposeResult::greyDrawingUnderAProfileKeepsTheChannels()
{
    const ImageSize size{64, 64};
    const Picture source{test::paintedImage(size, 3, SampleType::U8, Random(5)),
                         {.iccProfile = wideProfile(), .exif = {}, .xmp = {}}};
    const Image drawing = test::paintedImage(size, 1, SampleType::U8, Random(6));
    const Result<Picture> composed = composeResult(source, drawing, {});
    QVERIFY(composed.has_value());
    QCOMPARE(composed->image.channels(), 3);
    const Image srgb = convertToSrgb(composed->image, composed->metadata.iccProfile).value();
    for (int y = 0; y < size.heightPx; ++y) {
        const auto *pixel = srgb.view().rowAs<std::uint8_t>(y);
        const auto *grey = drawing.view().rowAs<std::uint8_t>(y);
        for (int x = 0; x < size.widthPx; ++x, pixel += 3) {
            for (int c = 0; c < 3; ++c)
                QVERIFY(std::abs(pixel[c] - grey[x]) <= 2);
        }
    }
}

void TestComposeResult::colourDrawingOfAGreyPictureDropsTheProfile()
{
    const ImageSize size{64, 64};
    const Picture source{test::paintedImage(size, 1, SampleType::U8, Random(7)), {}};
    const Image drawing = test::paintedImage(size, 3, SampleType::U8, Random(8));
    const Result<Picture> composed = composeResult(source, drawing, {});
    QVERIFY(composed.has_value());
    QCOMPARE(composed->image.channels(), 3);
    QVERIFY(composed->metadata.iccProfile.empty());
}

void TestComposeResult::cancelStops()
{
    const Image image = test::paintedImage({64, 64}, 3, SampleType::U8, Random(9));
    CancelSource source;
    source.cancel();
    const Result<Picture> composed = composeResult({image, {}}, image, {}, source.token());
    QVERIFY(!composed);
    QCOMPARE(composed.error().kind, ErrorKind::Cancelled);
}

KOMA_TEST_MAIN(QCoreApplication, TestComposeResult)
#include "tst_composeresult.moc"
