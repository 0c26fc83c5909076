// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>

class QAction;
class QMenu;
class QWidget;

namespace koma {

/// The commands of the Page workspace that no dock has, with text, icon and shortcut. Owned by
/// `parent`, which connects them. Shortcuts work where the workspace or something in it has the
/// focus.
struct ComicCommands
{
    explicit ComicCommands(QWidget *parent);

    QAction *newComic;
    QAction *openComic;
    QAction *openSample;
    QAction *save;
    QAction *saveAs;
    QAction *importPages;
    QAction *exportComic;

    QAction *cut;
    QAction *copy;
    QAction *paste;
    QAction *selectAll;

    QAction *placePictures;
    QAction *mergePanels;
    QAction *fitArt;
    QAction *addTail;
    QAction *findPanels;

    QAction *verticalGuide;
    QAction *horizontalGuide;
    QAction *clearGuides;

    QAction *showGuides;
    QAction *showSpread;
    QAction *showRulers;

    /// Those that need an open comic.
    [[nodiscard]] QList<QAction *> ofComic() const;
    /// Those that need picked objects.
    [[nodiscard]] QList<QAction *> ofObjects() const;
};

} // namespace koma
