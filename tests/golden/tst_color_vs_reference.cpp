// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/color.h"
#include "tests/support/fixtures.h"
#include "tests/support/testmain.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>

using namespace koma;

namespace {

struct Case
{
    std::vector<std::uint8_t> profile;
    Image own;
    Image srgb;
};

/// The colours as one row of float pixels.
Image rowOf(const nlohmann::json &pixels)
{
    const int channels = static_cast<int>(pixels.at(0).size());
    Image image =
        Image::create({static_cast<int>(pixels.size()), 1}, channels, SampleType::F32).value();
    auto *out = image.mutableRowAs<float>(0);
    for (const auto &pixel : pixels) {
        for (const auto &sample : pixel)
            *out++ = sample.get<float>();
    }
    return image;
}

std::vector<Case> referenceCases()
{
    std::ifstream file(test::testData("golden/data/color.json"));
    std::vector<Case> cases;
    for (const auto &entry : nlohmann::json::parse(file)) {
        const QByteArray profile = QByteArray::fromBase64(
            QByteArray::fromStdString(entry.at("profile").get<std::string>()));
        cases.push_back(
            {{profile.begin(), profile.end()}, rowOf(entry.at("own")), rowOf(entry.at("srgb"))});
    }
    return cases;
}

float largestDifference(const Image &a, const Image &b)
{
    float largest = 0.0F;
    for (int i = 0; i < a.size().widthPx * a.channels(); ++i)
        largest =
            std::max(largest, std::abs(a.view().rowAs<float>(0)[i] - b.view().rowAs<float>(0)[i]));
    return largest;
}

} // namespace

class TestColorVsReference : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void floatsAgreeWithTheFormulas()
    {
        const auto cases = referenceCases();
        QCOMPARE(cases.size(), std::size_t{3});
        for (const Case &reference : cases) {
            const Image converted = convertToSrgb(reference.own, reference.profile).value();
            const float difference = largestDifference(converted, reference.srgb);
            QVERIFY2(difference < 5e-4F, qPrintable(QString::number(difference)));
        }
    }

    void wideColoursComeBack()
    {
        for (const Case &reference : referenceCases()) {
            const Image there = convertToSrgb(reference.own, reference.profile).value();
            const Image back = convertFromSrgb(there, reference.profile).value();
            const float difference = largestDifference(back, reference.own);
            QVERIFY2(difference < 2e-3F, qPrintable(QString::number(difference)));
        }
    }

    void integersAgreeToTheirRounding()
    {
        for (const Case &reference : referenceCases()) {
            const int channels = reference.own.channels();
            const Image clipped = convertSamples(reference.srgb, channels, SampleType::U16).value();
            const Image inGamut = convertSamples(clipped, channels, SampleType::F32).value();
            for (const auto &[type, tolerance] :
                 {std::pair{SampleType::U8, 1.6F / 255.0F}, std::pair{SampleType::U16, 6e-4F}}) {
                // 8-bit samples are rounded before the conversion too: compare from the rounded
                // ones.
                const Image own = convertSamples(reference.own, channels, type).value();
                const Image converted = convertToSrgb(own, reference.profile).value();
                QCOMPARE(converted.type(), type);
                const Image result = convertSamples(converted, channels, SampleType::F32).value();
                const Image expected =
                    type == SampleType::U16
                        ? inGamut
                        : convertSamples(
                              convertToSrgb(convertSamples(own, channels, SampleType::U16).value(),
                                            reference.profile)
                                  .value(),
                              channels, SampleType::F32)
                              .value();
                const float difference = largestDifference(result, expected);
                QVERIFY2(difference < tolerance, qPrintable(QString::number(difference)));
            }
        }
    }

    void alphaPassesThrough()
    {
        for (const Case &reference : referenceCases()) {
            const int channels = reference.own.channels() + 1;
            for (const SampleType type : {SampleType::U8, SampleType::U16, SampleType::F32}) {
                const Image image = test::paintedImage({31, 9}, channels, type, Random(4));
                const Image converted = convertToSrgb(image, reference.profile).value();
                const Image a = convertSamples(image, channels, SampleType::F32).value();
                const Image b = convertSamples(converted, channels, SampleType::F32).value();
                for (int x = 0; x < 31; ++x) {
                    const int alpha = x * channels + channels - 1;
                    QCOMPARE(b.view().rowAs<float>(4)[alpha], a.view().rowAs<float>(4)[alpha]);
                }
                const Image opaque = convertSamples(image, channels, type).value();
                QVERIFY(!identicalPixels(opaque, converted));
            }
        }
    }

    void profilesMustFitTheChannels()
    {
        const auto cases = referenceCases();
        QCOMPARE(convertToSrgb(cases[2].own, cases[0].profile).error().kind, ErrorKind::BadFormat);
        QCOMPARE(convertToSrgb(cases[0].own, cases[2].profile).error().kind, ErrorKind::BadFormat);
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestColorVsReference)
#include "tst_color_vs_reference.moc"
