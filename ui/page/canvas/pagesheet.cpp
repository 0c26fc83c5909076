// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/canvas/pagesheet.h"

#include "core/document/render/paintbounds.h"

#include <QPainter>

#include <cmath>
#include <utility>

namespace koma {

namespace {

/// What an earlier painting missed is still missing where it was not painted again.
RenderReport united(const RenderReport &earlier, const RenderReport &later)
{
    RenderReport report = earlier;
    const auto add = [](auto &found, const auto &more) {
        for (const auto &each : more) {
            if (!found.contains(each))
                found.append(each);
        }
    };
    add(report.missingArt, later.missingArt);
    add(report.overflowingTexts, later.overflowingTexts);
    for (const QChar character : later.missingCharacters) {
        if (!report.missingCharacters.contains(character))
            report.missingCharacters.append(character);
    }
    return report;
}

Result<QImage> emptyImage(const SheetOrder &order)
{
    const QSize sizePx(static_cast<int>(std::ceil(order.areaPt.widthPt * order.pxPerPt)),
                       static_cast<int>(std::ceil(order.areaPt.heightPt * order.pxPerPt)));
    QImage image(sizePx, QImage::Format_ARGB32_Premultiplied);
    if (image.isNull())
        return fail(ErrorKind::OutOfMemory, "There is not enough memory to show the page.");
    image.fill(Qt::transparent);
    return image;
}

/// Where the last sheet's corner lies on a new one of the same scale.
QPointF cornerOfLastPx(const SheetOrder &order)
{
    return {(order.last.areaPt.xPt - order.areaPt.xPt) * order.pxPerPt,
            (order.last.areaPt.yPt - order.areaPt.yPt) * order.pxPerPt};
}

/// The pixels of a new sheet that the last one shows already; empty for none.
QRect pixelsOfLast(const SheetOrder &order, QSize sizePx)
{
    const PageSheet &last = order.last;
    if (last.image.isNull() || last.pxPerPt != order.pxPerPt || last.page.id != order.page.id)
        return {};
    const QPointF corner = cornerOfLastPx(order);
    constexpr double kSlackPx = 1e-3; // beyond it, edges would be smoothed differently
    if ((corner - corner.toPoint()).manhattanLength() > kSlackPx)
        return {};
    return QRect(corner.toPoint(), last.image.size()) & QRect(QPoint(), sizePx);
}

/// Takes those pixels over, changes what has changed in them, and paints what has come into sight.
Result<RenderReport> goOn(QPainter &painter, const SheetOrder &order, const QRect &keptPx,
                          const PageRenderer &renderer, const RenderOptions &options)
{
    const PageSheet &last = order.last;
    painter.save();
    painter.resetTransform();
    painter.drawImage(keptPx.topLeft(), last.image,
                      keptPx.translated(-cornerOfLastPx(order).toPoint()));
    painter.restore();
    Result<RenderReport> report = renderer.repaint(
        painter, last.page, order.page, areaOfPicturesPt(order.page, order.arrived), options);
    if (!report)
        return report;
    RenderReport all = united(last.report, *report);
    const QRect sheetPx(0, 0, painter.device()->width(), painter.device()->height());
    for (const QRect &px : QRegion(sheetPx) - keptPx) {
        report = renderer.paintPart(painter, order.page, px, options);
        if (!report)
            return report;
        all = united(all, *report);
    }
    return all;
}

} // namespace

Result<PageSheet> paintSheet(const SheetOrder &order, const ArtSource &art,
                             const CancelToken &cancel)
{
    PageSheet sheet{order.areaPt, order.pxPerPt, {}, order.page, {}, order.arrived.size()};
    if (order.areaPt.isEmpty())
        return sheet;
    Result<QImage> image = emptyImage(order);
    if (!image)
        return fail(image.error());
    QPainter painter(&*image);
    painter.setTransform(QTransform::fromTranslate(-order.areaPt.xPt, -order.areaPt.yPt) *
                         QTransform::fromScale(order.pxPerPt, order.pxPerPt));
    const PageRenderer renderer(order.settings, art, order.shapes);
    RenderOptions options;
    options.area = PageArea::Bleed;
    options.cancel = cancel;
    const QRect keptPx = pixelsOfLast(order, image->size());
    Result<RenderReport> report = keptPx.isEmpty()
                                      ? renderer.paint(painter, order.page, options)
                                      : goOn(painter, order, keptPx, renderer, options);
    painter.end();
    if (!report)
        return fail(report.error());
    sheet.image = std::move(*image);
    sheet.report = std::move(*report);
    return sheet;
}

} // namespace koma
