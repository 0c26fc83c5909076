// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/commands/freshids.h"

#include <QHash>
#include <QSet>

namespace koma {
namespace {

/// Old ids and their successors.
class Successors
{
public:
    Successors(Document &document, OutsideTargets outside)
        : m_document(document), m_outside(outside)
    {
    }

    void rename(QList<PageObject> &objects)
    {
        for (PageObject &object : objects) {
            const ObjectId fresh = m_document.makeObjectId();
            m_objects.insert(object.id, fresh);
            object.id = fresh;
            rename(object.children);
        }
    }

    void relink(QList<PageObject> &objects)
    {
        for (PageObject &object : objects) {
            if (auto *balloon = std::get_if<Balloon>(&object.content); balloon != nullptr)
                relink(*balloon);
            relink(object.children);
        }
    }

private:
    void relink(Balloon &balloon)
    {
        for (BalloonTail &tail : balloon.tails) {
            const ObjectId left = m_outside == OutsideTargets::Keep ? tail.target : ObjectId{};
            tail.target = m_objects.value(tail.target, left);
        }
        if (!balloon.joinId.isValid())
            return;
        if (!m_joins.contains(balloon.joinId))
            m_joins.insert(balloon.joinId, m_document.makeObjectId());
        balloon.joinId = m_joins.value(balloon.joinId);
    }

    Document &m_document;
    OutsideTargets m_outside;
    QHash<ObjectId, ObjectId> m_objects;
    QHash<ObjectId, ObjectId> m_joins;
};

} // namespace

QList<PageObject> withFreshIds(Document &document, QList<PageObject> objects,
                               OutsideTargets outside)
{
    Successors successors(document, outside);
    successors.rename(objects);
    successors.relink(objects);
    return objects;
}

Page withFreshIds(Document &document, Page page)
{
    page.id = document.makePageId();
    page.objects = withFreshIds(document, page.objects, OutsideTargets::Cut);
    return page;
}

bool haveFreeIds(const Document &document, const QList<PageObject> &objects)
{
    bool areFree = true;
    QSet<ObjectId> seen;
    forEachObject(objects, [&](const PageObject &object) {
        areFree = areFree && object.id.isValid() && !seen.contains(object.id) &&
                  !document.pageOf(object.id).isValid();
        seen.insert(object.id);
    });
    return areFree;
}

} // namespace koma
