// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/comparecanvas.h"

#include <QPainter>
#include <QPainterPath>

namespace koma {
namespace {

constexpr double kHandleRadiusPx = 15.0;

void paintChip(QPainter &painter, const QString &text, const QPointF &corner, Qt::Alignment side)
{
    const QFontMetricsF metrics(painter.font());
    const QSizeF size(metrics.horizontalAdvance(text) + 18.0, metrics.height() + 6.0);
    QRectF chip(corner, size);
    if (side == Qt::AlignRight)
        chip.moveRight(corner.x());
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(0, 0, 0, 150));
    painter.drawRoundedRect(chip, chip.height() / 2.0, chip.height() / 2.0);
    painter.setPen(QColor(255, 255, 255, 235));
    painter.drawText(chip, Qt::AlignCenter, text);
}

/// The two arrow heads on the divider's handle.
QPainterPath dividerArrows(const QPointF &centre)
{
    QPainterPath arrows;
    for (const double side : {-1.0, 1.0}) {
        arrows.moveTo(centre + QPointF(side * 4.0, -4.5));
        arrows.lineTo(centre + QPointF(side * 8.5, 0.0));
        arrows.lineTo(centre + QPointF(side * 4.0, 4.5));
    }
    return arrows;
}

} // namespace

void CompareCanvas::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Mid));
    if (m_before.picture().isNull())
        return;
    paintPictures(painter);
    painter.setRenderHint(QPainter::Antialiasing);
    if (showsDivider())
        paintDivider(painter);
    if (hasDrawing())
        paintCorners(painter);
    if (hasFocus()) {
        QColor ring = palette().color(QPalette::Highlight);
        ring.setAlpha(150);
        painter.setPen(QPen(ring, 1.0));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

void CompareCanvas::paintPictures(QPainter &painter)
{
    const double ratio = devicePixelRatioF();
    const auto draw = [&](ViewportCache &cache) {
        QPixmap pixels = cache.pixmap(m_transform, palette().color(QPalette::Mid));
        pixels.setDevicePixelRatio(ratio);
        painter.drawPixmap(0, 0, pixels);
    };
    if (!hasDrawing() || m_isShowingBefore) {
        draw(m_before);
        return;
    }
    if (!showsDivider()) {
        draw(m_after);
        return;
    }
    const double x = dividerX();
    painter.save();
    painter.setClipRect(QRectF(0.0, 0.0, x, height()));
    draw(m_before);
    painter.setClipRect(QRectF(x, 0.0, width() - x, height()));
    draw(m_after);
    painter.restore();
}

void CompareCanvas::paintDivider(QPainter &painter) const
{
    const double ratio = devicePixelRatioF();
    const QRectF visible = m_transform.visibleRect();
    const double x = dividerX();
    const double top = visible.top() / ratio;
    const double bottom = visible.bottom() / ratio;
    painter.setPen(QPen(QColor(0, 0, 0, 90), 4.0));
    painter.drawLine(QPointF(x, top), QPointF(x, bottom));
    painter.setPen(QPen(Qt::white, 2.0));
    painter.drawLine(QPointF(x, top), QPointF(x, bottom));

    const QPointF centre(x, (top + bottom) / 2.0);
    painter.setPen(QPen(QColor(0, 0, 0, 90), 1.0));
    painter.setBrush(m_isDividerHot ? palette().color(QPalette::Highlight) : QColor(Qt::white));
    painter.drawEllipse(centre, kHandleRadiusPx, kHandleRadiusPx);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_isDividerHot ? QColor(Qt::white) : QColor(0x30, 0x30, 0x34), 2.0,
                        Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(dividerArrows(centre));
}

void CompareCanvas::paintCorners(QPainter &painter) const
{
    const double ratio = devicePixelRatioF();
    const QRectF visible = m_transform.visibleRect();
    const QPointF topLeft = visible.topLeft() / ratio + QPointF(10.0, 10.0);
    const QPointF topRight = visible.topRight() / ratio + QPointF(-10.0, 10.0);
    const double needed = 200.0 * ratio;
    if (visible.width() < needed)
        return;
    if (m_isShowingBefore)
        paintChip(painter, tr("Before"), topLeft, Qt::AlignLeft);
    else if (m_isComparing) {
        if (m_divider > 0.15)
            paintChip(painter, tr("Before"), topLeft, Qt::AlignLeft);
        if (m_divider < 0.85)
            paintChip(painter, tr("After"), topRight, Qt::AlignRight);
    }
}

} // namespace koma
