// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/commands/changecommands.h"
#include "core/document/commands/pagecommands.h"
#include "core/jobs/jobrunner.h"
#include "tests/gui/page/dockfixture.h"
#include "tests/support/randomcases.h"
#include "tests/support/testmain.h"
#include "ui/page/docks/issues/issuelistmodel.h"
#include "ui/page/docks/issues/issuesdock.h"
#include "ui/page/docks/issues/readingwatch.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QElapsedTimer>
#include <QLabel>
#include <QListView>
#include <QSignalSpy>

using namespace koma;
using namespace koma::test;

namespace {

struct Window
{
    explicit Window(Comic comic)
        : document(std::move(comic)), selection(document), dock(selection, runner)
    {
        dock.resize(270, 360);
        dock.show();
    }
    ~Window() { runner.shutdown(); }
    Window(const Window &) = delete;
    Window &operator=(const Window &) = delete;
    Window(Window &&) = delete;
    Window &operator=(Window &&) = delete;

    /// The rows as "page number: first object".
    [[nodiscard]] QStringList rows() const
    {
        QStringList list;
        for (const ComicIssue &issue : dock.issues().issues()) {
            const std::uint64_t object = issue.objects.isEmpty() ? 0 : issue.objects.first().value;
            list.append(QStringLiteral("%1: %2").arg(issue.pageNumber).arg(object));
        }
        return list;
    }
    [[nodiscard]] QListView &list() const { return *dock.findChild<QListView *>(); }
    void push(std::unique_ptr<QUndoCommand> command)
    {
        document.undoStack().push(command.release());
    }

    JobRunner runner;
    Document document;
    PageSelection selection;
    IssuesDock dock;
};

/// Pages 1 to 3; page 2 has the wordless balloon 20.
Comic comicWithAnEmptyBalloon()
{
    Comic comic = emptyPages(3);
    comic.pages[1].objects = {balloonObject(20)};
    return comic;
}

bool saysThat(const Window &window, const QString &words)
{
    const QList<QLabel *> labels = window.dock.findChildren<QLabel *>();
    return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) {
        return label->isVisible() && label->text().startsWith(words);
    });
}

ComicIssue numbered(int number)
{
    return {IssueSeverity::Hint, {1}, {}, QString::number(number), 1};
}

} // namespace

class TestIssuesDock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsAndForgetsWhileTheComicChanges()
    {
        Window window(comicWithAnEmptyBalloon());
        QVERIFY(saysThat(window, QStringLiteral("Looking through")));
        const QSignalSpy counts(&window.dock, &IssuesDock::countChanged);
        QTRY_COMPARE(window.rows(), QStringList{QStringLiteral("2: 20")});
        QCOMPARE(counts.last().first().toInt(), 1);
        QCOMPARE(IssuesDock::titleFor(window.dock.count()), QStringLiteral("Issues (1)"));
        QVERIFY(window.list().isVisible());
        window.push(std::move(
            *addObjects(window.document, {{2}, {20}, 0}, {textObject(21, QStringLiteral("Oh!"))})));
        QTRY_COMPARE_WITH_TIMEOUT(window.dock.count(), 0, 4000);
        QVERIFY(!window.list().isVisible());
        QVERIFY(saysThat(window, QStringLiteral("Nothing to mend")));
        QCOMPARE(IssuesDock::titleFor(0), QStringLiteral("Issues"));
        window.document.undoStack().undo();
        QTRY_COMPARE_WITH_TIMEOUT(window.dock.count(), 1, 4000);
    }

    void fittedSizesCount()
    {
        // Set at 8 pt, but fitted into a frame that only takes far smaller letters.
        Comic comic = emptyPages(1);
        PageObject text =
            textObject(21, QStringLiteral("So many words that they must shrink to fit in here"));
        std::get<TextBlock>(text.content).framePt = {20.0, 20.0, 30.0, 12.0};
        comic.pages[0].objects = {text};
        Window window(comic);
        QTRY_COMPARE(window.rows(), QStringList{QStringLiteral("1: 21")});
        QVERIFY(window.dock.issues().issues().first().text.contains(QStringLiteral("6.0 pt")));
    }

    void checksAtMostOnceASecondAndOnlyWhatChanged()
    {
        JobRunner runner;
        Document document(comicWithAnEmptyBalloon());
        ReadingWatch watch(runner, document);
        QSignalSpy checks(&watch, &ReadingWatch::checked);
        QTRY_COMPARE(checks.size(), 1);
        QCOMPARE(checks.at(0).first().value<QList<PageId>>().size(), 3);
        QElapsedTimer clock;
        clock.start();
        for (int i = 0; i < 10; ++i) {
            document.undoStack().push(moveObjects(document, {{20}}, {1.0, 0.0}).release());
            QTest::qWait(20);
        }
        QCOMPARE(checks.size(), 1);
        QTRY_COMPARE_WITH_TIMEOUT(checks.size(), 2, 4000);
        QVERIFY(clock.elapsed() > ReadingWatch::kPauseMs / 2);
        QCOMPARE(checks.at(1).first().value<QList<PageId>>(), QList<PageId>{PageId{2}});
        runner.shutdown();
    }

    void goesToWhatIsMeant()
    {
        Window window(comicWithAnEmptyBalloon());
        QTRY_COMPARE(window.dock.count(), 1);
        const QSignalSpy revealed(&window.selection, &PageSelection::revealed);
        window.list().setCurrentIndex(window.dock.issues().index(0));
        QCOMPARE(window.selection.page(), PageId{1});
        QTest::keyClick(&window.list(), Qt::Key_Return);
        QCOMPARE(window.selection.page(), PageId{2});
        QCOMPARE(window.selection.single(), ObjectId{20});
        QCOMPARE(revealed.size(), 1);
        window.selection.setPage({1});
        const QPoint row = window.list().visualRect(window.dock.issues().index(0)).center();
        QTest::mouseClick(window.list().viewport(), Qt::LeftButton, {}, row);
        QTest::mouseDClick(window.list().viewport(), Qt::LeftButton, {}, row);
        QCOMPARE(window.selection.page(), PageId{2});
    }

    void numbersFollowThePages()
    {
        Window window(comicWithAnEmptyBalloon());
        QTRY_COMPARE(window.rows(), QStringList{QStringLiteral("2: 20")});
        window.push(movePages(window.document, {PageId{2}}, 0));
        QCOMPARE(window.rows(), QStringList{QStringLiteral("1: 20")});
        window.push(removePages(window.document, {PageId{2}}));
        QCOMPARE(window.dock.count(), 0);
        window.document.undoStack().undo();
        QTRY_COMPARE_WITH_TIMEOUT(window.rows(), QStringList{QStringLiteral("1: 20")}, 4000);
    }

    void filesAndTheRendererReport()
    {
        Window window(emptyPages(3));
        using Kind = FileIssue::Kind;
        // The file had four pages, and lost its second.
        window.dock.setFileIssues({{Kind::DamagedArchive, 0, "The directory was lost."},
                                   {Kind::PageLost, 2, "Page 2 could not be read."},
                                   {Kind::PictureMissing, 4, "A picture is missing."}});
        RenderReport report;
        report.missingArt = {{ObjectId{77}, "The file is gone."}};
        report.missingCharacters = QStringLiteral("ꙮ");
        window.dock.setRenderReport({2}, report);
        QCOMPARE(window.rows(), (QStringList{QStringLiteral("0: 0"), QStringLiteral("0: 0"),
                                             QStringLiteral("2: 77"), QStringLiteral("2: 0"),
                                             QStringLiteral("3: 0")}));
        for (const ComicIssue &issue : window.dock.issues().issues())
            QCOMPARE(issue.severity, IssueSeverity::Problem);
        QVERIFY(
            window.dock.issues().issues().at(2).text.endsWith(QStringLiteral("The file is gone.")));
        // An object that is no longer there: its page at least.
        window.list().setCurrentIndex(window.dock.issues().index(2));
        QTest::keyClick(&window.list(), Qt::Key_Return);
        QCOMPARE(window.selection.page(), PageId{2});
        window.dock.setRenderReport({2}, {});
        QCOMPARE(window.dock.count(), 3);
        window.document.reset(emptyPages(1));
        QCOMPARE(window.dock.count(), 0);
    }

    void rowsChangeNoMoreThanTheyMust()
    {
        IssueListModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        Random random(randomCasesSeed());
        QList<ComicIssue> issues{numbered(-1), numbered(-2)};
        model.setIssues(issues);
        const QPersistentModelIndex first(model.index(0));
        const QPersistentModelIndex last(model.index(1));
        for (int step = 0; step < 50; ++step) {
            issues = {numbered(-1)};
            for (int i = 0; i < random.below(5); ++i)
                issues.append(numbered(static_cast<int>(random.below(4))));
            issues.append(numbered(-2));
            model.setIssues(issues);
            QVERIFY(model.issues() == issues);
            QCOMPARE(first.row(), 0);
            QCOMPARE(last.row(), model.rowCount() - 1);
        }
    }

    void looks()
    {
        if (qEnvironmentVariable("KOMA_GRABS").isEmpty())
            return;
        Window window(emptyPages(3));
        QTRY_VERIFY(saysThat(window, QStringLiteral("Nothing")));
        grab(window.dock, QStringLiteral("issues-none"));
        Comic comic = comicWithAnEmptyBalloon();
        PageObject text = textObject(30, QStringLiteral("Outside"));
        std::get<TextBlock>(text.content).framePt = {1.0, 1.0, 60.0, 30.0};
        comic.pages[2].objects = {text};
        window.document.reset(comic);
        window.dock.setFileIssues(
            {{FileIssue::Kind::DamagedArchive, 0,
              "The file's directory was lost; what was found was read piece by piece."}});
        QTRY_COMPARE(window.dock.count(), 3);
        window.list().setCurrentIndex(window.dock.issues().index(1));
        grab(window.dock, QStringLiteral("issues"));
    }
};

KOMA_TEST_MAIN(QApplication, TestIssuesDock)
#include "tst_issuesdock.moc"
