// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/contactsheet.h"

#include "tests/support/fixtures.h"
#include "tests/support/testmain.h"

#include <algorithm>
#include <array>

using namespace koma;

namespace {

using Rgb = std::array<std::uint8_t, 3>;

Image filled(ImageSize size, Rgb colour)
{
    Image image = Image::create(size, 3, SampleType::U8).value();
    for (std::size_t i = 0; i < image.byteCount(); ++i)
        image.mutableData()[i] = std::byte{colour[i % 3]};
    return image;
}

int countOf(const Image &sheet, Rgb colour, int fromX, int toX)
{
    int count = 0;
    for (int y = 0; y < sheet.size().heightPx; ++y) {
        const auto *row = sheet.view().rowAs<std::uint8_t>(y);
        for (int x = fromX; x < toX; ++x)
            count += std::equal(colour.begin(), colour.end(), row + 3 * x) ? 1 : 0;
    }
    return count;
}

constexpr Rgb kRed{200, 0, 0};
constexpr Rgb kBlue{0, 0, 200};

} // namespace

class TestContactSheet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyPictureIsFittedAndNoneEnlarged()
    {
        const std::vector<ContactRow> rows{{"first", {filled({200, 100}, kRed)}},
                                           {"second", {filled({10, 10}, kBlue)}}};
        const Image sheet = contactSheet(rows, 64).value();
        QCOMPARE(sheet.channels(), 3);
        QCOMPARE(sheet.type(), SampleType::U8);
        QCOMPARE(countOf(sheet, kRed, 0, sheet.size().widthPx), 64 * 32);
        QCOMPARE(countOf(sheet, kBlue, 0, sheet.size().widthPx), 100);
        const int paper = countOf(sheet, {255, 255, 255}, 0, sheet.size().widthPx);
        const auto pixels = static_cast<int>(sheet.size().pixelCount());
        QVERIFY2(pixels - paper - 64 * 32 - 100 > 40, "the captions are drawn");
    }

    void rowGroupsStandSideBySide()
    {
        const std::vector<ContactRow> rows{{"", {filled({32, 32}, kRed)}},
                                           {"", {filled({32, 32}, kBlue)}}};
        const Image stacked = contactSheet(rows, 32, 1).value();
        const Image sideBySide = contactSheet(rows, 32, 2).value();
        const int width = stacked.size().widthPx;
        QCOMPARE(sideBySide.size().widthPx, 2 * width);
        QVERIFY(sideBySide.size().heightPx < stacked.size().heightPx);
        QCOMPARE(countOf(sideBySide, kRed, 0, width), 1024);
        QCOMPARE(countOf(sideBySide, kBlue, width, 2 * width), 1024);
    }

    void anyFormatIsAccepted()
    {
        std::vector<ContactRow> rows(1);
        for (int channels = 1; channels <= 4; ++channels)
            rows[0].pictures.push_back(
                test::paintedImage({50, 30}, channels, SampleType::F32, Random(7)));
        QVERIFY(contactSheet(rows, 40).has_value());
    }

    void nothingToShowIsRefused()
    {
        QCOMPARE(contactSheet({}, 64).error().kind, ErrorKind::InvalidArgument);
        const std::vector<ContactRow> rows{{"a", {filled({4, 4}, kRed)}}};
        QCOMPARE(contactSheet(rows, 0).error().kind, ErrorKind::InvalidArgument);
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestContactSheet)
#include "tst_contactsheet.moc"
