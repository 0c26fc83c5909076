// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/inspector/objectsection.h"

#include <QSet>

#include <array>
#include <functional>
#include <set>

namespace koma {
namespace {

using Visit = std::function<void(const PageObject &)>;

/// The object itself, what is in it where it is a group, and a balloon's words.
void visit(const PageObject &object, const Visit &each)
{
    each(object);
    if (object.kind() != ObjectKind::Group && object.kind() != ObjectKind::Balloon)
        return;
    for (const PageObject &child : object.children)
        visit(child, each);
}

void visitPicked(const PageSelection &selection, const Visit &each)
{
    for (const ObjectId id : selection.objects()) {
        if (const PageObject *object = selection.document().object(id))
            visit(*object, each);
    }
}

QString wordsOf(const PageObject &object)
{
    if (const auto *text = object.as<TextBlock>())
        return plainText(*text).simplified();
    QString words;
    for (const PageObject &child : object.children) {
        if (const auto *text = child.as<TextBlock>())
            words += plainText(*text).simplified();
    }
    return words;
}

} // namespace

QList<const PageObject *> pickedObjects(const PageSelection &selection, ObjectKind kind)
{
    QList<const PageObject *> found;
    QSet<ObjectId> seen;
    visitPicked(selection, [&](const PageObject &object) {
        if (object.kind() != kind || seen.contains(object.id))
            return;
        seen.insert(object.id);
        found.append(&object);
    });
    return found;
}

QList<ObjectId> pickedOfKind(const PageSelection &selection, ObjectKind kind)
{
    QList<ObjectId> ids;
    for (const PageObject *object : pickedObjects(selection, kind))
        ids.append(object->id);
    return ids;
}

QList<ObjectKind> pickedKinds(const PageSelection &selection)
{
    std::set<ObjectKind> kinds;
    visitPicked(selection, [&](const PageObject &object) { kinds.insert(object.kind()); });
    return {kinds.begin(), kinds.end()};
}

QString kindName(ObjectKind kind)
{
    const std::array<QString, kObjectKindCount> kinds{
        ObjectSection::tr("Panel"), ObjectSection::tr("Picture"), ObjectSection::tr("Balloon"),
        ObjectSection::tr("Text"),  ObjectSection::tr("Tone"),    ObjectSection::tr("Speed lines"),
        ObjectSection::tr("Ink"),   ObjectSection::tr("Mask"),    ObjectSection::tr("Group")};
    return kinds.at(static_cast<std::size_t>(kind));
}

QString displayName(const PageObject &object)
{
    if (!object.properties.name.isEmpty())
        return object.properties.name;
    const QString words = wordsOf(object);
    constexpr int kShortened = 18;
    if (words.isEmpty())
        return kindName(object.kind());
    return ObjectSection::tr("%1 “%2”").arg(
        kindName(object.kind()),
        words.size() > kShortened ? words.left(kShortened) + QStringLiteral("…") : words);
}

ObjectSection::ObjectSection(PageSelection &selection, ObjectKind kind, const QString &title,
                             QWidget *parent)
    : InspectorForm(title, parent), m_selection(selection), m_kind(kind)
{
}

void ObjectSection::push(std::unique_ptr<QUndoCommand> command)
{
    document().undoStack().push(command.release());
}

} // namespace koma
