// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/docks/pages/pagesdock.h"

#include "ui/page/docks/pages/pageactions.h"
#include "ui/page/docks/pages/pagesview.h"
#include "ui/theme/icon.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

namespace koma {
namespace {

QAction *separator(QWidget *owner)
{
    auto *action = new QAction(owner);
    action->setSeparator(true);
    return action;
}

} // namespace

PagesDock::PagesDock(PageSelection &selection, PageThumbnails &thumbnails, QWidget *parent)
    : QWidget(parent),
      m_actions(new PageActions(selection, this)),
      m_view(new PagesView(selection, thumbnails, this))
{
    setObjectName(QStringLiteral("dockPage"));
    setAttribute(Qt::WA_StyledBackground);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_view, 1);
    layout->addWidget(makeButtons());

    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    for (QAction *action : m_actions->inMenuOrder())
        m_view->addAction(action != nullptr ? action : separator(this));
    m_actions->setPicked(m_view->picked());
    connect(m_view, &PagesView::pickedChanged, m_actions,
            [this] { m_actions->setPicked(m_view->picked()); });
    connect(m_actions, &PageActions::refused, this, &PagesDock::refused);
}

QWidget *PagesDock::makeButtons()
{
    auto *area = new QWidget(this);
    auto *layout = new QHBoxLayout(area);
    layout->setContentsMargins(8, 4, 8, 6);
    layout->setSpacing(0);
    const auto add = [&](QAction *action) {
        auto *button = new QToolButton(area);
        button->setDefaultAction(action);
        button->setIconSize(QSize(18, 18));
        button->setAccessibleName(action->text().remove(QLatin1Char('&')));
        layout->addWidget(button);
    };
    for (QAction *action : {m_actions->newPage, m_actions->newSpread, m_actions->duplicate})
        add(action);
    layout->addStretch();
    add(m_actions->remove);
    layout->addWidget(makeMore(area));
    return area;
}

QWidget *PagesDock::makeMore(QWidget *parent)
{
    auto *menu = new QMenu(parent);
    menu->addAction(m_actions->roles());
    menu->addSeparator();
    menu->addActions({m_actions->earlier, m_actions->later});
    menu->addSeparator();
    menu->addActions({m_actions->first, m_actions->last});
    auto *button = new QToolButton(parent);
    button->setIcon(themeIcon(QStringLiteral("page-menu")));
    button->setIconSize(QSize(18, 18));
    button->setToolTip(tr("Roles, order and first and last page"));
    button->setAccessibleName(tr("More"));
    button->setMenu(menu);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setStyleSheet(QStringLiteral("QToolButton::menu-indicator { image: none; }"));
    return button;
}

} // namespace koma
