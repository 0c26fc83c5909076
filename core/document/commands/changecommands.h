// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/commands/changevaluecommand.h"
#include "core/document/layout/gutters.h"
#include "core/document/model/document.h"

#include <functional>
#include <memory>

namespace koma {

/// Commands that change values. All take the document as it is now and are pushed at once; ids
/// that name nothing are left out, and objects that are locked are not touched (unlocking itself
/// is a layer change). Where nothing is left to change, the command is obsolete and pushing it
/// adds no step. GUI thread.

std::unique_ptr<QUndoCommand> changeSettings(Document &document, DocumentSettings settings,
                                             GestureNumber gesture = 0);
std::unique_ptr<QUndoCommand> changePages(Document &document, const QList<PageId> &pages,
                                          const std::function<void(PageProperties &)> &change,
                                          GestureNumber gesture = 0);
std::unique_ptr<QUndoCommand> changeLayers(Document &document, const QList<ObjectId> &objects,
                                           const std::function<void(ObjectProperties &)> &change,
                                           GestureNumber gesture = 0);

/// Changes what objects are: `change` sees each content and may alter it, but not its kind.
std::unique_ptr<QUndoCommand> changeObjects(Document &document, const QList<ObjectId> &objects,
                                            const std::function<void(ObjectContent &)> &change,
                                            GestureNumber gesture = 0);
/// The same for changes that differ from object to object.
std::unique_ptr<QUndoCommand>
changeObjectsById(Document &document, const QList<ObjectId> &objects,
                  const std::function<void(ObjectId, ObjectContent &)> &change,
                  GestureNumber gesture = 0);
/// The same for the objects among them that are of one kind.
template<class Content>
std::unique_ptr<QUndoCommand> changeEach(Document &document, const QList<ObjectId> &objects,
                                         const std::function<void(Content &)> &change,
                                         GestureNumber gesture = 0)
{
    return changeObjects(
        document, objects,
        [&](ObjectContent &content) {
            if (auto *known = std::get_if<Content>(&content); known != nullptr)
                change(*known);
        },
        gesture);
}

/// Words of a text block; see TypingGesture for the number.
std::unique_ptr<QUndoCommand> changeText(Document &document, ObjectId text, QList<TextRun> runs,
                                         GestureNumber gesture = 0);

/// Moves objects with all below them. Objects below others of the list move once.
std::unique_ptr<QUndoCommand> moveObjects(Document &document, const QList<ObjectId> &objects,
                                          PointPt offset, GestureNumber gesture = 0);
/// Moves and resizes from one box to another, as handles do.
std::unique_ptr<QUndoCommand> resizeObjects(Document &document, const QList<ObjectId> &objects,
                                            const RectPt &from, const RectPt &to,
                                            GestureNumber gesture = 0);

/// Moves each object by an offset of its own: what align and distribute compute.
struct ObjectOffset
{
    ObjectId id;
    PointPt offset;
};
std::unique_ptr<QUndoCommand> alignObjects(Document &document, const QList<ObjectOffset> &offsets);

/// A picture as it was before a drag.
struct ArtBefore
{
    ObjectId id;
    ObjectId panel;
    ArtLayer art;
};
/// The upright pictures right in these panels that cover them, now.
QList<ArtBefore> coveringArt(const Document &document, const QList<ObjectId> &panels);

/// Gives several panels another outline, as moving a gutter does. Pictures that covered their
/// panels before the drag go on covering them, grown no more than it takes.
std::unique_ptr<QUndoCommand>
changeOutlines(Document &document, const QList<PanelOutline> &outlines, GestureNumber gesture = 0,
               const QList<ArtBefore> &covering = {}, CommandId id = CommandId::MoveGutter);

/// An object or one that it lies in is locked.
bool isLockedInPlace(const Document &document, ObjectId id);

} // namespace koma
