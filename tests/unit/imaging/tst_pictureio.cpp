// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/pictureio.h"

#include "core/base/atomicfile.h"
#include "core/imaging/color.h"
#include "core/imaging/metrics.h"
#include "core/imaging/resize.h"
#include "tests/support/fixtures.h"
#include "tests/support/testmain.h"

#include <QTemporaryDir>

#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>

using namespace koma;
namespace fs = std::filesystem;

namespace {

constexpr std::array<const char *, 4> kEndings{"jpg", "png", "webp", "tif"};

std::vector<std::byte> bytesOf(const fs::path &path)
{
    const std::string text = readFile(path, std::size_t{1} << 26U).value();
    const auto bytes = std::as_bytes(std::span(text.data(), text.size()));
    return {bytes.begin(), bytes.end()};
}

/// Our own smallest profile header: enough to be carried, not to convert.
std::vector<std::uint8_t> fakeProfile(const char *space)
{
    std::vector<std::uint8_t> profile(200, 0);
    profile[3] = 200;
    const std::string_view version("\x02\x40", 2);
    std::copy(version.begin(), version.end(), profile.begin() + 8);
    const std::string_view spaces = std::string_view("mntr");
    std::copy(spaces.begin(), spaces.end(), profile.begin() + 12);
    std::copy_n(space, 4, profile.begin() + 16);
    const std::string_view pcs("XYZ ");
    std::copy(pcs.begin(), pcs.end(), profile.begin() + 20);
    const std::string_view signature("acsp");
    std::copy(signature.begin(), signature.end(), profile.begin() + 36);
    // The D50 illuminant, and one tag.
    const std::array<std::uint8_t, 12> d50{0, 0, 0xf6, 0xd6, 0, 1, 0, 0, 0, 0, 0xd3, 0x2d};
    std::copy(d50.begin(), d50.end(), profile.begin() + 68);
    profile[131] = 1;
    const std::string_view tag("cprt\0\0\0\x90\0\0\0\x10text", 16);
    std::copy(tag.begin(), tag.end(), profile.begin() + 132);
    return profile;
}

const char *kXmp = "<?xpacket begin=\"\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>"
                   "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
                   "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
                   "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                   " dc:format=\"koma-test\"/></rdf:RDF></x:xmpmeta><?xpacket end=\"w\"?>";

bool contains(const std::vector<std::uint8_t> &bytes, std::string_view text)
{
    return std::search(bytes.begin(), bytes.end(), text.begin(), text.end()) != bytes.end();
}

std::array<int, 3> pixelAt(const Image &image, int x, int y)
{
    const auto *pixel = image.view().rowAs<std::uint8_t>(y) + 3 * x;
    return {pixel[0], pixel[1], pixel[2]};
}

bool isNear(std::array<int, 3> a, std::array<int, 3> b)
{
    for (std::size_t c = 0; c < 3; ++c) {
        if (std::abs(a[c] - b[c]) > 12)
            return false;
    }
    return true;
}

} // namespace

class TestPictureIo : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aJpegMayBeReadSmaller()
    {
        const Image image = test::paintedImage({1000, 605}, 3, SampleType::U8, Random(5));
        const fs::path path = m_folder / "large.jpg";
        QVERIFY(writePicture(path, image, {}, {PictureFormat::Jpeg, 95}));
        const auto sizeFor = [&](int enoughPx) {
            ReadLimits limits;
            limits.enoughLongSidePx = enoughPx;
            return readPicture(path, limits).value().image.size();
        };
        QCOMPARE(sizeFor(0), (ImageSize{1000, 605}));
        QCOMPARE(sizeFor(1000), (ImageSize{1000, 605}));
        QCOMPARE(sizeFor(501), (ImageSize{1000, 605}));
        QCOMPARE(sizeFor(500), (ImageSize{500, 303}));
        QCOMPARE(sizeFor(126), (ImageSize{250, 152}));
        QCOMPARE(sizeFor(1), (ImageSize{125, 76}));
        // It shows the same as one that was made smaller afterwards.
        ReadLimits limits;
        limits.enoughLongSidePx = 500;
        const Image quick = readPicture(path, limits).value().image;
        const Image slow = resized(readPicture(path).value().image, quick.size()).value();
        QVERIFY(psnr(quick, slow).value() > 30.0);
        // Other formats have all their pixels.
        const fs::path png = m_folder / "large.png";
        QVERIFY(writePicture(png, image, {}, {}));
        QCOMPARE(readPicture(png, limits).value().image.size(), (ImageSize{1000, 605}));
        // The limits are those of the full size.
        limits.maxSidePx = 900;
        QCOMPARE(readPicture(path, limits).error().kind, ErrorKind::TooLarge);
    }

    void roundTripsAreExactWhereTheFormatIs_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("quality");
        QTest::addColumn<int>("channels");
        QTest::addColumn<int>("type");
        QTest::addColumn<int>("storedChannels");
        QTest::addColumn<int>("storedType");
        const int u8 = static_cast<int>(SampleType::U8);
        const int u16 = static_cast<int>(SampleType::U16);
        const int f32 = static_cast<int>(SampleType::F32);
        for (int channels = 1; channels <= 4; ++channels) {
            for (const int type : {u8, u16, f32}) {
                const int deep = type == u8 ? u8 : u16;
                const int colour = channels <= 2 ? channels + 2 : channels;
                QTest::addRow("png %d %d", channels, type)
                    << "a.png" << 50 << channels << type << channels << deep;
                QTest::addRow("tiff %d %d", channels, type)
                    << "a.tiff" << 50 << channels << type << channels << deep;
                QTest::addRow("webp %d %d", channels, type)
                    << "a.webp" << 100 << channels << type << colour << u8;
            }
        }
    }
    void roundTripsAreExactWhereTheFormatIs()
    {
        QFETCH(QString, name);
        QFETCH(int, quality);
        QFETCH(int, channels);
        QFETCH(int, type);
        QFETCH(int, storedChannels);
        QFETCH(int, storedType);
        const Image image =
            test::paintedImage({83, 67}, channels, static_cast<SampleType>(type), Random(5));
        const fs::path path = m_folder / name.toStdString();
        const auto format = formatFromExtension(path).value();
        const auto written = writePicture(path, image, {}, {format, quality});
        QVERIFY2(written, written ? "" : written.error().message.c_str());
        const auto read = readPicture(path);
        QVERIFY2(read, read ? "" : read.error().message.c_str());
        const auto stored = static_cast<SampleType>(storedType);
        QVERIFY(
            identicalPixels(read->image, convertSamples(image, storedChannels, stored).value()));
    }

    void lossyFormatsStayClose_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("channels");
        for (int channels = 1; channels <= 4; ++channels) {
            QTest::addRow("jpeg %d", channels) << "a.jpg" << channels;
            QTest::addRow("webp %d", channels) << "a.webp" << channels;
        }
    }
    void lossyFormatsStayClose()
    {
        QFETCH(QString, name);
        QFETCH(int, channels);
        const Image image = test::paintedImage({120, 90}, channels, SampleType::U8, Random(6));
        const fs::path path = m_folder / name.toStdString();
        const auto format = formatFromExtension(path).value();
        QVERIFY(writePicture(path, image, {}, {format, 95}));
        const Image read = readPicture(path).value().image;
        const Image white = convertSamples(image, 3, SampleType::U8).value();
        const Image readWhite = convertSamples(read, 3, SampleType::U8).value();
        QVERIFY(psnr(white, readWhite).value() > 32.0);
    }

    void lowerQualityMakesSmallerFiles()
    {
        const Image image = test::paintedImage({200, 150}, 3, SampleType::U8, Random(8));
        for (const char *ending : {"jpg", "webp"}) {
            const fs::path path = m_folder / (std::string("quality.") + ending);
            const auto format = formatFromExtension(path).value();
            QVERIFY(writePicture(path, image, {}, {format, 95}));
            const auto large = fs::file_size(path);
            QVERIFY(writePicture(path, image, {}, {format, 30}));
            QVERIFY(fs::file_size(path) < large);
        }
    }

    void metadataTravels_data()
    {
        QTest::addColumn<QString>("ending");
        for (const char *ending : kEndings)
            QTest::newRow(ending) << ending;
    }
    void metadataTravels()
    {
        QFETCH(QString, ending);
        const Picture source =
            readPicture(test::testData("unit/imaging/data/orientation-6.jpg")).value();
        PictureMetadata metadata = source.metadata;
        metadata.iccProfile = fakeProfile("RGB ");
        metadata.xmp.assign(kXmp, kXmp + std::strlen(kXmp));
        const fs::path path = m_folder / ("metadata." + ending.toStdString());
        const auto format = formatFromExtension(path).value();
        const auto written = writePicture(path, source.image, metadata, {format, 95});
        QVERIFY2(written, written ? "" : written.error().message.c_str());
        const Picture read = readPicture(path).value();
        QCOMPARE(read.image.size(), source.image.size());
        QVERIFY(read.metadata.iccProfile == metadata.iccProfile);
        QVERIFY(contains(read.metadata.exif, "Koma test"));
        QVERIFY(contains(read.metadata.xmp, "koma-test"));
    }

    void profilesThatDoNotFitAreNotStored()
    {
        PictureMetadata metadata;
        metadata.iccProfile = fakeProfile("GRAY");
        const Image colour = test::paintedImage({20, 20}, 3, SampleType::U8, Random(1));
        const fs::path path = m_folder / "profile.png";
        QVERIFY(writePicture(path, colour, metadata, {}));
        QVERIFY(readPicture(path).value().metadata.iccProfile.empty());
        metadata.iccProfile = fakeProfile("RGB ");
        const Image grey = test::paintedImage({20, 20}, 1, SampleType::U8, Random(1));
        QVERIFY(writePicture(path, grey, metadata, {}));
        const Picture read = readPicture(path).value();
        QVERIFY(read.metadata.iccProfile == metadata.iccProfile);
        QVERIFY(identicalPixels(read.image, convertSamples(grey, 3, SampleType::U8).value()));
    }

    void everyOrientationComesOutUpright_data()
    {
        QTest::addColumn<int>("orientation");
        for (int orientation = 1; orientation <= 8; ++orientation)
            QTest::addRow("%d", orientation) << orientation;
    }
    void everyOrientationComesOutUpright()
    {
        QFETCH(int, orientation);
        const std::string name =
            "unit/imaging/data/orientation-" + std::to_string(orientation) + ".jpg";
        const Picture picture = readPicture(test::testData(name.c_str())).value();
        QCOMPARE(picture.image.size(), (ImageSize{32, 48}));
        QVERIFY(isNear(pixelAt(picture.image, 6, 8), {255, 0, 0}));
        QVERIFY(isNear(pixelAt(picture.image, 26, 8), {0, 255, 0}));
        QVERIFY(isNear(pixelAt(picture.image, 6, 40), {0, 0, 255}));
        QVERIFY(isNear(pixelAt(picture.image, 26, 40), {255, 255, 255}));
        // Written and read again, it must not turn once more.
        const fs::path path = m_folder / "upright.jpg";
        QVERIFY(writePicture(path, picture.image, picture.metadata, {PictureFormat::Jpeg, 95}));
        const Picture again = readPicture(path).value();
        QCOMPARE(again.image.size(), (ImageSize{32, 48}));
        QVERIFY(isNear(pixelAt(again.image, 6, 8), {255, 0, 0}));
        QVERIFY(isNear(pixelAt(again.image, 6, 40), {0, 0, 255}));
    }

    void cutAndBrokenFilesAreRefused_data()
    {
        QTest::addColumn<QString>("ending");
        for (const char *ending : kEndings)
            QTest::newRow(ending) << ending;
    }
    void cutAndBrokenFilesAreRefused()
    {
        QFETCH(QString, ending);
        const fs::path path = m_folder / ("whole." + ending.toStdString());
        const Image image = test::paintedImage({160, 120}, 3, SampleType::U8, Random(9));
        QVERIFY(writePicture(path, image, {}, {formatFromExtension(path).value(), 90}));
        const std::vector<std::byte> whole = bytesOf(path);
        QVERIFY(decodePicture(whole));
        for (const double share : {0.02, 0.3, 0.6, 0.9, 0.99}) {
            const auto count = static_cast<std::size_t>(static_cast<double>(whole.size()) * share);
            const auto cut = decodePicture(std::span(whole).first(count));
            QVERIFY2(!cut, qPrintable(QString::number(share)));
            QCOMPARE(cut.error().kind, ErrorKind::BadFormat);
        }
        std::vector<std::byte> garbage = whole;
        for (std::size_t i = 16; i < garbage.size(); ++i)
            garbage[i] = std::byte{static_cast<unsigned char>(i * 151 >> 2U)};
        QVERIFY(!decodePicture(garbage));
    }

    void bmpIsRead()
    {
        // 2 x 1 pixels of 24 bit: blue, then red, then two bytes of padding.
        std::vector<std::uint8_t> file{'B', 'M', 62, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0,  40,
                                       0,   0,   0,  2, 0, 0, 0, 1, 0, 0, 0,  1, 0, 24, 0};
        file.resize(54, 0);
        file.insert(file.end(), {255, 0, 0, 0, 0, 255, 0, 0});
        const auto bytes = std::as_bytes(std::span(file));
        const Picture picture = decodePicture(bytes).value();
        QCOMPARE(picture.image.size(), (ImageSize{2, 1}));
        QVERIFY(pixelAt(picture.image, 0, 0) == (std::array<int, 3>{0, 0, 255}));
        QVERIFY(pixelAt(picture.image, 1, 0) == (std::array<int, 3>{255, 0, 0}));
        QCOMPARE(decodePicture(bytes.first(60)).error().kind, ErrorKind::BadFormat);
    }

    void otherBytesAreNotAPicture()
    {
        QCOMPARE(decodePicture({}).error().kind, ErrorKind::BadFormat);
        const std::string text(5000, 'x');
        QCOMPARE(decodePicture(std::as_bytes(std::span(text.data(), text.size()))).error().kind,
                 ErrorKind::BadFormat);
    }

    void formatIsKnownByContent()
    {
        const Image image = test::paintedImage({20, 20}, 3, SampleType::U8, Random(2));
        const fs::path path = m_folder / "really-a-png.jpg";
        QVERIFY(writePicture(path, image, {}, {PictureFormat::Png, 90}));
        QVERIFY(identicalPixels(readPicture(path).value().image, image));
    }

    void limitsAreCheckedBeforeDecoding()
    {
        const Image image = test::paintedImage({300, 200}, 3, SampleType::U8, Random(2));
        for (const char *ending : kEndings) {
            const fs::path path = m_folder / (std::string("large.") + ending);
            QVERIFY(writePicture(path, image, {}, {formatFromExtension(path).value(), 90}));
            QCOMPARE(readPicture(path, {59999, 65500}).error().kind, ErrorKind::TooLarge);
            QCOMPARE(readPicture(path, {1000000, 299}).error().kind, ErrorKind::TooLarge);
            QVERIFY(readPicture(path, {60000, 300}));
        }
        // A PNG header that claims 100000 x 100000 pixels, and nothing behind it.
        const std::array<std::uint8_t, 33> header{
            0x89, 'P', 'N', 'G', 13, 10,  26,  10, 0, 0, 0, 13, 'I', 'H', 'D', 'R', 0,
            1,    134, 160, 0,   1,  134, 160, 8,  2, 0, 0, 0,  191, 154, 109, 156};
        const auto bytes = std::as_bytes(std::span(header));
        const auto claimed = decodePicture(bytes);
        QVERIFY(!claimed);
    }

    void missingAndUnreadableFilesAreTold()
    {
        QCOMPARE(readPicture(m_folder / "nothing.png").error().kind, ErrorKind::NotFound);
        QCOMPARE(readPicture(m_folder).error().kind, ErrorKind::Unreadable);
    }

    void unwritableTargetsAreTold()
    {
        const Image image = test::paintedImage({8, 8}, 3, SampleType::U8, Random(2));
        for (const char *ending : kEndings) {
            const fs::path path = m_folder / "no" / "such" / (std::string("folder.") + ending);
            const auto written =
                writePicture(path, image, {}, {formatFromExtension(path).value(), 9});
            QVERIFY(!written);
            QCOMPARE(written.error().kind, ErrorKind::Unwritable);
        }
    }

    void failedWritesLeaveTheOldFile()
    {
        const fs::path path = m_folder / "kept.webp";
        const Image image = test::paintedImage({8, 8}, 3, SampleType::U8, Random(2));
        QVERIFY(writePicture(path, image, {}, {PictureFormat::Webp, 100}));
        const Image tooWide = Image::create({17000, 1}, 3, SampleType::U8).value();
        QCOMPARE(writePicture(path, tooWide, {}, {PictureFormat::Webp, 100}).error().kind,
                 ErrorKind::TooLarge);
        QVERIFY(identicalPixels(readPicture(path).value().image, image));
    }

    void endingsNameFormats()
    {
        QCOMPARE(formatFromExtension("a.JPEG").value(), PictureFormat::Jpeg);
        QCOMPARE(formatFromExtension("a.b.tif").value(), PictureFormat::Tiff);
        QCOMPARE(formatFromExtension("a.gif").error().kind, ErrorKind::InvalidArgument);
        QCOMPARE(formatFromExtension("png").error().kind, ErrorKind::InvalidArgument);
    }

private:
    QTemporaryDir m_directory;
    fs::path m_folder = test::pathOf(m_directory);
};

KOMA_TEST_MAIN(QCoreApplication, TestPictureIo)
#include "tst_pictureio.moc"
