// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/color.h"
#include "core/imaging/pictureio.h"
#include "tests/gui/endtoend/virtualscreen.h"
#include "tests/support/fixtures.h"
#include "tests/support/testmain.h"

#include <QColorSpace>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QSettings>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

using namespace koma;
using koma::test::VirtualScreen;

namespace {

// A centre in the gallery's second entry, in the window's own coordinates.
constexpr int kFirstStyleX = 102;
constexpr int kFirstStyleY = 331;

/// What a person sees in a picture at a glance.
struct Look
{
    double meanColourfulness = 0.0; ///< largest minus smallest channel, in levels
    double shareOfExtremes = 0.0;   ///< pixels that are nearly ink or nearly paper
    double shareOfPaper = 0.0;
};

Look lookOf(const Picture &picture)
{
    const Image srgb = convertToSrgb(picture.image, picture.metadata.iccProfile).value();
    const Image rgb = convertSamples(srgb, 3, SampleType::U8).value();
    Look look;
    for (int y = 0; y < rgb.size().heightPx; ++y) {
        const auto *pixel = rgb.view().rowAs<std::uint8_t>(y);
        for (int x = 0; x < rgb.size().widthPx; ++x, pixel += 3) {
            const auto [low, high] = std::minmax({pixel[0], pixel[1], pixel[2]});
            look.meanColourfulness += high - low;
            look.shareOfPaper += low >= 215 ? 1.0 : 0.0;
            look.shareOfExtremes += low >= 215 || high <= 60 ? 1.0 : 0.0;
        }
    }
    const auto pixels = static_cast<double>(rgb.size().pixelCount());
    return {look.meanColourfulness / pixels, look.shareOfExtremes / pixels,
            look.shareOfPaper / pixels};
}

/// The words in a block of EXIF: camera, date and the like.
std::vector<std::string> wordsIn(const std::vector<std::uint8_t> &block)
{
    std::vector<std::string> words;
    std::string word;
    for (const std::uint8_t byte : block) {
        if (byte >= 0x20 && byte < 0x7f) {
            word.push_back(static_cast<char>(byte));
            continue;
        }
        if (word.size() >= 8)
            words.push_back(word);
        word.clear();
    }
    return words;
}

} // namespace

class TestEndToEnd : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void opensDrawsAndExports();

private:
    [[nodiscard]] QString makePhoto();
    void startKoma(const QString &photo);

    QTemporaryDir m_folder;
    VirtualScreen m_screen;
    std::unique_ptr<QProcess> m_koma;
};

void TestEndToEnd::initTestCase()
{
    QVERIFY(m_folder.isValid());
    const QString missing = m_screen.start();
    QVERIFY2(missing.isEmpty(), qPrintable(missing + QStringLiteral("; ./dev test installs it")));
}

/// A real photo with what must survive: EXIF as a camera writes it, and a wide-gamut profile.
QString TestEndToEnd::makePhoto()
{
    Picture photo;
    for (const std::filesystem::path &path : test::testPhotos()) {
        Result<Picture> read = readPicture(path);
        if (read && (photo.image.isEmpty() || !read->metadata.exif.empty()))
            photo = std::move(*read);
        if (!photo.metadata.exif.empty())
            break;
    }
    const QByteArray icc = QColorSpace(QColorSpace::DisplayP3).iccProfile();
    photo.metadata.iccProfile.assign(icc.begin(), icc.end());
    const QString file = m_folder.filePath(QStringLiteral("holiday.jpg"));
    const Result<void> written = writePicture(file.toStdString(), photo.image, photo.metadata,
                                              {.format = PictureFormat::Jpeg, .quality = 95});
    return written ? file : QString();
}

void TestEndToEnd::startKoma(const QString &photo)
{
    {
        QSettings settings(m_folder.filePath(QStringLiteral("koma.ini")), QSettings::IniFormat);
        settings.setValue(QStringLiteral("export/folder"), m_folder.path());
    }
    QProcessEnvironment environment = m_screen.environment();
    environment.insert(QStringLiteral("KOMA_CONFIG_DIR"), m_folder.path());
    environment.insert(QStringLiteral("XDG_DATA_HOME"), m_folder.path());
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    m_koma = std::make_unique<QProcess>();
    m_koma->setProcessEnvironment(environment);
    m_koma->setProcessChannelMode(QProcess::ForwardedChannels);
    m_koma->start(QStringLiteral(KOMA_EXECUTABLE), {photo});
    QVERIFY(m_koma->waitForStarted());
}

void TestEndToEnd::opensDrawsAndExports()
{
    const QString photo = makePhoto();
    QVERIFY(!photo.isEmpty());
    startKoma(photo);
    const QString window = m_screen.waitForWindow(QStringLiteral("^holiday .* Koma$"), 60000);
    QVERIFY2(!window.isEmpty(), "the window did not show the photo");
    m_screen.xdotool({QStringLiteral("windowactivate"), QStringLiteral("--sync"), window});

    m_screen.xdotool({QStringLiteral("mousemove"), QStringLiteral("--window"), window,
                      QString::number(kFirstStyleX), QString::number(kFirstStyleY),
                      QStringLiteral("click"), QStringLiteral("1")});
    m_screen.xdotool({QStringLiteral("key"), QStringLiteral("ctrl+e")});
    const QString dialog = m_screen.waitForWindow(QStringLiteral("^Export$"), 20000);
    QVERIFY2(!dialog.isEmpty(), "Ctrl+E opened no export dialog");
    m_screen.xdotool({QStringLiteral("windowactivate"), QStringLiteral("--sync"), dialog});
    m_screen.xdotool({QStringLiteral("key"), QStringLiteral("ctrl+a")});
    m_screen.xdotool({QStringLiteral("type"), QStringLiteral("--delay"), QStringLiteral("30"),
                      QStringLiteral("drawn.png")});
    m_screen.xdotool({QStringLiteral("key"), QStringLiteral("Return")});
    QVERIFY(m_screen.waitUntilWindowIsGone(QStringLiteral("^Export$"), 20000));
    const QString result = m_folder.filePath(QStringLiteral("drawn.png"));
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(result), 200000);

    const Result<Picture> before = readPicture(photo.toStdString());
    const Result<Picture> after = readPicture(result.toStdString());
    QVERIFY(before && after);
    QCOMPARE(after->image.size(), before->image.size());
    QVERIFY(after->metadata.iccProfile == before->metadata.iccProfile);
    const std::vector<std::string> kept = wordsIn(after->metadata.exif);
    for (const std::string &word : wordsIn(before->metadata.exif))
        QVERIFY2(std::find(kept.begin(), kept.end(), word) != kept.end(), word.c_str());
    const Look photoLook = lookOf(*before);
    const Look drawnLook = lookOf(*after);
    std::printf("photo: colour %.1f extremes %.2f; drawing: colour %.1f extremes %.2f paper %.2f\n",
                photoLook.meanColourfulness, photoLook.shareOfExtremes, drawnLook.meanColourfulness,
                drawnLook.shareOfExtremes, drawnLook.shareOfPaper);
    QVERIFY2(drawnLook.meanColourfulness < 4.0, "an ink drawing has no colours");
    QVERIFY2(drawnLook.shareOfExtremes > photoLook.shareOfExtremes,
             "an ink drawing is nearer to black and white than its photo");
    QVERIFY2(drawnLook.shareOfPaper > 0.1, "an ink drawing leaves paper white");

    m_screen.xdotool(
        {QStringLiteral("key"), QStringLiteral("--window"), window, QStringLiteral("ctrl+q")});
    QVERIFY2(m_koma->waitForFinished(20000), "Ctrl+Q did not end Koma");
    QCOMPARE(m_koma->exitStatus(), QProcess::NormalExit);
    QCOMPARE(m_koma->exitCode(), 0);
}

KOMA_TEST_MAIN(QCoreApplication, TestEndToEnd)
#include "tst_endtoend.moc"
