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

} // namespace

Result<PageSheet> paintSheet(const SheetOrder &order, const ArtSource &art,
                             const CancelToken &cancel)
{
    PageSheet sheet{order.areaPt, order.pxPerPt, {}, order.page, {}, order.arrived.size()};
    if (order.areaPt.isEmpty())
        return sheet;
    const PageSheet &last = order.last;
    const bool goesOn = !last.image.isNull() && last.areaPt == order.areaPt &&
                        last.pxPerPt == order.pxPerPt && last.page.id == order.page.id;
    Result<QImage> image = goesOn ? Result<QImage>(last.image) : emptyImage(order);
    if (!image)
        return fail(image.error());
    QPainter painter(&*image);
    painter.setTransform(QTransform::fromTranslate(-order.areaPt.xPt, -order.areaPt.yPt) *
                         QTransform::fromScale(order.pxPerPt, order.pxPerPt));
    const PageRenderer renderer(order.settings, art, order.shapes);
    RenderOptions options;
    options.area = PageArea::Bleed;
    options.cancel = cancel;
    Result<RenderReport> report =
        goesOn ? renderer.repaint(painter, last.page, order.page,
                                  areaOfPicturesPt(order.page, order.arrived), options)
               : renderer.paint(painter, order.page, options);
    painter.end();
    if (!report)
        return fail(report.error());
    sheet.image = std::move(*image);
    sheet.report = goesOn ? united(last.report, *report) : std::move(*report);
    return sheet;
}

} // namespace koma
