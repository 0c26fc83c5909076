// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/commands/commandids.h"
#include "core/document/commands/documentedit.h"

#include <QUndoCommand>

#include <algorithm>
#include <utility>
#include <vector>

namespace koma {

/// Commands of one gesture (a drag, a word being typed) become one undo step. Each gesture takes a
/// number of its own; 0 stands alone.
using GestureNumber = std::uint64_t;

/// Where a value of a type lives in the document.
template<class Value>
struct ValueAccess;

template<>
struct ValueAccess<DocumentSettings>
{
    struct Key
    {
        bool operator==(const Key &) const = default;
    };
    static const DocumentSettings *find(const Document &document, Key)
    {
        return &document.settings();
    }
    static DocumentSettings replace(Document &document, Key, DocumentSettings value)
    {
        return DocumentEdit(document).replaceSettings(std::move(value));
    }
};

template<>
struct ValueAccess<PageProperties>
{
    using Key = PageId;
    static const PageProperties *find(const Document &document, PageId id)
    {
        const Page *page = document.page(id);
        return page != nullptr ? &page->properties : nullptr;
    }
    static PageProperties replace(Document &document, PageId id, PageProperties value)
    {
        return DocumentEdit(document).replacePageProperties(id, std::move(value));
    }
};

template<>
struct ValueAccess<ObjectProperties>
{
    using Key = ObjectId;
    static const ObjectProperties *find(const Document &document, ObjectId id)
    {
        const PageObject *object = document.object(id);
        return object != nullptr ? &object->properties : nullptr;
    }
    static ObjectProperties replace(Document &document, ObjectId id, ObjectProperties value)
    {
        return DocumentEdit(document).replaceProperties(id, std::move(value));
    }
};

template<>
struct ValueAccess<ObjectContent>
{
    using Key = ObjectId;
    static const ObjectContent *find(const Document &document, ObjectId id)
    {
        const PageObject *object = document.object(id);
        return object != nullptr ? &object->content : nullptr;
    }
    static ObjectContent replace(Document &document, ObjectId id, ObjectContent value)
    {
        return DocumentEdit(document).replaceContent(id, std::move(value));
    }
};

/// Gives one or several things of the document another value. Undo, redo and the first do swap the
/// values, so that all take the same path. Commands of the same gesture on the same things merge;
/// a gesture that ends where it began leaves no step.
template<class Value>
class ChangeValueCommand : public QUndoCommand
{
public:
    using Access = ValueAccess<Value>;
    using Key = typename Access::Key;
    struct Change
    {
        Key key;
        Value value;
    };

    ChangeValueCommand(Document &document, CommandId id, std::vector<Change> changes,
                       GestureNumber gesture = 0)
        : QUndoCommand(commandText(id)),
          m_document(document),
          m_id(id),
          m_changes(std::move(changes)),
          m_gesture(gesture)
    {
        setObsolete(changesNothing());
    }

    void undo() override { swapValues(); }
    void redo() override { swapValues(); }
    int id() const override { return static_cast<int>(m_id); }

    bool mergeWith(const QUndoCommand *other) override
    {
        const auto *later = dynamic_cast<const ChangeValueCommand *>(other);
        const bool isSameGesture = later != nullptr && m_gesture != 0 && later->m_id == m_id &&
                                   later->m_gesture == m_gesture && hasSameKeys(*later);
        if (!isSameGesture)
            return false;
        // Both were done: these are the values before the gesture, the document has the newest.
        setObsolete(changesNothing());
        return true;
    }

private:
    void swapValues()
    {
        for (Change &change : m_changes)
            change.value = Access::replace(m_document, change.key, std::move(change.value));
    }

    bool changesNothing() const
    {
        return std::all_of(m_changes.begin(), m_changes.end(), [&](const Change &change) {
            const Value *current = Access::find(m_document, change.key);
            return current == nullptr || *current == change.value;
        });
    }

    bool hasSameKeys(const ChangeValueCommand &other) const
    {
        return std::equal(m_changes.begin(), m_changes.end(), other.m_changes.begin(),
                          other.m_changes.end(),
                          [](const Change &a, const Change &b) { return a.key == b.key; });
    }

    Document &m_document;
    CommandId m_id;
    std::vector<Change> m_changes;
    GestureNumber m_gesture;
};

} // namespace koma
