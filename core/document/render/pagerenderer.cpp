// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/render/pagerenderer.h"

#include "core/document/model/units.h"
#include "core/document/render/objectpainter.h"
#include "core/document/render/paintbounds.h"

#include <QPainter>

#include <cmath>
#include <utility>

namespace koma {
namespace {

Result<QImage> emptySheet(const Page &page, double dpi, PageArea area)
{
    if (!(dpi > 0.0))
        return fail(ErrorKind::InvalidArgument, "A page needs a resolution above 0 dpi.");
    const ImageSize size = areaSizePx(page.properties.setup, area, dpi);
    if (size.isEmpty())
        return fail(ErrorKind::InvalidArgument, "A page without width or height has no picture.");
    if (size.pixelCount() > kMostPagePixels)
        return fail(ErrorKind::TooLarge, "The page would have more pixels than Koma can paint; "
                                         "choose a lower resolution.");
    const bool isOpaque = colourOf(page.properties.paper).alpha() == 255; // NOLINT(*-magic-numbers)
    QImage image(size.widthPx, size.heightPx,
                 isOpaque ? QImage::Format_RGB32 : QImage::Format_ARGB32_Premultiplied);
    if (image.isNull())
        return fail(ErrorKind::OutOfMemory,
                    "There is not enough memory for the page; choose a lower resolution.");
    image.fill(isOpaque ? Qt::white : Qt::transparent);
    const int dotsPerMeter = static_cast<int>(std::lround(dpi * 1000.0 / kMmPerInch));
    image.setDotsPerMeterX(dotsPerMeter);
    image.setDotsPerMeterY(dotsPerMeter);
    return image;
}

} // namespace

PageRenderer::PageRenderer(DocumentSettings settings, const ArtSource &art,
                           std::shared_ptr<ShapeCache> shapes)
    : m_settings(std::move(settings)),
      m_art(art),
      m_shapes(shapes != nullptr ? std::move(shapes) : std::make_shared<ShapeCache>())
{
}

Result<RenderReport> PageRenderer::paint(QPainter &painter, const Page &page,
                                         const RenderOptions &options) const
{
    ObjectPainter objects(page, m_settings.language, m_art, *m_shapes, options);
    const Result<void> painted = objects.paintPage(painter);
    if (!painted)
        return fail(painted.error());
    if (options.area == PageArea::CropMarks)
        paintCropMarks(painter, page.properties.setup);
    return objects.report();
}

Result<RenderReport> PageRenderer::paintPart(QPainter &painter, const Page &page,
                                             const QRect &devicePx,
                                             const RenderOptions &options) const
{
    const double ratio = painter.device()->devicePixelRatioF();
    painter.save();
    const QTransform toPage = painter.transform();
    painter.resetTransform();
    painter.scale(1.0 / ratio, 1.0 / ratio);
    painter.setClipRect(devicePx);
    painter.setCompositionMode(QPainter::CompositionMode_Source);
    painter.fillRect(devicePx, Qt::transparent);
    painter.setCompositionMode(QPainter::CompositionMode_SourceOver);
    painter.setTransform(toPage);
    Result<RenderReport> report = paint(painter, page, options);
    painter.restore();
    return report;
}

Result<RenderReport> PageRenderer::repaint(QPainter &painter, const Page &before, const Page &after,
                                           const QRectF &alsoPt, const RenderOptions &options) const
{
    const QRectF changedPt = changedAreaPt(before, after, m_settings.language, *m_shapes) | alsoPt;
    if (changedPt.isEmpty())
        return RenderReport{};
    constexpr int kMarginPx = 2; // what antialiasing and smooth scaling reach
    const QRect pixels = painter.deviceTransform().mapRect(changedPt).toAlignedRect().adjusted(
        -kMarginPx, -kMarginPx, kMarginPx, kMarginPx);
    return paintPart(painter, after, pixels, options);
}

Result<PageRenderer::Rendering> PageRenderer::render(const Page &page, double dpi,
                                                     const RenderOptions &options) const
{
    Result<QImage> image = emptySheet(page, dpi, options.area);
    if (!image)
        return fail(image.error());
    QPainter painter(&*image);
    painter.setTransform(areaTransform(page.properties.setup, options.area, dpi));
    Result<RenderReport> report = paint(painter, page, options);
    painter.end();
    if (!report)
        return fail(report.error());
    return Rendering{std::move(*image), std::move(*report)};
}

} // namespace koma
