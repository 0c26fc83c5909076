// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/file/komafile.h"
#include "core/document/layout/newcomic.h"
#include "core/imaging/pictureio.h"
#include "tests/support/commandrun.h"
#include "tests/support/require.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <cstdlib>
#include <filesystem>
#include <memory>

namespace {

using namespace Qt::StringLiterals;
using koma::ImageSize;
using koma::test::CommandOutcome;
using koma::test::CommandRun;

const QString kStyle = QStringLiteral(KOMA_SOURCE_DIR "/models/styles/gibson-pen-ink");

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// `koma page`: the real program, from its arguments to its files and exit codes.
class PageCliTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void pagesAreMadeCheckedAndExported();
    void webtoonSlicesHaveTheirSize();
    void pagesAreImportedWithTheirPanels();
    void stylesInTheFileDraw();
    void damagedStylesInTheFileAreRefused();
    void mistakesAreExplained_data();
    void mistakesAreExplained();

private:
    QString path(const QString &name) const { return m_folder.filePath(name); }
    CommandOutcome runKoma(const QStringList &arguments) const { return (*m_koma)(arguments); }
    QString redComic(const QString &name, const QString &style) const;
    CommandOutcome exported(const QString &comic) const;

    QTemporaryDir m_folder;
    std::unique_ptr<CommandRun> m_koma;
};

void PageCliTest::initTestCase()
{
    QVERIFY(m_folder.isValid());
    for (const char *name : {"home", "data/models/styles", "scans"})
        QVERIFY(QDir(m_folder.path()).mkpath(QLatin1StringView(name)));
    m_koma = std::make_unique<CommandRun>(path(u"data"_s), path(u"home"_s));
}

void PageCliTest::pagesAreMadeCheckedAndExported()
{
    const QString comic = path(u"pages.koma"_s);
    const CommandOutcome made =
        runKoma({u"page"_s, u"new"_s, u"--template"_s, u"grid-2x2"_s, u"--pages"_s, u"3"_s,
                 u"--size"_s, u"a5"_s, u"-o"_s, comic});
    QVERIFY2(made.exitCode == 0, qPrintable(made.errors));
    QVERIFY2(made.output.contains(u"3 pages"_s), qPrintable(made.output));
    const CommandOutcome checked = runKoma({u"page"_s, u"check"_s, comic});
    QVERIFY2(checked.exitCode == 0, qPrintable(checked.output + checked.errors));
    // What each file begins with: %PDF, a zip, or a zip that tells its type.
    const QList<std::pair<QString, QByteArray>> outputs{{u"book.pdf"_s, "%PDF-"},
                                                        {u"book.cbz"_s, "PK\x03\x04"},
                                                        {u"book.epub"_s, "application/epub+zip"},
                                                        {u"book.ora"_s, "image/openraster"}};
    for (const auto &[name, mark] : outputs) {
        const CommandOutcome outcome = runKoma({u"page"_s, u"export"_s, comic, u"-o"_s, path(name),
                                                u"--dpi"_s, u"36"_s, u"--pages"_s, u"2"_s});
        QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.errors));
        QVERIFY2(bytesOf(path(name)).left(100).contains(mark), qPrintable(name));
    }
    const CommandOutcome outcome =
        runKoma({u"page"_s, u"export"_s, comic, u"-o"_s, path(u"book.png"_s), u"--dpi"_s, u"36"_s});
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.errors));
    for (const char *name : {"book-001.png", "book-002.png", "book-003.png"}) {
        const auto page = koma::readPicture(path(QLatin1StringView(name)).toStdString());
        QVERIFY(page);
        // A5, 148 x 210 mm, at 36 dpi.
        QCOMPARE(page->image.size(), (ImageSize{210, 298}));
    }
}

void PageCliTest::webtoonSlicesHaveTheirSize()
{
    const QString comic = path(u"scroll.koma"_s);
    QCOMPARE(
        runKoma({u"page"_s, u"new"_s, u"--pages"_s, u"2"_s, u"--size"_s, u"a5"_s, u"-o"_s, comic})
            .exitCode,
        0);
    const CommandOutcome outcome =
        runKoma({u"page"_s, u"export"_s, comic, u"-o"_s, path(u"scroll.jpg"_s),
                 u"--webtoon-width"_s, u"200"_s, u"--slice-height"_s, u"150"_s});
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.errors));
    const QStringList files = outcome.output.split(u'\n', Qt::SkipEmptyParts);
    int height = 0;
    for (const QString &file : files) {
        const auto slice = koma::readPicture(file.toStdString());
        QVERIFY(slice);
        QCOMPARE(slice->image.size().widthPx, 200);
        QVERIFY(slice->image.size().heightPx <= 150);
        height += slice->image.size().heightPx;
    }
    // Two pages of 200 x 283.8 pixels, each rounded up.
    QCOMPARE(height, 2 * 284);
}

void PageCliTest::pagesAreImportedWithTheirPanels()
{
    // Two dark panels on white, drawn by hand.
    auto picture = koma::Image::create({200, 300}, 1, koma::SampleType::U8);
    QVERIFY(picture);
    for (int y = 0; y < 300; ++y) {
        auto *row = picture->mutableRowAs<std::uint8_t>(y);
        for (int x = 0; x < 200; ++x) {
            const bool isPanel =
                x >= 15 && x < 185 && ((y >= 15 && y < 140) || (y >= 155 && y < 285));
            row[x] = isPanel ? 60 : 255;
        }
    }
    QVERIFY(koma::writePicture(path(u"scans/1.png"_s).toStdString(), *picture, {}, {}));
    const CommandOutcome plain =
        runKoma({u"page"_s, u"import"_s, path(u"scans"_s), u"-o"_s, path(u"plain.koma"_s)});
    QVERIFY2(plain.exitCode == 0, qPrintable(plain.errors));
    QCOMPARE(bytesOf(path(u"plain.koma"_s)).count("\"outlinePt\""), 0);
    const CommandOutcome found = runKoma({u"page"_s, u"import"_s, path(u"scans"_s), u"-o"_s,
                                          path(u"found.koma"_s), u"--find-panels"_s});
    QVERIFY2(found.exitCode == 0, qPrintable(found.errors));
    QCOMPARE(bytesOf(path(u"found.koma"_s)).count("\"outlinePt\""), 2);
}

/// A reddish picture on a page, in an ink style that is not installed here; `style` is the folder
/// that the file carries, empty for none.
QString PageCliTest::redComic(const QString &name, const QString &style) const
{
    koma::Image picture = koma::Image::create({96, 96}, 3, koma::SampleType::U8).value();
    for (int y = 0; y < 96; ++y) {
        auto *row = picture.mutableRowAs<std::uint8_t>(y);
        for (int x = 0; x < 96; ++x) {
            auto *pixel = row + std::ptrdiff_t{3} * x;
            pixel[0] = 230;
            pixel[1] = pixel[2] = (x / 24 + y / 24) % 2 == 0 ? 40 : 150;
        }
    }
    const auto photo = path(u"red.png"_s).toStdString();
    koma::test::require(koma::writePicture(photo, picture, {}, {}));
    koma::PictureStore store(path(u"store"_s).toStdString());
    koma::Comic comic = koma::makeComic({.title = u"Styled"_s, .sizeId = u"a5"_s}).value();
    koma::ArtLayer art;
    art.picture = store.addFile(photo).value();
    art.style.styleId = u"gibson-pen-ink"_s;
    art.centrePt = {210.0, 298.0};
    art.scalePtPerPx = 3.0;
    comic.pages[0].objects.append({{900}, {}, art, {}});
    koma::SaveOptions options;
    if (!style.isEmpty())
        options.styles.append({u"gibson-pen-ink"_s, style.toStdString()});
    static_cast<void>(koma::saveKomaFile(path(name).toStdString(), comic, store, options).value());
    return path(name);
}

CommandOutcome PageCliTest::exported(const QString &comic) const
{
    return runKoma(
        {u"page"_s, u"export"_s, comic, u"-o"_s, path(u"styled.png"_s), u"--dpi"_s, u"36"_s});
}

void PageCliTest::stylesInTheFileDraw()
{
    const CommandOutcome refused = exported(redComic(u"bare.koma"_s, {}));
    QVERIFY(refused.exitCode != 0);
    QVERIFY2(refused.errors.contains(u"gibson-pen-ink"_s), qPrintable(refused.errors));
    const CommandOutcome drawn = exported(redComic(u"carries.koma"_s, kStyle));
    QVERIFY2(drawn.exitCode == 0, qPrintable(drawn.errors));
    const auto page = koma::readPicture(drawn.output.trimmed().toStdString());
    QVERIFY(page);
    bool hasInk = false;
    for (int y = 0; y < page->image.size().heightPx; ++y) {
        const auto *row = page->image.view().rowAs<std::uint8_t>(y);
        for (int x = 0; x < page->image.size().widthPx; ++x) {
            const auto *pixel = row + std::ptrdiff_t{x} * page->image.channels();
            if (page->image.channels() >= 3)
                QVERIFY(std::abs(pixel[0] - pixel[1]) < 8); // the red is gone
            hasInk = hasInk || pixel[0] < 60;
        }
    }
    QVERIFY(hasInk);
}

/// Weights that were damaged on the way are told of, and no page is drawn with them.
void PageCliTest::damagedStylesInTheFileAreRefused()
{
    const QString damaged = path(u"damaged-style"_s);
    std::filesystem::copy(kStyle.toStdString(), damaged.toStdString());
    QFile weights(damaged + u"/weights.safetensors"_s);
    QVERIFY(weights.open(QIODevice::ReadWrite));
    QVERIFY(weights.seek(weights.size() / 2));
    QVERIFY(weights.write(QByteArray(64, '\0')) == 64);
    weights.close();
    QFile::remove(path(u"styled.png"_s));
    const CommandOutcome told = exported(redComic(u"damaged.koma"_s, damaged));
    QCOMPARE(told.exitCode, 1);
    QVERIFY2(told.errors.contains(u"weights are not the ones"_s), qPrintable(told.errors));
    QVERIFY(!QFile::exists(path(u"styled.png"_s)));
}

void PageCliTest::mistakesAreExplained_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("said");
    const QString comic = path(u"mistakes.koma"_s);
    QCOMPARE(runKoma({u"page"_s, u"new"_s, u"-o"_s, comic}).exitCode, 0);
    QTest::newRow("unknown format")
        << QStringList{u"export"_s, comic, u"-o"_s, path(u"x.doc"_s)} << 2 << u".epub"_s;
    QTest::newRow("slices as a book")
        << QStringList{u"export"_s,          comic,   u"-o"_s, path(u"x.pdf"_s),
                       u"--webtoon-width"_s, u"800"_s}
        << 2 << u"Slices"_s;
    QTest::newRow("height without width")
        << QStringList{u"export"_s, comic, u"-o"_s, path(u"x.png"_s), u"--slice-height"_s, u"800"_s}
        << 2 << u"--webtoon-width"_s;
    QTest::newRow("no such page") << QStringList{u"export"_s,      comic,        u"-o"_s,
                                                 path(u"x.pdf"_s), u"--pages"_s, u"7"_s}
                                  << 1 << u"no page 7"_s;
    QTest::newRow("no comic") << QStringList{u"check"_s, path(u"nothing.koma"_s)} << 1
                              << u"There is no file"_s;
    QTest::newRow("no template") << QStringList{u"new"_s, u"--template"_s, u"none"_s, u"-o"_s,
                                                path(u"y.koma"_s)}
                                 << 1 << u"grid-2x2"_s;
}

void PageCliTest::mistakesAreExplained()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, exitCode);
    QFETCH(QString, said);
    const CommandOutcome outcome = runKoma(QStringList{u"page"_s} + arguments);
    QVERIFY2(outcome.exitCode == exitCode, qPrintable(outcome.errors));
    QVERIFY2(outcome.errors.contains(said), qPrintable(outcome.errors));
}

KOMA_TEST_MAIN(QCoreApplication, PageCliTest)
#include "tst_pagecli.moc"
