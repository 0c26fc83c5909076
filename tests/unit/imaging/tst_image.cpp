// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fixtures.h"
#include "tests/support/testmain.h"

#include <limits>

using namespace koma;

class TestImage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void createRefusesImpossiblePictures_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("channels");
        QTest::newRow("no width") << 0 << 5 << 3;
        QTest::newRow("negative height") << 5 << -1 << 3;
        QTest::newRow("no channels") << 5 << 5 << 0;
        QTest::newRow("five channels") << 5 << 5 << 5;
    }
    void createRefusesImpossiblePictures()
    {
        QFETCH(int, width);
        QFETCH(int, height);
        QFETCH(int, channels);
        const auto image = Image::create({width, height}, channels, SampleType::U8);
        QVERIFY(!image);
        QCOMPARE(image.error().kind, ErrorKind::InvalidArgument);
    }

    void createReportsMissingMemory()
    {
        constexpr int kHuge = std::numeric_limits<int>::max();
        const auto image = Image::create({kHuge, kHuge / 2}, 1, SampleType::U8);
        QVERIFY(!image);
        QCOMPARE(image.error().kind, ErrorKind::OutOfMemory);
    }

    void rowsAreTight()
    {
        const Image image = Image::create({7, 5}, 3, SampleType::U16).value();
        QCOMPARE(image.strideBytes(), std::size_t{42});
        QCOMPARE(image.byteCount(), std::size_t{210});
        QCOMPARE(image.view().row(4) - image.view().row(0), std::ptrdiff_t{168});
    }

    void writingToACopyLeavesTheOriginal()
    {
        const Image original = test::paintedImage({9, 4}, 3, SampleType::U8, Random(1));
        const Image kept = Image::copyOf(original).value();
        Image copy = original;
        QCOMPARE(copy.view().data, original.view().data);
        *copy.mutableRowAs<std::uint8_t>(2) ^= 0xffU;
        QVERIFY(identicalPixels(original, kept));
        QVERIFY(!identicalPixels(copy, kept));
    }

    void aLoneOwnerWritesInPlace()
    {
        Image image = test::paintedImage({9, 4}, 1, SampleType::F32, Random(2));
        const std::byte *before = image.view().data;
        QCOMPARE(static_cast<const std::byte *>(image.mutableData()), before);
    }

    void copyOfReadsStridedRows()
    {
        const Image image = test::paintedImage({8, 6}, 4, SampleType::U8, Random(3));
        ImageView part = image.view();
        part.data += 4 * 2;
        part.size = {3, 4};
        const Image copy = Image::copyOf(part).value();
        QCOMPARE(copy.strideBytes(), std::size_t{12});
        QVERIFY(identicalPixels(copy, part));
        QCOMPARE(copy.view().rowAs<std::uint8_t>(3)[5], image.view().rowAs<std::uint8_t>(3)[13]);
    }

    void identicalPixelsMindsFormat()
    {
        const Image a = test::paintedImage({6, 6}, 1, SampleType::U8, Random(4));
        const Image wider = test::paintedImage({7, 6}, 1, SampleType::U8, Random(4));
        const Image deeper = test::paintedImage({6, 6}, 1, SampleType::U16, Random(4));
        QVERIFY(identicalPixels(a, a));
        QVERIFY(!identicalPixels(a, wider));
        QVERIFY(!identicalPixels(a, deeper));
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestImage)
#include "tst_image.moc"
