// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/document/model/pageobject.h"

#include <QImage>
#include <QPainter>
#include <QRectF>

#include <memory>

namespace koma {

/// Pixels per inch of what a painter paints on: a raster device's own, whatever the painter's
/// scale, and `vectorDpi` for PDF and other devices without pixels.
double deviceDpi(const QPainter &painter, double vectorDpi);
bool isRaster(const QPainter &painter);

/// A transparent sheet over part of a page, for what is blended, masked or faded as a whole. On
/// raster devices its pixels are the device's own, so that nothing is resampled.
class LayerSurface
{
public:
    /// A sheet for what `target` shows of a box of the page; null where it shows none of it, or
    /// OutOfMemory.
    static Result<std::unique_ptr<LayerSurface>> over(QPainter &target, const QRectF &boxPt,
                                                      double vectorDpi);

    /// In points of the page.
    QPainter &painter() { return m_painter; }
    /// What of the page the sheet covers.
    [[nodiscard]] QRectF areaPt() const;

    /// Multiplies the sheet by a mask (Format_Alpha8) over areaPt().
    void applyMask(const QImage &mask);
    /// Lays the sheet on its target, once.
    void compose(double opacity, BlendMode blend);

private:
    LayerSurface(QPainter &target, QImage image, const QTransform &toSheet);

    QPainter &m_target;
    QImage m_image;
    QTransform m_toSheet; ///< from points of the page to the sheet's pixels
    QPainter m_painter;
};

} // namespace koma
