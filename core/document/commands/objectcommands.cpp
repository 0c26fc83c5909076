// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/commands/objectcommands.h"

#include "core/document/commands/changecommands.h"
#include "core/document/commands/freshids.h"
#include "core/document/commands/structuralcommand.h"

#include <algorithm>
#include <limits>

namespace koma {
namespace {

using CommandResult = Result<std::unique_ptr<QUndoCommand>>;

std::unique_ptr<QUndoCommand> command(Document &document, CommandId id, std::vector<EditStep> steps)
{
    return std::make_unique<StructuralCommand>(document, id, std::move(steps));
}

/// Those of the ids that are there and do not lie in another of them, bottom to top by pages.
QList<ObjectId> outermost(const QList<PageObject> &objects, const QList<ObjectId> &ids)
{
    QList<ObjectId> found;
    for (const PageObject &object : objects) {
        if (ids.contains(object.id))
            found.append(object.id);
        else
            found.append(outermost(object.children, ids));
    }
    return found;
}

QList<ObjectId> outermost(const Document &document, const QList<ObjectId> &ids)
{
    QList<ObjectId> found;
    for (const Page &page : document.comic().pages) {
        const bool isConcerned = std::any_of(
            ids.begin(), ids.end(), [&](ObjectId id) { return document.pageOf(id) == page.id; });
        if (isConcerned)
            found.append(outermost(page.objects, ids));
    }
    return found;
}

QList<ObjectId> unlocked(const Document &document, QList<ObjectId> ids)
{
    ids.removeIf([&](ObjectId id) { return isLockedInPlace(document, id); });
    return ids;
}

bool placeExists(const Document &document, const ObjectPlace &place)
{
    return document.page(place.page) != nullptr &&
           (!place.parent.isValid() || document.pageOf(place.parent) == place.page);
}

bool mayLieIn(const Document &document, ObjectId parent, ObjectKind kind)
{
    const PageObject *object = document.object(parent);
    return object != nullptr ? mayContain(object->kind(), kind) : mayLieOnPage(kind);
}

int depthBelow(const PageObject &object)
{
    int deepest = 0;
    for (const PageObject &child : object.children)
        deepest = std::max(deepest, depthBelow(child));
    return deepest + 1;
}

int depthOf(const Document &document, ObjectId id)
{
    int depth = 0;
    for (ObjectId each = id; each.isValid(); each = document.placeOf(each).parent)
        ++depth;
    return depth;
}

/// Whether an object fits into a parent by kind and depth.
bool fits(const Document &document, ObjectId parent, const PageObject &object)
{
    return mayLieIn(document, parent, object.kind()) &&
           depthOf(document, parent) + depthBelow(object) <= kMaxObjectDepth;
}

tl::unexpected<Error> cannotLieThere()
{
    return fail(ErrorKind::InvalidArgument, "An object of this kind cannot lie there.");
}

} // namespace

CommandResult addObjects(Document &document, const ObjectPlace &place, QList<PageObject> objects)
{
    if (!placeExists(document, place))
        return fail(ErrorKind::InvalidArgument, "There is no such place on the pages.");
    std::vector<EditStep> steps;
    ObjectPlace at = place;
    if (!haveFreeIds(document, objects))
        objects = withFreshIds(document, objects, OutsideTargets::Keep);
    for (PageObject &object : objects) {
        if (!fits(document, place.parent, object))
            return cannotLieThere();
        steps.emplace_back(InsertObject{at, std::move(object)});
        ++at.index;
    }
    return command(document, CommandId::AddObjects, std::move(steps));
}

std::unique_ptr<QUndoCommand> removeObjects(Document &document, const QList<ObjectId> &objects)
{
    std::vector<EditStep> steps;
    for (const ObjectId id : unlocked(document, outermost(document, objects)))
        steps.emplace_back(TakeObject{id});
    return command(document, CommandId::RemoveObjects, std::move(steps));
}

CommandResult reorderObjects(Document &document, const QList<ObjectId> &objects,
                             const ObjectPlace &place)
{
    if (!placeExists(document, place))
        return fail(ErrorKind::InvalidArgument, "There is no such place on the pages.");
    std::vector<EditStep> steps;
    const QList<ObjectId> moved = unlocked(document, outermost(document, objects));
    // Counted without the moved ones: each is taken out of the layers before it is put in.
    const PageObject *parent = document.object(place.parent);
    const qsizetype layers =
        parent != nullptr ? parent->children.size() : document.page(place.page)->objects.size();
    ObjectPlace at{place.page, place.parent, std::clamp(place.index, qsizetype{0}, layers)};
    for (const ObjectId id : moved) {
        const PageObject *object = document.object(id);
        const bool isOwnChild = findObject({*object}, place.parent) != nullptr;
        if (isOwnChild || !fits(document, place.parent, *object))
            return cannotLieThere();
        const ObjectPlace before = document.placeOf(id);
        if (before.page == place.page && before.parent == place.parent &&
            before.index < place.index)
            --at.index;
    }
    bool isElsewhere = false;
    for (qsizetype i = 0; i < moved.size(); ++i) {
        const ObjectPlace before = document.placeOf(moved[i]);
        const ObjectPlace after{place.page, place.parent, at.index + i};
        isElsewhere = isElsewhere || before != after;
    }
    if (!isElsewhere)
        return command(document, CommandId::ReorderObjects, {});
    // Out of the way first (to the top), then down one by one: every index then means what it says.
    const ObjectPlace top{place.page, place.parent, std::numeric_limits<qsizetype>::max()};
    for (const ObjectId id : moved)
        steps.emplace_back(MoveObject{id, top});
    for (qsizetype i = 0; i < moved.size(); ++i)
        steps.emplace_back(MoveObject{moved[i], {place.page, place.parent, at.index + i}});
    return command(document, CommandId::ReorderObjects, std::move(steps));
}

std::unique_ptr<QUndoCommand> duplicateObjects(Document &document, const QList<ObjectId> &objects,
                                               PointPt offset)
{
    const QList<PageObject> copies =
        withFreshIds(document, copiedObjects(document, objects), OutsideTargets::Keep);
    const QList<ObjectId> originals = outermost(document, objects);
    std::vector<EditStep> steps;
    // From the top down, so that what was inserted does not shift places that are still to come.
    for (qsizetype i = originals.size(); i-- > 0;) {
        ObjectPlace place = document.placeOf(originals[i]);
        ++place.index;
        PageObject copy = copies[i];
        transformObject(copy, translation(offset));
        steps.emplace_back(InsertObject{place, std::move(copy)});
    }
    return command(document, CommandId::DuplicateObjects, std::move(steps));
}

QList<PageObject> copiedObjects(const Document &document, const QList<ObjectId> &objects)
{
    QList<PageObject> copies;
    for (const ObjectId id : outermost(document, objects))
        copies.append(*document.object(id));
    return copies;
}

CommandResult pasteObjects(Document &document, PageId page, ObjectId parent,
                           const QList<PageObject> &objects, PointPt offset)
{
    const ObjectPlace inParent{page, parent, std::numeric_limits<qsizetype>::max()};
    if (!placeExists(document, inParent))
        return fail(ErrorKind::InvalidArgument, "There is no such place on the pages.");
    const bool isOnPage = std::all_of(objects.begin(), objects.end(), [&](const PageObject &each) {
        return document.pageOf(each.id) == page;
    });
    std::vector<EditStep> steps;
    for (PageObject &object :
         withFreshIds(document, objects, isOnPage ? OutsideTargets::Keep : OutsideTargets::Cut)) {
        ObjectPlace place = inParent;
        if (!fits(document, parent, object))
            place.parent = {};
        if (!fits(document, place.parent, object))
            return cannotLieThere();
        transformObject(object, translation(offset));
        steps.emplace_back(InsertObject{place, std::move(object)});
    }
    return command(document, CommandId::PasteObjects, std::move(steps));
}

CommandResult groupObjects(Document &document, const QList<ObjectId> &objects)
{
    const QList<ObjectId> members = unlocked(document, outermost(document, objects));
    if (members.isEmpty())
        return fail(ErrorKind::InvalidArgument, "Select what is to be grouped.");
    const ObjectPlace top = document.placeOf(members.last());
    PageObject group;
    group.id = document.makeObjectId();
    group.content = Group{};
    std::vector<EditStep> steps;
    steps.emplace_back(InsertObject{{top.page, top.parent, top.index + 1}, group});
    for (qsizetype i = 0; i < members.size(); ++i) {
        const ObjectPlace place = document.placeOf(members[i]);
        if (place.page != top.page || place.parent != top.parent)
            return fail(ErrorKind::InvalidArgument,
                        "Only objects that lie in the same panel or page can be grouped.");
        const PageObject *object = document.object(members[i]);
        if (!mayContain(ObjectKind::Group, object->kind()) ||
            depthOf(document, top.parent) + 1 + depthBelow(*object) > kMaxObjectDepth)
            return cannotLieThere();
        steps.emplace_back(MoveObject{members[i], {top.page, group.id, i}});
    }
    if (!mayLieIn(document, top.parent, ObjectKind::Group))
        return cannotLieThere();
    return command(document, CommandId::GroupObjects, std::move(steps));
}

std::unique_ptr<QUndoCommand> ungroupObjects(Document &document, const QList<ObjectId> &groups)
{
    std::vector<EditStep> steps;
    const QList<ObjectId> ids = unlocked(document, outermost(document, groups));
    // From the top down, so that places below stay what they are.
    for (qsizetype i = ids.size(); i-- > 0;) {
        const PageObject *group = document.object(ids[i]);
        if (group->kind() != ObjectKind::Group)
            continue;
        ObjectPlace place = document.placeOf(ids[i]);
        for (const PageObject &child : group->children) {
            ++place.index;
            steps.emplace_back(MoveObject{child.id, place});
        }
        steps.emplace_back(TakeObject{ids[i]});
    }
    return command(document, CommandId::UngroupObjects, std::move(steps));
}

} // namespace koma
