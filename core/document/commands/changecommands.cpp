// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/commands/changecommands.h"

#include <QSet>

#include <optional>

namespace koma {
namespace {

using ContentChange = ChangeValueCommand<ObjectContent>;

std::unique_ptr<QUndoCommand> contentCommand(Document &document, CommandId id,
                                             std::vector<ContentChange::Change> changes,
                                             GestureNumber gesture)
{
    return std::make_unique<ContentChange>(document, id, std::move(changes), gesture);
}

/// Each id once, in the order given.
template<class Key>
QList<Key> distinct(const QList<Key> &ids)
{
    QList<Key> found;
    for (const Key id : ids) {
        if (!found.contains(id))
            found.append(id);
    }
    return found;
}

/// The objects with all below them, each once, that are not locked, transformed.
class TransformedObjects
{
public:
    explicit TransformedObjects(const Document &document) : m_document(document) {}

    void add(ObjectId id, const AxisTransform &transform)
    {
        const PageObject *object = m_document.object(id);
        if (object != nullptr && !isLockedInPlace(m_document, id))
            add(*object, transform);
    }

    std::vector<ContentChange::Change> changes;

private:
    void add(const PageObject &object, const AxisTransform &transform)
    {
        if (m_seen.contains(object.id) || object.properties.isLocked)
            return;
        m_seen.insert(object.id);
        if (object.kind() != ObjectKind::Group) {
            ObjectContent content = object.content;
            transformContent(content, transform);
            changes.push_back({object.id, std::move(content)});
        }
        for (const PageObject &child : object.children)
            add(child, transform);
    }

    const Document &m_document;
    QSet<ObjectId> m_seen;
};

std::unique_ptr<QUndoCommand> transformObjects(Document &document, CommandId id,
                                               const QList<ObjectId> &objects,
                                               const AxisTransform &transform,
                                               GestureNumber gesture)
{
    TransformedObjects transformed(document);
    for (const ObjectId object : objects)
        transformed.add(object, transform);
    return contentCommand(document, id, std::move(transformed.changes), gesture);
}

} // namespace

bool isLockedInPlace(const Document &document, ObjectId id)
{
    for (ObjectId each = id; each.isValid(); each = document.placeOf(each).parent) {
        const PageObject *object = document.object(each);
        if (object == nullptr || object->properties.isLocked)
            return true;
    }
    return false;
}

std::unique_ptr<QUndoCommand> changeSettings(Document &document, DocumentSettings settings,
                                             GestureNumber gesture)
{
    using Command = ChangeValueCommand<DocumentSettings>;
    std::vector<Command::Change> changes;
    changes.push_back({{}, std::move(settings)});
    return std::make_unique<Command>(document, CommandId::ChangeSettings, std::move(changes),
                                     gesture);
}

std::unique_ptr<QUndoCommand> changePages(Document &document, const QList<PageId> &pages,
                                          const std::function<void(PageProperties &)> &change,
                                          GestureNumber gesture)
{
    using Command = ChangeValueCommand<PageProperties>;
    std::vector<Command::Change> changes;
    for (const PageId id : distinct(pages)) {
        const Page *page = document.page(id);
        if (page == nullptr)
            continue;
        changes.push_back({id, page->properties});
        change(changes.back().value);
    }
    return std::make_unique<Command>(document, CommandId::ChangePage, std::move(changes), gesture);
}

std::unique_ptr<QUndoCommand> changeLayers(Document &document, const QList<ObjectId> &objects,
                                           const std::function<void(ObjectProperties &)> &change,
                                           GestureNumber gesture)
{
    using Command = ChangeValueCommand<ObjectProperties>;
    std::vector<Command::Change> changes;
    for (const ObjectId id : distinct(objects)) {
        const PageObject *object = document.object(id);
        if (object == nullptr)
            continue;
        changes.push_back({id, object->properties});
        change(changes.back().value);
    }
    return std::make_unique<Command>(document, CommandId::ChangeLayer, std::move(changes), gesture);
}

std::unique_ptr<QUndoCommand> changeObjects(Document &document, const QList<ObjectId> &objects,
                                            const std::function<void(ObjectContent &)> &change,
                                            GestureNumber gesture)
{
    return changeObjectsById(
        document, objects, [&](ObjectId, ObjectContent &content) { change(content); }, gesture);
}

std::unique_ptr<QUndoCommand>
changeObjectsById(Document &document, const QList<ObjectId> &objects,
                  const std::function<void(ObjectId, ObjectContent &)> &change,
                  GestureNumber gesture)
{
    std::vector<ContentChange::Change> changes;
    for (const ObjectId id : distinct(objects)) {
        const PageObject *object = document.object(id);
        if (object == nullptr || isLockedInPlace(document, id))
            continue;
        ObjectContent content = object->content;
        change(id, content);
        if (content.index() == object->content.index())
            changes.push_back({id, std::move(content)});
    }
    return contentCommand(document, CommandId::ChangeObject, std::move(changes), gesture);
}

std::unique_ptr<QUndoCommand> changeText(Document &document, ObjectId text, QList<TextRun> runs,
                                         GestureNumber gesture)
{
    std::vector<ContentChange::Change> changes;
    const PageObject *object = document.object(text);
    if (object != nullptr && object->kind() == ObjectKind::Text &&
        !isLockedInPlace(document, text)) {
        auto block = std::get<TextBlock>(object->content);
        block.runs = std::move(runs);
        changes.push_back({text, std::move(block)});
    }
    return contentCommand(document, CommandId::ChangeText, std::move(changes), gesture);
}

std::unique_ptr<QUndoCommand> moveObjects(Document &document, const QList<ObjectId> &objects,
                                          PointPt offset, GestureNumber gesture)
{
    return transformObjects(document, CommandId::MoveObjects, objects, translation(offset),
                            gesture);
}

std::unique_ptr<QUndoCommand> resizeObjects(Document &document, const QList<ObjectId> &objects,
                                            const RectPt &from, const RectPt &to,
                                            GestureNumber gesture)
{
    return transformObjects(document, CommandId::ResizeObjects, objects, transformBetween(from, to),
                            gesture);
}

std::unique_ptr<QUndoCommand> alignObjects(Document &document, const QList<ObjectOffset> &offsets)
{
    TransformedObjects transformed(document);
    for (const ObjectOffset &each : offsets)
        transformed.add(each.id, translation(each.offset));
    return contentCommand(document, CommandId::AlignObjects, std::move(transformed.changes), 0);
}

QList<ArtBefore> coveringArt(const Document &document, const QList<ObjectId> &panels)
{
    QList<ArtBefore> covering;
    for (const ObjectId id : panels) {
        const PageObject *panel = document.object(id);
        if (panel == nullptr || panel->kind() != ObjectKind::Panel)
            continue;
        const RectPt box = boundsPt(*panel);
        for (const PageObject &child : panel->children) {
            const auto *art = child.as<ArtLayer>();
            if (art != nullptr && covers(*art, box))
                covering.append({child.id, id, *art});
        }
    }
    return covering;
}

std::unique_ptr<QUndoCommand> changeOutlines(Document &document,
                                             const QList<PanelOutline> &outlines,
                                             GestureNumber gesture,
                                             const QList<ArtBefore> &covering, CommandId id)
{
    std::vector<ContentChange::Change> changes;
    QSet<ObjectId> seen;
    for (const PanelOutline &each : outlines) {
        const PageObject *object = document.object(each.id);
        if (object == nullptr || seen.contains(each.id) || object->kind() != ObjectKind::Panel ||
            isLockedInPlace(document, each.id))
            continue;
        auto panel = std::get<Panel>(object->content);
        panel.outlinePt = each.outlinePt;
        seen.insert(each.id);
        changes.push_back({each.id, std::move(panel)});
        for (const ArtBefore &before : covering) {
            const PageObject *child = document.object(before.id);
            if (before.panel != each.id || child == nullptr || child->kind() != ObjectKind::Art ||
                isLockedInPlace(document, before.id))
                continue;
            ArtLayer art = before.art;
            extendOver(art, boundsOf(each.outlinePt));
            changes.push_back({before.id, std::move(art)});
        }
    }
    return contentCommand(document, id, std::move(changes), gesture);
}

} // namespace koma
