// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/document.h"

namespace koma {

/// The few steps that change a document; every one has an inverse among them and tells the views.
/// For commands only: everything else goes through the undo stack. A step that names something
/// which is not there does nothing and gives back what it was given.
class DocumentEdit
{
public:
    explicit DocumentEdit(Document &document) : m_document(document) {}

    /// The value before.
    DocumentSettings replaceSettings(DocumentSettings settings);
    PageProperties replacePageProperties(PageId id, PageProperties properties);
    ObjectProperties replaceProperties(ObjectId id, ObjectProperties properties);
    ObjectContent replaceContent(ObjectId id, ObjectContent content);

    void insertPage(qsizetype index, Page page);
    Page takePage(PageId id);
    /// `index` is the page's number after the move.
    void movePage(PageId id, qsizetype index);

    /// With all below it.
    void insertObject(const ObjectPlace &place, PageObject object);
    PageObject takeObject(ObjectId id);
    /// The place before. `place.index` counts without the moved object, as after taking it out.
    ObjectPlace moveObject(ObjectId id, const ObjectPlace &place);

private:
    PageObject *mutableObject(ObjectId id);
    QList<PageObject> *mutableChildren(PageId page, ObjectId parent);
    PageObject detach(const ObjectPlace &place);
    void attach(const ObjectPlace &place, PageObject object);
    void tell(DocumentChange::Kind kind, PageId page, const QList<ObjectId> &objects = {},
              DocumentProperties properties = {});

    Document &m_document;
};

} // namespace koma
