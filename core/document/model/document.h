// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/comic.h"
#include "core/document/model/documentchange.h"

#include <QHash>
#include <QObject>
#include <QUndoStack>

namespace koma {

/// The open comic: the one QObject of the model. It holds the value, tells what changed, and keeps
/// the undo stack, which has no limit. It lives on the GUI thread and is changed there only, by
/// the commands in core/document/commands; jobs get a copy of comic() and never this object.
class Document : public QObject
{
    Q_OBJECT

public:
    explicit Document(Comic comic = {}, QObject *parent = nullptr);

    /// Valid until the next change; copy it to keep it.
    [[nodiscard]] const Comic &comic() const { return m_comic; }
    [[nodiscard]] const DocumentSettings &settings() const { return m_comic.settings; }

    /// nullptr where there is none; valid until the next change.
    [[nodiscard]] const Page *page(PageId id) const;
    [[nodiscard]] const PageObject *object(ObjectId id) const;
    /// -1 where there is none.
    [[nodiscard]] qsizetype pageIndex(PageId id) const;
    /// Invalid where there is none.
    [[nodiscard]] PageId pageOf(ObjectId id) const { return m_pageOfObject.value(id); }
    [[nodiscard]] ObjectPlace placeOf(ObjectId id) const;

    /// Ids that were never used in this document.
    PageId makePageId() { return {++m_lastId}; }
    ObjectId makeObjectId() { return {++m_lastId}; }

    QUndoStack &undoStack() { return m_undoStack; }

    /// Another comic: forgets all that could be undone.
    void reset(Comic comic);

Q_SIGNALS:
    void changed(const koma::DocumentChange &change);

private:
    friend class DocumentEdit;
    void index(const QList<PageObject> &objects, PageId page);
    void indexAll();

    Comic m_comic;
    QHash<ObjectId, PageId> m_pageOfObject;
    std::uint64_t m_lastId = 0;
    QUndoStack m_undoStack;
};

} // namespace koma
