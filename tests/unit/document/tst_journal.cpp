// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomicfile.h"
#include "core/document/commands/changecommands.h"
#include "core/document/commands/objectcommands.h"
#include "core/document/commands/pagecommands.h"
#include "core/document/file/documentjson.h"
#include "core/document/file/picturestore.h"
#include "core/document/journal/autosavejournal.h"
#include "tests/support/fixtures.h"
#include "tests/support/randomcases.h"
#include "tests/support/randomcomic.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <deque>
#include <fstream>
#include <iterator>
#include <set>

using namespace koma;
namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace {

void runAtOnce(const AutosaveJournal::Work &work, const AutosaveJournal::Done &done)
{
    done(work());
}

std::set<std::string> pageFiles(const JournalFolder &folder)
{
    std::set<std::string> names;
    for (const auto &entry : fs::directory_iterator(folder.path() / "pages"))
        names.insert(entry.path().filename().string());
    return names;
}

Comic comicOf(std::uint64_t stream, int pages)
{
    return test::RandomComic(Random(test::randomCasesSeed(), stream)).comic(pages);
}

} // namespace

class TestJournal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_root = std::make_unique<QTemporaryDir>(); }

    void whatIsWrittenIsRecovered();
    void onlyChangedPagesAreWritten();
    void overtakenWritesDoNothing();
    void livingSessionsAreLeftAlone();
    void aKilledProcessLeavesItsWork();
    void aDamagedJournalGivesWhatItHas();
    void structureIsStoredAtOnceAndTheRestLater();
    void savingLeavesNothingToRecover();
    void failuresAreTold();

private:
    fs::path root() const { return test::pathOf(*m_root); }

    std::unique_ptr<QTemporaryDir> m_root;
};

void TestJournal::whatIsWrittenIsRecovered()
{
    for (std::uint64_t i = 0; i < 10; ++i) {
        const Comic comic = comicOf(i, static_cast<int>(i));
        fs::path path;
        {
            const auto folder = JournalFolder::create(root()).value();
            QVERIFY(folder->write(comic, "/comics/a.koma", 1).has_value());
            path = folder->path();
        }
        const auto recovered = recoverJournal(path);
        QVERIFY(recovered.has_value() && recovered->issues.empty());
        QVERIFY(recovered->comic == comic);
        QCOMPARE(recovered->documentPath, fs::path("/comics/a.koma"));
    }
    const auto journals = recoverableJournals(root());
    QCOMPARE(journals.size(), std::size_t{10});
    QCOMPARE(journals.front().pageCount, 9);
    QVERIFY(journals.front().writtenAt >= journals.back().writtenAt);
    QCOMPARE(recoverJournal(root() / "none").error().kind, ErrorKind::NotFound);
}

void TestJournal::onlyChangedPagesAreWritten()
{
    const auto folder = JournalFolder::create(root()).value();
    Comic comic = comicOf(1, 6);
    QVERIFY(folder->write(comic, {}, 1).has_value());
    const auto before = pageFiles(*folder);
    QCOMPARE(before.size(), std::size_t{6});
    comic.pages[2].properties.name = QStringLiteral("changed");
    comic.pages.move(0, 4);
    QVERIFY(folder->write(comic, {}, 2).has_value());
    const auto after = pageFiles(*folder);
    QCOMPARE(after.size(), std::size_t{6});
    std::set<std::string> kept;
    std::set_intersection(before.begin(), before.end(), after.begin(), after.end(),
                          std::inserter(kept, kept.end()));
    QCOMPARE(kept.size(), std::size_t{5});
    QVERIFY(recoverJournal(folder->path())->comic == comic);
}

void TestJournal::overtakenWritesDoNothing()
{
    const auto folder = JournalFolder::create(root()).value();
    const Comic newer = comicOf(1, 2);
    QVERIFY(folder->write(newer, {}, 7).has_value());
    QVERIFY(folder->write(comicOf(2, 3), {}, 6).has_value());
    QVERIFY(folder->clear(5).has_value());
    QVERIFY(recoverJournal(folder->path())->comic == newer);
    folder->discard();
    QVERIFY(!fs::exists(folder->path()));
    QVERIFY(folder->write(newer, {}, 8).has_value());
    QVERIFY(!fs::exists(folder->path()));
}

void TestJournal::livingSessionsAreLeftAlone()
{
    auto folder = JournalFolder::create(root()).value();
    QVERIFY(folder->write(comicOf(1, 1), {}, 1).has_value());
    QVERIFY(recoverableJournals(root()).empty());
    QVERIFY(!JournalFolder::takeOver(folder->path()));
    const fs::path path = folder->path();
    folder.reset();
    QCOMPARE(recoverableJournals(root()).size(), std::size_t{1});
    // The next session goes on in it.
    const auto next = JournalFolder::takeOver(path).value();
    const Comic changed = comicOf(2, 2);
    QVERIFY(next->write(changed, {}, 1).has_value());
    QVERIFY(recoverJournal(path)->comic == changed);
    QCOMPARE(pageFiles(*next).size(), std::size_t{2});
    fs::create_directories(root() / "something else");
    QVERIFY(recoverableJournals(root()).empty());
    QVERIFY(recoverableJournals(root() / "none").empty());
}

void TestJournal::aKilledProcessLeavesItsWork()
{
    const Comic comic = comicOf(1, 3);
    const Image image = test::paintedImage({30, 20}, 3, SampleType::U8, Random(1));
    const fs::path picture = root() / "picture.png";
    QVERIFY(writePicture(picture, image, {}, {}).has_value());
    const fs::path journals = root() / "journals";
    const pid_t child = ::fork();
    if (child == 0) {
        const auto folder = JournalFolder::create(journals).value();
        PictureStore store(folder->picturesFolder());
        const bool isStored =
            store.addFile(picture).has_value() && folder->write(comic, {}, 1).has_value();
        ::kill(::getpid(), isStored ? SIGKILL : SIGTERM);
    }
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFSIGNALED(status));
    QCOMPARE(WTERMSIG(status), SIGKILL);
    const auto found = recoverableJournals(journals);
    QCOMPARE(found.size(), std::size_t{1});
    QVERIFY(recoverJournal(found[0].folder)->comic == comic);
    // The picture that was never saved is there too.
    PictureStore fresh(root() / "fresh");
    const PictureRef ref = fresh.addFile(picture).value();
    const auto folder = JournalFolder::takeOver(found[0].folder).value();
    const PictureStore left(folder->picturesFolder());
    QVERIFY(left.read(ref).has_value());
}

void TestJournal::aDamagedJournalGivesWhatItHas()
{
    const auto folder = JournalFolder::create(root()).value();
    Comic comic = comicOf(1, 4);
    QVERIFY(folder->write(comic, {}, 1).has_value());
    const std::string prefix = std::to_string(comic.pages[1].id.value) + "-";
    for (const std::string &name : pageFiles(*folder)) {
        if (name.starts_with(prefix))
            std::ofstream(folder->path() / "pages" / name) << "{ broken";
    }
    const auto recovered = recoverJournal(folder->path());
    comic.pages.removeAt(1);
    QVERIFY(recovered->comic == comic);
    QCOMPARE(countOf(recovered->issues, FileIssue::Kind::PageLost), std::size_t{1});
    // An index that points out of its folder is not followed.
    const fs::path index = folder->path() / "journal.json";
    std::string text = readFile(index, 1U << 20U).value();
    std::ofstream(root() / "evil.json") << pageText(comic.pages[0]);
    text.replace(text.find(prefix), prefix.size(), "../../evil.json\",\"" + prefix);
    std::ofstream(index) << text;
    QCOMPARE(countOf(recoverJournal(folder->path())->issues, FileIssue::Kind::PageLost),
             std::size_t{2});
    std::ofstream(index) << R"({"format":"koma-journal","version":99,"pages":[],)"
                         << R"("documentPath":"","writtenAt":""})";
    QCOMPARE(recoverJournal(folder->path()).error().kind, ErrorKind::VersionTooNew);
    std::ofstream(index) << "no";
    QCOMPARE(recoverJournal(folder->path()).error().kind, ErrorKind::BadFormat);
}

void TestJournal::structureIsStoredAtOnceAndTheRestLater()
{
    Document document(comicOf(1, 2));
    const auto folder = JournalFolder::create(root()).value();
    AutosaveJournal journal(document, folder, &runAtOnce, 400ms);
    QSignalSpy written(&journal, &AutosaveJournal::written);
    DocumentSettings settings = document.settings();
    settings.title = QStringLiteral("Later");
    document.undoStack().push(changeSettings(document, settings).release());
    QVERIFY(journal.isWaiting());
    QTest::qWait(50);
    QCOMPARE(written.count(), 0);
    QTRY_COMPARE(written.count(), 1);
    QVERIFY(recoverJournal(folder->path())->comic == document.comic());
    // A structural change does not wait, and takes what was waiting with it; many are one.
    settings.title = QStringLiteral("Now");
    document.undoStack().push(changeSettings(document, settings).release());
    const PageId first = document.comic().pages[0].id;
    document.undoStack().push(duplicatePages(document, {first}).release());
    document.undoStack().push(duplicatePages(document, {first}).release());
    QTest::qWait(50);
    QCOMPARE(written.count(), 2);
    QVERIFY(recoverJournal(folder->path())->comic == document.comic());
    // Changes that keep coming do not put it off for ever.
    for (int i = 0; i < 12; ++i) {
        settings.title = QString::number(i);
        document.undoStack().push(changeSettings(document, settings).release());
        QTest::qWait(50);
    }
    QVERIFY(written.count() >= 3);
    journal.flush();
    QVERIFY(!journal.isWaiting());
    QVERIFY(recoverJournal(folder->path())->comic == document.comic());
}

void TestJournal::savingLeavesNothingToRecover()
{
    Document document(comicOf(1, 2));
    auto folder = JournalFolder::create(root()).value();
    // Works wait here, as on a busy disk.
    std::deque<AutosaveJournal::Work> works;
    AutosaveJournal journal(document, folder,
                            [&](const AutosaveJournal::Work &work, const AutosaveJournal::Done &) {
                                works.push_back(work);
                            });
    document.undoStack().push(removePages(document, {document.comic().pages[0].id}).release());
    journal.flush();
    journal.noteSaved("/comics/a.koma");
    QCOMPARE(works.size(), std::size_t{2});
    // Even if the older one is done last.
    QVERIFY(works[1]().has_value());
    QVERIFY(works[0]().has_value());
    QCOMPARE(recoverJournal(folder->path()).error().kind, ErrorKind::NotFound);
    document.undoStack().undo();
    journal.flush();
    QVERIFY(works[2]().has_value());
    const auto recovered = recoverJournal(folder->path());
    QVERIFY(recovered->comic == document.comic());
    QCOMPARE(recovered->documentPath, fs::path("/comics/a.koma"));
}

void TestJournal::failuresAreTold()
{
    Document document(comicOf(1, 2));
    const auto folder = JournalFolder::create(root()).value();
    AutosaveJournal journal(document, folder, &runAtOnce);
    QSignalSpy failed(&journal, &AutosaveJournal::failed);
    fs::remove_all(folder->path() / "pages");
    document.undoStack().push(removePages(document, {document.comic().pages[0].id}).release());
    journal.flush();
    QCOMPARE(failed.count(), 1);
    std::ofstream(root() / "file") << "x";
    QCOMPARE(JournalFolder::create(root() / "file").error().kind, ErrorKind::Unwritable);
}

KOMA_TEST_MAIN(QCoreApplication, TestJournal)
#include "tst_journal.moc"
