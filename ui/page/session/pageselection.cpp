// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/session/pageselection.h"

#include <algorithm>

namespace koma {

PageSelection::PageSelection(Document &document, QObject *parent)
    : QObject(parent), m_document(document)
{
    connect(&document, &Document::changed, this, &PageSelection::follow);
    leaveMissingPage();
}

ObjectId PageSelection::single() const
{
    return m_objects.size() == 1 ? m_objects.first() : ObjectId{};
}

void PageSelection::setPage(PageId page)
{
    if (page == m_page || m_document.page(page) == nullptr)
        return;
    clear();
    m_page = page;
    m_pageIndex = m_document.pageIndex(page);
    Q_EMIT pageChanged(page);
}

void PageSelection::select(const QList<ObjectId> &objects)
{
    QList<ObjectId> picked;
    for (const ObjectId id : objects) {
        if (m_document.pageOf(id) == m_page && m_page.isValid() && !picked.contains(id))
            picked.append(id);
    }
    if (picked == m_objects)
        return;
    m_objects = picked;
    Q_EMIT objectsChanged();
}

void PageSelection::toggle(ObjectId object)
{
    QList<ObjectId> picked = m_objects;
    if (picked.removeAll(object) == 0)
        picked.append(object);
    select(picked);
}

void PageSelection::reveal(const QList<ObjectId> &objects)
{
    for (const ObjectId id : objects) {
        if (const PageId page = m_document.pageOf(id); page.isValid()) {
            setPage(page);
            break;
        }
    }
    select(objects);
    Q_EMIT revealed();
}

void PageSelection::follow(const DocumentChange &change)
{
    using Kind = DocumentChange::Kind;
    switch (change.kind) {
    case Kind::Reset:
        m_page = {};
        m_pageIndex = 0;
        leaveMissingPage();
        break;
    case Kind::PagesAdded:
    case Kind::PagesRemoved:
    case Kind::PagesMoved:
        leaveMissingPage();
        break;
    case Kind::ObjectsRemoved:
    case Kind::ObjectsMoved:
        dropMissingObjects();
        break;
    case Kind::Settings:
    case Kind::PageChanged:
    case Kind::ObjectsAdded:
    case Kind::ObjectsChanged:
        break;
    }
}

void PageSelection::dropMissingObjects()
{
    // select() drops those that are not on the page.
    select(QList<ObjectId>(m_objects));
}

void PageSelection::leaveMissingPage()
{
    if (const qsizetype index = m_document.pageIndex(m_page); m_page.isValid() && index >= 0) {
        m_pageIndex = index;
        return;
    }
    const QList<Page> &pages = m_document.comic().pages;
    m_pageIndex = std::clamp<qsizetype>(m_pageIndex, 0, std::max<qsizetype>(0, pages.size() - 1));
    m_page = pages.isEmpty() ? PageId{} : pages.at(m_pageIndex).id;
    dropMissingObjects();
    Q_EMIT pageChanged(m_page);
}

} // namespace koma
