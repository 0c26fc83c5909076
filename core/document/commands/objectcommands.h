// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/document/model/document.h"

#include <QUndoCommand>

#include <memory>

namespace koma {

/// Commands that add, remove, reorder, copy and group objects; GUI thread. Ids that name nothing
/// are left out, and so are locked objects where they would go away or elsewhere.

/// Puts new objects at a place, the last on top. InvalidArgument where one may not lie there, or
/// the place does not exist.
Result<std::unique_ptr<QUndoCommand>> addObjects(Document &document, const ObjectPlace &place,
                                                 QList<PageObject> objects);
std::unique_ptr<QUndoCommand> removeObjects(Document &document, const QList<ObjectId> &objects);

/// Puts objects, in their present order, into a place whose index counts the layers as they are
/// now. It may be in another parent or on another page. InvalidArgument where one may not lie
/// there.
Result<std::unique_ptr<QUndoCommand>>
reorderObjects(Document &document, const QList<ObjectId> &objects, const ObjectPlace &place);

/// Copies beside the originals, moved by the offset, each right above its original.
std::unique_ptr<QUndoCommand> duplicateObjects(Document &document, const QList<ObjectId> &objects,
                                               PointPt offset);

/// What copy takes: the objects with all below them, outermost ones once, bottom to top.
QList<PageObject> copiedObjects(const Document &document, const QList<ObjectId> &objects);
/// Puts copied objects on top of a place's layers, moved by the offset, with new ids; what may not
/// lie in the place's parent goes onto the page. On another page, art and panels outside the page
/// stay where they are: the caller chooses the offset.
Result<std::unique_ptr<QUndoCommand>> pasteObjects(Document &document, PageId page, ObjectId parent,
                                                   const QList<PageObject> &objects,
                                                   PointPt offset);

/// A new group at the place of the topmost of them. InvalidArgument for fewer than one object or
/// objects of several pages or parents.
Result<std::unique_ptr<QUndoCommand>> groupObjects(Document &document,
                                                   const QList<ObjectId> &objects);
/// Puts the children of groups where the groups were.
std::unique_ptr<QUndoCommand> ungroupObjects(Document &document, const QList<ObjectId> &groups);

} // namespace koma
