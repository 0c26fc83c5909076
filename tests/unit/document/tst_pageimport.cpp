// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/import/pageimport.h"

#include "core/base/atomicfile.h"
#include "core/document/export/pageexport.h"
#include "core/document/render/storedart.h"
#include "tests/support/fixtures.h"
#include "tests/support/require.h"
#include "tests/support/testmain.h"

#include <QGuiApplication>
#include <QTemporaryDir>

using namespace koma;
using namespace Qt::StringLiterals;
namespace fs = std::filesystem;

/// Folders and archives of pictures become pages.
class PageImportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void folderInTheOrderOfCounting();
    void archiveComesBackAsItWasExported();
    void whatIsNoComicIsRefused();
    void cancelStops();

private:
    fs::path path(const char *name) const { return test::pathOf(*m_folder) / name; }
    void addPicture(const char *name, int widthPx, int heightPx) const;
    Result<Comic> imported(const fs::path &input, PictureStore &store) const
    {
        return importPages(input, store, {}, {});
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void PageImportTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    fs::create_directory(path("in"));
}

void PageImportTest::addPicture(const char *name, int widthPx, int heightPx) const
{
    const auto seed = static_cast<std::uint64_t>(widthPx);
    test::require(writePicture(
        path("in") / name, test::paintedImage({widthPx, heightPx}, 3, SampleType::U8, Random(seed)),
        {}, {}));
}

void PageImportTest::folderInTheOrderOfCounting()
{
    addPicture("page 10.png", 60, 90);
    addPicture("page 2.png", 40, 90);
    addPicture("Page 1.png", 50, 100);
    test::require(writeFileAtomically(path("in") / "notes.txt", "no picture"));
    PictureStore store(path("store"));
    const auto comic = imported(path("in"), store);
    QVERIFY(comic);
    QCOMPARE(comic->pages.size(), 3);
    const auto widthPx = [&](qsizetype page) {
        return comic->pages[page].objects.at(0).as<ArtLayer>()->picture.widthPx;
    };
    QCOMPARE(widthPx(0), 50);
    QCOMPARE(widthPx(1), 40);
    QCOMPARE(widthPx(2), 60);
    // 300 dpi, and the picture fills the page.
    const Page &first = comic->pages[0];
    QCOMPARE(first.properties.setup.widthPt, 12.0);
    QCOMPARE(first.properties.setup.heightPt, 24.0);
    QCOMPARE(boundsPt(first.objects[0]).widthPt, 12.0);
    QVERIFY(structureFaults(first).isEmpty());
}

void PageImportTest::archiveComesBackAsItWasExported()
{
    addPicture("1.png", 300, 450);
    addPicture("2.png", 320, 450);
    PictureStore store(path("store"));
    Comic comic = imported(path("in"), store).value();
    comic.settings.title = u"Back & forth"_s;
    comic.settings.direction = ReadingDirection::RightToLeft;
    const StoredArt art(store);
    QVERIFY(exportCbz(path("book.cbz"), comic, art, {}));
    PictureStore other(path("other"));
    const auto back = imported(path("book.cbz"), other);
    QVERIFY(back);
    QCOMPARE(back->settings.title, comic.settings.title);
    QCOMPARE(back->settings.direction, ReadingDirection::RightToLeft);
    QCOMPARE(back->pages.size(), 2);
    // Pages at their own resolution, as PNG: the pixels are those that were imported.
    for (qsizetype i = 0; i < 2; ++i) {
        const auto before = store.load(comic.pages[i].objects[0].as<ArtLayer>()->picture);
        const auto after = other.load(back->pages[i].objects[0].as<ArtLayer>()->picture);
        QVERIFY(before && after);
        QVERIFY(identicalPixels(before->image, after->image));
    }
}

void PageImportTest::whatIsNoComicIsRefused()
{
    PictureStore store(path("store"));
    QCOMPARE(imported(path("nowhere"), store).error().kind, ErrorKind::NotFound);
    QCOMPARE(imported(path("in"), store).error().kind, ErrorKind::BadFormat);
    test::require(writeFileAtomically(path("text.cbz"), "no archive"));
    QCOMPARE(imported(path("text.cbz"), store).error().kind, ErrorKind::BadFormat);
    test::require(writeFileAtomically(path("in") / "broken.png", "no picture"));
    QVERIFY(!imported(path("in"), store));
}

void PageImportTest::cancelStops()
{
    addPicture("1.png", 30, 45);
    PictureStore store(path("store"));
    CancelSource source;
    source.cancel();
    QCOMPARE(importPages(path("in"), store, source.token(), {}).error().kind, ErrorKind::Cancelled);
}

KOMA_TEST_MAIN(QGuiApplication, PageImportTest)
#include "tst_pageimport.moc"
