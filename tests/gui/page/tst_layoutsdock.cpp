// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/commands/changecommands.h"
#include "core/document/layout/pagesizes.h"
#include "tests/gui/page/dockfixture.h"
#include "tests/support/testmain.h"
#include "ui/page/docks/layouts/layoutsdock.h"
#include "ui/page/docks/layouts/templatepicker.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>

using namespace koma;
using namespace koma::test;

namespace {

struct Window
{
    explicit Window(Comic comic) : document(std::move(comic)), selection(document), dock(selection)
    {
        dock.resize(290, 520);
        dock.show();
        dock.activateWindow();
    }
    [[nodiscard]] QListView &list() const { return *dock.findChild<QListView *>(); }
    [[nodiscard]] const TemplateListModel &templates() const { return dock.picker().templates(); }
    [[nodiscard]] QModelIndex find(const QString &id) const
    {
        for (int row = 0; row < templates().rowCount(); ++row) {
            if (templates().index(row).data(TemplateListModel::IdRole) == id)
                return templates().index(row);
        }
        return {};
    }
    void click(const QString &id)
    {
        list().scrollTo(find(id));
        QTest::mouseClick(list().viewport(), Qt::LeftButton, {},
                          list().visualRect(find(id)).center());
    }
    [[nodiscard]] QList<RectPt> panels() const
    {
        QList<RectPt> boxes;
        for (const PageObject &object : document.comic().pages[0].objects)
            boxes.append(boundsPt(object));
        return boxes;
    }

    Document document;
    PageSelection selection;
    LayoutsDock dock;
};

} // namespace

class TestLayoutsDock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTemplateIsThereUnderItsGroup()
    {
        Window window(emptyPages(1));
        const QAbstractItemModelTester tester(
            const_cast<TemplateListModel *>(&window.templates()),
            QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (const PageTemplate &pageTemplate : pageTemplates())
            QVERIFY(window.find(QString::fromLatin1(pageTemplate.id)).isValid());
        QString heading;
        for (int row = 0; row < window.templates().rowCount(); ++row) {
            const QModelIndex index = window.templates().index(row);
            if (window.templates().isHeading(row)) {
                heading = index.data().toString();
                // A heading has a row of its own and is nothing to pick.
                QVERIFY(!index.flags().testFlag(Qt::ItemIsSelectable));
                const QRect next = window.list().visualRect(index.siblingAtRow(row + 1));
                QVERIFY(next.top() > window.list().visualRect(index).top());
                continue;
            }
            const PageTemplate *pageTemplate =
                findPageTemplate(index.data(TemplateListModel::IdRole).toString());
            QCOMPARE(templateGroupName(pageTemplate->group), heading);
        }
    }

    void aClickDividesThePage()
    {
        Window window(emptyPages(2));
        window.click(QStringLiteral("grid-2x2"));
        // 200 by 300 pt, 10 pt of margin, gutters of 12 pt.
        QCOMPARE(window.panels(), (QList<RectPt>{{10.0, 10.0, 84.0, 134.0},
                                                 {106.0, 10.0, 84.0, 134.0},
                                                 {10.0, 156.0, 84.0, 134.0},
                                                 {106.0, 156.0, 84.0, 134.0}}));
        QCOMPARE(window.document.undoStack().count(), 1);
        QVERIFY(window.document.comic().pages[1].objects.isEmpty());
        window.document.undoStack().undo();
        QVERIFY(window.panels().isEmpty());
    }

    void keysLookAndEnterChooses()
    {
        Window window(emptyPages(1));
        QVERIFY(QTest::qWaitForWindowActive(&window.dock));
        auto *search = window.dock.findChild<QLineEdit *>();
        search->setFocus();
        QTest::keyClicks(search, QStringLiteral("nine wide"));
        QCOMPARE(window.templates().rowCount(), 2); // the heading and the one
        QTest::keyClick(search, Qt::Key_Down);
        QVERIFY(window.list().hasFocus());
        QCOMPARE(window.document.undoStack().count(), 0);
        QTest::keyClick(&window.list(), Qt::Key_Return);
        QCOMPARE(window.panels().size(), 7);
        search->clear();
        QTest::keyClicks(search, QStringLiteral("no such thing"));
        QCOMPARE(window.templates().rowCount(), 0);
        QVERIFY(!window.list().isVisible());
        search->clear();
        QVERIFY(window.list().isVisible());
        // Arrows go over headings.
        window.list().setFocus();
        window.list().setCurrentIndex(window.find(QStringLiteral("splash")));
        QSet<QString> seen;
        for (int i = 0; i < 100; ++i) {
            QTest::keyClick(&window.list(), Qt::Key_Down);
            const QModelIndex current = window.list().currentIndex();
            QVERIFY(!window.templates().isHeading(current.row()));
            seen.insert(current.data(TemplateListModel::IdRole).toString());
        }
        QVERIFY(seen.size() > 8);
    }

    void templatesAreCutForTheShownPage()
    {
        Comic comic = emptyPages(2);
        comic.pages[1].properties.setup.widthPt = 400.0;
        Window window(comic);
        const auto first = [&] {
            const int row = window.find(QStringLiteral("manga-tall-side")).row();
            return boundsOf(window.templates().panels(row).first());
        };
        const RectPt onFirst = first();
        window.selection.setPage({2});
        QVERIFY(first().widthPt > onFirst.widthPt * 1.8);
        window.selection.setPage({1});
        DocumentSettings settings = window.document.settings();
        settings.direction = ReadingDirection::RightToLeft;
        window.document.undoStack().push(changeSettings(window.document, settings).release());
        QCOMPARE(first().rightPt(), 200.0 - onFirst.xPt);
    }

    void pagesTooSmallAreRefused()
    {
        Comic comic = emptyPages(1);
        comic.pages[0].properties.setup.widthPt = 60.0;
        Window window(comic);
        const QModelIndex index = window.find(QStringLiteral("grid-4x4"));
        QVERIFY(!index.flags().testFlag(Qt::ItemIsEnabled));
        QVERIFY(index.data(Qt::ToolTipRole).toString().contains(QStringLiteral("too small")));
        window.click(QStringLiteral("grid-4x4"));
        QCOMPARE(window.document.undoStack().count(), 0);
        window.click(QStringLiteral("splash-framed"));
        QCOMPARE(window.panels().size(), 1);
    }

    void looks()
    {
        Comic comic = emptyPages(1);
        comic.pages[0].properties.setup = setupOf(*findPageSize(u"b5-manga"));
        Window window(comic);
        window.list().setCurrentIndex(window.find(QStringLiteral("grid-2x2")));
        grab(window.dock, QStringLiteral("layouts"));
    }
};

KOMA_TEST_MAIN(QApplication, TestLayoutsDock)
#include "tst_layoutsdock.moc"
