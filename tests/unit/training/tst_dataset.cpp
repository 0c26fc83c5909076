// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/pictureio.h"
#include "core/training/torch/data/dataset.h"
#include "tests/support/fixtures.h"
#include "tests/support/randomcases.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>

#include <barrier>
#include <cmath>
#include <thread>

using namespace koma;
namespace fs = std::filesystem;

namespace {

/// A grey U8 picture from a formula of x and y.
template<class Value>
Image greyImage(ImageSize size, Value &&valueAt)
{
    Image image = Image::create(size, 1, SampleType::U8).value();
    for (int y = 0; y < size.heightPx; ++y) {
        auto *row = image.mutableRowAs<std::uint8_t>(y);
        for (int x = 0; x < size.widthPx; ++x)
            row[x] = static_cast<std::uint8_t>(valueAt(x, y));
    }
    return image;
}

Image ramp()
{
    return greyImage({256, 256}, [](int x, int) { return x; });
}

int sampleAt(const Image &image, int x, int y)
{
    return image.view().rowAs<std::uint8_t>(y)[x * image.channels()];
}

fs::path saved(const QTemporaryDir &folder, const char *name, const Image &image)
{
    const fs::path path = test::pathOf(folder) / name;
    const auto written = writePicture(path, image, {}, {PictureFormat::Png, 100});
    return written ? path : fs::path();
}

double darkShare(const Image &image)
{
    int dark = 0;
    for (int y = 0; y < image.size().heightPx; ++y) {
        for (int x = 0; x < image.size().widthPx; ++x)
            dark += sampleAt(image, x, y) < 110 ? 1 : 0;
    }
    return dark / static_cast<double>(image.size().pixelCount());
}

} // namespace

class TestDataset : public QObject
{
    Q_OBJECT

    std::uint64_t m_seed = test::randomCasesSeed();

private Q_SLOTS:
    void cropsHaveTheAskedSideAndComeFromThePicture()
    {
        const Image picture = test::paintedImage({120, 90}, 3, SampleType::U8, Random(m_seed));
        for (std::uint64_t i = 0; i < 50; ++i) {
            Random random(m_seed, 1, i);
            const auto crop =
                randomCrop(picture, {.sidePx = 48, .zoomMin = 0.5, .zoomMax = 3.0}, random);
            QVERIFY(crop.has_value());
            QVERIFY((crop->size() == ImageSize{48, 48}));
            QCOMPARE(crop->channels(), 3);
        }
    }

    void cropsAtZoomOneAreWindowsOfThePicture()
    {
        const Image picture = test::paintedImage({70, 60}, 3, SampleType::U8, Random(m_seed));
        for (std::uint64_t i = 0; i < 20; ++i) {
            Random random(m_seed, 2, i);
            const Image crop =
                randomCrop(picture, {.sidePx = 32, .zoomMin = 1.0, .zoomMax = 1.0}, random).value();
            bool found = false;
            for (int y = 0; y <= 60 - 32 && !found; ++y) {
                for (int x = 0; x <= 70 - 32 && !found; ++x) {
                    const auto equals = [&](bool mirrored) {
                        for (int v = 0; v < 32; ++v) {
                            for (int u = 0; u < 32; ++u) {
                                if (sampleAt(crop, mirrored ? 31 - u : u, v) !=
                                    sampleAt(picture, x + u, y + v))
                                    return false;
                            }
                        }
                        return true;
                    };
                    found = equals(false) || equals(true);
                }
            }
            QVERIFY(found);
        }
    }

    void theSameNumbersGiveTheSameCrop()
    {
        const Image picture = test::paintedImage({120, 90}, 3, SampleType::U8, Random(m_seed));
        const CropRule rule{.sidePx = 40, .zoomMin = 0.8, .zoomMax = 2.0, .minInk = 0.2};
        Random a(m_seed, 3, 1);
        Random b(m_seed, 3, 1);
        Random c(m_seed, 3, 2);
        const Image first = randomCrop(picture, rule, a).value();
        QVERIFY(identicalPixels(first, randomCrop(picture, rule, b).value()));
        QVERIFY(!identicalPixels(first, randomCrop(picture, rule, c).value()));
        QCOMPARE(a.next(), b.next());
    }

    void halfOfTheCropsAreMirrored()
    {
        const Image picture = ramp();
        int mirrored = 0;
        constexpr int kCrops = 600;
        for (std::uint64_t i = 0; i < kCrops; ++i) {
            Random random(m_seed, 4, i);
            const Image crop =
                randomCrop(picture, {.sidePx = 32, .zoomMin = 1.0, .zoomMax = 1.0}, random).value();
            QVERIFY(sampleAt(crop, 0, 5) != sampleAt(crop, 31, 5));
            mirrored += sampleAt(crop, 0, 5) > sampleAt(crop, 31, 5) ? 1 : 0;
        }
        QVERIFY2(std::abs(mirrored - kCrops / 2) < 5 * std::sqrt(kCrops / 4.0),
                 qPrintable(QString::number(mirrored)));
    }

    void zoomsAreLogUniformInTheirRange()
    {
        // On a ramp of one level a pixel, the levels that a crop spans are the width of its window.
        const Image picture = ramp();
        constexpr int kCrops = 600;
        int above = 0;
        for (std::uint64_t i = 0; i < kCrops; ++i) {
            Random random(m_seed, 5, i);
            const Image crop =
                randomCrop(picture, {.sidePx = 64, .zoomMin = 0.5, .zoomMax = 2.0}, random).value();
            const double span =
                std::abs(sampleAt(crop, 8, 3) - sampleAt(crop, 55, 3)) / 47.0 * 64.0;
            QVERIFY2(span > 30.0 && span < 131.0, qPrintable(QString::number(span)));
            above += span < 64.0 ? 1 : 0;
        }
        QVERIFY2(std::abs(above - kCrops / 2) < 5 * std::sqrt(kCrops / 4.0) + 12,
                 qPrintable(QString::number(above)));
    }

    void smallPicturesAreZoomedFurtherAndTinyOnesRefused()
    {
        Random random(m_seed, 6);
        const Image small = test::paintedImage({17, 40}, 3, SampleType::U8, Random(m_seed));
        const auto crop = randomCrop(small, {.sidePx = 64, .zoomMin = 1.0, .zoomMax = 1.0}, random);
        QVERIFY(crop.has_value());
        QVERIFY((crop->size() == ImageSize{64, 64}));
        const Image tiny = test::paintedImage({15, 40}, 3, SampleType::U8, Random(m_seed));
        QVERIFY(
            randomCrop(tiny, {.sidePx = 64, .zoomMin = 1.0, .zoomMax = 1.0}, random).error().kind ==
            ErrorKind::InvalidArgument);
    }

    void mostDrawingCropsHaveInk()
    {
        // White paper with a black corner of a quarter of the picture.
        const Image page =
            greyImage({200, 200}, [](int x, int y) { return x < 100 && y < 100 ? 0 : 255; });
        const auto inky = [&](double minInk, std::uint64_t stream) {
            int count = 0;
            for (std::uint64_t i = 0; i < 300; ++i) {
                Random random(m_seed, stream, i);
                const Image crop =
                    randomCrop(page, {.sidePx = 32, .minInk = minInk}, random).value();
                count += darkShare(crop) >= 0.1 ? 1 : 0;
            }
            return count;
        };
        const int asTheyCome = inky(0.0, 7);
        const int preferred = inky(0.1, 8);
        QVERIFY2(asTheyCome > 60 && asTheyCome < 130, qPrintable(QString::number(asTheyCome)));
        QVERIFY2(preferred > 255, qPrintable(QString::number(preferred)));
        QVERIFY2(preferred < 300, "some empty paper belongs to every style");
    }

    void samplesSpanMinusOneToOne()
    {
        const Image picture = ramp();
        std::vector<float> samples(256 * 256);
        writeSamples(picture, samples);
        for (std::size_t i = 0; i < 512; ++i)
            QVERIFY(std::abs(samples[i] - (static_cast<float>(i % 256) / 127.5F - 1.0F)) < 1e-6F);
        QCOMPARE(samples.front(), -1.0F);
        QCOMPARE(samples.back(), 1.0F);
    }

    void picturesHaveTheAskedChannelsAndAtMostTheKeptSize()
    {
        const QTemporaryDir folder;
        const auto wide = saved(folder, "wide.png",
                                test::paintedImage({2000, 300}, 3, SampleType::U8, Random(m_seed)));
        const auto grey = saved(folder, "grey.png", ramp());
        PictureSet colour({wide, grey}, 3, 1U << 24U);
        PictureSet ink({wide, grey}, 1, 1U << 24U);
        QCOMPARE(colour.count(), std::size_t{2});
        for (std::size_t i = 0; i < 2; ++i) {
            QCOMPARE(colour.picture(i)->image.channels(), 3);
            QCOMPARE(ink.picture(i)->image.channels(), 1);
        }
        QVERIFY((colour.picture(0)->image.size() == ImageSize{1536, 230}));
        QVERIFY(identicalPixels(ink.picture(1)->image, ramp()));
    }

    void tonalRangeIsTheFirstAndLastPercentile()
    {
        const QTemporaryDir folder;
        const auto path = saved(folder, "ramp.png", ramp());
        PictureSet set({path}, 1, 1U << 24U);
        const TonalRange tones = set.picture(0)->tones;
        QVERIFY(std::abs(tones.darkest - 2.0F / 255.0F) < 1.1F / 255.0F);
        QVERIFY(std::abs(tones.lightest - 253.0F / 255.0F) < 1.1F / 255.0F);
    }

    void tonalSpreadIsThatOfTheWholePicture()
    {
        const QTemporaryDir folder;
        const auto path = saved(folder, "ramp.png", ramp());
        PictureSet set({path}, 3, 1U << 24U);
        const TonalSpread spread = set.picture(0)->spread;
        for (std::size_t i = 0; i < spread.lumas.size(); ++i)
            QVERIFY(std::abs(spread.lumas.at(i) -
                             static_cast<float>(TonalSpread::kPercents.at(i)) / 100.0F) < 0.02F);
        QVERIFY(spread.chroma < 0.01F);
    }

    void tonalRangeOfFogIsNotStretchedFully_data()
    {
        QTest::addColumn<int>("level");
        for (const int level : {20, 128, 235})
            QTest::addRow("around %d", level) << level;
    }

    void tonalRangeOfFogIsNotStretchedFully()
    {
        QFETCH(int, level);
        const QTemporaryDir folder;
        const auto path = saved(folder, "fog.png",
                                greyImage({64, 64}, [&](int x, int) { return level + x % 20; }));
        PictureSet set({path}, 1, 1U << 24U);
        const TonalRange tones = set.picture(0)->tones;
        QVERIFY(tones.darkest >= 0.0F && tones.lightest <= 1.0F);
        QVERIFY(tones.lightest - tones.darkest >= 0.2999F);
        QVERIFY(tones.darkest <= static_cast<float>(level + 1) / 255.0F);
        QVERIFY(tones.lightest >= static_cast<float>(level + 18) / 255.0F);
    }

    void cachedPicturesAreNotReadAgain()
    {
        const QTemporaryDir folder;
        const auto path = saved(folder, "ramp.png", ramp());
        PictureSet cached({path}, 1, 1U << 24U);
        PictureSet uncached({path}, 1, 0);
        QVERIFY(cached.picture(0).has_value());
        QVERIFY(uncached.picture(0).has_value());
        fs::remove(path);
        QVERIFY(identicalPixels(cached.picture(0)->image, ramp()));
        QVERIFY(!uncached.picture(0).has_value());
    }

    void threadsThatDecodeTheSamePictureFillTheCacheOnce()
    {
        const QTemporaryDir folder;
        const auto first = saved(folder, "first.png", ramp());
        const auto second = saved(folder, "second.png", ramp());
        PictureSet set({first, second}, 1, 2 * ramp().byteCount());
        std::barrier together(4);
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 4; ++i) {
                threads.emplace_back([&] {
                    together.arrive_and_wait();
                    QVERIFY(set.picture(0).has_value());
                });
            }
        }
        QVERIFY(set.picture(1).has_value());
        fs::remove(first);
        fs::remove(second);
        QVERIFY(set.picture(0).has_value());
        QVERIFY(set.picture(1).has_value());
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestDataset)
#include "tst_dataset.moc"
