// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QAction;
class QActionGroup;
class QMenuBar;
class QToolBar;
class QUndoStack;

namespace koma {

/// Every command of the window, with its text, icon and shortcut. Owned by `parent`; the window
/// connects them.
struct Actions
{
    explicit Actions(QObject *parent, QUndoStack &undoStack);

    void fillMenuBar(QMenuBar &bar) const;
    /// The buttons right of the workspace tabs.
    void fillToolBar(QToolBar &bar) const;
    /// Those that need an open picture.
    void setPictureOpen(bool open) const;

    QAction *open;
    QAction *openSample;
    QAction *exportResult;
    QAction *quit;
    QAction *undo;
    QAction *redo;
    QAction *copy;
    QAction *paste;
    QAction *stop;
    QAction *zoomIn;
    QAction *zoomOut;
    QAction *fit;
    QAction *actualPixels;
    QAction *compare;
    QAction *showBefore;
    QAction *nextStyle;
    QAction *previousStyle;
    QAction *themeSystem;
    QAction *themeLight;
    QAction *themeDark;
    QAction *about;
    QAction *showStyles = nullptr; ///< set by the window: the docks' own actions
    QAction *showDrawing = nullptr;
};

} // namespace koma
