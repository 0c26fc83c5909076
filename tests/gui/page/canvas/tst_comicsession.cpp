// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/commands/objectcommands.h"
#include "core/imaging/pictureio.h"
#include "tests/gui/page/dockfixture.h"
#include "tests/support/fixtures.h"
#include "tests/support/require.h"
#include "tests/support/testmain.h"
#include "ui/page/session/comicsession.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace koma;
using namespace Qt::StringLiterals;
using Work = ComicSession::Work;

namespace {

struct Bench
{
    QTemporaryDir folder;
    JobRunner runner;
    std::unique_ptr<ComicSession> session = newSession();

    [[nodiscard]] QString path(const QString &name) const { return folder.filePath(name); }
    std::unique_ptr<ComicSession> newSession()
    {
        return std::make_unique<ComicSession>(runner, test::pathOf(folder) / "journals");
    }
    [[nodiscard]] const Comic &comic() const { return session->document().comic(); }
    void addPanel()
    {
        Document &document = session->document();
        const Page &page = document.comic().pages.first();
        auto command = addObjects(document, {page.id, {}, page.objects.size()},
                                  {test::panelObject(document.makeObjectId().value)});
        QVERIFY(command.has_value());
        document.undoStack().push(command->release());
    }
    /// Takes a painted picture in and puts it on the first page.
    PictureRef addPicture(std::uint64_t seed)
    {
        const auto file = test::pathOf(folder) / ("picture" + std::to_string(seed) + ".png");
        test::require(writePicture(
            file, test::paintedImage({60, 40}, 3, SampleType::U8, Random(seed)), {}, {}));
        PictureRef taken;
        session->takePicture(QString::fromStdString(file.string()), {},
                             [&](const PictureRef &picture) { taken = picture; });
        if (!QTest::qWaitFor([&] { return !taken.isEmpty(); }))
            return {};
        Document &document = session->document();
        ArtLayer art;
        art.picture = taken;
        auto command = addObjects(document, {document.comic().pages.first().id, {}, 0},
                                  {{document.makeObjectId(), {}, art, {}}});
        document.undoStack().push(command->release());
        return taken;
    }
    bool save(const QString &name)
    {
        QSignalSpy saved(session.get(), &ComicSession::saved);
        session->save(path(name));
        return QTest::qWaitFor([&] { return saved.count() == 1 && !session->isBusy(); });
    }
    bool open(const QString &file)
    {
        QSignalSpy opened(session.get(), &ComicSession::opened);
        session->open(file);
        return QTest::qWaitFor([&] { return opened.count() == 1 && !session->isBusy(); });
    }
    /// The program dies, and another one begins.
    void crash()
    {
        // What the journal had begun to write is there.
        QVERIFY(QTest::qWaitFor([&] { return !journalFiles().isEmpty(); }));
        QTest::qWait(50);
        session.reset();
        session = newSession();
    }
    [[nodiscard]] QStringList journalFiles() const
    {
        QStringList files;
        for (const QString &journal :
             QDir(path(u"journals"_s)).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            files += QDir(path(u"journals/"_s + journal)).entryList({u"*.json"_s}, QDir::Files);
        return files;
    }
};

} // namespace

class TestComicSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNewComicIsToBeSaved();
    void whatIsSavedIsReopenedEqual();
    void undoToWhatWasSavedIsClean();
    void whatIsEditedWhileSavingStaysUnsaved();
    void savingDoesNotNameTheNextComic();
    void aFailedSaveKeepsEverything();
    void aFailedOpeningKeepsEverything();
    void aDamagedFileSaysSo();
    void aCrashIsRecovered();
    void recoveryWithoutTheFile();
    void aRecoveryCutShortLosesNothing();
    void recoveriesCanBeDiscarded();
    void anEndLeavesNothing();
    void dyingModifiedTellsNobody();
    void picturesAreImportedAsPages();
    void cancelKeepsTheComic();
    void unreadablePicturesAreReported();
};

void TestComicSession::aNewComicIsToBeSaved()
{
    Bench bench;
    QVERIFY(!bench.session->isOpen());
    QVERIFY(!bench.session->isModified());
    Comic comic = test::emptyPages(2);
    comic.settings.title = u"The lake"_s;
    bench.session->startNew(comic);
    QVERIFY(bench.session->isOpen());
    QVERIFY(bench.session->isModified());
    QCOMPARE(bench.session->name(), u"The lake"_s);
    QVERIFY(bench.session->filePath().isEmpty());
    // Undoing the first edit does not make a comic saved that never was.
    bench.addPanel();
    bench.session->document().undoStack().undo();
    QVERIFY(bench.session->isModified());
}

void TestComicSession::whatIsSavedIsReopenedEqual()
{
    Bench bench;
    bench.session->startNew(test::emptyPages(2));
    bench.addPanel();
    const PictureRef picture = bench.addPicture(1);
    QVERIFY(bench.save(u"one.koma"_s));
    QVERIFY(!bench.session->isModified());
    QCOMPARE(bench.session->filePath(), bench.path(u"one.koma"_s));
    QCOMPARE(bench.session->name(), u"one"_s);
    const Comic saved = bench.comic();
    // As another name, and the first one stays.
    bench.addPanel();
    QVERIFY(bench.save(u"two.koma"_s));
    QCOMPARE(bench.session->name(), u"two"_s);
    bench.session->end();
    bench.session = bench.newSession();
    QVERIFY(bench.open(bench.path(u"one.koma"_s)));
    QCOMPARE(bench.comic(), saved);
    QVERIFY(!bench.session->isModified());
    QVERIFY(bench.session->pictures().load(picture).has_value());
}

void TestComicSession::undoToWhatWasSavedIsClean()
{
    Bench bench;
    bench.session->startNew(test::emptyPages(1));
    QVERIFY(bench.save(u"a.koma"_s));
    bench.addPanel();
    QVERIFY(bench.session->isModified());
    bench.session->document().undoStack().undo();
    QVERIFY(!bench.session->isModified());
}

void TestComicSession::whatIsEditedWhileSavingStaysUnsaved()
{
    Bench bench;
    bench.session->startNew(test::emptyPages(1));
    bench.addPanel();
    const Comic before = bench.comic();
    QSignalSpy saved(bench.session.get(), &ComicSession::saved);
    bench.session->save(bench.path(u"a.koma"_s));
    // As many steps as before, but another comic.
    bench.session->document().undoStack().undo();
    bench.addPicture(1);
    QTRY_COMPARE(saved.count(), 1);
    QVERIFY(bench.session->isModified());
    bench.session->end();
    bench.session = bench.newSession();
    QVERIFY(bench.open(bench.path(u"a.koma"_s)));
    QCOMPARE(bench.comic(), before);
}

void TestComicSession::savingDoesNotNameTheNextComic()
{
    Bench bench;
    bench.session->startNew(test::emptyPages(1));
    QSignalSpy saved(bench.session.get(), &ComicSession::saved);
    bench.session->save(bench.path(u"a.koma"_s));
    bench.session->startNew(test::emptyPages(3));
    QTRY_COMPARE(saved.count(), 1);
    // Else the next save would overwrite the first comic.
    QVERIFY(bench.session->filePath().isEmpty());
    QVERIFY(bench.session->isModified());
    QVERIFY(bench.open(bench.path(u"a.koma"_s)));
    QCOMPARE(bench.comic().pages.size(), 1);
}

void TestComicSession::aFailedSaveKeepsEverything()
{
    Bench bench;
    bench.session->startNew(test::emptyPages(1));
    QVERIFY(bench.save(u"a.koma"_s));
    bench.addPanel();
    const Comic before = bench.comic();
    QSignalSpy failed(bench.session.get(), &ComicSession::failed);
    bench.session->save(bench.path(u"a.koma/b.koma"_s)); // in a file
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(failed.first().at(1).value<Work>(), Work::Saving);
    QCOMPARE(bench.session->filePath(), bench.path(u"a.koma"_s));
    QCOMPARE(bench.comic(), before);
    QVERIFY(bench.session->isModified());
    QVERIFY(!bench.session->isBusy());
}

void TestComicSession::aFailedOpeningKeepsEverything()
{
    Bench bench;
    bench.session->startNew(test::emptyPages(2));
    const Comic before = bench.comic();
    QFile garbage(bench.path(u"garbage.koma"_s));
    QVERIFY(garbage.open(QIODevice::WriteOnly));
    garbage.write(QByteArray(5000, 'x'));
    garbage.close();
    QSignalSpy failed(bench.session.get(), &ComicSession::failed);
    bench.session->open(garbage.fileName());
    QTRY_COMPARE(failed.count(), 1);
    bench.session->open(bench.path(u"nowhere.koma"_s));
    QTRY_COMPARE(failed.count(), 2);
    QCOMPARE(failed.last().at(1).value<Work>(), Work::Opening);
    QCOMPARE(bench.comic(), before);
    QVERIFY(bench.session->isModified());
    QVERIFY(bench.session->filePath().isEmpty());
}

void TestComicSession::aDamagedFileSaysSo()
{
    Bench bench;
    bench.session->startNew(test::emptyPages(2));
    bench.addPicture(1);
    QVERIFY(bench.save(u"a.koma"_s));
    // The file's end is gone, as after a disk that was full.
    QFile file(bench.path(u"a.koma"_s));
    QVERIFY(file.resize(file.size() - 60));
    bench.session->end();
    bench.session = bench.newSession();
    QSignalSpy opened(bench.session.get(), &ComicSession::opened);
    QSignalSpy failed(bench.session.get(), &ComicSession::failed);
    bench.session->open(file.fileName());
    QTRY_COMPARE(opened.count() + failed.count(), 1);
    QCOMPARE(failed.count(), 0);
    QVERIFY(!opened.first().first().value<FileIssues>().empty());
    QCOMPARE(bench.comic().pages.size(), 2);
}

void TestComicSession::aCrashIsRecovered()
{
    Bench bench;
    Comic comic = test::emptyPages(2);
    comic.settings.title = u"Lost"_s;
    bench.session->startNew(comic);
    const PictureRef picture = bench.addPicture(1);
    const Comic before = bench.comic();
    bench.crash();
    const auto journals = bench.session->recoverable();
    QCOMPARE(journals.size(), std::size_t(1));
    QCOMPARE(journals.front().title, u"Lost"_s);
    QCOMPARE(journals.front().pageCount, 2);
    QSignalSpy opened(bench.session.get(), &ComicSession::opened);
    bench.session->recover(journals.front());
    QTRY_COMPARE(opened.count(), 1);
    QCOMPARE(bench.comic(), before);
    QVERIFY(bench.session->isModified());
    // The pictures are this session's own by now: the other's folder may go, and does.
    QTRY_VERIFY(bench.session->recoverable().empty());
    QVERIFY(bench.session->pictures().load(picture).has_value());
    // A second crash loses nothing either.
    bench.crash();
    QCOMPARE(bench.session->recoverable().size(), std::size_t(1));
}

void TestComicSession::recoveryWithoutTheFile()
{
    Bench bench;
    bench.session->startNew(test::emptyPages(2));
    bench.addPanel();
    QVERIFY(bench.save(u"a.koma"_s));
    bench.addPanel();
    const Comic before = bench.comic();
    bench.crash();
    QVERIFY(QFile::remove(bench.path(u"a.koma"_s)));
    const auto journals = bench.session->recoverable();
    QCOMPARE(journals.size(), std::size_t(1));
    QSignalSpy opened(bench.session.get(), &ComicSession::opened);
    bench.session->recover(journals.front());
    QTRY_COMPARE(opened.count(), 1);
    QCOMPARE(bench.comic(), before);
    QCOMPARE(bench.session->filePath(), bench.path(u"a.koma"_s));
    QVERIFY(bench.session->isModified());
    QVERIFY(bench.save(u"a.koma"_s));
    QVERIFY(!bench.session->isModified());
    QVERIFY(bench.open(bench.path(u"a.koma"_s)));
    QCOMPARE(bench.comic(), before);
}

void TestComicSession::aRecoveryCutShortLosesNothing()
{
    Bench bench;
    bench.session->startNew(test::emptyPages(1));
    QVERIFY(bench.save(u"other.koma"_s));
    bench.session->startNew(test::emptyPages(2));
    bench.addPanel();
    bench.crash();
    const auto journals = bench.session->recoverable();
    QCOMPARE(journals.size(), std::size_t(1));
    bench.session->recover(journals.front());
    QVERIFY(bench.open(bench.path(u"other.koma"_s))); // before it was read
    QCOMPARE(bench.comic().pages.size(), 1);
    bench.addPanel(); // this one's journal is written
    QTest::qWait(200);
    QCOMPARE(bench.session->recoverable().size(), std::size_t(1));
}

void TestComicSession::recoveriesCanBeDiscarded()
{
    Bench bench;
    bench.session->startNew(test::emptyPages(2));
    bench.addPanel();
    bench.crash();
    const auto journals = bench.session->recoverable();
    QCOMPARE(journals.size(), std::size_t(1));
    ComicSession::discard(journals.front());
    QVERIFY(bench.session->recoverable().empty());
    ComicSession::discard(journals.front()); // gone already
}

void TestComicSession::anEndLeavesNothing()
{
    Bench bench;
    bench.session->startNew(test::emptyPages(2));
    bench.addPanel();
    bench.session->end();
    bench.session.reset();
    bench.session = bench.newSession();
    QVERIFY(bench.session->recoverable().empty());
}

void TestComicSession::dyingModifiedTellsNobody()
{
    Bench bench;
    bench.session->startNew(test::emptyPages(2));
    QVERIFY(bench.save(u"a.koma"_s));
    bench.addPanel();
    int told = 0;
    QObject::connect(bench.session.get(), &ComicSession::stateChanged, [&] { ++told; });
    bench.session.reset();
    QCOMPARE(told, 0);
}

void TestComicSession::picturesAreImportedAsPages()
{
    Bench bench;
    QVERIFY(QDir(bench.folder.path()).mkdir(u"scans"_s));
    for (const std::uint64_t number : {1U, 2U, 3U}) {
        const auto file =
            test::pathOf(bench.folder) / "scans" / ("page" + std::to_string(number) + ".png");
        test::require(writePicture(
            file, test::paintedImage({60, 90}, 3, SampleType::U8, Random(number)), {}, {}));
    }
    QSignalSpy opened(bench.session.get(), &ComicSession::opened);
    bench.session->import(bench.path(u"scans"_s));
    QVERIFY(bench.session->isBusy());
    QTRY_COMPARE(opened.count(), 1);
    QCOMPARE(bench.comic().pages.size(), 3);
    QVERIFY(bench.session->isModified());
    QVERIFY(bench.session->filePath().isEmpty());
    for (const PictureRef &picture : picturesOf(bench.comic()))
        QVERIFY(bench.session->pictures().load(picture).has_value());
    QCOMPARE(picturesOf(bench.comic()).size(), 3);
}

void TestComicSession::cancelKeepsTheComic()
{
    Bench bench;
    bench.session->startNew(test::emptyPages(2));
    QVERIFY(bench.save(u"a.koma"_s));
    bench.session->startNew(test::emptyPages(3));
    QSignalSpy opened(bench.session.get(), &ComicSession::opened);
    QSignalSpy failed(bench.session.get(), &ComicSession::failed);
    bench.session->open(bench.path(u"a.koma"_s));
    bench.session->cancel();
    QVERIFY(!bench.session->isBusy());
    QTest::qWait(100);
    QCOMPARE(opened.count(), 0);
    QCOMPARE(failed.count(), 0);
    QCOMPARE(bench.comic().pages.size(), 3);
}

void TestComicSession::unreadablePicturesAreReported()
{
    Bench bench;
    bench.session->startNew(test::emptyPages(1));
    QSignalSpy failed(bench.session.get(), &ComicSession::failed);
    int taken = 0;
    bench.session->takePicture(bench.path(u"nowhere.png"_s), {},
                               [&](const PictureRef &) { ++taken; });
    bench.session->takePicture({}, "no picture", [&](const PictureRef &) { ++taken; });
    QTRY_COMPARE(failed.count(), 2);
    QCOMPARE(failed.first().at(1).value<Work>(), Work::TakingPicture);
    QCOMPARE(taken, 0);
}

KOMA_TEST_MAIN(QApplication, TestComicSession)
#include "tst_comicsession.moc"
