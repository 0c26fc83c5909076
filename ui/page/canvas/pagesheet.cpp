// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/canvas/pagesheet.h"

#include <QPainter>

#include <cmath>
#include <utility>

namespace koma {

Result<PageSheet> paintSheet(const SheetOrder &order, const ArtSource &art,
                             const CancelToken &cancel)
{
    PageSheet sheet{order.areaPt, order.pxPerPt, {}, {}};
    const QSize sizePx(static_cast<int>(std::ceil(order.areaPt.widthPt * order.pxPerPt)),
                       static_cast<int>(std::ceil(order.areaPt.heightPt * order.pxPerPt)));
    if (sizePx.isEmpty())
        return sheet;
    sheet.image = QImage(sizePx, QImage::Format_ARGB32_Premultiplied);
    if (sheet.image.isNull())
        return fail(ErrorKind::OutOfMemory, "There is not enough memory to show the page.");
    sheet.image.fill(Qt::transparent);
    QPainter painter(&sheet.image);
    painter.setTransform(QTransform::fromTranslate(-order.areaPt.xPt, -order.areaPt.yPt) *
                         QTransform::fromScale(order.pxPerPt, order.pxPerPt));
    const PageRenderer renderer(order.settings, art);
    RenderOptions options;
    options.area = PageArea::Bleed;
    options.cancel = cancel;
    Result<RenderReport> report = renderer.paint(painter, order.page, options);
    painter.end();
    if (!report)
        return fail(report.error());
    sheet.report = std::move(*report);
    return sheet;
}

} // namespace koma
