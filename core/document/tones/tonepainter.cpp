// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/tones/tonepainter.h"

#include <QPaintDevice>
#include <QPaintEngine>
#include <QPainter>

#include <cmath>

namespace koma {
namespace {

constexpr double kPtPerInch = 72.0;

QImage inked(const QImage &coverage, const QColor &colour)
{
    QImage image(coverage.size(), QImage::Format_ARGB32_Premultiplied);
    image.fill(colour);
    QPainter painter(&image);
    painter.setCompositionMode(QPainter::CompositionMode_DestinationIn);
    painter.drawImage(0, 0, coverage);
    return image;
}

bool isUpright(const QTransform &transform)
{
    return transform.type() <= QTransform::TxScale && transform.m11() > 0.0 &&
           std::abs(transform.m11() - transform.m22()) < 1e-9 * transform.m11();
}

} // namespace

Result<void> paintTone(QPainter &painter, const Screentone &tone, const QPainterPath &areaPt,
                       const QColor &colour, double vectorDpi, const CancelToken &cancel)
{
    const ToneScreen screen = [&](const QRectF &partPt, double dpi) {
        return screenTone(tone, partPt, dpi, cancel);
    };
    return paintTone(painter, screen, {areaPt, areaPt.boundingRect()}, colour, vectorDpi);
}

Result<void> paintTone(QPainter &painter, const ToneScreen &screen, const ToneArea &area,
                       const QColor &colour, double vectorDpi)
{
    const QPainterPath &areaPt = area.pathPt;
    const QTransform toDevice = painter.deviceTransform();
    const bool raster = painter.paintEngine()->type() == QPaintEngine::Raster;
    const double scale = std::sqrt(std::abs(toDevice.determinant()));
    if (!(scale > 0.0) || areaPt.isEmpty())
        return {};
    const double dpi = raster ? scale * kPtPerInch : vectorDpi;
    const bool exact = raster && isUpright(toDevice);
    QRectF partPt = areaPt.boundingRect();
    if (raster) {
        const QRectF device(0, 0, painter.device()->width(), painter.device()->height());
        const double ratio = painter.device()->devicePixelRatioF();
        const QRectF pixels(device.topLeft(), device.size() * ratio);
        partPt &= area.visiblePt & toDevice.inverted().mapRect(pixels);
        if (exact)
            partPt = toDevice.inverted().mapRect(QRectF(toDevice.mapRect(partPt).toAlignedRect()));
    }
    if (partPt.isEmpty())
        return {};
    const Result<QImage> coverage = screen(partPt, dpi);
    if (!coverage)
        return fail(coverage.error());
    const QSizeF sizePt = QSizeF(coverage->size()) * (kPtPerInch / dpi);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, raster && !exact);
    if (exact) {
        // A texture on whole device pixels is copied, not resampled.
        QBrush brush(inked(*coverage, colour));
        QTransform place = QTransform::fromScale(kPtPerInch / dpi, kPtPerInch / dpi);
        place *= QTransform::fromTranslate(partPt.left(), partPt.top());
        brush.setTransform(place);
        painter.fillPath(areaPt, brush);
    } else {
        painter.setClipPath(areaPt, Qt::IntersectClip);
        painter.drawImage(QRectF(partPt.topLeft(), sizePt), inked(*coverage, colour));
    }
    painter.restore();
    return {};
}

} // namespace koma
