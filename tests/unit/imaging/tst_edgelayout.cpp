// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/edgelayout.h"

#include "core/imaging/resize.h"
#include "tests/support/fixtures.h"
#include "tests/support/testmain.h"

#include <cmath>
#include <numeric>

using namespace koma;

namespace {

double dot(const std::vector<float> &a, const std::vector<float> &b)
{
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

Image inverted(Image image)
{
    for (std::size_t i = 0; i < image.byteCount(); ++i)
        image.mutableData()[i] = ~image.mutableData()[i];
    return image;
}

} // namespace

class TestEdgeLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void layoutIsACentredUnitVector()
    {
        const Image image = test::paintedImage({300, 200}, 3, SampleType::U8, Random(1));
        const auto layout = edgeLayout(image).value();
        QCOMPARE(layout.size(), std::size_t{1024});
        QVERIFY(std::abs(dot(layout, layout) - 1.0) < 1e-5);
        QVERIFY(std::abs(std::accumulate(layout.begin(), layout.end(), 0.0)) < 1e-4);
    }

    void sizeAndSignDoNotMatter()
    {
        const Image image = test::paintedImage({600, 400}, 3, SampleType::U8, Random(1));
        const auto layout = edgeLayout(image).value();
        QVERIFY(dot(layout, edgeLayout(inverted(image)).value()) > 0.999);
        QVERIFY(dot(layout, edgeLayout(resized(image, {300, 200}).value()).value()) > 0.98);
    }

    void edgesLieWhereTheyAre()
    {
        Image image = Image::create({256, 256}, 1, SampleType::U8).value();
        for (int y = 0; y < 256; ++y) {
            for (int x = 0; x < 256; ++x)
                image.mutableRowAs<std::uint8_t>(y)[x] = x < 68 ? 20 : 220;
        }
        const auto layout = edgeLayout(image).value();
        for (std::size_t row = 0; row < 32; ++row) {
            const auto first = layout.begin() + static_cast<std::ptrdiff_t>(row * 32);
            QCOMPARE(std::distance(first, std::max_element(first, first + 32)), std::ptrdiff_t{8});
        }
    }

    void flatPicturesPointNowhere()
    {
        Image image = Image::create({64, 64}, 1, SampleType::U8).value();
        std::fill_n(image.mutableData(), image.byteCount(), std::byte{90});
        const auto layout = edgeLayout(image).value();
        QCOMPARE(dot(layout, layout), 0.0);
    }

    void retrievalCountsOwnPhotos()
    {
        std::vector<std::vector<float>> photos;
        for (std::uint64_t i = 0; i < 6; ++i)
            photos.push_back(
                edgeLayout(test::paintedImage({128, 96}, 3, SampleType::U8, Random(i))).value());
        std::vector<std::vector<float>> drawings = photos;
        QCOMPARE(edgeRetrievalRate(photos, drawings), 1.0);
        std::swap(drawings[0], drawings[1]);
        QCOMPARE(edgeRetrievalRate(photos, drawings), 4.0 / 6.0);
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestEdgeLayout)
#include "tst_edgelayout.moc"
