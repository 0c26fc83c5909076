// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/page/session/pageselection.h"

#include <QAction>
#include <QObject>

#include <memory>

class QMenu;

namespace koma {

/// What can be done with picked pages, as actions for menus, buttons and keys. Shortcuts hold in
/// the widgets that the actions are added to. GUI thread; the selection must outlive it.
class PageActions : public QObject
{
    Q_OBJECT

public:
    explicit PageActions(PageSelection &selection, QObject *parent = nullptr);
    ~PageActions() override;

    QAction *const newPage;
    QAction *const newSpread;
    QAction *const duplicate;
    QAction *const remove;
    QAction *const earlier;
    QAction *const later;
    QAction *const first;
    QAction *const previous;
    QAction *const next;
    QAction *const last;

    /// Opens the choice of what the picked pages are in the book.
    [[nodiscard]] QAction *roles() const;
    /// All of them, with nullptr where menus have a separator.
    [[nodiscard]] QList<QAction *> inMenuOrder() const;

    /// What is picked where pages are picked; before the first call it is the shown page.
    void setPicked(const QList<PageId> &pages);

Q_SIGNALS:
    /// A sentence for the status bar.
    void refused(const QString &reason);

private:
    QAction *make(const QString &text, const QString &icon, const QKeySequence &key);
    void makeRoles();
    void updateEnabled();
    void insert(Page page);
    void duplicatePicked();
    void removePicked();
    void movePicked(int step);
    void goTo(qsizetype index);
    void setRole(PageRole role);
    void checkRole();

    PageSelection &m_selection;
    QList<PageId> m_picked;
    std::unique_ptr<QMenu> m_roles;
};

} // namespace koma
