// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/viewtransform.h"

#include <algorithm>
#include <cmath>

namespace koma {
namespace {

constexpr double kMaxFitZoom = 8.0;
constexpr double kFitMarginPx = 16.0;

/// A side's start: centred when it fits, else its edges come at most to the middle of the view.
double reachable(double start, double length, double viewLength)
{
    if (length <= viewLength)
        return (viewLength - length) / 2.0;
    return std::clamp(start, viewLength / 2.0 - length, viewLength / 2.0);
}

} // namespace

void ViewTransform::setPictureSize(QSize size)
{
    m_picture = size;
    fit();
}

void ViewTransform::setViewSize(QSize size)
{
    const QPointF growth((size.width() - m_view.width()) / 2.0,
                         (size.height() - m_view.height()) / 2.0);
    m_view = size;
    if (m_fitted) {
        fit();
    } else {
        m_corner += growth;
        keepInReach();
    }
}

double ViewTransform::fitZoom() const
{
    if (m_picture.isEmpty() || m_view.isEmpty())
        return 1.0;
    const double width = std::max(1.0, m_view.width() - 2.0 * kFitMarginPx);
    const double height = std::max(1.0, m_view.height() - 2.0 * kFitMarginPx);
    return std::clamp(std::min(width / m_picture.width(), height / m_picture.height()), kMinZoom,
                      kMaxFitZoom);
}

void ViewTransform::fit()
{
    m_fitted = true;
    m_zoom = fitZoom();
    keepInReach();
}

void ViewTransform::zoomTo(double zoom, QPointF anchor)
{
    const QPointF point = toPicture(anchor);
    m_zoom = std::clamp(zoom, kMinZoom, kMaxZoom);
    m_fitted = false;
    m_corner = anchor - point * m_zoom;
    keepInReach();
}

void ViewTransform::panBy(QPointF delta)
{
    m_corner += delta;
    m_fitted = m_fitted && showsWholePicture();
    keepInReach();
}

void ViewTransform::keepInReach()
{
    m_corner.setX(reachable(m_corner.x(), m_picture.width() * m_zoom, m_view.width()));
    m_corner.setY(reachable(m_corner.y(), m_picture.height() * m_zoom, m_view.height()));
}

QRectF ViewTransform::pictureRect() const
{
    return {std::round(m_corner.x()), std::round(m_corner.y()), m_picture.width() * m_zoom,
            m_picture.height() * m_zoom};
}

QRectF ViewTransform::visibleRect() const
{
    return pictureRect() & QRectF(QPointF(0.0, 0.0), QSizeF(m_view));
}

QPointF ViewTransform::toPicture(QPointF viewPoint) const
{
    return (viewPoint - m_corner) / m_zoom;
}

bool ViewTransform::showsWholePicture() const
{
    return m_picture.width() * m_zoom <= m_view.width() &&
           m_picture.height() * m_zoom <= m_view.height();
}

} // namespace koma
