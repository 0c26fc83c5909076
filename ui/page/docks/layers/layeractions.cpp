// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/docks/layers/layeractions.h"

#include "core/document/commands/changecommands.h"
#include "core/document/commands/objectcommands.h"
#include "ui/theme/icon.h"

#include <algorithm>
#include <limits>

namespace koma {
namespace {

/// Copies lie beside their originals so that they are seen.
constexpr PointPt kCopyOffset{12.0, 12.0};

qsizetype layerCount(const Document &document, const ObjectPlace &place)
{
    const PageObject *parent = document.object(place.parent);
    return parent != nullptr ? parent->children.size() : document.page(place.page)->objects.size();
}

ObjectId layerAt(const Document &document, const ObjectPlace &place)
{
    const PageObject *parent = document.object(place.parent);
    const Page *page = document.page(place.page);
    const QList<PageObject> &layers = parent != nullptr ? parent->children : page->objects;
    return place.index < layers.size() ? layers.at(place.index).id : ObjectId{};
}

} // namespace

LayerActions::LayerActions(PageSelection &selection, QObject *parent)
    : QObject(parent),
      group(make(tr("&Group"), QStringLiteral("layers-group"), QKeySequence(tr("Ctrl+G")))),
      ungroup(
          make(tr("&Ungroup"), QStringLiteral("layers-ungroup"), QKeySequence(tr("Ctrl+Shift+G")))),
      duplicate(make(tr("&Duplicate"), QStringLiteral("copy"), QKeySequence(tr("Ctrl+D")))),
      remove(make(tr("De&lete"), QStringLiteral("trash"), QKeySequence(QKeySequence::Delete))),
      toFront(make(tr("Bring to &Front"), QStringLiteral("layers-front"),
                   QKeySequence(tr("Ctrl+Shift+]")))),
      forward(
          make(tr("Bring F&orward"), QStringLiteral("layers-forward"), QKeySequence(tr("Ctrl+]")))),
      backward(make(tr("Send &Backward"), QStringLiteral("layers-backward"),
                    QKeySequence(tr("Ctrl+[")))),
      toBack(make(tr("Send to Bac&k"), QStringLiteral("layers-back"),
                  QKeySequence(tr("Ctrl+Shift+[")))),
      showHide(make(tr("&Hide or Show"), QStringLiteral("eye"), QKeySequence(tr("Ctrl+Shift+H")))),
      lockUnlock(
          make(tr("Loc&k or Unlock"), QStringLiteral("lock"), QKeySequence(tr("Ctrl+Shift+L")))),
      m_selection(selection)
{
    connect(group, &QAction::triggered, this, &LayerActions::groupPicked);
    connect(ungroup, &QAction::triggered, this, &LayerActions::ungroupPicked);
    connect(duplicate, &QAction::triggered, this, &LayerActions::duplicatePicked);
    connect(remove, &QAction::triggered, this, &LayerActions::removePicked);
    connect(toFront, &QAction::triggered, this, [this] { arrangePicked(Step::ToFront); });
    connect(forward, &QAction::triggered, this, [this] { arrangePicked(Step::Forward); });
    connect(backward, &QAction::triggered, this, [this] { arrangePicked(Step::Backward); });
    connect(toBack, &QAction::triggered, this, [this] { arrangePicked(Step::ToBack); });
    connect(showHide, &QAction::triggered, this, [this] { toggleVisible(m_selection.objects()); });
    connect(lockUnlock, &QAction::triggered, this, [this] { toggleLocked(m_selection.objects()); });
    connect(&selection, &PageSelection::objectsChanged, this, &LayerActions::updateEnabled);
    updateEnabled();
}

QAction *LayerActions::make(const QString &text, const QString &icon, const QKeySequence &key)
{
    auto *action = new QAction(themeIcon(icon), text, this);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    QString name = text;
    name.remove(QLatin1Char('&'));
    action->setToolTip(tr("%1 (%2)", "what a button does, and its keys")
                           .arg(name, key.toString(QKeySequence::NativeText)));
    return action;
}

QList<QAction *> LayerActions::inMenuOrder() const
{
    return {group,   ungroup,  nullptr, duplicate, remove,   nullptr,   toFront,
            forward, backward, toBack,  nullptr,   showHide, lockUnlock};
}

void LayerActions::updateEnabled()
{
    const QList<ObjectId> &picked = m_selection.objects();
    for (QAction *action : inMenuOrder()) {
        if (action != nullptr)
            action->setEnabled(!picked.isEmpty());
    }
    const Document &document = m_selection.document();
    ungroup->setEnabled(std::any_of(picked.begin(), picked.end(), [&](ObjectId id) {
        const PageObject *object = document.object(id);
        return object != nullptr && object->kind() == ObjectKind::Group;
    }));
}

void LayerActions::push(Result<std::unique_ptr<QUndoCommand>> command)
{
    if (command)
        m_selection.document().undoStack().push(command->release());
    else
        Q_EMIT refused(QString::fromStdString(command.error().message));
}

void LayerActions::groupPicked()
{
    const QList<ObjectId> picked = m_selection.objects();
    push(groupObjects(m_selection.document(), picked));
    for (const ObjectId id : picked) {
        const ObjectId parent = m_selection.document().placeOf(id).parent;
        const PageObject *made = m_selection.document().object(parent);
        if (made != nullptr && made->kind() == ObjectKind::Group) {
            m_selection.select({parent});
            return;
        }
    }
}

void LayerActions::ungroupPicked()
{
    Document &document = m_selection.document();
    QList<ObjectId> freed;
    for (const ObjectId id : m_selection.objects()) {
        const PageObject *object = document.object(id);
        if (object->kind() != ObjectKind::Group || isLockedInPlace(document, id)) {
            freed.append(id);
            continue;
        }
        for (const PageObject &child : object->children)
            freed.append(child.id);
    }
    push(ungroupObjects(document, m_selection.objects()));
    m_selection.select(freed);
}

void LayerActions::duplicatePicked()
{
    Document &document = m_selection.document();
    QList<ObjectId> originals;
    for (const PageObject &object : copiedObjects(document, m_selection.objects()))
        originals.append(object.id);
    push(duplicateObjects(document, originals, kCopyOffset));
    QList<ObjectId> copies;
    for (const ObjectId id : originals) {
        ObjectPlace place = document.placeOf(id);
        ++place.index;
        copies.append(layerAt(document, place));
    }
    m_selection.select(copies);
}

void LayerActions::removePicked()
{
    Document &document = m_selection.document();
    const QList<ObjectId> &picked = m_selection.objects();
    const bool isAllLocked = std::all_of(
        picked.begin(), picked.end(), [&](ObjectId id) { return isLockedInPlace(document, id); });
    if (isAllLocked)
        Q_EMIT refused(tr("What is locked is not deleted; unlock it first."));
    push(removeObjects(document, picked));
}

void LayerActions::arrangePicked(Step step)
{
    Document &document = m_selection.document();
    const QList<ObjectId> &picked = m_selection.objects();
    const ObjectPlace first = document.placeOf(picked.first());
    qsizetype lowest = std::numeric_limits<qsizetype>::max();
    qsizetype highest = 0;
    for (const ObjectId id : picked) {
        const ObjectPlace place = document.placeOf(id);
        if (place.parent != first.parent) {
            Q_EMIT refused(tr("Only layers that lie in the same panel or page change places "
                              "together."));
            return;
        }
        lowest = std::min(lowest, place.index);
        highest = std::max(highest, place.index);
    }
    ObjectPlace place = first;
    const qsizetype layers = layerCount(document, first);
    switch (step) {
    case Step::ToFront:
        place.index = layers;
        break;
    case Step::Forward:
        place.index = std::min(highest + 2, layers);
        break;
    case Step::Backward:
        place.index = std::max<qsizetype>(lowest - 1, 0);
        break;
    case Step::ToBack:
        place.index = 0;
        break;
    }
    push(reorderObjects(document, picked, place));
}

void LayerActions::toggleVisible(const QList<ObjectId> &objects)
{
    Document &document = m_selection.document();
    const bool isAnyHidden = std::any_of(objects.begin(), objects.end(), [&](ObjectId id) {
        const PageObject *object = document.object(id);
        return object != nullptr && object->properties.isHidden;
    });
    push(changeLayers(document, objects,
                      [&](ObjectProperties &properties) { properties.isHidden = !isAnyHidden; }));
}

void LayerActions::toggleLocked(const QList<ObjectId> &objects)
{
    Document &document = m_selection.document();
    const bool isAnyLocked = std::any_of(objects.begin(), objects.end(), [&](ObjectId id) {
        const PageObject *object = document.object(id);
        return object != nullptr && object->properties.isLocked;
    });
    push(changeLayers(document, objects,
                      [&](ObjectProperties &properties) { properties.isLocked = !isAnyLocked; }));
}

} // namespace koma
