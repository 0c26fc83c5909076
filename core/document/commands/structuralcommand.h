// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/commands/commandids.h"
#include "core/document/model/document.h"

#include <QUndoCommand>

#include <variant>
#include <vector>

namespace koma {

/// One step of a structural edit.
struct InsertPage
{
    qsizetype index = 0;
    Page page;
};
struct TakePage
{
    PageId id;
};
struct MovePage
{
    PageId id;
    qsizetype index = 0;
};
struct InsertObject
{
    ObjectPlace place;
    PageObject object;
};
struct TakeObject
{
    ObjectId id;
};
struct MoveObject
{
    ObjectId id;
    ObjectPlace place;
};
struct ReplaceContent
{
    ObjectId id;
    ObjectContent content;
};
using EditStep = std::variant<InsertPage, TakePage, MovePage, InsertObject, TakeObject, MoveObject,
                              ReplaceContent>;

/// A row of steps that is done in order and undone by the inverse of each in reverse. Because
/// every step yields its inverse when it is done, undo is exact whatever the row is. Without
/// steps it is obsolete.
class StructuralCommand : public QUndoCommand
{
public:
    StructuralCommand(Document &document, CommandId id, std::vector<EditStep> steps);

    void undo() override;
    void redo() override;
    int id() const override { return static_cast<int>(m_id); }

private:
    /// Does the steps and puts their inverses, in the order of undoing, in their place.
    void turn();

    Document &m_document;
    CommandId m_id;
    std::vector<EditStep> m_steps;
};

} // namespace koma
