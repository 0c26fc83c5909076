// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/viewportcache.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace koma {
namespace {

constexpr double kCrispZoom = 2.0;
constexpr int kCheckPx = 8;

const QPixmap &checkerboard()
{
    static const QPixmap tile = [] {
        QPixmap board(2 * kCheckPx, 2 * kCheckPx);
        board.fill(QColor(0xff, 0xff, 0xff));
        QPainter painter(&board);
        painter.fillRect(0, 0, kCheckPx, kCheckPx, QColor(0xd4, 0xd4, 0xd4));
        painter.fillRect(kCheckPx, kCheckPx, kCheckPx, kCheckPx, QColor(0xd4, 0xd4, 0xd4));
        return board;
    }();
    return tile;
}

} // namespace

void ViewportCache::setPicture(const DisplayPicture &picture)
{
    m_picture = picture;
    m_patch = {};
    m_isStale = true;
}

void ViewportCache::setPatch(const DisplayPicture &patch)
{
    m_patch = patch;
    m_isStale = true;
}

const QPixmap &ViewportCache::pixmap(const ViewTransform &transform, const QColor &background)
{
    const QRectF rect = transform.pictureRect();
    const QRect view(QPoint(0, 0), transform.viewSize());
    if (m_pixmap.size() != view.size()) {
        m_pixmap = QPixmap(view.size());
        m_isStale = true;
    }
    if (std::exchange(m_background, background) != background)
        m_isStale = true;
    if (m_isStale || rect.size() != m_paintedRect.size()) {
        paintArea(transform, view);
    } else if (rect != m_paintedRect) {
        const QPoint shift = (rect.topLeft() - m_paintedRect.topLeft()).toPoint();
        QRegion exposed;
        m_pixmap.scroll(shift.x(), shift.y(), view, &exposed);
        for (const QRect &part : exposed)
            paintArea(transform, part);
    }
    m_paintedRect = rect;
    m_isStale = false;
    return m_pixmap;
}

void ViewportCache::paintArea(const ViewTransform &transform, const QRect &area)
{
    QPainter painter(&m_pixmap);
    painter.setClipRect(area);
    painter.fillRect(area, m_background);
    paintPicture(painter, m_picture, transform, area);
    paintPicture(painter, m_patch, transform, area);
}

void ViewportCache::paintPicture(QPainter &painter, const DisplayPicture &picture,
                                 const ViewTransform &transform, const QRect &area)
{
    if (picture.isNull())
        return;
    const double zoom = transform.zoom();
    const QRectF whole = transform.pictureRect();
    const QRectF target(whole.topLeft() + QPointF(picture.area().topLeft()) * zoom,
                        QSizeF(picture.area().size()) * zoom);
    const QRectF shown = target & QRectF(area);
    if (shown.isEmpty())
        return;
    if (picture.hasAlpha()) {
        painter.setBrushOrigin(whole.topLeft());
        painter.fillRect(shown, QBrush(checkerboard()));
    }
    const DisplayPicture::Level &level = picture.levelFor(zoom);
    // Whole level pixels with a margin, so that interpolation is the same whichever part is
    // painted.
    const double toLevelX = level.image.width() / target.width();
    const double toLevelY = level.image.height() / target.height();
    const QRectF wanted((shown.left() - target.left()) * toLevelX,
                        (shown.top() - target.top()) * toLevelY, shown.width() * toLevelX,
                        shown.height() * toLevelY);
    const QRect source = wanted.toAlignedRect().adjusted(-2, -2, 2, 2) & level.image.rect();
    const QRectF destination(target.left() + source.left() / toLevelX,
                             target.top() + source.top() / toLevelY, source.width() / toLevelX,
                             source.height() / toLevelY);
    const bool isCrisp = zoom > kCrispZoom && picture.isFullResolution();
    painter.setRenderHint(QPainter::SmoothPixmapTransform, !isCrisp);
    painter.drawImage(destination, level.image, source);
}

} // namespace koma
