// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/commands/changecommands.h"
#include "core/document/commands/pagecommands.h"
#include "tests/gui/page/dockfixture.h"
#include "tests/support/randomcases.h"
#include "tests/support/testmain.h"
#include "ui/page/art/pagethumbnails.h"
#include "ui/page/docks/pages/pageactions.h"
#include "ui/page/docks/pages/pagelistmodel.h"
#include "ui/page/docks/pages/pagesdock.h"
#include "ui/page/docks/pages/pagesview.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QApplication>
#include <QElapsedTimer>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QToolButton>

using namespace koma;
using namespace koma::test;

namespace {

constexpr auto kFail = QAbstractItemModelTester::FailureReportingMode::QtTest;

/// Pages without pictures need none.
class NoArt : public ArtSource
{
public:
    Result<QImage> picture(const ArtRequest & /*request*/) const override
    {
        return fail(ErrorKind::NotFound, "There are no pictures here.");
    }
};

struct Window
{
    explicit Window(Comic comic)
        : document(std::move(comic)),
          selection(document),
          thumbnails(runner, document, art, QSize(100, 100)),
          dock(selection, thumbnails)
    {
        dock.resize(240, 560);
        dock.show();
        dock.activateWindow();
        dock.view().setFocus();
    }
    ~Window() { runner.shutdown(); }
    Window(const Window &) = delete;
    Window &operator=(const Window &) = delete;
    Window(Window &&) = delete;
    Window &operator=(Window &&) = delete;

    [[nodiscard]] PagesView &view() const { return dock.view(); }
    [[nodiscard]] PageActions &actions() const { return dock.actions(); }
    [[nodiscard]] QRect rectOf(std::uint64_t id) const
    {
        return view().visualRect(view().pages().indexOf({id}));
    }
    void click(std::uint64_t id, Qt::KeyboardModifiers keys = Qt::NoModifier)
    {
        QTest::mouseClick(view().viewport(), Qt::LeftButton, keys, rectOf(id).center());
    }
    void press(int key, Qt::KeyboardModifiers keys = Qt::NoModifier)
    {
        QTest::keyClick(&view(), static_cast<Qt::Key>(key), keys);
    }
    /// The ids of the pages in order.
    [[nodiscard]] QString order() const
    {
        QStringList ids;
        for (const Page &page : document.comic().pages)
            ids.append(QString::number(page.id.value));
        return ids.join(QLatin1Char(' '));
    }
    [[nodiscard]] QString picked() const
    {
        QStringList ids;
        for (const PageId page : view().picked())
            ids.append(QString::number(page.value));
        return ids.join(QLatin1Char(' '));
    }
    bool drop(std::initializer_list<std::uint64_t> pages, QPoint point)
    {
        QModelIndexList rows;
        for (const std::uint64_t id : pages)
            rows.append(view().pages().indexOf({id}));
        const std::unique_ptr<QMimeData> data(view().pages().mimeData(rows));
        return dropOn(view(), *data, point);
    }

    NoArt art;
    JobRunner runner;
    Document document;
    PageSelection selection;
    PageThumbnails thumbnails;
    PagesDock dock;
};

} // namespace

class TestPagesDock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void clicksAndKeysShowPages()
    {
        Window window(emptyPages(6));
        window.click(3);
        QCOMPARE(window.selection.page(), PageId{3});
        QVERIFY(QTest::qWaitForWindowActive(&window.dock));
        window.press(Qt::Key_PageDown);
        QCOMPARE(window.selection.page(), PageId{4});
        window.press(Qt::Key_PageUp);
        window.press(Qt::Key_PageUp);
        QCOMPARE(window.selection.page(), PageId{2});
        window.press(Qt::Key_Down); // two spreads, one below the other
        QCOMPARE(window.selection.page(), PageId{4});
        window.press(Qt::Key_Right);
        QCOMPARE(window.selection.page(), PageId{5});
        window.press(Qt::Key_Home);
        QCOMPARE(window.selection.page(), PageId{1});
        window.press(Qt::Key_End, Qt::ControlModifier);
        QCOMPARE(window.selection.page(), PageId{6});
        QCOMPARE(window.picked(), QStringLiteral("6"));
    }

    void arrowsPointWhereTheyPoint()
    {
        Comic comic = emptyPages(4);
        comic.settings.direction = ReadingDirection::RightToLeft;
        Window window(comic);
        window.click(2);
        window.press(Qt::Key_Left);
        QCOMPARE(window.selection.page(), PageId{3});
        QVERIFY(window.rectOf(3).center().x() < window.rectOf(2).center().x());
    }

    void theShownPageIsFollowed()
    {
        Window window(emptyPages(40));
        QCOMPARE(window.view().verticalScrollBar()->value(), 0);
        window.selection.setPage({39});
        QVERIFY(window.view().viewport()->rect().contains(window.rectOf(39)));
        QCOMPARE(window.picked(), QStringLiteral("39"));
        // The settings bind the book another way: seen at once.
        DocumentSettings settings = window.document.settings();
        settings.hasFacingPages = false;
        window.document.undoStack().push(changeSettings(window.document, settings).release());
        const PageGrid &grid = window.view().grid();
        QVERIFY(grid.cell(1).left() == grid.cell(3).left());
    }

    void severalArePicked()
    {
        Window window(emptyPages(6));
        window.click(2);
        window.click(5, Qt::ShiftModifier);
        QCOMPARE(window.picked(), QStringLiteral("2 3 4 5"));
        window.click(3, Qt::ControlModifier);
        QCOMPARE(window.picked(), QStringLiteral("2 4 5"));
        window.click(1);
        QCOMPARE(window.picked(), QStringLiteral("1"));
        window.press(Qt::Key_PageDown);
        QCOMPARE(window.picked(), QStringLiteral("2"));
    }

    void dropsMovePages()
    {
        Window window(emptyPages(6));
        QVERIFY(window.drop({2, 3}, window.rectOf(5).center() + QPoint(30, 0)));
        QCOMPARE(window.order(), QStringLiteral("1 4 5 2 3 6"));
        QCOMPARE(window.document.undoStack().count(), 1);
        window.document.undoStack().undo();
        QCOMPARE(window.order(), QStringLiteral("1 2 3 4 5 6"));
        QVERIFY(window.drop({6}, window.rectOf(1).center() - QPoint(30, 0)));
        QCOMPARE(window.order(), QStringLiteral("6 1 2 3 4 5"));
        // Where it is already: no step.
        const int steps = window.document.undoStack().count();
        QVERIFY(window.drop({1}, window.rectOf(2).center() - QPoint(30, 0)));
        QCOMPARE(window.document.undoStack().count(), steps);
    }

    void foreignDropsAreRefused()
    {
        Window window(emptyPages(3));
        Window other(emptyPages(3));
        const std::unique_ptr<QMimeData> data(
            other.view().pages().mimeData({other.view().pages().index(0)}));
        QVERIFY(!dropOn(window.view(), *data, window.rectOf(3).center()));
        QCOMPARE(window.order(), QStringLiteral("1 2 3"));
    }

    void theInsertionIsMarked()
    {
        Window window(emptyPages(4));
        const QPoint at = window.rectOf(3).center() - QPoint(30, 0);
        const std::unique_ptr<QMimeData> data(
            window.view().pages().mimeData({window.view().pages().index(0)}));
        QVERIFY(dragOver(window.view(), *data, at));
        const QPoint mark = window.view().grid().insertionAt(at).mark.center();
        const QColor accent = window.view().palette().color(QPalette::Highlight);
        QCOMPARE(window.view().viewport()->grab().toImage().pixelColor(mark), accent);
        QDragLeaveEvent leave;
        QApplication::sendEvent(window.view().viewport(), &leave);
        QVERIFY(window.view().viewport()->grab().toImage().pixelColor(mark) != accent);
    }

    void newPagesComeAfterTheShownOne()
    {
        Window window(emptyPages(3));
        window.click(2);
        window.actions().newPage->trigger();
        QCOMPARE(window.document.pageIndex(window.selection.page()), 2);
        QCOMPARE(window.document.comic().pages.size(), 4);
        window.actions().newSpread->trigger();
        const Page &spread = *window.document.page(window.selection.page());
        QVERIFY(spread.properties.isDoublePage);
        QCOMPARE(window.document.pageIndex(spread.id), 3);
        QVERIFY(window.rectOf(spread.id.value).width() > window.rectOf(1).width());
        window.document.undoStack().setIndex(0);
        QCOMPARE(window.order(), QStringLiteral("1 2 3"));
    }

    void keysDuplicateMoveAndDelete()
    {
        Window window(emptyPages(4));
        QVERIFY(QTest::qWaitForWindowActive(&window.dock));
        window.click(2);
        window.press(Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(window.document.comic().pages.size(), 5);
        QCOMPARE(window.document.pageIndex(window.selection.page()), 2);
        const QString copy = QString::number(window.selection.page().value);
        window.press(Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(window.order(), QStringLiteral("1 2 3 %1 4").arg(copy));
        QCOMPARE(window.picked(), copy); // picked still, where it is now
        window.press(Qt::Key_Up, Qt::AltModifier);
        window.press(Qt::Key_Delete);
        QCOMPARE(window.order(), QStringLiteral("1 2 3 4"));
        QCOMPARE(window.picked(), QString::number(window.selection.page().value));
        window.click(1);
        window.click(3, Qt::ShiftModifier);
        window.press(Qt::Key_Delete);
        QCOMPARE(window.order(), QStringLiteral("4"));
        window.document.undoStack().undo();
        QCOMPARE(window.order(), QStringLiteral("1 2 3 4"));
    }

    void theButtonsDoIt()
    {
        Window window(emptyPages(3));
        const auto button = [&](const QString &name) -> QToolButton * {
            for (QToolButton *each : window.dock.findChildren<QToolButton *>()) {
                if (each->accessibleName() == name)
                    return each;
            }
            return nullptr;
        };
        window.click(3);
        QToolButton *remove = button(QStringLiteral("Delete"));
        QVERIFY(remove != nullptr);
        QTest::mouseClick(remove, Qt::LeftButton);
        QCOMPARE(window.order(), QStringLiteral("1 2"));
        const QToolButton *more = button(QStringLiteral("More"));
        QVERIFY(more != nullptr);
        QVERIFY(more->menu()->actions().contains(window.actions().roles()));
        QTest::mouseClick(button(QStringLiteral("Insert Spread")), Qt::LeftButton);
        QVERIFY(window.document.comic().pages.last().properties.isDoublePage);
    }

    void theLastPageStays()
    {
        Window window(emptyPages(2));
        const QSignalSpy refusals(&window.dock, &PagesDock::refused);
        window.view().selectAll();
        window.actions().remove->trigger();
        QCOMPARE(refusals.size(), 1);
        QCOMPARE(window.order(), QStringLiteral("1 2"));
    }

    void rolesAreChosen()
    {
        Window window(emptyPages(2));
        window.click(1);
        const QList<QAction *> roles = window.actions().roles()->menu()->actions();
        QCOMPARE(roles.size(), static_cast<int>(PageRole::Other) + 1);
        roles.first()->trigger();
        QCOMPARE(window.document.comic().pages[0].properties.role, PageRole::FrontCover);
        QVERIFY(window.view().pages().index(0).data().toString().contains(
            QStringLiteral("Front cover")));
        window.document.undoStack().undo();
        QCOMPARE(window.document.comic().pages[0].properties.role, PageRole::Story);
        QCOMPARE(window.view().pages().index(0).data().toString(), QStringLiteral("1"));
    }

    void thumbnailsArriveForVisiblePages()
    {
        Comic comic = emptyPages(60);
        comic.pages[1].properties.paper = Colour{0xffcc2211};
        Window window(comic);
        const auto picture = [&](std::uint64_t id) {
            return window.thumbnails.thumbnail(PageId{id});
        };
        QTRY_VERIFY(!picture(2).isNull());
        QVERIFY(picture(60).isNull());
        const QColor middle =
            window.view().viewport()->grab().toImage().pixelColor(window.rectOf(2).center());
        QVERIFY(middle.red() > 150 && middle.green() < 80);
        window.selection.setPage({60});
        QTRY_VERIFY(!picture(60).isNull());
    }

    void thumbnailsHaveTheSizeThatIsShown()
    {
        Window window(emptyPages(2));
        QTRY_VERIFY(!window.thumbnails.thumbnail(PageId{1}).isNull());
        const QSize shown =
            window.view().grid().paper(0).size() * window.view().devicePixelRatioF();
        const QSize off = window.thumbnails.thumbnail(PageId{1}).size() - shown;
        QVERIFY(std::abs(off.width()) <= 1 && std::abs(off.height()) <= 1);
    }

    void screenReadersFindThePages()
    {
        Window window(emptyPages(3));
        window.click(2);
        QAccessibleInterface *view = QAccessible::queryAccessibleInterface(&window.view());
        QVERIFY(view != nullptr && view->isValid());
        QCOMPARE(view->text(QAccessible::Name), QStringLiteral("Pages"));
        QCOMPARE(view->childCount(), 3);
        QCOMPARE(view->child(1)->text(QAccessible::Name), QStringLiteral("Page 2"));
        QVERIFY(view->child(1)->state().selected);
    }

    void longBooksStayFluid()
    {
        Window window(emptyPages(300));
        QElapsedTimer clock;
        clock.start();
        window.document.undoStack().push(movePages(window.document, {PageId{250}}, 3).release());
        window.view().viewport()->repaint();
        qInfo("moving one of 300 pages: %lld ms", clock.elapsed());
        QVERIFY(clock.elapsed() < 1000);
        QCOMPARE(window.document.pageIndex({250}), 3);
    }

    void randomEditsKeepTheRows()
    {
        Random random(randomCasesSeed());
        Window window(emptyPages(5));
        const QAbstractItemModelTester tester(&window.view().pages(), kFail);
        QSignalSpy resets(&window.view().pages(), &QAbstractItemModel::modelReset);
        Document &document = window.document;
        QUndoStack &stack = document.undoStack();
        for (int step = 0; step < 200; ++step) {
            const QList<Page> &pages = document.comic().pages;
            const auto any = [&] { return pages[random.below(pages.size())].id; };
            const QList<PageId> some{any(), any()};
            switch (random.below(5)) {
            case 0:
                stack.push(addPages(document, random.below(pages.size() + 1), {blankPage(document)})
                               .release());
                break;
            case 1:
                if (pages.size() > 2)
                    stack.push(removePages(document, some).release());
                break;
            case 2:
                stack.push(movePages(document, some, random.below(pages.size() + 1)).release());
                break;
            case 3:
                stack.push(duplicatePages(document, some).release());
                break;
            default:
                stack.setIndex(static_cast<int>(random.below(stack.count() + 1)));
                break;
            }
            QStringList rows;
            for (int row = 0; row < window.view().pages().rowCount(); ++row)
                rows.append(QString::number(window.view().pages().pageAt(row).value));
            QCOMPARE(rows.join(QLatin1Char(' ')), window.order());
            QCOMPARE(window.view().grid().count(), rows.size());
            QVERIFY(document.page(window.selection.page()) != nullptr);
            QCOMPARE(window.view().pages().pageAt(window.view().currentIndex().row()),
                     window.selection.page());
        }
        QCOMPARE(resets.size(), 0);
    }

    void looks()
    {
        if (qEnvironmentVariable("KOMA_GRABS").isEmpty())
            return;
        Comic comic = emptyPages(7);
        comic.pages[0].properties.role = PageRole::FrontCover;
        for (Page &page : comic.pages)
            page.objects = {panelObject(100 + page.id.value, {15.0, 15.0, 170.0, 130.0}),
                            panelObject(200 + page.id.value, {15.0, 157.0, 80.0, 128.0}),
                            panelObject(300 + page.id.value, {105.0, 157.0, 80.0, 128.0})};
        comic.pages[3].properties.isDoublePage = true;
        comic.pages[3].properties.setup.widthPt *= 2.0;
        Window window(comic);
        window.click(2);
        window.click(3, Qt::ControlModifier);
        QTRY_VERIFY(!window.thumbnails.thumbnail(PageId{7}).isNull());
        const std::unique_ptr<QMimeData> data(
            window.view().pages().mimeData({window.view().pages().index(0)}));
        dragOver(window.view(), *data, window.rectOf(6).center() + QPoint(20, 0));
        grab(window.dock, QStringLiteral("pages"));
    }
};

KOMA_TEST_MAIN(QApplication, TestPagesDock)
#include "tst_pagesdock.moc"
