// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/page.h"
#include "core/imaging/image.h"

#include <QTransform>

class QPainter;

namespace koma {

/// How much of a page is shown.
enum class PageArea {
    Trim,      ///< as the reader gets it
    Bleed,     ///< with what is cut off
    CropMarks, ///< with the bleed and, outside it, the marks to cut along
};

RectPt areaPt(const PageSetup &setup, PageArea area);
/// Pixels of an area, rounded up to whole ones.
ImageSize areaSizePx(const PageSetup &setup, PageArea area, double dpi);
/// From points of the page to pixels of the area.
QTransform areaTransform(const PageSetup &setup, PageArea area, double dpi);

/// Hairlines at the four corners that point at the trim and stay outside the bleed, as printers
/// expect them.
void paintCropMarks(QPainter &painter, const PageSetup &setup);

} // namespace koma
