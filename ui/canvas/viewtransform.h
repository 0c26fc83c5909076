// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QRectF>
#include <QSize>

namespace koma {

/// Where a picture lies in a view. All view coordinates are device pixels; a zoom of 1 shows one
/// picture pixel on one device pixel. A value; a fitted picture stays fitted when the view changes.
class ViewTransform
{
public:
    static constexpr double kMinZoom = 1.0 / 128.0;
    static constexpr double kMaxZoom = 64.0;

    void setPictureSize(QSize size);
    void setViewSize(QSize size);

    [[nodiscard]] QSize pictureSize() const { return m_picture; }
    [[nodiscard]] QSize viewSize() const { return m_view; }
    [[nodiscard]] double zoom() const { return m_zoom; }
    [[nodiscard]] bool isFitted() const { return m_fitted; }

    /// Shows the whole picture, centred; small pictures are enlarged at most eight times.
    void fit();
    /// Changes the zoom and keeps the picture point under `anchor` where it is.
    void zoomTo(double zoom, QPointF anchor);
    void panBy(QPointF delta);

    /// The picture's place in the view; its corner is on a whole device pixel.
    [[nodiscard]] QRectF pictureRect() const;
    /// The part of it inside the view.
    [[nodiscard]] QRectF visibleRect() const;
    [[nodiscard]] QPointF toPicture(QPointF viewPoint) const;
    [[nodiscard]] bool showsWholePicture() const;

private:
    [[nodiscard]] double fitZoom() const;
    void keepInReach();

    QSize m_picture;
    QSize m_view;
    double m_zoom = 1.0;
    QPointF m_corner;
    bool m_fitted = true;
};

} // namespace koma
