// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/workspace/objectediting.h"

#include "core/document/balloons/tailproposal.h"
#include "core/document/commands/changecommands.h"
#include "core/document/commands/objectcommands.h"
#include "core/document/commands/panelcommands.h"
#include "core/document/file/documentjson.h"
#include "ui/page/inspector/artplacement.h"
#include "ui/page/workspace/comiccommands.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>

namespace koma {
namespace {

const QString kObjectsMime = QStringLiteral("application/x-koma-objects");
constexpr double kPasteStepPt = 10.0;

} // namespace

ObjectEditing::ObjectEditing(PageSelection &selection, const ComicCommands &actions,
                             QObject *parent)
    : QObject(parent), m_selection(selection)
{
    connectClipboard(actions);
    connectObjects(actions);
}

void ObjectEditing::connectClipboard(const ComicCommands &actions)
{
    connect(actions.copy, &QAction::triggered, this, [this] {
        copy();
        m_pasteCount = 0;
    });
    connect(actions.cut, &QAction::triggered, this, [this] {
        copy();
        remove();
        m_pasteCount = -1; // back where it was
    });
    connect(actions.paste, &QAction::triggered, this, [this] {
        if (!paste())
            Q_EMIT foreignPaste();
    });
    connect(actions.selectAll, &QAction::triggered, this, &ObjectEditing::selectAll);
}

void ObjectEditing::selectAll()
{
    QList<ObjectId> all;
    if (const Page *page = document().page(m_selection.page())) {
        for (const PageObject &object : page->objects) {
            if (!object.properties.isHidden && !object.properties.isLocked)
                all.append(object.id);
        }
    }
    m_selection.select(all);
}

void ObjectEditing::connectObjects(const ComicCommands &actions)
{
    connect(actions.mergePanels, &QAction::triggered, this,
            [this] { push(mergePanels(document(), m_selection.objects())); });
    connect(actions.fitArt, &QAction::triggered, this, &ObjectEditing::fitArt);
    connect(actions.addTail, &QAction::triggered, this, &ObjectEditing::addTail);
}

void ObjectEditing::copy() const
{
    const QList<PageObject> objects = copiedObjects(document(), m_selection.objects());
    if (objects.isEmpty())
        return;
    auto *mime = new QMimeData;
    mime->setData(kObjectsMime, QByteArray::fromStdString(objectsText(objects)));
    QGuiApplication::clipboard()->setMimeData(mime);
}

bool ObjectEditing::paste()
{
    const QMimeData *mime = QGuiApplication::clipboard()->mimeData();
    if (mime == nullptr || !mime->hasFormat(kObjectsMime))
        return false;
    const auto objects = readObjectsText(mime->data(kObjectsMime).toStdString());
    if (!objects) {
        Q_EMIT refused(QString::fromStdString(objects.error().message));
        return true;
    }
    ++m_pasteCount;
    const double aside = kPasteStepPt * m_pasteCount;
    // Into the picked panel, or that of what is picked.
    const PageObject *picked = document().object(m_selection.single());
    if (picked != nullptr && picked->kind() != ObjectKind::Panel)
        picked = document().object(document().placeOf(picked->id).parent);
    const bool isIntoPanel = picked != nullptr && picked->kind() == ObjectKind::Panel;
    const ObjectId last = document().makeObjectId();
    if (!push(pasteObjects(document(), m_selection.page(), isIntoPanel ? picked->id : ObjectId{},
                           *objects, {aside, aside})))
        return true;
    QList<ObjectId> pasted;
    forEachObject(document().page(m_selection.page())->objects, [&](const PageObject &object) {
        if (object.id > last && document().placeOf(object.id).parent <= last)
            pasted.append(object.id);
    });
    m_selection.select(pasted);
    return true;
}

void ObjectEditing::remove()
{
    push(removeObjects(document(), m_selection.objects()));
}

void ObjectEditing::fitArt()
{
    const Page *page = document().page(m_selection.page());
    if (page == nullptr)
        return;
    push(changeObjectsById(document(), m_selection.objects(),
                           [&](ObjectId id, ObjectContent &content) {
                               if (auto *art = std::get_if<ArtLayer>(&content))
                                   coverBox(*art, boxToCover(*page, id));
                           }));
}

void ObjectEditing::addTail()
{
    push(changeEach<Balloon>(document(), m_selection.objects(), [](Balloon &balloon) {
        balloon.tails.append(proposedTail(balloon));
    }));
}

void ObjectEditing::push(std::unique_ptr<QUndoCommand> command)
{
    if (command)
        document().undoStack().push(command.release());
}

bool ObjectEditing::push(Result<std::unique_ptr<QUndoCommand>> command)
{
    if (!command) {
        Q_EMIT refused(QString::fromStdString(command.error().message));
        return false;
    }
    push(std::move(*command));
    return true;
}

} // namespace koma
