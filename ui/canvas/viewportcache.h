// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/displaypicture.h"
#include "ui/canvas/viewtransform.h"

#include <QColor>
#include <QPixmap>

class QPainter;

namespace koma {

/// A display picture as it looks in the view, kept until the view or the picture changes; panning
/// moves what is there and paints only what comes in. GUI thread.
class ViewportCache
{
public:
    void setPicture(const DisplayPicture &picture);
    /// Lies over the picture until the next setPicture().
    void setPatch(const DisplayPicture &patch);
    [[nodiscard]] const DisplayPicture &picture() const { return m_picture; }

    /// The view's pixels, with `background` around the picture.
    const QPixmap &pixmap(const ViewTransform &transform, const QColor &background);

private:
    void paintArea(const ViewTransform &transform, const QRect &area);
    static void paintPicture(QPainter &painter, const DisplayPicture &picture,
                             const ViewTransform &transform, const QRect &area);

    DisplayPicture m_picture;
    DisplayPicture m_patch;
    QPixmap m_pixmap;
    QColor m_background;
    QRectF m_paintedRect;
    bool m_isStale = true;
};

} // namespace koma
