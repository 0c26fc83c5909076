// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/commands/commandids.h"

#include <QCoreApplication>

namespace koma {
namespace {

const char *englishText(CommandId id)
{
    switch (id) {
    case CommandId::ChangeSettings:
        return QT_TRANSLATE_NOOP("Commands", "Change Comic Settings");
    case CommandId::ChangePage:
        return QT_TRANSLATE_NOOP("Commands", "Change Page");
    case CommandId::ChangeLayer:
        return QT_TRANSLATE_NOOP("Commands", "Change Layer");
    case CommandId::ChangeObject:
        return QT_TRANSLATE_NOOP("Commands", "Change Object");
    case CommandId::ChangeText:
        return QT_TRANSLATE_NOOP("Commands", "Type");
    case CommandId::MoveObjects:
        return QT_TRANSLATE_NOOP("Commands", "Move");
    case CommandId::ResizeObjects:
        return QT_TRANSLATE_NOOP("Commands", "Resize");
    case CommandId::MoveGutter:
        return QT_TRANSLATE_NOOP("Commands", "Move Gutter");
    case CommandId::AlignObjects:
        return QT_TRANSLATE_NOOP("Commands", "Align");
    case CommandId::ApplyLayout:
        return QT_TRANSLATE_NOOP("Commands", "Apply Page Template");
    case CommandId::AddPages:
        return QT_TRANSLATE_NOOP("Commands", "Add Pages");
    case CommandId::RemovePages:
        return QT_TRANSLATE_NOOP("Commands", "Delete Pages");
    case CommandId::MovePages:
        return QT_TRANSLATE_NOOP("Commands", "Move Pages");
    case CommandId::DuplicatePages:
        return QT_TRANSLATE_NOOP("Commands", "Duplicate Pages");
    case CommandId::AddObjects:
        return QT_TRANSLATE_NOOP("Commands", "Add");
    case CommandId::RemoveObjects:
        return QT_TRANSLATE_NOOP("Commands", "Delete");
    case CommandId::ReorderObjects:
        return QT_TRANSLATE_NOOP("Commands", "Reorder Layers");
    case CommandId::DuplicateObjects:
        return QT_TRANSLATE_NOOP("Commands", "Duplicate");
    case CommandId::PasteObjects:
        return QT_TRANSLATE_NOOP("Commands", "Paste");
    case CommandId::GroupObjects:
        return QT_TRANSLATE_NOOP("Commands", "Group");
    case CommandId::UngroupObjects:
        return QT_TRANSLATE_NOOP("Commands", "Ungroup");
    case CommandId::SplitPanel:
        return QT_TRANSLATE_NOOP("Commands", "Cut Panel");
    case CommandId::MergePanels:
        return QT_TRANSLATE_NOOP("Commands", "Merge Panels");
    case CommandId::PanelsFromPicture:
        return QT_TRANSLATE_NOOP("Commands", "Make Panels of Picture");
    }
    return "";
}

} // namespace

QString commandText(CommandId id)
{
    return QCoreApplication::translate("Commands", englishText(id));
}

} // namespace koma
