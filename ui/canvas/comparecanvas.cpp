// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/comparecanvas.h"

#include <QApplication>
#include <QGestureEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QPointingDevice>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace koma {
namespace {

constexpr double kDividerReachPx = 10.0;
constexpr double kDividerStep = 0.05;
constexpr double kKeyPanPx = 64.0;
constexpr double kZoomStep = 1.25;
constexpr double kWheelStep = 120.0;

} // namespace

CompareCanvas::CompareCanvas(QWidget *parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMinimumSize(240, 180);
    setObjectName(QStringLiteral("canvas"));
    setAccessibleName(tr("Canvas"));
    setAccessibleDescription(
        tr("The picture before and after. Arrow keys pan, plus and minus zoom, "
           "Shift with left and right moves the divider."));
}

void CompareCanvas::setBefore(const DisplayPicture &picture)
{
    m_before.setPicture(picture);
    m_after.setPicture({});
    m_transform.setPictureSize(picture.area().size());
    viewChanged();
}

void CompareCanvas::setAfter(const DisplayPicture &drawing)
{
    m_after.setPicture(drawing);
    update();
}

void CompareCanvas::setAfterPatch(const DisplayPicture &patch)
{
    m_after.setPatch(patch);
    update();
}

void CompareCanvas::clear()
{
    setBefore({});
}

void CompareCanvas::fit()
{
    m_transform.fit();
    viewChanged();
}

void CompareCanvas::showActualPixels()
{
    changeZoom(
        1.0, QPointF(m_transform.viewSize().width() / 2.0, m_transform.viewSize().height() / 2.0));
}

void CompareCanvas::zoomIn()
{
    zoomBy(kZoomStep, QRectF(rect()).center());
}

void CompareCanvas::zoomOut()
{
    zoomBy(1.0 / kZoomStep, QRectF(rect()).center());
}

void CompareCanvas::zoomBy(double factor, QPointF widgetAnchor)
{
    const double zoom = m_transform.zoom() * factor;
    // 100 % is where the eye judges lines, so steps do not jump over it.
    const bool passesOne = (m_transform.zoom() - 1.0) * (zoom - 1.0) < 0.0;
    changeZoom(passesOne ? 1.0 : zoom, toDevice(widgetAnchor));
}

void CompareCanvas::changeZoom(double zoom, QPointF deviceAnchor)
{
    if (m_before.picture().isNull())
        return;
    m_transform.zoomTo(zoom, deviceAnchor);
    viewChanged();
}

void CompareCanvas::panBy(QPointF widgetDelta)
{
    m_transform.panBy(widgetDelta * devicePixelRatioF());
    viewChanged();
}

void CompareCanvas::viewChanged()
{
    update();
    Q_EMIT zoomChanged(m_transform.zoom());
}

void CompareCanvas::setComparing(bool comparing)
{
    if (m_isComparing == comparing)
        return;
    m_isComparing = comparing;
    update();
    Q_EMIT comparingChanged(comparing);
}

void CompareCanvas::setDividerPosition(double fraction)
{
    const double clamped = std::clamp(fraction, 0.0, 1.0);
    if (clamped == m_divider)
        return;
    m_divider = clamped;
    update();
    Q_EMIT dividerMoved(clamped);
}

void CompareCanvas::setShowingBefore(bool showing)
{
    m_isShowingBefore = showing;
    update();
}

bool CompareCanvas::showsDivider() const
{
    return m_isComparing && hasDrawing() && !m_isShowingBefore;
}

QPointF CompareCanvas::toDevice(QPointF widgetPoint) const
{
    return widgetPoint * devicePixelRatioF();
}

QRect CompareCanvas::visiblePictureRect() const
{
    const QRectF visible = m_transform.visibleRect();
    return QRectF(m_transform.toPicture(visible.topLeft()),
                  m_transform.toPicture(visible.bottomRight()))
               .toAlignedRect() &
           QRect(QPoint(0, 0), m_transform.pictureSize());
}

double CompareCanvas::dividerX() const
{
    const QRectF visible = m_transform.visibleRect();
    return (visible.left() + m_divider * visible.width()) / devicePixelRatioF();
}

void CompareCanvas::moveDividerTo(double widgetX)
{
    const QRectF visible = m_transform.visibleRect();
    if (visible.width() > 0.0)
        setDividerPosition((widgetX * devicePixelRatioF() - visible.left()) / visible.width());
}

CompareCanvas::Grip CompareCanvas::gripAt(QPointF widgetPoint, Qt::MouseButton button) const
{
    if (m_before.picture().isNull())
        return Grip::None;
    if (button == Qt::MiddleButton || (button == Qt::LeftButton && m_isSpaceDown))
        return Grip::Pan;
    if (button != Qt::LeftButton)
        return Grip::None;
    if (showsDivider() && std::abs(widgetPoint.x() - dividerX()) <= kDividerReachPx)
        return Grip::Divider;
    const bool isOnPicture = m_transform.pictureRect().contains(toDevice(widgetPoint));
    if (m_transform.showsWholePicture())
        return isOnPicture ? Grip::DragOut : Grip::None;
    return Grip::Pan;
}

void CompareCanvas::resizeEvent(QResizeEvent *)
{
    m_transform.setViewSize((QSizeF(size()) * devicePixelRatioF()).toSize());
    viewChanged();
}

void CompareCanvas::wheelEvent(QWheelEvent *event)
{
    const bool isTouchpad = event->pointingDevice() != nullptr &&
                            event->pointingDevice()->type() == QInputDevice::DeviceType::TouchPad;
    const bool zooms = event->modifiers().testFlag(Qt::ControlModifier) ||
                       (!isTouchpad && event->modifiers() == Qt::NoModifier);
    if (zooms) {
        const double steps = event->angleDelta().y() / kWheelStep;
        zoomBy(std::pow(kZoomStep, steps), event->position());
    } else {
        const QPointF delta = event->pixelDelta().isNull() ? QPointF(event->angleDelta()) / 2.0
                                                           : QPointF(event->pixelDelta());
        const bool isSideways = event->modifiers().testFlag(Qt::ShiftModifier);
        panBy(isSideways ? delta.transposed() : delta);
    }
    event->accept();
}

void CompareCanvas::mousePressEvent(QMouseEvent *event)
{
    m_pressedAt = event->position();
    m_lastPoint = event->position();
    m_grip = gripAt(event->position(), event->button());
    if (m_grip == Grip::Divider)
        moveDividerTo(event->position().x());
    updatePointer(event->position());
}

void CompareCanvas::mouseMoveEvent(QMouseEvent *event)
{
    const QPointF point = event->position();
    switch (m_grip) {
    case Grip::Divider:
        moveDividerTo(point.x());
        break;
    case Grip::Pan:
        panBy(point - m_lastPoint);
        break;
    case Grip::DragOut:
        if ((point - m_pressedAt).manhattanLength() >= QApplication::startDragDistance()) {
            m_grip = Grip::None;
            Q_EMIT dragOutRequested();
        }
        break;
    case Grip::None:
        break;
    }
    m_lastPoint = point;
    updatePointer(point);
}

void CompareCanvas::mouseReleaseEvent(QMouseEvent *event)
{
    m_grip = Grip::None;
    updatePointer(event->position());
}

void CompareCanvas::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    if (gripAt(event->position(), Qt::LeftButton) == Grip::Divider)
        setDividerPosition(0.5);
    else if (m_transform.isFitted())
        changeZoom(1.0, toDevice(event->position()));
    else
        fit();
}

void CompareCanvas::updatePointer(QPointF widgetPoint)
{
    const Grip grip = m_grip == Grip::None ? gripAt(widgetPoint, Qt::LeftButton) : m_grip;
    const bool isHot = grip == Grip::Divider;
    if (isHot != m_isDividerHot) {
        m_isDividerHot = isHot;
        update();
    }
    if (grip == Grip::Divider)
        setCursor(Qt::SplitHCursor);
    else if (grip == Grip::Pan)
        setCursor(m_grip == Grip::Pan ? Qt::ClosedHandCursor : Qt::OpenHandCursor);
    else
        unsetCursor();
}

void CompareCanvas::leaveEvent(QEvent *)
{
    m_isDividerHot = false;
    update();
}

void CompareCanvas::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space) {
        m_isSpaceDown = true;
        updatePointer(m_lastPoint);
    } else if (!handleViewKey(event->key(), event->modifiers())) {
        QWidget::keyPressEvent(event);
    }
}

bool CompareCanvas::handleViewKey(int key, Qt::KeyboardModifiers modifiers)
{
    const bool movesDivider = modifiers.testFlag(Qt::ShiftModifier) && showsDivider();
    switch (key) {
    case Qt::Key_Left:
        movesDivider ? setDividerPosition(m_divider - kDividerStep) : panBy({kKeyPanPx, 0.0});
        return true;
    case Qt::Key_Right:
        movesDivider ? setDividerPosition(m_divider + kDividerStep) : panBy({-kKeyPanPx, 0.0});
        return true;
    case Qt::Key_Up:
        panBy({0.0, kKeyPanPx});
        return true;
    case Qt::Key_Down:
        panBy({0.0, -kKeyPanPx});
        return true;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomIn();
        return true;
    case Qt::Key_Minus:
        zoomOut();
        return true;
    default:
        return false;
    }
}

void CompareCanvas::keyReleaseEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Space || event->isAutoRepeat()) {
        QWidget::keyReleaseEvent(event);
        return;
    }
    m_isSpaceDown = false;
    updatePointer(m_lastPoint);
}

void CompareCanvas::focusOutEvent(QFocusEvent *event)
{
    m_isSpaceDown = false;
    m_isShowingBefore = false;
    QWidget::focusOutEvent(event);
}

bool CompareCanvas::event(QEvent *event)
{
    if (event->type() == QEvent::NativeGesture && handleNativeGesture(event))
        return true;
    return QWidget::event(event);
}

bool CompareCanvas::handleNativeGesture(QEvent *event)
{
    const auto *gesture = static_cast<const QNativeGestureEvent *>(event);
    if (gesture->gestureType() != Qt::ZoomNativeGesture)
        return false;
    zoomBy(1.0 + gesture->value(), gesture->position());
    return true;
}

} // namespace koma
