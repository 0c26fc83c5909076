// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>

class QAction;
class QMenu;
class QWidget;

namespace koma {

/// Every command of the Page workspace, with its text, icon and shortcut. Owned by `parent`, which
/// connects them. Shortcuts work where the workspace or something in it has the focus.
struct PageActions
{
    explicit PageActions(QWidget *parent);

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
    QAction *duplicate;
    QAction *remove;
    QAction *selectAll;

    QAction *placePictures;
    QAction *group;
    QAction *ungroup;
    QAction *bringToFront;
    QAction *bringForward;
    QAction *sendBackward;
    QAction *sendToBack;
    QAction *lock;
    QAction *hide;
    QAction *mergePanels;
    QAction *fitArt;
    QAction *addTail;

    QAction *newPage;
    QAction *insertSpread;
    QAction *duplicatePage;
    QAction *removePage;
    QAction *previousPage;
    QAction *nextPage;
    QAction *verticalGuide;
    QAction *horizontalGuide;
    QAction *clearGuides;

    QAction *showGuides;

    /// Those that need an open comic.
    [[nodiscard]] QList<QAction *> ofComic() const;
    /// Those that need picked objects.
    [[nodiscard]] QList<QAction *> ofObjects() const;
};

} // namespace koma
