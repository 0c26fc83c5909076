// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/page/session/pageselection.h"

#include <QObject>
#include <QUndoCommand>

#include <memory>

namespace koma {

struct ComicCommands;

/// What the object commands of the menus do to the picked objects: copy and paste through the
/// system's clipboard, panels, art and tails. GUI thread; all given must outlive it.
class ObjectEditing : public QObject
{
    Q_OBJECT

public:
    ObjectEditing(PageSelection &selection, const ComicCommands &actions,
                  QObject *parent = nullptr);

    /// False where the clipboard holds no objects.
    bool paste();

Q_SIGNALS:
    void refused(const QString &reason);
    /// The clipboard holds something else: pictures, perhaps.
    void foreignPaste();

private:
    void connectClipboard(const ComicCommands &actions);
    void connectObjects(const ComicCommands &actions);
    void selectAll();
    void copy() const;
    void remove();
    void fitArt();
    void addTail();
    void push(std::unique_ptr<QUndoCommand> command);
    bool push(Result<std::unique_ptr<QUndoCommand>> command);
    [[nodiscard]] Document &document() const { return m_selection.document(); }

    PageSelection &m_selection;
    int m_pasteCount = 0; ///< since the last copy: pasted ones step aside
};

} // namespace koma
