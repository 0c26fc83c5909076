// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/commands/changecommands.h"
#include "core/document/commands/objectcommands.h"
#include "core/document/commands/pagecommands.h"
#include "core/document/commands/panelcommands.h"
#include "core/document/commands/picturecommands.h"
#include "core/document/layout/readingorder.h"
#include "tests/support/randomcases.h"
#include "tests/support/randomcomic.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>
#include <QMap>
#include <QSet>

#include <optional>

using namespace koma;

namespace {

/// Random commands of every kind on one document.
class CommandHarness
{
public:
    CommandHarness(Random random, int pageCount)
        : m_make(random), m_document(withGrid(m_make.comic(pageCount)))
    {
    }

    Document &document() { return m_document; }
    Random &random() { return m_make.random(); }

    /// A command of the kind, or nothing where the document has nothing for it at the moment; false
    /// in `isKnown` where the harness has no case for the id.
    std::unique_ptr<QUndoCommand> make(CommandId id, bool &isKnown);

private:
    /// Three pairs of panels across gutters, so that there is something to merge.
    Comic withGrid(Comic comic)
    {
        for (int i = 0; i < 6; ++i) {
            PageObject panel = m_make.object(ObjectKind::Panel, 1);
            panel.properties.isLocked = false;
            const int row = i / 2;
            panel.content = Panel{outlineOf({110.0 * (i % 2), 110.0 * row, 100, 100}), {}, 0, {}};
            comic.pages[0].objects.append(panel);
            // Pictures on the page itself, to be divided into panels.
            PageObject picture = m_make.object(ObjectKind::Art, i % 2);
            picture.properties.isLocked = false;
            comic.pages[0].objects.append(picture);
        }
        return comic;
    }

    std::int64_t below(std::int64_t count) { return random().below(count); }
    GestureNumber gesture() { return static_cast<GestureNumber>(below(3)); }
    PointPt offset() { return {random().uniform(-40, 40), random().uniform(-40, 40)}; }

    PageId anyPage()
    {
        const auto &pages = m_document.comic().pages;
        return pages.isEmpty() ? PageId{} : pages[below(pages.size())].id;
    }
    QList<PageId> somePages()
    {
        QList<PageId> ids;
        for (const Page &page : m_document.comic().pages) {
            if (random().chance(0.3))
                ids.append(page.id);
        }
        return ids;
    }
    QList<ObjectId> objectsOf(std::optional<ObjectKind> kind)
    {
        QList<ObjectId> ids;
        for (const Page &page : m_document.comic().pages) {
            forEachObject(page.objects, [&](const PageObject &object) {
                if (!kind || object.kind() == *kind)
                    ids.append(object.id);
            });
        }
        return ids;
    }
    ObjectId anyObject(std::optional<ObjectKind> kind = {})
    {
        const QList<ObjectId> ids = objectsOf(kind);
        return ids.isEmpty() ? ObjectId{} : ids[below(ids.size())];
    }
    QList<ObjectId> someObjects(std::optional<ObjectKind> kind = {})
    {
        const auto count = 1 + below(4);
        QList<ObjectId> ids;
        for (std::int64_t i = 0; i < count; ++i)
            ids.append(anyObject(kind));
        return ids;
    }
    ObjectPlace anyPlace()
    {
        const PageId page = anyPage();
        const ObjectId parent = anyObject();
        const bool isInParent = random().chance(0.5) && m_document.pageOf(parent).isValid();
        return isInParent ? ObjectPlace{m_document.pageOf(parent), parent, below(4)}
                          : ObjectPlace{page, {}, below(6)};
    }
    QList<PageObject> newObjects()
    {
        m_make.continueAfter(m_document.makeObjectId().value + 1000);
        QList<PageObject> objects;
        const auto count = 1 + below(2);
        for (std::int64_t i = 0; i < count; ++i)
            objects.append(m_make.object(static_cast<ObjectKind>(below(kObjectKindCount)), 2));
        return objects;
    }
    QList<OutlinePt> someOutlines()
    {
        QList<OutlinePt> outlines;
        const auto count = 1 + below(4);
        for (std::int64_t i = 0; i < count; ++i)
            outlines.append(std::get<Panel>(m_make.content(ObjectKind::Panel)).outlinePt);
        return outlines;
    }
    static std::unique_ptr<QUndoCommand> orNothing(Result<std::unique_ptr<QUndoCommand>> result)
    {
        return result ? std::move(*result) : nullptr;
    }

    std::unique_ptr<QUndoCommand> makeChange(CommandId id);
    std::unique_ptr<QUndoCommand> makePageCommand(CommandId id);
    std::unique_ptr<QUndoCommand> makeObjectCommand(CommandId id, bool &isKnown);
    std::unique_ptr<QUndoCommand> makePanelCommand(CommandId id);

    test::RandomComic m_make;
    Document m_document;
};

std::unique_ptr<QUndoCommand> CommandHarness::makeChange(CommandId id)
{
    const QList<ObjectId> objects = someObjects();
    switch (id) {
    case CommandId::ChangeSettings:
        return changeSettings(m_document,
                              random().chance(0.2) ? m_document.settings() : m_make.settings(),
                              gesture());
    case CommandId::ChangePage:
        return changePages(
            m_document, somePages(),
            [&](PageProperties &properties) { properties = m_make.pageProperties(); }, gesture());
    case CommandId::ChangeLayer:
        return changeLayers(
            m_document, objects,
            [&](ObjectProperties &properties) {
                properties = m_make.properties();
                properties.isLocked = random().chance(0.05);
            },
            gesture());
    case CommandId::ChangeObject:
        return changeObjects(
            m_document, objects,
            [&](ObjectContent &content) {
                content = m_make.content(static_cast<ObjectKind>(content.index()));
            },
            gesture());
    case CommandId::ChangeText:
        return changeText(m_document, anyObject(ObjectKind::Text),
                          std::get<TextBlock>(m_make.content(ObjectKind::Text)).runs, gesture());
    case CommandId::MoveObjects:
        return moveObjects(m_document, objects, offset(), gesture());
    case CommandId::ResizeObjects:
        return resizeObjects(
            m_document, objects, {0, 0, 100, 100},
            {random().uniform(0, 20), 5, 60.0 + 10.0 * static_cast<double>(below(9)), 80},
            gesture());
    case CommandId::MoveGutter:
        return changeOutlines(m_document,
                              {{anyObject(ObjectKind::Panel),
                                std::get<Panel>(m_make.content(ObjectKind::Panel)).outlinePt}},
                              gesture());
    default:
        return alignObjects(m_document, {{objects.first(), offset()}, {objects.last(), offset()}});
    }
}

std::unique_ptr<QUndoCommand> CommandHarness::makePageCommand(CommandId id)
{
    const qsizetype index = below(m_document.comic().pages.size() + 2);
    switch (id) {
    case CommandId::AddPages: {
        m_make.continueAfter(m_document.makePageId().value + 1000);
        return addPages(m_document, index, {m_make.page(), blankSpread(m_document)});
    }
    case CommandId::RemovePages:
        return removePages(m_document, random().chance(0.3) ? somePages() : QList{anyPage()});
    case CommandId::MovePages:
        return movePages(m_document, somePages(), index);
    default:
        return duplicatePages(m_document, QList{anyPage()});
    }
}

std::unique_ptr<QUndoCommand> CommandHarness::makePanelCommand(CommandId id)
{
    const QList<ObjectId> panels = someObjects(ObjectKind::Panel);
    const PageObject *panel = m_document.object(panels.first());
    switch (id) {
    case CommandId::SplitPanel: {
        if (panel == nullptr)
            return {};
        const PointPt middle = boundsPt(*panel).centre();
        return orNothing(splitPanels(m_document, panels, {middle, middle + offset()}));
    }
    case CommandId::MergePanels:
        return orNothing(mergePanels(m_document, {panels.first(), anyObject(ObjectKind::Panel),
                                                  anyObject(ObjectKind::Panel)}));
    case CommandId::PanelsFromPicture:
        return orNothing(
            panelsFromPicture(m_document, anyObject(ObjectKind::Art), someOutlines(),
                              random().chance(0.5) ? PictureRest::StaysBelow : PictureRest::Goes));
    default:
        return orNothing(applyLayout(m_document, anyPage(), someOutlines()));
    }
}

std::unique_ptr<QUndoCommand> CommandHarness::makeObjectCommand(CommandId id, bool &isKnown)
{
    switch (id) {
    case CommandId::AddObjects:
        return orNothing(addObjects(m_document, anyPlace(), newObjects()));
    case CommandId::RemoveObjects:
        return removeObjects(m_document, someObjects());
    case CommandId::ReorderObjects:
        return orNothing(reorderObjects(m_document, someObjects(), anyPlace()));
    case CommandId::DuplicateObjects:
        return duplicateObjects(m_document, someObjects(), offset());
    case CommandId::PasteObjects: {
        const ObjectPlace place = anyPlace();
        const auto copies = copiedObjects(m_document, someObjects());
        return orNothing(pasteObjects(m_document, place.page, place.parent, copies, offset()));
    }
    case CommandId::GroupObjects: {
        const ObjectPlace place = m_document.placeOf(anyObject());
        QList<ObjectId> siblings;
        if (const PageObject *parent = m_document.object(place.parent); parent != nullptr) {
            for (const PageObject &child : parent->children)
                siblings.append(child.id);
        }
        return orNothing(groupObjects(m_document, siblings.isEmpty() ? someObjects() : siblings));
    }
    case CommandId::UngroupObjects:
        return ungroupObjects(m_document, someObjects(ObjectKind::Group));
    default:
        isKnown = false;
        return {};
    }
}

std::unique_ptr<QUndoCommand> CommandHarness::make(CommandId id, bool &isKnown)
{
    isKnown = true;
    switch (id) {
    case CommandId::ChangeSettings:
    case CommandId::ChangePage:
    case CommandId::ChangeLayer:
    case CommandId::ChangeObject:
    case CommandId::ChangeText:
    case CommandId::MoveObjects:
    case CommandId::ResizeObjects:
    case CommandId::MoveGutter:
    case CommandId::AlignObjects:
        return makeChange(id);
    case CommandId::AddPages:
    case CommandId::RemovePages:
    case CommandId::MovePages:
    case CommandId::DuplicatePages:
        return makePageCommand(id);
    case CommandId::SplitPanel:
    case CommandId::MergePanels:
    case CommandId::PanelsFromPicture:
    case CommandId::ApplyLayout:
        return makePanelCommand(id);
    default:
        return makeObjectCommand(id, isKnown);
    }
}

/// What is wrong with a document's trees and its index; empty for a sound one.
QList<QString> faultsOf(const Document &document)
{
    QList<QString> faults;
    QSet<ObjectId> seen;
    for (const Page &page : document.comic().pages) {
        faults += structureFaults(page);
        forEachObject(page.objects, [&](const PageObject &object) {
            if (seen.contains(object.id) || document.pageOf(object.id) != page.id)
                faults.append(QStringLiteral("%1 is twice or not found").arg(object.id.value));
            seen.insert(object.id);
        });
    }
    return faults;
}

/// A view that knows the document by its events alone: what differs without having been announced
/// is a fault.
class Listener
{
public:
    explicit Listener(Document &document) : m_document(document), m_known(flat())
    {
        QObject::connect(&document, &Document::changed, &document,
                         [this](const DocumentChange &change) { m_changes.append(change); });
    }

    /// Objects that changed, came or went in silence since the last call.
    int silentChanges()
    {
        const QMap<ObjectId, PageObject> now = flat();
        QSet<ObjectId> changed;
        QSet<PageId> pages;
        bool isStructural = false;
        for (const DocumentChange &change : std::as_const(m_changes)) {
            changed += QSet<ObjectId>(change.objects.begin(), change.objects.end());
            isStructural = isStructural || change.isStructural();
        }
        int silent = 0;
        for (auto entry = now.begin(); entry != now.end(); ++entry) {
            const bool isNew = !m_known.contains(entry.key());
            const bool isOther = !isNew && !(m_known[entry.key()] == entry.value());
            silent += (isNew && !isStructural) || (isOther && !changed.contains(entry.key()));
        }
        for (auto entry = m_known.begin(); entry != m_known.end(); ++entry)
            silent += !now.contains(entry.key()) && !isStructural;
        m_known = now;
        m_changes.clear();
        return silent;
    }

private:
    QMap<ObjectId, PageObject> flat() const
    {
        QMap<ObjectId, PageObject> objects;
        for (const Page &page : m_document.comic().pages) {
            forEachObject(page.objects, [&](const PageObject &object) {
                objects[object.id] = {object.id, object.properties, object.content, {}};
            });
        }
        return objects;
    }

    Document &m_document;
    QMap<ObjectId, PageObject> m_known;
    QList<DocumentChange> m_changes;
};

} // namespace

class TestUndoProperties : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCommandIdHasACase();
    void everyCommandChangesAndUndoes_data();
    void everyCommandChangesAndUndoes();
    void anySequenceUndoesAndRedoesToEquality();
};

void TestUndoProperties::everyCommandIdHasACase()
{
    CommandHarness harness(Random(test::randomCasesSeed(), 1), 3);
    for (const CommandId id : kAllCommandIds) {
        bool isKnown = false;
        const auto command = harness.make(id, isKnown);
        QVERIFY2(isKnown, qPrintable(commandText(id)));
        QVERIFY(!commandText(id).isEmpty());
        if (command != nullptr)
            QCOMPARE(command->id(), static_cast<int>(id));
    }
}

void TestUndoProperties::everyCommandChangesAndUndoes_data()
{
    QTest::addColumn<int>("id");
    for (const CommandId id : kAllCommandIds)
        QTest::newRow(qPrintable(commandText(id))) << static_cast<int>(id);
}

void TestUndoProperties::everyCommandChangesAndUndoes()
{
    QFETCH(const int, id);
    int effective = 0;
    for (int round = 0; round < 60; ++round) {
        CommandHarness harness(
            Random(test::randomCasesSeed(), 2, static_cast<std::uint64_t>(round)), 4);
        Document &document = harness.document();
        bool isKnown = false;
        auto command = harness.make(static_cast<CommandId>(id), isKnown);
        if (command == nullptr)
            continue;
        const Comic before = document.comic();
        Listener listener(document);
        const bool isObsolete = command->isObsolete();
        document.undoStack().push(command.release());
        const Comic after = document.comic();
        QCOMPARE(document.undoStack().count(), isObsolete ? 0 : 1);
        QVERIFY(isObsolete == (before == after));
        QCOMPARE(faultsOf(document), QList<QString>());
        QCOMPARE(listener.silentChanges(), 0);
        effective += !isObsolete;
        document.undoStack().undo();
        QVERIFY(document.comic() == before);
        QCOMPARE(listener.silentChanges(), 0);
        document.undoStack().redo();
        QVERIFY(document.comic() == after);
        QCOMPARE(faultsOf(document), QList<QString>());
    }
    QVERIFY2(effective >= 5, qPrintable(QString::number(effective)));
}

void TestUndoProperties::anySequenceUndoesAndRedoesToEquality()
{
    const std::uint64_t seed = test::randomCasesSeed();
    constexpr int kRounds = 25;
    int steps = 0; // one round may be unlucky, all together may not
    for (std::uint64_t round = 0; round < kRounds; ++round) {
        CommandHarness harness(Random(seed, 3, round), 3);
        Document &document = harness.document();
        QUndoStack &stack = document.undoStack();
        QList<Comic> states{document.comic()};
        for (int step = 0; step < 80; ++step) {
            const auto id = kAllCommandIds[static_cast<std::size_t>(
                harness.random().below(static_cast<std::int64_t>(kAllCommandIds.size())))];
            bool isKnown = false;
            if (auto command = harness.make(id, isKnown); command != nullptr)
                stack.push(command.release());
            if (harness.random().chance(0.1))
                stack.undo();
            states.resize(stack.index());
            states.append(document.comic());
            QCOMPARE(faultsOf(document), QList<QString>());
        }
        const int top = stack.index();
        steps += top;
        while (stack.canUndo()) {
            stack.undo();
            QVERIFY2(document.comic() == states[stack.index()],
                     qPrintable(stack.redoText() + QString::number(round)));
        }
        while (stack.index() < top) {
            stack.redo();
            QVERIFY2(document.comic() == states[stack.index()], qPrintable(stack.undoText()));
        }
    }
    QVERIFY2(steps > 20 * kRounds, qPrintable(QString::number(steps)));
}

KOMA_TEST_MAIN(QCoreApplication, TestUndoProperties)
#include "tst_undo_properties.moc"
