// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/page/session/pageselection.h"

#include <QAction>
#include <QObject>

namespace koma {

/// What can be done with picked layers, as actions for menus, buttons and keys. Shortcuts hold in
/// the widgets that the actions are added to, so that several widgets can have the same ones. GUI
/// thread; the selection must outlive it.
class LayerActions : public QObject
{
    Q_OBJECT

public:
    explicit LayerActions(PageSelection &selection, QObject *parent = nullptr);

    QAction *const group;
    QAction *const ungroup;
    QAction *const duplicate;
    QAction *const remove;
    QAction *const toFront;
    QAction *const forward;
    QAction *const backward;
    QAction *const toBack;
    QAction *const showHide;
    QAction *const lockUnlock;

    /// All of them, with nullptr where menus have a separator.
    [[nodiscard]] QList<QAction *> inMenuOrder() const;

    /// One undo step for all of them: visible if any is hidden, else hidden; likewise locked.
    void toggleVisible(const QList<ObjectId> &objects);
    void toggleLocked(const QList<ObjectId> &objects);

Q_SIGNALS:
    /// A sentence for the status bar.
    void refused(const QString &reason);

private:
    enum class Step { ToFront, Forward, Backward, ToBack };
    QAction *make(const QString &text, const QString &icon, const QKeySequence &key);
    void updateEnabled();
    void groupPicked();
    void ungroupPicked();
    void duplicatePicked();
    void removePicked();
    void arrangePicked(Step step);
    void push(Result<std::unique_ptr<QUndoCommand>> command);

    PageSelection &m_selection;
};

} // namespace koma
