// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/color.h"

#include "tests/support/fixtures.h"
#include "tests/support/testmain.h"

#include <cmath>
#include <vector>

using namespace koma;

namespace {

template<class Sample>
Image onePixel(const std::vector<Sample> &samples, SampleType type)
{
    Image image = Image::create({1, 1}, static_cast<int>(samples.size()), type).value();
    std::copy(samples.begin(), samples.end(), image.mutableRowAs<Sample>(0));
    return image;
}

template<class Sample>
std::vector<Sample> samplesOf(const Image &image)
{
    const auto *row = image.view().rowAs<Sample>(0);
    return {row, row + image.channels()};
}

using Bytes = std::vector<std::uint8_t>;

} // namespace

class TestColor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noProfileSharesThePixels()
    {
        const Image image = test::paintedImage({9, 9}, 3, SampleType::U8, Random(1));
        QCOMPARE(convertToSrgb(image, {}).value().view().data, image.view().data);
        QCOMPARE(convertFromSrgb(image, {}).value().view().data, image.view().data);
    }

    void brokenProfilesAreRefused()
    {
        const Image image = test::paintedImage({9, 9}, 3, SampleType::U8, Random(1));
        const std::vector<std::uint8_t> garbage(500, 7);
        QCOMPARE(convertToSrgb(image, garbage).error().kind, ErrorKind::BadFormat);
        QCOMPARE(convertFromSrgb(image, std::span(garbage).first(3)).error().kind,
                 ErrorKind::BadFormat);
    }

    void samplesGoThereAndBack()
    {
        for (int channels = 1; channels <= 4; ++channels) {
            const Image bytes = test::paintedImage({41, 17}, channels, SampleType::U8, Random(2));
            for (const SampleType type : {SampleType::U16, SampleType::F32}) {
                const Image wide = convertSamples(bytes, channels, type).value();
                QVERIFY(
                    identicalPixels(convertSamples(wide, channels, SampleType::U8).value(), bytes));
            }
            const Image words = test::paintedImage({41, 17}, channels, SampleType::U16, Random(2));
            const Image floats = convertSamples(words, channels, SampleType::F32).value();
            QVERIFY(
                identicalPixels(convertSamples(floats, channels, SampleType::U16).value(), words));
        }
    }

    void endsOfTheRangeAreExact()
    {
        const Image wide =
            convertSamples(onePixel<std::uint8_t>({0, 1, 255}, SampleType::U8), 3, SampleType::U16)
                .value();
        QCOMPARE(samplesOf<std::uint16_t>(wide), (std::vector<std::uint16_t>{0, 257, 65535}));
        const Image clamped =
            convertSamples(onePixel<float>({-0.5F, 1.5F, NAN}, SampleType::F32), 3, SampleType::U8)
                .value();
        QCOMPARE(samplesOf<std::uint8_t>(clamped), (Bytes{0, 255, 0}));
    }

    void greyIsRec601Luma()
    {
        const auto grey = [](const Bytes &rgb) {
            return samplesOf<std::uint8_t>(
                convertSamples(onePixel(rgb, SampleType::U8), 1, SampleType::U8).value());
        };
        QCOMPARE(grey({255, 0, 0}), Bytes{76});
        QCOMPARE(grey({0, 255, 0}), Bytes{150});
        QCOMPARE(grey({0, 0, 255}), Bytes{29});
        QCOMPARE(grey({255, 255, 255}), Bytes{255});
        QCOMPARE(grey({93, 93, 93}), Bytes{93});
    }

    void droppedAlphaShowsWhitePaper()
    {
        const auto onPaper = [](const Bytes &pixel, int channels) {
            return samplesOf<std::uint8_t>(
                convertSamples(onePixel(pixel, SampleType::U8), channels, SampleType::U8).value());
        };
        QCOMPARE(onPaper({200, 100, 0, 0}, 3), (Bytes{255, 255, 255}));
        QCOMPARE(onPaper({200, 100, 0, 255}, 3), (Bytes{200, 100, 0}));
        QCOMPARE(onPaper({0, 51}, 1), Bytes{204});
        QCOMPARE(onPaper({0, 51}, 4), (Bytes{0, 0, 0, 51}));
        QCOMPARE(onPaper({7}, 4), (Bytes{7, 7, 7, 255}));
    }

    void nothingToConvertIsRefused()
    {
        QCOMPARE(convertSamples({}, 3, SampleType::U8).error().kind, ErrorKind::InvalidArgument);
        const Image image = onePixel<std::uint8_t>({1}, SampleType::U8);
        QCOMPARE(convertSamples(image, 5, SampleType::U8).error().kind, ErrorKind::InvalidArgument);
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestColor)
#include "tst_color.moc"
