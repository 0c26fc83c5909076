// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/model/page.h"

#include <QSet>

namespace koma {
namespace {

bool locate(const QList<PageObject> &objects, ObjectId id, ObjectPlace &place)
{
    for (qsizetype i = 0; i < objects.size(); ++i) {
        if (objects[i].id == id) {
            place.index = i;
            return true;
        }
        const ObjectId outer = place.parent;
        place.parent = objects[i].id;
        if (locate(objects[i].children, id, place))
            return true;
        place.parent = outer;
    }
    return false;
}

/// Collects what is wrong below one object.
class StructureCheck
{
public:
    void check(const QList<PageObject> &objects, const PageObject *parent, int depth)
    {
        for (const PageObject &object : objects) {
            const QString name = QStringLiteral("object %1").arg(object.id.value);
            if (!object.id.isValid() || m_seen.contains(object.id))
                faults.append(name + QStringLiteral(": its id is 0 or used twice"));
            m_seen.insert(object.id);
            const bool fits = parent != nullptr ? mayContain(parent->kind(), object.kind())
                                                : mayLieOnPage(object.kind());
            if (!fits)
                faults.append(name + QStringLiteral(": may not lie where it lies"));
            if (depth > kMaxObjectDepth)
                faults.append(name + QStringLiteral(": nests too deep"));
            check(object.children, &object, depth + 1);
        }
    }

    QList<QString> faults;

private:
    QSet<ObjectId> m_seen;
};

} // namespace

ObjectPlace placeOf(const Page &page, ObjectId id)
{
    ObjectPlace place;
    if (!locate(page.objects, id, place))
        return {};
    place.page = page.id;
    return place;
}

QList<QString> structureFaults(const Page &page)
{
    StructureCheck check;
    check.check(page.objects, nullptr, 1);
    if (!page.id.isValid())
        check.faults.append(QStringLiteral("the page has no id"));
    return check.faults;
}

PointPt tailTipPt(const Page &page, const BalloonTail &tail)
{
    if (!tail.target.isValid())
        return tail.tipPt;
    const PageObject *target = findObject(page.objects, tail.target);
    if (target == nullptr)
        return tail.tipPt;
    const RectPt box = boundsPt(*target);
    return {box.xPt + tail.targetAnchor.xPt * box.widthPt,
            box.yPt + tail.targetAnchor.yPt * box.heightPt};
}

} // namespace koma
