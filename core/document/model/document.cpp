// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/model/document.h"

#include <algorithm>
#include <utility>

namespace koma {

Document::Document(Comic comic, QObject *parent) : QObject(parent), m_comic(std::move(comic))
{
    indexAll();
}

const Page *Document::page(PageId id) const
{
    const qsizetype i = pageIndex(id);
    return i >= 0 ? &m_comic.pages[i] : nullptr;
}

qsizetype Document::pageIndex(PageId id) const
{
    const auto found = std::find_if(m_comic.pages.cbegin(), m_comic.pages.cend(),
                                    [&](const Page &page) { return page.id == id; });
    return found != m_comic.pages.cend() ? found - m_comic.pages.cbegin() : -1;
}

const PageObject *Document::object(ObjectId id) const
{
    const Page *holder = page(pageOf(id));
    return holder != nullptr ? findObject(holder->objects, id) : nullptr;
}

ObjectPlace Document::placeOf(ObjectId id) const
{
    const Page *holder = page(pageOf(id));
    return holder != nullptr ? koma::placeOf(*holder, id) : ObjectPlace{};
}

void Document::reset(Comic comic)
{
    m_undoStack.clear();
    m_comic = std::move(comic);
    indexAll();
    Q_EMIT changed({DocumentChange::Kind::Reset, {}, {}, {}});
}

void Document::index(const QList<PageObject> &objects, PageId page)
{
    m_lastId = std::max(m_lastId, page.value);
    forEachObject(objects, [&](const PageObject &object) {
        m_pageOfObject.insert(object.id, page);
        m_lastId = std::max(m_lastId, object.id.value);
        if (const auto *balloon = object.as<Balloon>(); balloon != nullptr)
            m_lastId = std::max(m_lastId, balloon->joinId.value);
    });
}

void Document::indexAll()
{
    m_pageOfObject.clear();
    for (const Page &page : std::as_const(m_comic.pages))
        index(page.objects, page.id);
}

} // namespace koma
