// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/commands/structuralcommand.h"

#include "core/document/commands/documentedit.h"

#include <algorithm>
#include <utility>

namespace koma {
namespace {

/// Does a step and returns its inverse.
struct DoStep
{
    Document &document;

    EditStep operator()(InsertPage &step) const
    {
        const PageId id = step.page.id;
        DocumentEdit(document).insertPage(step.index, std::move(step.page));
        return TakePage{id};
    }
    EditStep operator()(const TakePage &step) const
    {
        const qsizetype index = document.pageIndex(step.id);
        return InsertPage{index, DocumentEdit(document).takePage(step.id)};
    }
    EditStep operator()(const MovePage &step) const
    {
        const qsizetype index = document.pageIndex(step.id);
        DocumentEdit(document).movePage(step.id, step.index);
        return MovePage{step.id, index};
    }
    EditStep operator()(InsertObject &step) const
    {
        const ObjectId id = step.object.id;
        DocumentEdit(document).insertObject(step.place, std::move(step.object));
        return TakeObject{id};
    }
    EditStep operator()(const TakeObject &step) const
    {
        const ObjectPlace place = document.placeOf(step.id);
        return InsertObject{place, DocumentEdit(document).takeObject(step.id)};
    }
    EditStep operator()(const MoveObject &step) const
    {
        return MoveObject{step.id, DocumentEdit(document).moveObject(step.id, step.place)};
    }
    EditStep operator()(ReplaceContent &step) const
    {
        return ReplaceContent{
            step.id, DocumentEdit(document).replaceContent(step.id, std::move(step.content))};
    }
};

} // namespace

StructuralCommand::StructuralCommand(Document &document, CommandId id, std::vector<EditStep> steps)
    : QUndoCommand(commandText(id)), m_document(document), m_id(id), m_steps(std::move(steps))
{
    setObsolete(m_steps.empty());
}

void StructuralCommand::undo()
{
    turn();
}

void StructuralCommand::redo()
{
    turn();
}

void StructuralCommand::turn()
{
    for (EditStep &step : m_steps)
        step = std::visit(DoStep{m_document}, step);
    std::reverse(m_steps.begin(), m_steps.end());
}

} // namespace koma
