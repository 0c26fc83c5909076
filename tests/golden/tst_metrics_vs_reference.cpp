// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/metrics.h"
#include "tests/support/fixtures.h"
#include "tests/support/testmain.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>

using namespace koma;

namespace {

/// The same integers as picture() in scripts/metrics_reference.py.
int formulaValue(int x, int y, int c, int variant)
{
    const int value = (x * 5 + y * 3 + c * 40 + (x * y) / 7) % 256;
    const int noise = (x * 131 + y * 71 + c * 17 + x * x * 3 + y * y * 5) % 41 - 20;
    return std::clamp(value + variant * noise, 0, 255);
}

void store(Image &image, int y, int index, int value)
{
    switch (image.type()) {
    case SampleType::U8:
        image.mutableRowAs<std::uint8_t>(y)[index] = static_cast<std::uint8_t>(value);
        break;
    case SampleType::U16:
        image.mutableRowAs<std::uint16_t>(y)[index] = static_cast<std::uint16_t>(value * 257);
        break;
    case SampleType::F32:
        image.mutableRowAs<float>(y)[index] = static_cast<float>(value) / 256.0F;
        break;
    }
}

Image formulaPicture(ImageSize size, int channels, SampleType type, int variant)
{
    Image image = Image::create(size, channels, type).value();
    for (int y = 0; y < size.heightPx; ++y) {
        for (int i = 0; i < size.widthPx * channels; ++i)
            store(image, y, i, formulaValue(i / channels, y, i % channels, variant));
    }
    return image;
}

SampleType typeNamed(const std::string &name)
{
    if (name == "u8")
        return SampleType::U8;
    return name == "u16" ? SampleType::U16 : SampleType::F32;
}

} // namespace

class TestMetricsVsReference : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithScikitImage()
    {
        std::ifstream file(test::testData("golden/data/metrics.json"));
        const auto cases = nlohmann::json::parse(file);
        QVERIFY(cases.size() >= 6);
        for (const auto &entry : cases) {
            const ImageSize size{entry.at("width").get<int>(), entry.at("height").get<int>()};
            const int channels = entry.at("channels").get<int>();
            const SampleType type = typeNamed(entry.at("type").get<std::string>());
            const Image a = formulaPicture(size, channels, type, 0);
            const Image b = formulaPicture(size, channels, type, 1);
            const double psnrError = psnr(a, b).value() - entry.at("psnr").get<double>();
            const double ssimError = ssim(a, b).value() - entry.at("ssim").get<double>();
            QVERIFY2(std::abs(psnrError) < 1e-6, qPrintable(QString::number(psnrError)));
            QVERIFY2(std::abs(ssimError) < 1e-6, qPrintable(QString::number(ssimError)));
        }
    }

    void identicalPicturesAreBest()
    {
        const Image image = formulaPicture({30, 20}, 3, SampleType::U8, 0);
        QVERIFY(std::isinf(psnr(image, image).value()));
        QVERIFY(std::abs(ssim(image, image).value() - 1.0) < 1e-12);
    }

    void incomparablePicturesAreRefused()
    {
        const Image image = formulaPicture({30, 20}, 3, SampleType::U8, 0);
        const Image grey = formulaPicture({30, 20}, 1, SampleType::U8, 0);
        const Image narrow = formulaPicture({10, 20}, 3, SampleType::U8, 0);
        QCOMPARE(psnr(image, grey).error().kind, ErrorKind::InvalidArgument);
        QCOMPARE(ssim(image, narrow).error().kind, ErrorKind::InvalidArgument);
        QCOMPARE(ssim(narrow, narrow).error().kind, ErrorKind::InvalidArgument);
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestMetricsVsReference)
#include "tst_metrics_vs_reference.moc"
