// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomicfile.h"
#include "core/base/hash.h"
#include "core/document/file/komafile.h"
#include "core/document/model/units.h"
#include "core/imaging/pictureio.h"
#include "tests/support/fixtures.h"
#include "tests/support/randomcases.h"
#include "tests/support/randomcomic.h"
#include "tests/support/require.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>
#include <fstream>

#include <zip.h>

using namespace koma;
namespace fs = std::filesystem;

namespace {

/// A folder with a store and a comic of a few pages that shows pictures of the store.
class Fixture
{
public:
    Fixture() : store(path("session")) {}

    fs::path path(const char *name) const { return test::pathOf(m_folder) / name; }

    PictureRef addPicture(std::uint64_t seed, int sidePx = 40)
    {
        const fs::path file = path("picture.png");
        const Image image =
            test::paintedImage({sidePx, sidePx / 2}, 3, SampleType::U8, Random(seed));
        test::require(writePicture(file, image, {}, {}));
        return store.addFile(file).value();
    }

    static Page pageWith(std::uint64_t id, const PictureRef &picture)
    {
        ArtLayer art;
        art.picture = picture;
        Page page;
        page.id = {id};
        page.objects = {{{id + 1}, {}, art, {}}};
        return page;
    }

    Comic comicOf(int pages)
    {
        Comic comic;
        comic.settings.title = QStringLiteral("Fixture");
        for (int i = 0; i < pages; ++i) {
            const auto number = static_cast<std::uint64_t>(i);
            comic.pages.append(pageWith(10 * number + 1, addPicture(number)));
        }
        return comic;
    }

private:
    QTemporaryDir m_folder;

public:
    PictureStore store;
};

std::string bytesOf(const fs::path &path)
{
    return readFile(path, 1U << 30U).value();
}

/// Without waiting for the disk, as writeFileAtomically() does.
void overwrite(const fs::path &path, std::string_view bytes)
{
    std::ofstream(path, std::ios::binary | std::ios::trunc)
        .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

/// Adds an entry to a zip with libzip alone.
void addEntry(const fs::path &path, const char *name, const std::string &bytes)
{
    zip_t *zip = zip_open(path.c_str(), ZIP_CREATE, nullptr);
    QVERIFY(zip != nullptr);
    QVERIFY(zip_file_add(zip, name, zip_source_buffer(zip, bytes.data(), bytes.size(), 0),
                         ZIP_FL_OVERWRITE) >= 0);
    QCOMPARE(zip_close(zip), 0);
}

} // namespace

class TestKomaFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void randomComicsSaveAndOpenEqual();
    void picturesComeBackByteByByte();
    void savingOverTheOpenFileKeepsPictures();
    void otherProgramsCanReadIt();
    void onlyShownPicturesAreWritten();
    void openingReadsNoPictures();
    void versionOneMigrates();
    void newerVersionsAreRefusedKindly();
    void otherFilesAreRefused_data();
    void otherFilesAreRefused();
    void aFileCutShortOpensAsFarAsItGoes();
    void flippedBitsAreSurvivedAndTold();
    void aDamagedPictureIsToldAndSavedOn();
    void missingPicturesAreTold();
    void foreignEntriesAreNotRead();
    void swollenEntriesAreRefused();
    void cancelLeavesTheOldFile();
    void stylesTravel();
};

void TestKomaFile::randomComicsSaveAndOpenEqual()
{
    const Fixture fixture;
    test::RandomComic make(Random(test::randomCasesSeed(), 1));
    for (int i = 0; i < 15; ++i) {
        const Comic comic = make.comic(i % 6);
        const fs::path file = fixture.path("random.koma");
        const auto saved = saveKomaFile(file, comic, fixture.store);
        QCOMPARE(saved->size(), static_cast<std::size_t>(picturesOf(comic).size()));
        const auto opened = openKomaFile(file);
        QVERIFY(opened.has_value());
        QVERIFY(opened->comic == comic);
        QCOMPARE(countOf(opened->issues, FileIssue::Kind::PictureMissing), opened->issues.size());
    }
}

void TestKomaFile::picturesComeBackByteByByte()
{
    Fixture fixture;
    const Comic comic = fixture.comicOf(3);
    const fs::path file = fixture.path("three.koma");
    QVERIFY(saveKomaFile(file, comic, fixture.store)->empty());
    const auto opened = openKomaFile(file);
    QVERIFY(opened.has_value() && opened->issues.empty());
    PictureStore fresh(fixture.path("nothing"));
    fresh.attach(opened->archive);
    for (const PictureRef &picture : picturesOf(opened->comic)) {
        QCOMPARE(fresh.read(picture).value(), fixture.store.read(picture).value());
        QCOMPARE(fresh.load(picture)->image.size().widthPx, picture.widthPx);
    }
    QVERIFY(!fs::exists(fixture.path("nothing")));
}

void TestKomaFile::savingOverTheOpenFileKeepsPictures()
{
    Fixture fixture;
    const Comic comic = fixture.comicOf(3);
    const fs::path file = fixture.path("again.koma");
    QVERIFY(saveKomaFile(file, comic, fixture.store)->empty());
    PictureStore store(fixture.path("second"));
    Comic changed = comic;
    changed.pages.removeFirst();
    for (int i = 0; i < 3; ++i) {
        store.attach(openKomaFile(file)->archive);
        QVERIFY(saveKomaFile(file, changed, store)->empty());
    }
    // A picture that is no longer in the newest file can still be undone to.
    store.attach(openKomaFile(file)->archive);
    QVERIFY(store.read(picturesOf(comic).first()).has_value());
    QCOMPARE(openKomaFile(file)->comic, changed);
}

void TestKomaFile::otherProgramsCanReadIt()
{
    Fixture fixture;
    const Comic comic = fixture.comicOf(2);
    const fs::path file = fixture.path("plain.koma");
    QVERIFY(saveKomaFile(file, comic, fixture.store).has_value());
    // As EPUB and OpenDocument: the type can be read at a fixed place of the file.
    QCOMPARE(bytesOf(file).substr(30, 8 + kKomaMimetype.size()),
             "mimetype" + std::string(kKomaMimetype));
    QProcess python;
    python.start(QStringLiteral("python3"),
                 {QStringLiteral("-c"),
                  QStringLiteral("import sys,zipfile,json,hashlib\n"
                                 "z=zipfile.ZipFile(sys.argv[1])\n"
                                 "assert z.testzip() is None\n"
                                 "d=json.loads(z.read('document.json'))\n"
                                 "for n in z.namelist():\n"
                                 "  if n.startswith('pictures/'):\n"
                                 "    assert hashlib.sha256(z.read(n)).hexdigest()==n[9:73]\n"
                                 "print(len(d['pages']),len(z.namelist()),z.namelist()[1])"),
                  QString::fromStdString(file.string())});
    QVERIFY(python.waitForFinished());
    QCOMPARE(python.readAllStandardOutput().trimmed(), QByteArray("2 4 document.json"));
}

void TestKomaFile::onlyShownPicturesAreWritten()
{
    Fixture fixture;
    const Comic comic = fixture.comicOf(1);
    const PictureRef unused = fixture.addPicture(99);
    const fs::path file = fixture.path("one.koma");
    QVERIFY(saveKomaFile(file, comic, fixture.store).has_value());
    QCOMPARE(openKomaFile(file)->archive->names().size(), std::size_t{3});
    QVERIFY(fixture.store.contains(unused));
}

void TestKomaFile::openingReadsNoPictures()
{
    Fixture fixture;
    const PictureRef picture1 = fixture.addPicture(1, 200);
    const PictureRef picture2 = fixture.addPicture(2, 200);
    Comic comic;
    for (std::uint64_t i = 0; i < 100; ++i)
        comic.pages.append(Fixture::pageWith(10 * i + 1, i % 2 == 0 ? picture1 : picture2));
    const fs::path file = fixture.path("hundred.koma");
    QVERIFY(saveKomaFile(file, comic, fixture.store).has_value());
    // Spoilt pictures cannot be noticed by an opening that does not read them.
    const std::string first =
        comic.pages[0].objects[0].as<ArtLayer>()->picture.sha256.toStdString();
    std::string bytes = bytesOf(file);
    const std::size_t picture = bytes.find("pictures/" + first) + 9 + 64 + 4;
    bytes[picture + 50] = static_cast<char>(bytes[picture + 50] ^ 0x55);
    overwrite(file, bytes);
    QElapsedTimer clock;
    clock.start();
    const auto opened = openKomaFile(file);
    const qint64 elapsedMs = clock.elapsed();
    QVERIFY(opened.has_value() && opened->issues.empty());
    QCOMPARE(opened->comic.pages.size(), 100);
    QVERIFY2(elapsedMs < 3000, qPrintable(QString::number(elapsedMs)));
}

void TestKomaFile::versionOneMigrates()
{
    const Fixture fixture;
    const fs::path file = fixture.path("old.koma");
    addEntry(file, "document.json", bytesOf(test::testData("unit/document/data/version1.json")));
    const auto opened = openKomaFile(file);
    QVERIFY(opened.has_value());
    const Comic &comic = opened->comic;
    QCOMPARE(comic.settings.title, QStringLiteral("The Lamp"));
    QCOMPARE(comic.settings.direction, ReadingDirection::RightToLeft);
    QCOMPARE(comic.settings.gutters.betweenRowsPt, ptFromMm(5));
    QCOMPARE(comic.pages.size(), 2);
    const PageSetup &setup = comic.pages[0].properties.setup;
    QCOMPARE(setup.widthPt, ptFromMm(182));
    QCOMPARE(setup.dpi, 600);
    QCOMPARE(setup.safeMarginsPt.leftPt, ptFromMm(10));
    QCOMPARE(comic.pages[0].properties.role, PageRole::FrontCover);
    QCOMPARE(comic.pages[0].properties.paper, kWhite);
    const PageObject &balloon = comic.pages[1].objects[0];
    QCOMPARE(balloon.as<Balloon>()->tails.size(), 1);
    QCOMPARE(balloon.as<Balloon>()->tails[0].tipPt, (PointPt{90, 140}));
    const auto &text = std::get<TextBlock>(balloon.children[0].content);
    QCOMPARE(plainText(text), QStringLiteral("誰だ？"));
    QVERIFY(text.runs[0].isBold);
    QCOMPARE(text.writingMode, WritingMode::VerticalRightToLeft);
    // All but the picture, which the fixture never had.
    QCOMPARE(opened->issues.size(), std::size_t{1});
    QCOMPARE(opened->issues[0].kind, FileIssue::Kind::PictureMissing);
}

void TestKomaFile::newerVersionsAreRefusedKindly()
{
    const Fixture fixture;
    const fs::path file = fixture.path("new.koma");
    addEntry(file, "document.json", R"({"format":"koma-document","version":3,"pages":[]})");
    const auto opened = openKomaFile(file);
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::VersionTooNew);
    QVERIFY(opened.error().message.find("update Koma") != std::string::npos);
}

void TestKomaFile::otherFilesAreRefused_data()
{
    QTest::addColumn<QByteArray>("entry");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("no document") << QByteArray("readme.txt") << QByteArray("hello");
    QTest::newRow("other JSON") << QByteArray("document.json") << QByteArray(R"({"a":1})");
    QTest::newRow("other format") << QByteArray("document.json")
                                  << QByteArray(R"({"format":"x","version":1})");
    QTest::newRow("no JSON") << QByteArray("document.json") << QByteArray("\x01\x02garbage");
    QTest::newRow("no zip") << QByteArray()
                            << QByteArray("just some bytes, long enough to look at");
    QTest::newRow("empty") << QByteArray() << QByteArray();
}

void TestKomaFile::otherFilesAreRefused()
{
    QFETCH(const QByteArray, entry);
    QFETCH(const QByteArray, bytes);
    const Fixture fixture;
    const fs::path file = fixture.path("other.koma");
    if (entry.isEmpty())
        overwrite(file, bytes.toStdString());
    else
        addEntry(file, entry.constData(), bytes.toStdString());
    const auto opened = openKomaFile(file);
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::BadFormat);
    QCOMPARE(openKomaFile(fixture.path("none.koma")).error().kind, ErrorKind::NotFound);
}

void TestKomaFile::aFileCutShortOpensAsFarAsItGoes()
{
    Fixture fixture;
    const Comic comic = fixture.comicOf(6);
    const fs::path file = fixture.path("cut.koma");
    QVERIFY(saveKomaFile(file, comic, fixture.store).has_value());
    const std::string whole = bytesOf(file);
    const std::size_t documentEnd = whole.find("pictures/") - 30;
    Random random(test::randomCasesSeed(), 2);
    std::size_t lastPictures = 0;
    for (int i = 1; i <= 40; ++i) {
        const std::size_t length = whole.size() * static_cast<std::size_t>(i) / 41;
        overwrite(file, std::string_view(whole).substr(0, length));
        const auto opened = openKomaFile(file);
        if (length >= documentEnd) {
            // All pages are there, and the more pictures the later the cut.
            QVERIFY(opened.has_value());
            QVERIFY(opened->comic == comic);
            QVERIFY(opened->archive->isSalvaged());
            const std::size_t pictures =
                6 - countOf(opened->issues, FileIssue::Kind::PictureMissing);
            QVERIFY(pictures >= lastPictures);
            lastPictures = pictures;
        } else if (opened) {
            QVERIFY(opened->comic.pages.size() < 6);
            QVERIFY(countOf(opened->issues, FileIssue::Kind::DamagedText) == 1);
        }
    }
    QVERIFY(lastPictures >= 5);
}

void TestKomaFile::flippedBitsAreSurvivedAndTold()
{
    Fixture fixture;
    const Comic comic = fixture.comicOf(5);
    const fs::path file = fixture.path("flipped.koma");
    QVERIFY(saveKomaFile(file, comic, fixture.store).has_value());
    const std::string whole = bytesOf(file);
    Random random(test::randomCasesSeed(), 3);
    int opened = 0;
    int silent = 0;
    constexpr int kRounds = 250;
    for (int i = 0; i < kRounds; ++i) {
        std::string damaged = whole;
        const auto flips = 1 + random.below(3);
        for (std::int64_t flip = 0; flip < flips; ++flip) {
            char &byte = damaged[static_cast<std::size_t>(
                random.below(static_cast<std::int64_t>(whole.size())))];
            byte = static_cast<char>(byte ^ (1 << random.below(8)));
        }
        overwrite(file, damaged);
        const auto read = openKomaFile(file);
        if (!read)
            continue;
        ++opened;
        for (const Page &page : read->comic.pages)
            QCOMPARE(structureFaults(page), QList<QString>());
        // A document that is not what was saved is never passed off as sound.
        silent += !(read->comic == comic) && read->issues.empty();
        PictureStore store(fixture.path("none"));
        store.attach(read->archive);
        for (const PictureRef &picture : picturesOf(read->comic)) {
            const auto bytes = store.read(picture);
            if (bytes)
                QCOMPARE(sha256Hex(std::as_bytes(std::span(bytes->data(), bytes->size()))),
                         picture.sha256.toStdString());
        }
    }
    QCOMPARE(silent, 0);
    QVERIFY2(opened > kRounds * 9 / 10, qPrintable(QString::number(opened)));
}

void TestKomaFile::aDamagedPictureIsToldAndSavedOn()
{
    Fixture fixture;
    const Comic comic = fixture.comicOf(2);
    const fs::path file = fixture.path("spoilt.koma");
    QVERIFY(saveKomaFile(file, comic, fixture.store).has_value());
    std::string bytes = bytesOf(file);
    const PictureRef picture = picturesOf(comic).first();
    const std::size_t at = bytes.find("pictures/" + picture.sha256.toStdString()) + 9 + 64 + 4;
    bytes[at + 60] = static_cast<char>(bytes[at + 60] ^ 0x10);
    overwrite(file, bytes);
    PictureStore store(fixture.path("none"));
    store.attach(openKomaFile(file)->archive);
    QCOMPARE(store.read(picture).error().kind, ErrorKind::HashMismatch);
    const std::string damaged = store.readUnchecked(picture).value();
    const fs::path copy = fixture.path("copy.koma");
    QVERIFY(saveKomaFile(copy, comic, store)->empty());
    PictureStore other(fixture.path("none"));
    other.attach(openKomaFile(copy)->archive);
    QCOMPARE(other.readUnchecked(picture).value(), damaged);
    QVERIFY(other.read(picturesOf(comic).last()).has_value());
}

void TestKomaFile::missingPicturesAreTold()
{
    Fixture fixture;
    Comic comic = fixture.comicOf(2);
    comic.pages[1].objects[0].content = ArtLayer{
        {QString(64, QLatin1Char('0')), QStringLiteral("png"), 10, 10}, {}, {}, {}, 1, 0, false};
    const fs::path file = fixture.path("missing.koma");
    const auto saved = saveKomaFile(file, comic, fixture.store);
    QCOMPARE(saved->size(), std::size_t{1});
    const auto opened = openKomaFile(file);
    QCOMPARE(opened->issues.size(), std::size_t{1});
    QCOMPARE(opened->issues[0].kind, FileIssue::Kind::PictureMissing);
    QCOMPARE(opened->issues[0].pageNumber, 2);
    QVERIFY(opened->comic == comic);
}

void TestKomaFile::foreignEntriesAreNotRead()
{
    Fixture fixture;
    const Comic comic = fixture.comicOf(1);
    const fs::path file = fixture.path("foreign.koma");
    QVERIFY(saveKomaFile(file, comic, fixture.store).has_value());
    const char *const names[] = {"../evil.txt",       "styles/../../evil.txt", "/etc/evil",
                                 "pictures/../x.png", "styles/a/b/c",          "styles/.a/x"};
    for (const char *name : names)
        addEntry(file, name, "evil");
    const auto opened = openKomaFile(file);
    QVERIFY(opened.has_value());
    QCOMPARE(countOf(opened->issues, FileIssue::Kind::ForeignEntry), std::size(names));
    QVERIFY(opened->comic == comic);
    for (const char *name : names)
        QCOMPARE(opened->archive->read(name).error().kind, ErrorKind::NotFound);
    QVERIFY(!extractStyle(*opened->archive, QStringLiteral(".."), fixture.path("out")));
    // A document cannot name a picture into another folder either.
    const PictureRef astray{QStringLiteral("../../secret"), QStringLiteral("png"), 1, 1};
    QCOMPARE(fixture.store.read(astray).error().kind, ErrorKind::NotFound);
}

void TestKomaFile::swollenEntriesAreRefused()
{
    const Fixture fixture;
    const fs::path file = fixture.path("bomb.koma");
    addEntry(file, "document.json", std::string(1000, ' '));
    // The directory (APPNOTE.TXT 4.3.12) now claims that it grows to almost 4 GB.
    std::string bytes = bytesOf(file);
    const std::size_t entry = bytes.find("PK\x01\x02");
    bytes.replace(entry + 24, 4, "\xff\xff\xff\xf0");
    overwrite(file, bytes);
    const auto opened = openKomaFile(file);
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::TooLarge);
}

void TestKomaFile::cancelLeavesTheOldFile()
{
    Fixture fixture;
    const Comic comic = fixture.comicOf(2);
    const fs::path file = fixture.path("kept.koma");
    QVERIFY(saveKomaFile(file, comic, fixture.store).has_value());
    const std::string before = bytesOf(file);
    CancelSource source;
    // At the first report of progress: in the middle of writing.
    const SaveOptions options{
        {}, source.token(), Progress([&](double, std::string_view) { source.cancel(); })};
    const auto saved = saveKomaFile(file, fixture.comicOf(4), fixture.store, options);
    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, ErrorKind::Cancelled);
    QCOMPARE(bytesOf(file), before);
    // Nothing is left beside it.
    int files = 0;
    for (const auto &entry : fs::directory_iterator(file.parent_path()))
        files += entry.is_regular_file();
    QCOMPARE(files, 2); // with the fixture's picture
    QCOMPARE(saveKomaFile(fixture.path("no/such/folder.koma"), comic, fixture.store).error().kind,
             ErrorKind::Unwritable);
}

void TestKomaFile::stylesTravel()
{
    Fixture fixture;
    const Comic comic = fixture.comicOf(1);
    fs::create_directories(fixture.path("style"));
    QVERIFY(writeFileAtomically(fixture.path("style/style.json"), "{}").has_value());
    QVERIFY(writeFileAtomically(fixture.path("style/weights.safetensors"), "1234").has_value());
    const fs::path file = fixture.path("styled.koma");
    const SaveOptions options{{{QStringLiteral("my-ink"), fixture.path("style")}}, {}, {}};
    QVERIFY(saveKomaFile(file, comic, fixture.store, options).has_value());
    const auto opened = openKomaFile(file);
    QVERIFY(opened->issues.empty());
    QCOMPARE(embeddedStyles(*opened->archive), QList<QString>{QStringLiteral("my-ink")});
    QVERIFY(
        extractStyle(*opened->archive, QStringLiteral("my-ink"), fixture.path("out")).has_value());
    QCOMPARE(bytesOf(fixture.path("out/my-ink/weights.safetensors")), std::string("1234"));
    QCOMPARE(
        extractStyle(*opened->archive, QStringLiteral("none"), fixture.path("out")).error().kind,
        ErrorKind::NotFound);
}

KOMA_TEST_MAIN(QCoreApplication, TestKomaFile)
#include "tst_komafile.moc"
