// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/baselines/colourtransfer.h"
#include "core/imaging/baselines/inkfilter.h"
#include "tests/support/fixtures.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>
#include <new>

namespace {

using koma::ColourStatistics;
using koma::Image;
using koma::ImageSize;
using koma::SampleType;

/// A picture of one colour.
Image flat(ImageSize size, std::array<std::uint8_t, 3> colour)
{
    auto image = Image::create(size, 3, SampleType::U8);
    if (!image)
        throw std::bad_alloc();
    for (int y = 0; y < size.heightPx; ++y) {
        auto *row = image->mutableRowAs<std::uint8_t>(y);
        for (int x = 0; x < size.widthPx; ++x)
            std::copy(colour.begin(), colour.end(), row + 3 * x);
    }
    return *image;
}

} // namespace

class BaselinesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepTheSize_data();
    void keepTheSize();
    void inkFilterDrawsAnEdgeAndLeavesFlats();
    void inkFilterRefusesItsScale();
    void statisticsOfKnownColours();
    void coloursArriveAtTheTarget();
};

void BaselinesTest::keepTheSize_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("channels");
    QTest::addColumn<int>("type");
    QTest::newRow("rgb") << 97 << 61 << 3 << static_cast<int>(SampleType::U8);
    QTest::newRow("grey") << 64 << 200 << 1 << static_cast<int>(SampleType::U8);
    QTest::newRow("rgba, 16 bit") << 33 << 40 << 4 << static_cast<int>(SampleType::U16);
    QTest::newRow("smallest") << 16 << 16 << 3 << static_cast<int>(SampleType::U8);
}

void BaselinesTest::keepTheSize()
{
    QFETCH(const int, width);
    QFETCH(const int, height);
    QFETCH(const int, channels);
    QFETCH(const int, type);
    const Image photo = koma::test::paintedImage({width, height}, channels,
                                                 static_cast<SampleType>(type), koma::Random(4));
    const auto inked = koma::inkFiltered(photo, 1.0);
    const auto moved = koma::withColours(photo, {{60.0, 5.0, 10.0}, {20.0, 5.0, 5.0}});
    for (const auto &result : {inked, moved}) {
        QVERIFY(result);
        QCOMPARE(result->size().widthPx, width);
        QCOMPARE(result->size().heightPx, height);
        QCOMPARE(result->channels(), 3);
        QVERIFY(result->type() == SampleType::U8);
    }
}

void BaselinesTest::inkFilterDrawsAnEdgeAndLeavesFlats()
{
    // Light grey left, white right: the line is on the dark side of the step.
    Image step = flat({80, 60}, {200, 200, 200});
    for (int y = 0; y < 60; ++y)
        std::fill_n(step.mutableRowAs<std::uint8_t>(y) + 3 * 40, 3 * 40, std::uint8_t{255});
    const auto drawn = koma::inkFiltered(step, 1.5);
    QVERIFY(drawn);
    const auto *row = drawn->view().rowAs<std::uint8_t>(30);
    QVERIFY2(row[3 * 38] < 100, std::to_string(row[3 * 38]).c_str());
    QVERIFY(row[3 * 10] > 180);
    QVERIFY(row[3 * 70] > 240);
}

void BaselinesTest::inkFilterRefusesItsScale()
{
    for (const double sigma : {0.0, 100.0, std::nan("")}) {
        const auto refused = koma::inkFiltered(flat({20, 20}, {9, 9, 9}), sigma);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, koma::ErrorKind::InvalidArgument);
    }
}

void BaselinesTest::statisticsOfKnownColours()
{
    // CIE L*a*b* of sRGB red under D65: 53.24, 80.09, 67.20.
    const auto red = koma::colourStatistics(flat({20, 20}, {255, 0, 0}));
    QVERIFY(red);
    QVERIFY(std::abs(red->mean[0] - 53.24) < 0.5);
    QVERIFY(std::abs(red->mean[1] - 80.09) < 0.5);
    QVERIFY(std::abs(red->mean[2] - 67.20) < 0.5);
    QVERIFY(red->deviation[0] < 1e-3);
    const std::array<ColourStatistics, 2> both = {*red, ColourStatistics{}};
    QVERIFY(std::abs(koma::averageStatistics(both).mean[0] - red->mean[0] / 2.0) < 1e-9);
    QCOMPARE(koma::averageStatistics({}).mean[0], 0.0);
}

void BaselinesTest::coloursArriveAtTheTarget()
{
    const Image photo = koma::test::paintedImage({120, 90}, 3, SampleType::U8, koma::Random(6));
    const ColourStatistics target{{62.0, 4.0, 9.0}, {9.0, 3.0, 4.0}};
    const auto moved = koma::withColours(photo, target);
    QVERIFY(moved);
    const auto reached = koma::colourStatistics(*moved);
    QVERIFY(reached);
    for (std::size_t i = 0; i < 3; ++i) {
        QVERIFY(std::abs(reached->mean.at(i) - target.mean.at(i)) < 1.5);
        QVERIFY(std::abs(reached->deviation.at(i) - target.deviation.at(i)) < 1.5);
    }
    QVERIFY(koma::withColours(flat({20, 20}, {90, 90, 90}), target)); // a flat picture, no spread
}

KOMA_TEST_MAIN(QCoreApplication, BaselinesTest)
#include "tst_baselines.moc"
