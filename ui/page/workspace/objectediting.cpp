// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/workspace/objectediting.h"

#include "core/document/commands/changecommands.h"
#include "core/document/commands/objectcommands.h"
#include "core/document/commands/panelcommands.h"
#include "core/document/file/documentjson.h"
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
    connect(actions.selectAll, &QAction::triggered, this, [this] {
        QList<ObjectId> all;
        if (const Page *page = document().page(m_selection.page())) {
            for (const PageObject &object : page->objects) {
                if (!object.properties.isHidden && !object.properties.isLocked)
                    all.append(object.id);
            }
        }
        m_selection.select(all);
    });
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
    const PageObject *picked = document().object(m_selection.single());
    const bool isIntoPanel = picked != nullptr && picked->kind() == ObjectKind::Panel;
    push(pasteObjects(document(), m_selection.page(), isIntoPanel ? picked->id : ObjectId{},
                      *objects, {aside, aside}));
    return true;
}

void ObjectEditing::remove()
{
    push(removeObjects(document(), m_selection.objects()));
}

void ObjectEditing::fitArt()
{
    for (const ObjectId id : m_selection.objects()) {
        const PageObject *object = document().object(id);
        const bool isArt = object != nullptr && object->kind() == ObjectKind::Art;
        const PageObject *parent =
            isArt ? document().object(document().placeOf(id).parent) : nullptr;
        const RectPt box = parent != nullptr
                               ? boundsPt(*parent)
                               : document().page(m_selection.page())->properties.setup.trimPt();
        if (isArt)
            push(
                changeEach<ArtLayer>(document(), {id}, [&](ArtLayer &art) { coverBox(art, box); }));
    }
}

void ObjectEditing::addTail()
{
    push(changeEach<Balloon>(document(), m_selection.objects(), [](Balloon &balloon) {
        BalloonTail tail;
        constexpr double kReachPt = 26.0;
        const double aside = 0.15 * static_cast<double>(balloon.tails.size() + 1);
        tail.tipPt = {balloon.boundsPt.xPt + balloon.boundsPt.widthPt * (0.5 + aside),
                      balloon.boundsPt.bottomPt() + kReachPt};
        balloon.tails.append(tail);
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
