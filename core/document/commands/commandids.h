// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <array>

namespace koma {

/// Every kind of edit; QUndoCommand::id() of its commands. The command harness of the tests has a
/// case for each.
enum class CommandId {
    ChangeSettings,
    ChangePage,
    ChangeLayer, ///< name, lock, visibility, opacity, blending
    ChangeObject,
    ChangeText,
    MoveObjects,
    ResizeObjects,
    MoveGutter,
    AlignObjects,
    ApplyLayout,
    AddPages,
    RemovePages,
    MovePages,
    DuplicatePages,
    AddObjects,
    RemoveObjects,
    ReorderObjects,
    DuplicateObjects,
    PasteObjects,
    GroupObjects,
    UngroupObjects,
    SplitPanel,
    MergePanels,
    PanelsFromPicture,
};

constexpr std::array kAllCommandIds{
    CommandId::ChangeSettings, CommandId::ChangePage,     CommandId::ChangeLayer,
    CommandId::ChangeObject,   CommandId::ChangeText,     CommandId::MoveObjects,
    CommandId::ResizeObjects,  CommandId::MoveGutter,     CommandId::AlignObjects,
    CommandId::ApplyLayout,    CommandId::AddPages,       CommandId::RemovePages,
    CommandId::MovePages,      CommandId::DuplicatePages, CommandId::AddObjects,
    CommandId::RemoveObjects,  CommandId::ReorderObjects, CommandId::DuplicateObjects,
    CommandId::PasteObjects,   CommandId::GroupObjects,   CommandId::UngroupObjects,
    CommandId::SplitPanel,     CommandId::MergePanels,    CommandId::PanelsFromPicture,
};
static_assert(kAllCommandIds.size() == static_cast<std::size_t>(CommandId::PanelsFromPicture) + 1);

/// What the undo menu calls it.
QString commandText(CommandId id);

} // namespace koma
