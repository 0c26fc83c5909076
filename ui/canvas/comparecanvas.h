// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/viewportcache.h"
#include "ui/canvas/viewtransform.h"

#include <QWidget>

namespace koma {

/// The picture before and after, with zoom, pan and a divider to drag. It only shows; it owns no
/// work. Keys and wheel are those of painting programs: the wheel zooms towards the pointer, space
/// or the middle button pans.
class CompareCanvas : public QWidget
{
    Q_OBJECT

public:
    explicit CompareCanvas(QWidget *parent = nullptr);

    /// A new picture: no drawing, fitted.
    void setBefore(const DisplayPicture &picture);
    /// The drawing of it so far; a null one shows the picture alone.
    void setAfter(const DisplayPicture &drawing);
    /// A sharp part over the drawing, until the next setAfter().
    void setAfterPatch(const DisplayPicture &patch);
    void clear();

    [[nodiscard]] bool isComparing() const { return m_isComparing; }
    [[nodiscard]] double dividerPosition() const { return m_divider; }
    [[nodiscard]] double zoom() const { return m_transform.zoom(); }
    [[nodiscard]] const ViewTransform &transform() const { return m_transform; }
    /// The part of the picture inside the window, in picture pixels.
    [[nodiscard]] QRect visiblePictureRect() const;
    /// The divider's place in the widget's coordinates.
    [[nodiscard]] double dividerX() const;

public Q_SLOTS:
    void fit();
    void showActualPixels();
    void zoomIn();
    void zoomOut();
    void setComparing(bool comparing);
    /// 0 shows only the drawing, 1 only the picture before.
    void setDividerPosition(double fraction);
    /// Shows the picture before as long as it is on.
    void setShowingBefore(bool showing);

Q_SIGNALS:
    void zoomChanged(double zoom);
    void comparingChanged(bool comparing);
    void dividerMoved(double fraction);
    /// The user pulls the result out of the window.
    void dragOutRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void leaveEvent(QEvent *event) override;
    bool event(QEvent *event) override;

private:
    enum class Grip { None, Divider, Pan, DragOut };

    [[nodiscard]] bool hasDrawing() const { return !m_after.picture().isNull(); }
    [[nodiscard]] bool showsDivider() const;
    [[nodiscard]] QPointF toDevice(QPointF widgetPoint) const;
    [[nodiscard]] Grip gripAt(QPointF widgetPoint, Qt::MouseButton button) const;
    void zoomBy(double factor, QPointF widgetAnchor);
    void changeZoom(double zoom, QPointF deviceAnchor);
    void panBy(QPointF widgetDelta);
    void moveDividerTo(double widgetX);
    bool handleViewKey(int key, Qt::KeyboardModifiers modifiers);
    bool handleNativeGesture(QEvent *event);
    void updatePointer(QPointF widgetPoint);
    void viewChanged();
    void paintPictures(QPainter &painter);
    void paintDivider(QPainter &painter) const;
    void paintCorners(QPainter &painter) const;

    ViewTransform m_transform;
    ViewportCache m_before;
    ViewportCache m_after;
    double m_divider = 0.5;
    bool m_isComparing = true;
    bool m_isShowingBefore = false;
    bool m_isSpaceDown = false;
    bool m_isDividerHot = false;
    Grip m_grip = Grip::None;
    QPointF m_pressedAt;
    QPointF m_lastPoint;
};

} // namespace koma
