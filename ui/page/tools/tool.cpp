// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/tools/tool.h"

#include <utility>

namespace koma {

Tool::Tool(PageSelection &selection, QObject *parent) : QObject(parent), m_selection(selection) {}

void Tool::push(std::unique_ptr<QUndoCommand> command)
{
    if (command)
        document().undoStack().push(command.release());
}

bool Tool::push(Result<std::unique_ptr<QUndoCommand>> command)
{
    if (!command) {
        Q_EMIT refused(QString::fromStdString(command.error().message));
        return false;
    }
    push(std::move(*command));
    return true;
}

} // namespace koma
