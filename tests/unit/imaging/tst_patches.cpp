// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/patches/patchcut.h"
#include "core/imaging/patches/patchgrid.h"
#include "core/imaging/patches/patchwear.h"
#include "tests/support/fixtures.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace {

using koma::Image;
using koma::ImageSize;
using koma::PixelRect;
using koma::Random;
using koma::SampleType;

Image painted(ImageSize size, std::uint64_t seed)
{
    return koma::test::paintedImage(size, 3, SampleType::U8, Random(seed));
}

} // namespace

class PatchesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void gridCoversThePicture_data();
    void gridCoversThePicture();
    void deviationOfKnownPictures();
    void partShowsTheSamePixels();
    void cutsAreRepeatable();
    void cutsFindTheDrawnPart();
    void wrongPicturesAreRefused();
    void wornPatchesKeepTheSize();
    void noWearChangesNothing();
};

void PatchesTest::gridCoversThePicture_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::newRow("exact") << 128 << 128;
    QTest::newRow("one more") << 129 << 128;
    QTest::newRow("wide") << 800 << 531;
    QTest::newRow("narrow") << 128 << 1000;
}

void PatchesTest::gridCoversThePicture()
{
    QFETCH(const int, width);
    QFETCH(const int, height);
    const auto patches = koma::patchGrid({width, height}, 128, 96);
    std::vector<int> columns(static_cast<std::size_t>(width));
    std::vector<int> rows(static_cast<std::size_t>(height));
    for (const PixelRect &patch : patches) {
        QVERIFY(patch.xPx >= 0 && patch.rightPx() <= width);
        QVERIFY(patch.yPx >= 0 && patch.bottomPx() <= height);
        QCOMPARE(patch.widthPx, 128);
        QCOMPARE(patch.heightPx, 128);
        std::fill_n(columns.begin() + patch.xPx, 128, 1);
        std::fill_n(rows.begin() + patch.yPx, 128, 1);
    }
    QVERIFY(std::count(columns.begin(), columns.end(), 0) == 0);
    QVERIFY(std::count(rows.begin(), rows.end(), 0) == 0);
    QVERIFY(koma::patchGrid({127, 500}, 128, 96).empty());
}

void PatchesTest::deviationOfKnownPictures()
{
    auto image = Image::create({10, 10}, 1, SampleType::U8);
    QVERIFY(image);
    auto *samples = image->mutableRowAs<std::uint8_t>(0);
    std::fill_n(samples, 100, std::uint8_t{200});
    QVERIFY(koma::lumaDeviation(*image) < 1e-6);
    std::fill_n(samples, 50, std::uint8_t{0});
    std::fill_n(samples + 50, 50, std::uint8_t{255});
    QVERIFY(std::abs(koma::lumaDeviation(*image) - 0.5) < 1e-6);
}

void PatchesTest::partShowsTheSamePixels()
{
    const Image image = painted({40, 30}, 2);
    const auto part = koma::partOf(image.view(), {7, 11, 5, 4});
    QCOMPARE(part.size.widthPx, 5);
    QCOMPARE(part.rowAs<std::uint8_t>(2), image.view().rowAs<std::uint8_t>(13) + 3 * 7);
}

void PatchesTest::cutsAreRepeatable()
{
    const Image image = painted({300, 260}, 3);
    bool differ = false;
    Image first;
    for (std::uint64_t item = 0; item < 20; ++item) {
        Random once(1, 2, item);
        Random again(1, 2, item);
        const auto a = koma::cutPatch(image, {}, once);
        const auto b = koma::cutPatch(image, {}, again);
        QVERIFY(a && b);
        QCOMPARE(a->size().widthPx, 128);
        QCOMPARE(a->size().heightPx, 128);
        QVERIFY(koma::identicalPixels(*a, *b));
        differ = differ || (!first.isEmpty() && !koma::identicalPixels(*a, first));
        first = *a;
    }
    QVERIFY(differ);
}

void PatchesTest::cutsFindTheDrawnPart()
{
    // White but for one corner: a single try would nearly always be empty.
    Image page = painted({700, 700}, 4);
    for (int y = 0; y < 700; ++y) {
        const int from = y < 350 ? 350 : 0;
        std::fill_n(page.mutableRowAs<std::uint8_t>(y) + 3 * from, 3 * (700 - from),
                    std::uint8_t{255});
    }
    const auto emptyOf = [&page](int attempts) {
        int empty = 0;
        for (std::uint64_t item = 0; item < 60; ++item) {
            Random random(5, 0, item);
            const auto patch = koma::cutPatch(page, {.attempts = attempts}, random);
            empty += !patch || koma::lumaDeviation(*patch) < koma::kEmptyPatchDeviation ? 1 : 0;
        }
        return empty;
    };
    QVERIFY(emptyOf(8) < emptyOf(1));
}

void PatchesTest::wrongPicturesAreRefused()
{
    Random random(1);
    const auto small = koma::cutPatch(painted({15, 200}, 1), {}, random);
    QVERIFY(!small);
    QCOMPARE(small.error().kind, koma::ErrorKind::InvalidArgument);
    const Image deep = koma::test::paintedImage({50, 50}, 3, SampleType::U16, koma::Random(1));
    QVERIFY(!koma::cutPatch(deep, {}, random));
    QVERIFY(!koma::wornPatch(deep, {}, random));
}

void PatchesTest::wornPatchesKeepTheSize()
{
    const Image patch = painted({128, 128}, 7);
    int changed = 0;
    for (std::uint64_t item = 0; item < 40; ++item) {
        Random once(1, 2, item);
        Random again(1, 2, item);
        const auto a = koma::wornPatch(patch, {}, once);
        const auto b = koma::wornPatch(patch, {}, again);
        QVERIFY(a && b);
        QCOMPARE(a->size().widthPx, 128);
        QCOMPARE(a->channels(), 3);
        QVERIFY(koma::identicalPixels(*a, *b));
        changed += koma::identicalPixels(*a, patch) ? 0 : 1;
    }
    QVERIFY(changed > 30);
}

void PatchesTest::noWearChangesNothing()
{
    const Image patch = painted({128, 128}, 8);
    Random random(3);
    const auto same = koma::wornPatch(patch,
                                      {.grey = 0.0,
                                       .tone = 0.0,
                                       .paper = 0.0,
                                       .hue = 0.0,
                                       .focus = 0.0,
                                       .grain = 0.0,
                                       .jpeg = 0.0},
                                      random);
    QVERIFY(same);
    QVERIFY(koma::identicalPixels(*same, patch));
}

KOMA_TEST_MAIN(QCoreApplication, PatchesTest)
#include "tst_patches.moc"
