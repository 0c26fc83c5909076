// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/render/layersurface.h"

#include "core/document/model/units.h"

#include <QPaintDevice>
#include <QPaintEngine>

#include <cmath>

namespace koma {
namespace {

QPainter::CompositionMode modeOf(BlendMode blend)
{
    switch (blend) {
    case BlendMode::Normal:
        return QPainter::CompositionMode_SourceOver;
    case BlendMode::Multiply:
        return QPainter::CompositionMode_Multiply;
    case BlendMode::Screen:
        return QPainter::CompositionMode_Screen;
    }
    return QPainter::CompositionMode_SourceOver;
}

/// Whole device pixels that show something of a box.
QRect visiblePixels(const QPainter &painter, const QRectF &boxPt)
{
    const QPaintDevice *device = painter.device();
    const double ratio = device->devicePixelRatioF();
    const QRectF all(0, 0, device->width() * ratio, device->height() * ratio);
    return (painter.deviceTransform().mapRect(boxPt) & all).toAlignedRect();
}

} // namespace

bool isRaster(const QPainter &painter)
{
    return painter.paintEngine()->type() == QPaintEngine::Raster;
}

double deviceDpi(const QPainter &painter, double vectorDpi)
{
    if (!isRaster(painter))
        return vectorDpi;
    return std::sqrt(std::abs(painter.deviceTransform().determinant())) * kPtPerInch;
}

Result<std::unique_ptr<LayerSurface>> LayerSurface::over(QPainter &target, const QRectF &boxPt,
                                                         double vectorDpi)
{
    QTransform toSheet;
    QSize size;
    if (isRaster(target)) {
        const QRect pixels = visiblePixels(target, boxPt);
        toSheet = target.deviceTransform() * QTransform::fromTranslate(-pixels.x(), -pixels.y());
        size = pixels.size();
    } else {
        const double scale = pxFromPt(1.0, vectorDpi);
        toSheet =
            QTransform::fromTranslate(-boxPt.x(), -boxPt.y()) * QTransform::fromScale(scale, scale);
        size = (boxPt.size() * scale).toSize();
    }
    if (size.isEmpty())
        return std::unique_ptr<LayerSurface>();
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    if (image.isNull())
        return fail(ErrorKind::OutOfMemory,
                    "There is not enough memory to blend a layer of this size.");
    image.fill(Qt::transparent);
    return std::unique_ptr<LayerSurface>(new LayerSurface(target, std::move(image), toSheet));
}

LayerSurface::LayerSurface(QPainter &target, QImage image, const QTransform &toSheet)
    : m_target(target), m_image(std::move(image)), m_toSheet(toSheet), m_painter(&m_image)
{
    m_painter.setRenderHints(target.renderHints());
    m_painter.setTransform(m_toSheet);
}

QRectF LayerSurface::areaPt() const
{
    return m_toSheet.inverted().mapRect(QRectF(m_image.rect()));
}

void LayerSurface::applyMask(const QImage &mask)
{
    m_painter.save();
    m_painter.setClipping(false);
    m_painter.setRenderHint(QPainter::SmoothPixmapTransform,
                            m_toSheet.type() > QTransform::TxScale);
    m_painter.setCompositionMode(QPainter::CompositionMode_DestinationIn);
    m_painter.drawImage(areaPt(), mask);
    m_painter.restore();
}

void LayerSurface::compose(double opacity, BlendMode blend)
{
    m_painter.end();
    m_target.save();
    m_target.setOpacity(opacity);
    if (isRaster(m_target)) {
        // The sheet's pixels are the device's: only the shift to the sheet's corner is left.
        const QTransform toDevice = m_toSheet.inverted() * m_target.deviceTransform();
        const double ratio = m_target.device()->devicePixelRatioF();
        m_target.setCompositionMode(modeOf(blend));
        m_target.resetTransform();
        m_target.scale(1.0 / ratio, 1.0 / ratio);
        m_target.drawImage(QPoint(qRound(toDevice.dx()), qRound(toDevice.dy())), m_image);
    } else {
        m_target.drawImage(m_toSheet.inverted().mapRect(QRectF(m_image.rect())), m_image);
    }
    m_target.restore();
}

} // namespace koma
