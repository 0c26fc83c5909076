// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/inspector/objectsection.h"

#include <QSet>

#include <array>

namespace koma {
namespace {

/// Each once, in the order of finding.
struct FoundObjects
{
    QList<ObjectId> ids;
    QSet<ObjectId> seen;
};

void collect(const PageObject &object, ObjectKind kind, FoundObjects &found)
{
    if (object.kind() == kind && !found.seen.contains(object.id)) {
        found.ids.append(object.id);
        found.seen.insert(object.id);
    }
    const bool isOpened = object.kind() == ObjectKind::Group ||
                          (object.kind() == ObjectKind::Balloon && kind == ObjectKind::Text);
    if (!isOpened)
        return;
    for (const PageObject &child : object.children)
        collect(child, kind, found);
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

QList<ObjectId> pickedOfKind(const PageSelection &selection, ObjectKind kind)
{
    FoundObjects found;
    for (const ObjectId id : selection.objects()) {
        if (const PageObject *object = selection.document().object(id))
            collect(*object, kind, found);
    }
    return found.ids;
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
