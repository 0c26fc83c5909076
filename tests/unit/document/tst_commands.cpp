// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/commands/changecommands.h"
#include "core/document/commands/objectcommands.h"
#include "core/document/commands/pagecommands.h"
#include "core/document/commands/panelcommands.h"
#include "core/document/commands/typinggesture.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>
#include <QSignalSpy>

using namespace koma;

namespace {

PageObject objectOf(std::uint64_t id, ObjectContent content, QList<PageObject> children = {})
{
    return {{id}, {}, std::move(content), std::move(children)};
}

ArtLayer artOver(const RectPt &box)
{
    ArtLayer art;
    art.picture = {QString(64, QLatin1Char('a')), QStringLiteral("png"), 1000, 1000};
    coverBox(art, box);
    return art;
}

/// Page 1 with panel 2 (0, 0, 200 x 100) that holds art 3 and balloon 4 with text 5; balloon 6 on
/// the page points to art 3.
Comic smallComic()
{
    Balloon balloon;
    balloon.boundsPt = {10, 10, 40, 30};
    TextBlock text;
    text.framePt = {15, 15, 30, 20};
    Balloon pointing;
    pointing.boundsPt = {150, 20, 30, 20};
    pointing.tails = {{{100, 50}, {3}, {0.5, 0.5}, 10, 0}};
    Page page;
    page.id = {1};
    page.properties.setup = {400, 600, 300, 9, {20, 20, 20, 20}};
    page.objects = {objectOf(2, Panel{outlineOf({0, 0, 200, 100}), {}, 0, kWhite},
                             {objectOf(3, artOver({0, 0, 200, 100})),
                              objectOf(4, balloon, {objectOf(5, text)})}),
                    objectOf(6, pointing)};
    Comic comic;
    comic.settings.gutters = {12, 6};
    comic.settings.pageSetup = page.properties.setup;
    comic.pages = {page};
    return comic;
}

void push(Document &document, Result<std::unique_ptr<QUndoCommand>> command)
{
    QVERIFY(command.has_value());
    document.undoStack().push(command->release());
}

template<class Content>
const Content &contentOf(const Document &document, std::uint64_t id)
{
    return std::get<Content>(document.object({id})->content);
}

} // namespace

class TestCommands : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDragIsOneStepAndBackIsNone();
    void movingTakesWhatLiesInside();
    void lockedObjectsStay();
    void changesSayWhatChanged();
    void typingMergesByWords();
    void theKnifeCutsWithTheSetGutter();
    void mergingPutsBackWhatWasCut();
    void tailsFollowTheirTarget();
    void copiesPointToCopies();
    void groupsKeepTheOrder();
    void reorderingCountsAsSeen();
    void pagesMoveAsABlock();
    void aTemplateKeepsArtCovering();
    void aDragKeepsArtCovering();
    void forbiddenPlacesAreRefused();
};

void TestCommands::aDragIsOneStepAndBackIsNone()
{
    Document document(smallComic());
    const Comic before = document.comic();
    const GestureNumber drag = nextGestureNumber();
    for (int i = 0; i < 10; ++i)
        document.undoStack().push(moveObjects(document, {{2}}, {1.0, 2.0}, drag).release());
    QCOMPARE(document.undoStack().count(), 1);
    QCOMPARE(contentOf<Panel>(document, 2).outlinePt[0], (PointPt{10, 20}));
    document.undoStack().undo();
    QVERIFY(document.comic() == before);
    document.undoStack().redo();
    // The same drag ends where it began: no step is left.
    document.undoStack().push(moveObjects(document, {{2}}, {-10.0, -20.0}, drag).release());
    QCOMPARE(document.undoStack().count(), 0);
    document.undoStack().push(moveObjects(document, {{2}}, {1, 0}, nextGestureNumber()).release());
    document.undoStack().push(moveObjects(document, {{2}}, {1, 0}, nextGestureNumber()).release());
    QCOMPARE(document.undoStack().count(), 2);
}

void TestCommands::movingTakesWhatLiesInside()
{
    Document document(smallComic());
    document.undoStack().push(moveObjects(document, {{2}, {5}, {4}}, {7, -3}).release());
    QCOMPARE(contentOf<Panel>(document, 2).outlinePt, outlineOf({7, -3, 200, 100}));
    QCOMPARE(contentOf<ArtLayer>(document, 3).centrePt, (PointPt{107, 47}));
    QCOMPARE(contentOf<Balloon>(document, 4).boundsPt, (RectPt{17, 7, 40, 30}));
    QCOMPARE(contentOf<TextBlock>(document, 5).framePt, (RectPt{22, 12, 30, 20}));
    QCOMPARE(contentOf<Balloon>(document, 6).boundsPt, (RectPt{150, 20, 30, 20}));
}

void TestCommands::lockedObjectsStay()
{
    Document document(smallComic());
    const auto lock = [](ObjectProperties &properties) { properties.isLocked = true; };
    document.undoStack().push(changeLayers(document, {{2}}, lock).release());
    const Comic locked = document.comic();
    document.undoStack().push(moveObjects(document, {{2}, {3}}, {5, 5}).release());
    document.undoStack().push(removeObjects(document, {{5}, {2}}).release());
    QVERIFY(!splitPanels(document, {{2}}, {{100, -10}, {100, 200}}));
    QVERIFY(document.comic() == locked);
    QCOMPARE(document.undoStack().count(), 1);
}

void TestCommands::changesSayWhatChanged()
{
    Document document(smallComic());
    QList<DocumentChange> changes;
    connect(&document, &Document::changed, this,
            [&](const DocumentChange &change) { changes.append(change); });
    const auto styled = [](ArtLayer &art) { art.style.strength = 0.5; };
    document.undoStack().push(changeEach<ArtLayer>(document, {{3}, {4}}, styled).release());
    // The balloon came along unchanged and is announced with an empty mask.
    QCOMPARE(changes.size(), 2);
    QCOMPARE(changes[0].kind, DocumentChange::Kind::ObjectsChanged);
    QCOMPARE(changes[0].objects, QList<ObjectId>{{3}});
    QVERIFY(changes[0].properties == DocumentProperties(DocumentProperty::Style));
    QVERIFY(!changes[1].properties);
    QVERIFY(!changes[0].isStructural());
    changes.clear();
    document.undoStack().push(removeObjects(document, {{4}}).release());
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes[0].kind, DocumentChange::Kind::ObjectsRemoved);
    QVERIFY(changes[0].isStructural());
    QVERIFY(!document.pageOf({5}).isValid());
}

void TestCommands::typingMergesByWords()
{
    Document document(smallComic());
    TypingGesture typing;
    QString written;
    std::int64_t timeMs = 0;
    const auto type = [&](const QString &next) {
        const GestureNumber number = typing.numberFor(written, next, timeMs);
        TextRun run;
        run.text = next;
        document.undoStack().push(changeText(document, {5}, {run}, number).release());
        written = next;
        timeMs += 120;
    };
    for (const QChar letter : QStringLiteral("Who goes there?"))
        type(written + letter);
    QCOMPARE(document.undoStack().count(), 3);
    document.undoStack().undo();
    QCOMPARE(plainText(contentOf<TextBlock>(document, 5)), QStringLiteral("Who goes "));
    document.undoStack().redo();
    for (int i = 0; i < 4; ++i)
        type(written.chopped(1));
    QCOMPARE(document.undoStack().count(), 4);
    timeMs += TypingGesture::kPauseMs + 1;
    type(written.chopped(1));
    QCOMPARE(document.undoStack().count(), 5);
    typing.interrupt();
    type(written.chopped(1));
    QCOMPARE(document.undoStack().count(), 6);
}

void TestCommands::theKnifeCutsWithTheSetGutter()
{
    Document document(smallComic());
    push(document, splitPanels(document, {{2}}, {{100, -10}, {100, 200}}));
    const Page &page = document.comic().pages[0];
    QCOMPARE(page.objects.size(), 3);
    QList<OutlinePt> outlines{contentOf<Panel>(document, 2).outlinePt,
                              std::get<Panel>(page.objects[1].content).outlinePt};
    for (const OutlinePt &outline : outlines)
        QVERIFY(isRectangle(outline));
    // The column gutter of 6 in the middle of 200.
    QCOMPARE(boundsOf(outlines[0]), (RectPt{0, 0, 97, 100}));
    QCOMPARE(boundsOf(outlines[1]), (RectPt{103, 0, 97, 100}));
    // The picture goes on in both; the balloon on the left stays left.
    QCOMPARE(page.objects[0].children.size(), 2);
    QCOMPARE(page.objects[1].children.size(), 1);
    QCOMPARE(page.objects[1].children[0].content, document.object({3})->content);
    QVERIFY(!splitPanels(document, {{2}}, {{300, 0}, {300, 10}}));
    QVERIFY(!splitPanels(document, {{2}}, {{2, -10}, {2, 10}}));
}

void TestCommands::mergingPutsBackWhatWasCut()
{
    Document document(smallComic());
    push(document, splitPanels(document, {{2}}, {{0, 40}, {200, 60}}));
    const ObjectId other = document.comic().pages[0].objects[1].id;
    push(document, mergePanels(document, {{2}, other}));
    const OutlinePt merged = contentOf<Panel>(document, 2).outlinePt;
    QVERIFY(isRectangle(merged));
    QCOMPARE(boundsOf(merged), (RectPt{0, 0, 200, 100}));
    QCOMPARE(document.comic().pages[0].objects.size(), 2);
    QVERIFY(!mergePanels(document, {{2}}));
}

void TestCommands::tailsFollowTheirTarget()
{
    Document document(smallComic());
    const auto tip = [&] {
        const Page &page = document.comic().pages[0];
        return tailTipPt(page, contentOf<Balloon>(document, 6).tails[0]);
    };
    QCOMPARE(tip(), (PointPt{100, 50}));
    document.undoStack().push(moveObjects(document, {{3}}, {20, 5}).release());
    QCOMPARE(tip(), (PointPt{120, 55}));
    document.undoStack().push(removeObjects(document, {{3}}).release());
    QCOMPARE(tip(), (PointPt{100, 50}));
}

void TestCommands::copiesPointToCopies()
{
    Document document(smallComic());
    const PageId page{1};
    // The balloon alone goes on pointing to the original, with its target to the copy.
    document.undoStack().push(duplicateObjects(document, {{6}}, {5, 5}).release());
    const PageObject alone = document.comic().pages[0].objects[2];
    QCOMPARE(std::get<Balloon>(alone.content).tails[0].target, ObjectId{3});
    document.undoStack().push(duplicatePages(document, {page}).release());
    const Page &copy = document.comic().pages[1];
    const auto &pointing = std::get<Balloon>(copy.objects[1].content);
    QCOMPARE(pointing.tails[0].target, copy.objects[0].children[0].id);
    // On another page without the target the tail is cut loose.
    const auto clip = copiedObjects(document, {{6}});
    push(document, pasteObjects(document, copy.id, {}, clip, {}));
    const PageObject pasted = document.comic().pages[1].objects.last();
    QVERIFY(!std::get<Balloon>(pasted.content).tails[0].target.isValid());
}

void TestCommands::groupsKeepTheOrder()
{
    Document document(smallComic());
    const Comic before = document.comic();
    push(document, groupObjects(document, {{4}, {3}}));
    const PageObject &panel = document.comic().pages[0].objects[0];
    QCOMPARE(panel.children.size(), 1);
    QCOMPARE(panel.children[0].children[0].id, ObjectId{3});
    QCOMPARE(panel.children[0].children[1].id, ObjectId{4});
    const ObjectId group = panel.children[0].id;
    document.undoStack().push(ungroupObjects(document, {group}).release());
    QVERIFY(document.comic() == before);
    QVERIFY(!groupObjects(document, {{3}, {6}}));
    QVERIFY(!groupObjects(document, {}));
}

void TestCommands::reorderingCountsAsSeen()
{
    Comic comic = smallComic();
    QList<PageObject> &objects = comic.pages[0].objects;
    objects.clear();
    for (std::uint64_t id = 10; id < 15; ++id)
        objects.append(objectOf(id, TextBlock{}));
    Document document(comic);
    const auto ids = [&] {
        QList<std::uint64_t> found;
        for (const PageObject &object : document.comic().pages[0].objects)
            found.append(object.id.value);
        return found;
    };
    // 10 and 12 before what is now at 4, which is 14.
    push(document, reorderObjects(document, {{12}, {10}}, {{1}, {}, 4}));
    QCOMPARE(ids(), (QList<std::uint64_t>{11, 13, 10, 12, 14}));
    push(document, reorderObjects(document, {{14}}, {{1}, {}, 0}));
    QCOMPARE(ids(), (QList<std::uint64_t>{14, 11, 13, 10, 12}));
    push(document, reorderObjects(document, {{14}}, {{1}, {}, 1}));
    QCOMPARE(document.undoStack().count(), 2);
}

void TestCommands::pagesMoveAsABlock()
{
    Comic comic;
    for (std::uint64_t id = 1; id <= 6; ++id)
        comic.pages.append(Page{{id}, {}, {}});
    Document document(comic);
    const auto ids = [&] {
        QList<std::uint64_t> found;
        for (const Page &page : document.comic().pages)
            found.append(page.id.value);
        return found;
    };
    document.undoStack().push(movePages(document, {{5}, {2}}, 4).release());
    QCOMPARE(ids(), (QList<std::uint64_t>{1, 3, 4, 2, 5, 6}));
    document.undoStack().push(movePages(document, {{6}}, 0).release());
    QCOMPARE(ids(), (QList<std::uint64_t>{6, 1, 3, 4, 2, 5}));
    document.undoStack().push(movePages(document, {{6}}, 1).release());
    QCOMPARE(document.undoStack().count(), 2);
    document.undoStack().undo();
    document.undoStack().undo();
    QVERIFY(document.comic() == comic);
}

void TestCommands::aTemplateKeepsArtCovering()
{
    Document document(smallComic());
    const RectPt left{20, 20, 100, 500};
    push(document, applyLayout(document, {1}, {outlineOf(left), outlineOf({130, 20, 100, 500})}));
    const Page &page = document.comic().pages[0];
    QCOMPARE(page.objects.size(), 3);
    QCOMPARE(page.objects[0].id, ObjectId{2});
    QCOMPARE(page.objects[1].kind(), ObjectKind::Panel);
    QVERIFY(unrotatedBoundsPt(contentOf<ArtLayer>(document, 3)).grownBy(1e-9).contains(left));
    // Lettering keeps its size.
    QCOMPARE(contentOf<TextBlock>(document, 5).framePt.widthPt, 30.0);
    push(document, applyLayout(document, {1}, {outlineOf(left)}));
    QCOMPARE(document.comic().pages[0].objects.size(), 2);
}

void TestCommands::aDragKeepsArtCovering()
{
    Comic comic = smallComic();
    Page &page = comic.pages.first();
    Panel panel;
    panel.outlinePt = outlineOf({20.0, 20.0, 100.0, 80.0});
    ArtLayer art;
    art.picture = {QString(64, QLatin1Char('a')), QStringLiteral("png"), 400, 200};
    coverBox(art, {20.0, 20.0, 100.0, 80.0});
    page.objects.append({{901}, {}, panel, {{{902}, {}, art, {}}}});
    Document document(comic);
    const Comic before = document.comic();
    const QList<ArtBefore> covering = coveringArt(document, {{901}});
    QCOMPARE(covering.size(), 1);
    const GestureNumber drag = nextGestureNumber();
    const auto dragTo = [&](const RectPt &box) {
        document.undoStack().push(
            changeOutlines(document, {{{901}, outlineOf(box)}}, drag, covering).release());
        QVERIFY(covers(contentOf<ArtLayer>(document, 902), box));
    };
    // Inside the picture nothing need change.
    dragTo({10.0, 20.0, 120.0, 80.0});
    QCOMPARE(contentOf<ArtLayer>(document, 902).scalePtPerPx, art.scalePtPerPx);
    // 200 high is two and a half times as high as the picture was.
    dragTo({20.0, 20.0, 100.0, 200.0});
    QCOMPARE(contentOf<ArtLayer>(document, 902).scalePtPerPx, art.scalePtPerPx * 2.5);
    // A drag that comes back has changed nothing, and is no step.
    dragTo({20.0, 20.0, 100.0, 80.0});
    QVERIFY(document.comic() == before);
    QCOMPARE(document.undoStack().count(), 0);
}

void TestCommands::forbiddenPlacesAreRefused()
{
    Document document(smallComic());
    const auto kind = [](const auto &result) { return result.error().kind; };
    const auto panelInPanel = addObjects(document, {{1}, {2}, 0}, {objectOf(0, Panel{})});
    QCOMPARE(kind(panelInPanel), ErrorKind::InvalidArgument);
    const auto intoItself = reorderObjects(document, {{2}}, {{1}, {2}, 0});
    QCOMPARE(kind(intoItself), ErrorKind::InvalidArgument);
    const auto nowhere = addObjects(document, {{9}, {}, 0}, {objectOf(0, Group{})});
    QCOMPARE(kind(nowhere), ErrorKind::InvalidArgument);
}

KOMA_TEST_MAIN(QCoreApplication, TestCommands)
#include "tst_commands.moc"
