// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/docks/pages/pageactions.h"

#include "core/document/commands/changecommands.h"
#include "core/document/commands/pagecommands.h"
#include "ui/page/docks/pages/pagenames.h"
#include "ui/theme/icon.h"

#include <QActionGroup>
#include <QMenu>

#include <algorithm>

namespace koma {

PageActions::PageActions(PageSelection &selection, QObject *parent)
    : QObject(parent),
      newPage(make(tr("&New Page After This"), QStringLiteral("page-add"),
                   QKeySequence(tr("Ctrl+Shift+N")))),
      newSpread(make(tr("Insert &Spread"), QStringLiteral("spread-add"), {})),
      duplicate(make(tr("&Duplicate"), QStringLiteral("copy"), QKeySequence(tr("Ctrl+D")))),
      remove(make(tr("De&lete"), QStringLiteral("trash"), QKeySequence(QKeySequence::Delete))),
      earlier(make(tr("Move &Earlier"), {}, QKeySequence(tr("Alt+Up")))),
      later(make(tr("Move La&ter"), {}, QKeySequence(tr("Alt+Down")))),
      first(make(tr("Go to &First Page"), {}, QKeySequence(tr("Ctrl+Home")))),
      previous(make(tr("&Previous Page"), {}, QKeySequence(Qt::Key_PageUp))),
      next(make(tr("Ne&xt Page"), {}, QKeySequence(Qt::Key_PageDown))),
      last(make(tr("Go to L&ast Page"), {}, QKeySequence(tr("Ctrl+End")))),
      m_selection(selection),
      m_picked({selection.page()}),
      m_roles(std::make_unique<QMenu>(tr("Page &Role")))
{
    Document &document = selection.document();
    makeRoles();
    connect(newPage, &QAction::triggered, this, [&] { insert(blankPage(document)); });
    connect(newSpread, &QAction::triggered, this, [&] { insert(blankSpread(document)); });
    connect(duplicate, &QAction::triggered, this, &PageActions::duplicatePicked);
    connect(remove, &QAction::triggered, this, &PageActions::removePicked);
    connect(earlier, &QAction::triggered, this, [this] { movePicked(-1); });
    connect(later, &QAction::triggered, this, [this] { movePicked(1); });
    connect(first, &QAction::triggered, this, [this] { goTo(0); });
    connect(previous, &QAction::triggered, this,
            [&] { goTo(document.pageIndex(m_selection.page()) - 1); });
    connect(next, &QAction::triggered, this,
            [&] { goTo(document.pageIndex(m_selection.page()) + 1); });
    connect(last, &QAction::triggered, this, [&] { goTo(document.comic().pages.size() - 1); });
    connect(&selection, &PageSelection::pageChanged, this, &PageActions::updateEnabled);
    connect(&document, &Document::changed, this, [this](const DocumentChange &change) {
        if (change.isStructural() && change.objects.isEmpty())
            updateEnabled();
    });
    updateEnabled();
}

PageActions::~PageActions() = default;

QAction *PageActions::make(const QString &text, const QString &icon, const QKeySequence &key)
{
    auto *action = new QAction(text, this);
    QString name = text;
    name.remove(QLatin1Char('&'));
    if (!icon.isEmpty())
        action->setIcon(themeIcon(icon));
    if (key.isEmpty())
        return action;
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setToolTip(tr("%1 (%2)", "what a button does, and its keys")
                           .arg(name, key.toString(QKeySequence::NativeText)));
    return action;
}

void PageActions::makeRoles()
{
    auto *choice = new QActionGroup(this);
    for (int role = 0; role < kPageRoleCount; ++role) {
        QAction *action = m_roles->addAction(pageRoleName(static_cast<PageRole>(role)));
        action->setCheckable(true);
        choice->addAction(action);
        connect(action, &QAction::triggered, this,
                [this, role] { setRole(static_cast<PageRole>(role)); });
    }
    connect(m_roles.get(), &QMenu::aboutToShow, this, &PageActions::checkRole);
}

QAction *PageActions::roles() const
{
    return m_roles->menuAction();
}

QList<QAction *> PageActions::inMenuOrder() const
{
    return {newPage, newSpread, duplicate, remove, nullptr,  roles(), nullptr,
            earlier, later,     nullptr,   first,  previous, next,    last};
}

void PageActions::setPicked(const QList<PageId> &pages)
{
    m_picked = pages;
    updateEnabled();
}

void PageActions::updateEnabled()
{
    const Document &document = m_selection.document();
    const qsizetype index = document.pageIndex(m_selection.page());
    const qsizetype count = document.comic().pages.size();
    for (QAction *action : {duplicate, remove, earlier, later, roles()})
        action->setEnabled(!m_picked.isEmpty());
    for (QAction *action : {first, previous})
        action->setEnabled(index > 0);
    for (QAction *action : {next, last})
        action->setEnabled(index >= 0 && index + 1 < count);
}

void PageActions::insert(Page page)
{
    Document &document = m_selection.document();
    const PageId id = page.id;
    const qsizetype index = document.pageIndex(m_selection.page()) + 1;
    document.undoStack().push(addPages(document, index, {std::move(page)}).release());
    m_selection.setPage(id);
}

void PageActions::duplicatePicked()
{
    Document &document = m_selection.document();
    const qsizetype before = document.comic().pages.size();
    qsizetype behind = -1;
    for (const PageId page : m_picked)
        behind = std::max(behind, document.pageIndex(page));
    document.undoStack().push(duplicatePages(document, m_picked).release());
    if (document.comic().pages.size() > before)
        goTo(behind + 1);
}

void PageActions::removePicked()
{
    Document &document = m_selection.document();
    if (m_picked.size() >= document.comic().pages.size()) {
        Q_EMIT refused(tr("A comic has at least one page."));
        return;
    }
    document.undoStack().push(removePages(document, QList<PageId>(m_picked)).release());
}

void PageActions::movePicked(int step)
{
    Document &document = m_selection.document();
    qsizetype lowest = document.comic().pages.size();
    qsizetype highest = 0;
    for (const PageId page : m_picked) {
        lowest = std::min(lowest, document.pageIndex(page));
        highest = std::max(highest, document.pageIndex(page));
    }
    const qsizetype index = step < 0 ? std::max<qsizetype>(lowest - 1, 0) : highest + 2;
    document.undoStack().push(movePages(document, QList<PageId>(m_picked), index).release());
}

void PageActions::goTo(qsizetype index)
{
    const QList<Page> &pages = m_selection.document().comic().pages;
    if (index >= 0 && index < pages.size())
        m_selection.setPage(pages.at(index).id);
}

void PageActions::setRole(PageRole role)
{
    Document &document = m_selection.document();
    document.undoStack().push(changePages(document, m_picked, [&](PageProperties &properties) {
                                  properties.role = role;
                              }).release());
}

void PageActions::checkRole()
{
    const Page *page = m_picked.isEmpty() ? nullptr : m_selection.document().page(m_picked.first());
    if (page != nullptr)
        m_roles->actions().at(static_cast<int>(page->properties.role))->setChecked(true);
}

} // namespace koma
