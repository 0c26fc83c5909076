// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/commands/changecommands.h"
#include "ui/page/inspector/inspectorform.h"
#include "ui/page/session/pageselection.h"

namespace koma {

/// The picked objects of a kind, in their order: themselves, those in picked groups, and the words
/// of picked balloons.
QList<ObjectId> pickedOfKind(const PageSelection &selection, ObjectKind kind);
/// The same as what they are now: valid until the document's next change.
QList<const PageObject *> pickedObjects(const PageSelection &selection, ObjectKind kind);
/// The kinds for which there are any, in the kinds' order.
QList<ObjectKind> pickedKinds(const PageSelection &selection);

QString kindName(ObjectKind kind);
/// What people call the object: its own name, else its kind and the words in it.
QString displayName(const PageObject &object);

/// A part of the inspector for all picked objects of one kind.
class ObjectSection : public InspectorForm
{
    Q_OBJECT

public:
    ObjectSection(PageSelection &selection, ObjectKind kind, const QString &title,
                  QWidget *parent = nullptr);

    [[nodiscard]] ObjectKind kind() const { return m_kind; }
    [[nodiscard]] QList<ObjectId> targets() const { return pickedOfKind(m_selection, m_kind); }

protected:
    [[nodiscard]] PageSelection &selection() const { return m_selection; }
    [[nodiscard]] Document &document() const { return m_selection.document(); }
    [[nodiscard]] const Page *page() const { return document().page(m_selection.page()); }
    void push(std::unique_ptr<QUndoCommand> command);

private:
    PageSelection &m_selection;
    ObjectKind m_kind;
};

/// The same, knowing what the objects are.
template<class Content>
class ContentSection : public ObjectSection
{
public:
    using ObjectSection::ObjectSection;

protected:
    [[nodiscard]] QList<const PageObject *> objects() const
    {
        return pickedObjects(selection(), kind());
    }

    void change(const std::function<void(Content &)> &change, GestureNumber gesture = 0)
    {
        push(changeEach<Content>(document(), targets(), change, gesture));
    }

    /// A binding to what `field` refers to: [](auto &panel) -> auto & { return panel.border; }
    template<class Field>
    Binding<FieldValue<Field, Content>> bound(Field field)
    {
        using Value = FieldValue<Field, Content>;
        return computed<Value>(
            [field](const Content &content) -> Value { return field(content); },
            [field](Content &content, const Value &value) { field(content) = value; });
    }

    template<class Value>
    Binding<Value> computed(std::function<Value(const Content &)> get,
                            std::function<void(Content &, const Value &)> set)
    {
        return {[this, get] {
                    QList<Value> values;
                    for (const PageObject *object : objects())
                        values.append(get(*object->as<Content>()));
                    return values;
                },
                [this, set](const Value &value, GestureNumber gesture) {
                    change([&](Content &content) { set(content, value); }, gesture);
                }};
    }

    /// For values that depend on where the object is.
    template<class Value>
    Binding<Value> placed(std::function<Value(const PageObject &)> get,
                          std::function<void(const PageObject &, Content &, const Value &)> set)
    {
        return {[this, get] {
                    QList<Value> values;
                    for (const PageObject *object : objects())
                        values.append(get(*object));
                    return values;
                },
                [this, set](const Value &value, GestureNumber gesture) {
                    const auto each = [&](ObjectId id, ObjectContent &content) {
                        set(*document().object(id), std::get<Content>(content), value);
                    };
                    push(changeObjectsById(document(), targets(), each, gesture));
                }};
    }
};

} // namespace koma
