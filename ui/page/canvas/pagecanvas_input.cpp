// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/canvas/pagecanvas.h"

#include <QContextMenuEvent>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QPointingDevice>
#include <QTabletEvent>
#include <QWheelEvent>

#include <cmath>
#include <utility>

namespace koma {
namespace {

constexpr double kZoomStep = 1.25;
constexpr double kWheelStep = 120.0;

} // namespace

ToolPointer PageCanvas::pointerAt(QPointF viewPx, Qt::KeyboardModifiers modifiers,
                                  Qt::MouseButtons buttons) const
{
    return {m_transform.toPage(viewPx), modifiers, buttons, m_penPressure,
            1.0 / m_transform.pxPerPt()};
}

void PageCanvas::resizeEvent(QResizeEvent *)
{
    m_transform.setViewSize(QSizeF(size()));
    viewChanged();
}

void PageCanvas::wheelEvent(QWheelEvent *event)
{
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        zoomBy(std::pow(kZoomStep, event->angleDelta().y() / kWheelStep), event->position());
    } else {
        const QPointF delta = event->pixelDelta().isNull() ? QPointF(event->angleDelta()) / 2.0
                                                           : QPointF(event->pixelDelta());
        const bool isSideways = event->modifiers().testFlag(Qt::ShiftModifier);
        m_transform.panBy(isSideways ? delta.transposed() : delta);
        viewChanged();
    }
    event->accept();
}

void PageCanvas::mousePressEvent(QMouseEvent *event)
{
    const bool isHeld = m_grip != Grip::None && event->button() != m_gripButton &&
                        event->buttons().testFlag(m_gripButton);
    if (isHeld)
        return; // another button beside it
    if (std::exchange(m_grip, Grip::None) == Grip::Tool && m_tool != nullptr)
        m_tool->cancel(); // its release went to another window
    m_lastPx = event->position();
    m_gripButton = event->button();
    const bool pans =
        event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && m_isSpaceDown);
    if (pans) {
        m_grip = Grip::Pan;
    } else if (event->button() == Qt::LeftButton) {
        turnToPageAt(event->position());
        pressTool(*event);
    }
    updateCursor();
}

void PageCanvas::pressTool(const QMouseEvent &event)
{
    if (m_tool == nullptr || !m_selection.page().isValid())
        return;
    m_grip = Grip::Tool;
    m_tool->press(pointerAt(event.position(), event.modifiers(), event.buttons()));
}

void PageCanvas::mouseMoveEvent(QMouseEvent *event)
{
    const ToolPointer pointer = pointerAt(event->position(), event->modifiers(), event->buttons());
    if (m_grip == Grip::Pan) {
        m_transform.panBy(event->position() - m_lastPx);
        viewChanged();
    } else if (m_grip == Grip::Tool && m_tool != nullptr) {
        m_tool->move(pointer);
    } else if (m_tool != nullptr && event->buttons() == Qt::NoButton) {
        m_tool->hover(pointer);
        updateCursor();
    }
    m_lastPx = event->position();
}

void PageCanvas::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != m_gripButton)
        return;
    const Grip grip = std::exchange(m_grip, Grip::None);
    if (grip == Grip::Tool && m_tool != nullptr) {
        m_tool->release(pointerAt(event->position(), event->modifiers(), event->buttons()));
    }
    m_penPressure = 1.0;
    updateCursor();
}

void PageCanvas::mouseDoubleClickEvent(QMouseEvent *event)
{
    const bool isForTool = event->button() == Qt::LeftButton && !m_isSpaceDown &&
                           m_grip == Grip::None && m_tool != nullptr &&
                           m_selection.page().isValid();
    if (!isForTool) {
        mousePressEvent(event);
        return;
    }
    m_grip = Grip::Tool;
    m_gripButton = event->button();
    m_tool->doubleClick(pointerAt(event->position(), event->modifiers(), event->buttons()));
}

/// The events of a mouse follow where this one is ignored: only its pressure is kept.
void PageCanvas::tabletEvent(QTabletEvent *event)
{
    const bool isTouching =
        event->type() == QEvent::TabletPress ||
        (event->type() == QEvent::TabletMove && event->buttons() != Qt::NoButton);
    if (isTouching)
        m_penPressure = event->pressure();
    event->ignore();
}

void PageCanvas::contextMenuEvent(QContextMenuEvent *event)
{
    if (m_grip != Grip::None)
        return;
    const bool isByKey = event->reason() == QContextMenuEvent::Keyboard;
    const QPointF at = isByKey ? QRectF(rect()).center() : QPointF(event->pos());
    if (!isByKey)
        turnToPageAt(at);
    Q_EMIT contextMenuWanted(isByKey ? mapToGlobal(at.toPoint()) : event->globalPos(),
                             m_transform.toPage(at));
}

void PageCanvas::keyPressEvent(QKeyEvent *event)
{
    const bool takesText = m_tool != nullptr && !m_tool->caretPt().isEmpty();
    if (event->key() == Qt::Key_Space && !takesText) {
        m_isSpaceDown = true;
        updateCursor();
        return;
    }
    if (m_tool != nullptr && m_tool->keyPress(*event))
        return;
    if (event->key() == Qt::Key_Escape && m_grip == Grip::Tool && m_tool != nullptr) {
        m_grip = Grip::None;
        m_tool->cancel();
        return;
    }
    if (event->key() == Qt::Key_Plus || event->key() == Qt::Key_Equal)
        zoomIn();
    else if (event->key() == Qt::Key_Minus)
        zoomOut();
    else
        QWidget::keyPressEvent(event);
}

void PageCanvas::keyReleaseEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Space || event->isAutoRepeat()) {
        QWidget::keyReleaseEvent(event);
        return;
    }
    m_isSpaceDown = false;
    updateCursor();
}

void PageCanvas::inputMethodEvent(QInputMethodEvent *event)
{
    if (m_tool == nullptr || m_tool->caretPt().isEmpty()) {
        QWidget::inputMethodEvent(event);
        return;
    }
    m_tool->inputMethod(*event);
    event->accept();
}

QVariant PageCanvas::inputMethodQuery(Qt::InputMethodQuery query) const
{
    const RectPt caret = m_tool != nullptr ? m_tool->caretPt() : RectPt{};
    if (query == Qt::ImEnabled)
        return !caret.isEmpty();
    if (query == Qt::ImCursorRectangle)
        return m_transform.toView(caret);
    return QWidget::inputMethodQuery(query);
}

void PageCanvas::focusOutEvent(QFocusEvent *event)
{
    m_isSpaceDown = false;
    updateCursor();
    QWidget::focusOutEvent(event);
}

/// While a text is written, its keys are letters and not shortcuts; nor are any during a drag.
bool PageCanvas::handleShortcutOverride(QKeyEvent *event) const
{
    // What is dragged must not be undone, deleted or cut under the pointer.
    if (m_grip == Grip::Tool)
        return true;
    if (m_tool == nullptr || m_tool->caretPt().isEmpty())
        return false;
    const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
    const bool isPlain = modifiers == Qt::NoModifier || modifiers == Qt::ShiftModifier;
    const bool isEditing =
        event->matches(QKeySequence::Copy) || event->matches(QKeySequence::Cut) ||
        event->matches(QKeySequence::Paste) || event->matches(QKeySequence::SelectAll) ||
        event->matches(QKeySequence::Bold) || event->matches(QKeySequence::Italic) ||
        event->matches(QKeySequence::Underline);
    return isPlain || isEditing;
}

bool PageCanvas::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride &&
        handleShortcutOverride(static_cast<QKeyEvent *>(event))) {
        event->accept();
        return true;
    }
    if (event->type() == QEvent::NativeGesture) {
        const auto *gesture = static_cast<const QNativeGestureEvent *>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture) {
            zoomBy(1.0 + gesture->value(), gesture->position());
            return true;
        }
    }
    // Tab walks through the page's objects where the tool says so, not to the next widget.
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isTab = key->key() == Qt::Key_Tab || key->key() == Qt::Key_Backtab;
        if (isTab && m_tool != nullptr && m_tool->keyPress(*key))
            return true;
    }
    return QWidget::event(event);
}

void PageCanvas::updateCursor()
{
    if (m_grip == Grip::Pan)
        setCursor(Qt::ClosedHandCursor);
    else if (m_isSpaceDown)
        setCursor(Qt::OpenHandCursor);
    else if (m_tool != nullptr)
        setCursor(m_tool->cursor());
    else
        unsetCursor();
}

} // namespace koma
