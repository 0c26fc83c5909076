// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/commands/documentedit.h"

#include <algorithm>
#include <utility>

namespace koma {
namespace {

using Kind = DocumentChange::Kind;

/// The object with the id, made this list's own on the way down; siblings stay shared.
PageObject *findMutable(QList<PageObject> &objects, ObjectId id)
{
    const auto holder = std::find_if(objects.cbegin(), objects.cend(), [&](const PageObject &each) {
        return each.id == id || findObject(each.children, id) != nullptr;
    });
    if (holder == objects.cend())
        return nullptr;
    PageObject &object = objects[holder - objects.cbegin()];
    return object.id == id ? &object : findMutable(object.children, id);
}

} // namespace

DocumentSettings DocumentEdit::replaceSettings(DocumentSettings settings)
{
    std::swap(m_document.m_comic.settings, settings);
    tell(Kind::Settings, {}, {}, DocumentProperty::Setup);
    return settings;
}

PageProperties DocumentEdit::replacePageProperties(PageId id, PageProperties properties)
{
    const qsizetype i = m_document.pageIndex(id);
    if (i < 0)
        return properties;
    std::swap(m_document.m_comic.pages[i].properties, properties);
    tell(Kind::PageChanged, id, {}, DocumentProperty::Setup);
    return properties;
}

ObjectProperties DocumentEdit::replaceProperties(ObjectId id, ObjectProperties properties)
{
    PageObject *object = mutableObject(id);
    if (object == nullptr)
        return properties;
    std::swap(object->properties, properties);
    tell(Kind::ObjectsChanged, m_document.pageOf(id), {id}, DocumentProperty::Layer);
    return properties;
}

ObjectContent DocumentEdit::replaceContent(ObjectId id, ObjectContent content)
{
    PageObject *object = mutableObject(id);
    if (object == nullptr)
        return content;
    std::swap(object->content, content);
    tell(Kind::ObjectsChanged, m_document.pageOf(id), {id}, differenceOf(object->content, content));
    return content;
}

void DocumentEdit::insertPage(qsizetype index, Page page)
{
    QList<Page> &pages = m_document.m_comic.pages;
    const PageId id = page.id;
    m_document.index(page.objects, id);
    pages.insert(std::clamp(index, qsizetype{0}, pages.size()), std::move(page));
    tell(Kind::PagesAdded, id);
}

Page DocumentEdit::takePage(PageId id)
{
    const qsizetype i = m_document.pageIndex(id);
    if (i < 0)
        return {};
    Page page = m_document.m_comic.pages.takeAt(i);
    forEachObject(page.objects,
                  [&](const PageObject &object) { m_document.m_pageOfObject.remove(object.id); });
    tell(Kind::PagesRemoved, id);
    return page;
}

void DocumentEdit::movePage(PageId id, qsizetype index)
{
    const qsizetype from = m_document.pageIndex(id);
    if (from < 0)
        return;
    QList<Page> &pages = m_document.m_comic.pages;
    pages.move(from, std::clamp(index, qsizetype{0}, pages.size() - 1));
    tell(Kind::PagesMoved, id);
}

void DocumentEdit::insertObject(const ObjectPlace &place, PageObject object)
{
    const ObjectId id = object.id;
    if (mutableChildren(place.page, place.parent) == nullptr)
        return;
    attach(place, std::move(object));
    tell(Kind::ObjectsAdded, place.page, {id});
}

PageObject DocumentEdit::takeObject(ObjectId id)
{
    const ObjectPlace place = m_document.placeOf(id);
    if (!place.page.isValid())
        return {};
    PageObject object = detach(place);
    tell(Kind::ObjectsRemoved, place.page, {id});
    return object;
}

ObjectPlace DocumentEdit::moveObject(ObjectId id, const ObjectPlace &place)
{
    const ObjectPlace before = m_document.placeOf(id);
    const PageObject *object = m_document.object(id);
    const bool isPossible = object != nullptr &&
                            mutableChildren(place.page, place.parent) != nullptr &&
                            findObject({*object}, place.parent) == nullptr;
    if (!isPossible)
        return place;
    attach(place, detach(before));
    if (before.page != place.page)
        tell(Kind::ObjectsRemoved, before.page, {id});
    tell(before.page != place.page ? Kind::ObjectsAdded : Kind::ObjectsMoved, place.page, {id});
    return before;
}

PageObject *DocumentEdit::mutableObject(ObjectId id)
{
    const qsizetype i = m_document.pageIndex(m_document.pageOf(id));
    return i >= 0 ? findMutable(m_document.m_comic.pages[i].objects, id) : nullptr;
}

QList<PageObject> *DocumentEdit::mutableChildren(PageId page, ObjectId parent)
{
    const qsizetype i = m_document.pageIndex(page);
    if (i < 0)
        return nullptr;
    QList<PageObject> &objects = m_document.m_comic.pages[i].objects;
    if (!parent.isValid())
        return &objects;
    PageObject *object = findMutable(objects, parent);
    return object != nullptr ? &object->children : nullptr;
}

PageObject DocumentEdit::detach(const ObjectPlace &place)
{
    PageObject object = mutableChildren(place.page, place.parent)->takeAt(place.index);
    forEachObject({object},
                  [&](const PageObject &each) { m_document.m_pageOfObject.remove(each.id); });
    return object;
}

void DocumentEdit::attach(const ObjectPlace &place, PageObject object)
{
    m_document.index({object}, place.page);
    QList<PageObject> &siblings = *mutableChildren(place.page, place.parent);
    siblings.insert(std::clamp(place.index, qsizetype{0}, siblings.size()), std::move(object));
}

void DocumentEdit::tell(Kind kind, PageId page, const QList<ObjectId> &objects,
                        DocumentProperties properties)
{
    Q_EMIT m_document.changed({kind, page, objects, properties});
}

} // namespace koma
