// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/render/pagearea.h"

#include "core/document/model/units.h"

#include <QPainter>

#include <cmath>

namespace koma {
namespace {

constexpr double kMarkLengthPt = 14.0;
constexpr double kMarkGapPt = 4.0; ///< between bleed and mark
constexpr double kMarkWidthPt = 0.25;
constexpr double kSlugPt = kMarkGapPt + kMarkLengthPt + 2.0;

/// Rounding errors of mm and pt must not add a pixel.
int wholePx(double lengthPt, double dpi)
{
    constexpr double kRounding = 1e-6;
    return static_cast<int>(std::ceil(pxFromPt(lengthPt, dpi) - kRounding));
}

} // namespace

RectPt areaPt(const PageSetup &setup, PageArea area)
{
    switch (area) {
    case PageArea::Trim:
        return setup.trimPt();
    case PageArea::Bleed:
        return setup.bleedBoxPt();
    case PageArea::CropMarks:
        return setup.bleedBoxPt().grownBy(kSlugPt);
    }
    return setup.trimPt();
}

ImageSize areaSizePx(const PageSetup &setup, PageArea area, double dpi)
{
    const RectPt box = areaPt(setup, area);
    return {wholePx(box.widthPt, dpi), wholePx(box.heightPt, dpi)};
}

QTransform areaTransform(const PageSetup &setup, PageArea area, double dpi)
{
    const RectPt box = areaPt(setup, area);
    const double scale = pxFromPt(1.0, dpi);
    return QTransform::fromTranslate(-box.xPt, -box.yPt) * QTransform::fromScale(scale, scale);
}

void paintCropMarks(QPainter &painter, const PageSetup &setup)
{
    const RectPt trim = setup.trimPt();
    const RectPt bleed = setup.bleedBoxPt();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Qt::black, kMarkWidthPt));
    for (const double x : {trim.xPt, trim.rightPt()}) {
        const double top = bleed.yPt - kMarkGapPt;
        const double bottom = bleed.bottomPt() + kMarkGapPt;
        painter.drawLine(QPointF(x, top), QPointF(x, top - kMarkLengthPt));
        painter.drawLine(QPointF(x, bottom), QPointF(x, bottom + kMarkLengthPt));
    }
    for (const double y : {trim.yPt, trim.bottomPt()}) {
        const double left = bleed.xPt - kMarkGapPt;
        const double right = bleed.rightPt() + kMarkGapPt;
        painter.drawLine(QPointF(left, y), QPointF(left - kMarkLengthPt, y));
        painter.drawLine(QPointF(right, y), QPointF(right + kMarkLengthPt, y));
    }
    painter.restore();
}

} // namespace koma
