// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/model/artlayer.h"

#include "core/document/model/units.h"

#include <algorithm>

namespace koma {
namespace {

double croppedWidthPx(const ArtLayer &art)
{
    return art.picture.widthPx * (art.crop.right - art.crop.left);
}

double croppedHeightPx(const ArtLayer &art)
{
    return art.picture.heightPx * (art.crop.bottom - art.crop.top);
}

} // namespace

RectPt unrotatedBoundsPt(const ArtLayer &art)
{
    const double width = croppedWidthPx(art) * art.scalePtPerPx;
    const double height = croppedHeightPx(art) * art.scalePtPerPx;
    return {art.centrePt.xPt - width / 2.0, art.centrePt.yPt - height / 2.0, width, height};
}

void coverBox(ArtLayer &art, const RectPt &box)
{
    art.centrePt = box.centre();
    const double width = croppedWidthPx(art);
    const double height = croppedHeightPx(art);
    if (width > 0.0 && height > 0.0 && !box.isEmpty())
        art.scalePtPerPx = std::max(box.widthPt / width, box.heightPt / height);
}

bool covers(const ArtLayer &art, const RectPt &box)
{
    constexpr double kSlackPt = 0.5; // of hand-made placements
    return art.rotationDeg == 0.0 && unrotatedBoundsPt(art).grownBy(kSlackPt).contains(box);
}

void extendOver(ArtLayer &art, const RectPt &box)
{
    const RectPt shown = unrotatedBoundsPt(art);
    if (shown.isEmpty() || box.isEmpty())
        return;
    const double grown =
        std::max({1.0, box.widthPt / shown.widthPt, box.heightPt / shown.heightPt});
    art.scalePtPerPx *= grown;
    const double halfWidth = shown.widthPt * grown / 2.0;
    const double halfHeight = shown.heightPt * grown / 2.0;
    // Of the middles that cover the box, the nearest.
    art.centrePt.xPt = std::clamp(art.centrePt.xPt, box.rightPt() - halfWidth, box.xPt + halfWidth);
    art.centrePt.yPt =
        std::clamp(art.centrePt.yPt, box.bottomPt() - halfHeight, box.yPt + halfHeight);
}

double resolutionDpi(const ArtLayer &art)
{
    return art.scalePtPerPx > 0.0 ? kPtPerInch / art.scalePtPerPx : 0.0;
}

} // namespace koma
