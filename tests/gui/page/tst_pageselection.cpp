// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/commands/objectcommands.h"
#include "core/document/commands/pagecommands.h"
#include "tests/support/testmain.h"
#include "ui/page/session/pageselection.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

using namespace koma;

namespace {

PageObject panelAt(Document &document, double xPt)
{
    Panel panel;
    panel.outlinePt = outlineOf({xPt, 10.0, 40.0, 40.0});
    return {document.makeObjectId(), {}, panel, {}};
}

Comic threePages()
{
    Comic comic;
    for (std::uint64_t id = 1; id <= 3; ++id) {
        Page page;
        page.id = {id};
        page.properties.setup = {200.0, 300.0, 300, 0.0, {}};
        comic.pages.append(page);
    }
    return comic;
}

} // namespace

class TestPageSelection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void beginsOnTheFirstPage()
    {
        Document document(threePages());
        const PageSelection selection(document);
        QCOMPARE(selection.page(), PageId{1});
    }

    void picksOnlyWhatIsOnTheShownPage()
    {
        Document document(threePages());
        PageSelection selection(document);
        const PageObject here = panelAt(document, 10.0);
        const PageObject there = panelAt(document, 10.0);
        document.undoStack().push(addObjects(document, {{1}, {}, 0}, {here})->release());
        document.undoStack().push(addObjects(document, {{2}, {}, 0}, {there})->release());
        selection.select({here.id, there.id, ObjectId{999}, here.id});
        QCOMPARE(selection.objects(), QList<ObjectId>{here.id});
        QCOMPARE(selection.single(), here.id);
        selection.toggle(here.id);
        QVERIFY(selection.objects().isEmpty());
    }

    void revealingGoesToThePage()
    {
        Document document(threePages());
        PageSelection selection(document);
        const PageObject there = panelAt(document, 10.0);
        document.undoStack().push(addObjects(document, {{3}, {}, 0}, {there})->release());
        const QSignalSpy pages(&selection, &PageSelection::pageChanged);
        const QSignalSpy revealed(&selection, &PageSelection::revealed);
        selection.reveal({there.id});
        QCOMPARE(selection.page(), PageId{3});
        QCOMPARE(selection.objects(), QList<ObjectId>{there.id});
        QCOMPARE(pages.size(), 1);
        QCOMPARE(revealed.size(), 1);
    }

    void followsWhatGoes()
    {
        Document document(threePages());
        PageSelection selection(document);
        selection.setPage({3});
        const PageObject panel = panelAt(document, 10.0);
        document.undoStack().push(addObjects(document, {{3}, {}, 0}, {panel})->release());
        selection.select({panel.id});
        document.undoStack().push(removeObjects(document, {panel.id}).release());
        QVERIFY(selection.objects().isEmpty());
        document.undoStack().push(removePages(document, {PageId{3}}).release());
        QCOMPARE(selection.page(), PageId{2});
        document.reset({});
        QVERIFY(!selection.page().isValid());
        document.reset(threePages());
        QCOMPARE(selection.page(), PageId{1});
    }
};

KOMA_TEST_MAIN(QApplication, TestPageSelection)
#include "tst_pageselection.moc"
