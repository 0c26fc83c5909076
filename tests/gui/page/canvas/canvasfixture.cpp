// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/page/canvas/canvasfixture.h"

#include "core/document/commands/objectcommands.h"

#include <QApplication>
#include <QMouseEvent>
#include <QTest>

#include <utility>

namespace koma::test {

CanvasFixture::CanvasFixture(Comic comic) : document(std::move(comic))
{
    canvas.resize(448, 648); // 24 px around 200 by 300 pt
    canvas.show();
}

void CanvasFixture::put(const QList<PageObject> &objects)
{
    Comic comic = document.comic();
    comic.pages[0].objects = objects;
    document.reset(std::move(comic));
}

void CanvasFixture::send(QEvent::Type type, PointPt point, Qt::MouseButton button,
                         Qt::MouseButtons buttons, Qt::KeyboardModifiers modifiers)
{
    const QPointF at = canvas.transform().toView(point);
    QMouseEvent event(type, at, canvas.mapToGlobal(at), button, buttons, modifiers);
    QApplication::sendEvent(&canvas, &event);
}

void CanvasFixture::press(PointPt point, Qt::KeyboardModifiers modifiers)
{
    send(QEvent::MouseButtonPress, point, Qt::LeftButton, Qt::LeftButton, modifiers);
}

void CanvasFixture::move(PointPt point, Qt::KeyboardModifiers modifiers)
{
    send(QEvent::MouseMove, point, Qt::NoButton, Qt::LeftButton, modifiers);
}

void CanvasFixture::release(PointPt point, Qt::KeyboardModifiers modifiers)
{
    send(QEvent::MouseButtonRelease, point, Qt::LeftButton, Qt::NoButton, modifiers);
}

void CanvasFixture::click(PointPt point, Qt::KeyboardModifiers modifiers)
{
    press(point, modifiers);
    release(point, modifiers);
}

void CanvasFixture::drag(PointPt from, PointPt to, Qt::KeyboardModifiers modifiers)
{
    press(from, modifiers);
    constexpr int kSteps = 5;
    for (int i = 1; i <= kSteps; ++i)
        move(i < kSteps ? from + (to - from) * (double{1.0} * i / kSteps) : to, modifiers);
    release(to, modifiers);
}

void CanvasFixture::doubleClick(PointPt point)
{
    click(point);
    send(QEvent::MouseButtonDblClick, point, Qt::LeftButton, Qt::LeftButton, {});
    release(point);
}

void CanvasFixture::hover(PointPt point)
{
    send(QEvent::MouseMove, point, Qt::NoButton, Qt::NoButton, {});
}

void CanvasFixture::key(int key, Qt::KeyboardModifiers modifiers)
{
    QTest::keyClick(&canvas, static_cast<Qt::Key>(key), modifiers);
}

void CanvasFixture::undoAll()
{
    while (document.undoStack().canUndo())
        document.undoStack().undo();
}

QList<std::uint64_t> CanvasFixture::picked() const
{
    QList<std::uint64_t> ids;
    for (const ObjectId id : selection.objects())
        ids.append(id.value);
    return ids;
}

} // namespace koma::test
