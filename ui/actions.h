// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>

class QAction;
class QActionGroup;
class QMenuBar;
class QToolBar;
class QMenu;
class QUndoGroup;

namespace koma {

/// Every command of the window, with its text, icon and shortcut. Owned by `parent`; the window
/// connects them.
struct Actions
{
    explicit Actions(QObject *parent, QUndoGroup &undoGroup);

    /// The menus of the workspaces that have none of their own, and the help menu at the end; the
    /// former are returned.
    QList<QMenu *> fillMenuBar(QMenuBar &bar) const;
    /// What other workspaces' menus of these names share.
    void fillShared(QMenu &file, QMenu &edit, QMenu &view) const;
    /// The buttons right of the workspace tabs.
    void fillToolBar(QToolBar &bar) const;
    /// Those that make no sense on pages of a comic.
    void setOnPages(bool onPages) const;
    /// Those that need an open picture.
    void setPictureOpen(bool open) const;

    QAction *open;
    QAction *openSample;
    QAction *exportResult;
    QAction *placeOnPage;
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
