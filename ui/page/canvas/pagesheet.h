// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/render/pagerenderer.h"

#include <QImage>
#include <QStringList>

#include <memory>

namespace koma {

/// A part of a page, painted: what the canvas blits while it pans and zooms.
struct PageSheet
{
    RectPt areaPt; ///< of the page's plane
    double pxPerPt = 1.0;
    QImage image; ///< covers the area; transparent outside the bleed
    Page page;    ///< what it shows
    RenderReport report;
    qsizetype arrivedCount = 0; ///< of the order
};

/// What to paint.
struct SheetOrder
{
    DocumentSettings settings;
    Page page;
    RectPt areaPt;
    double pxPerPt = 1.0;
    std::shared_ptr<ShapeCache> shapes;
    /// What was painted last: where it shows some of the same part at the same scale, its pixels
    /// stay, and only what has changed or come into sight since is painted. That takes areas whose
    /// corners lie whole pixels apart.
    PageSheet last;
    QStringList arrived; ///< pictures that look better than they did then, by sha256
};

/// Paints a part of a page at a scale, in a job. Errors are those of PageRenderer::paint(), and
/// OutOfMemory for a sheet that cannot be had.
Result<PageSheet> paintSheet(const SheetOrder &order, const ArtSource &art,
                             const CancelToken &cancel);

} // namespace koma
