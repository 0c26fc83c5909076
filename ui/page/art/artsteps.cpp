// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/art/artsteps.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace koma {

bool isDrawn(const ArtStyle &style)
{
    return !style.styleId.isEmpty() && style.strength > 0.0;
}

ArtKey plainKey(const ArtLayer &art, int longSidePx)
{
    return {art.picture, {}, longSidePx};
}

ArtKey drawingKey(const ArtLayer &art, int longSidePx)
{
    ArtStyle style;
    style.styleId = art.style.styleId;
    style.strokeScale = art.style.strokeScale;
    return {art.picture, style, longSidePx};
}

ArtKey blendKey(const ArtLayer &art, int longSidePx)
{
    return {art.picture, art.style, longSidePx};
}

int stepLongSidePx(ImageSize wanted, ImageSize own, int mostPx)
{
    constexpr int kSmallestStepPx = 64;
    const int limitPx = std::max(1, std::min(own.longSidePx(), mostPx));
    int stepPx = kSmallestStepPx;
    for (int halfPowers = 1; stepPx < wanted.longSidePx() && stepPx < limitPx; ++halfPowers)
        stepPx = static_cast<int>(std::lround(kSmallestStepPx * std::exp2(halfPowers / 2.0)));
    return std::min(stepPx, limitPx);
}

int drawnStepLongSidePx(ImageSize wanted, ImageSize own, int mostPx)
{
    constexpr int kSmallestDrawnPx = 256;
    constexpr int kShortestSidePx = 32; // the engine takes 16; a margin for rounding
    const int longestForShortPx = own.isEmpty()
                                      ? 0
                                      : static_cast<int>(std::int64_t{kShortestSidePx} *
                                                         own.longSidePx() / own.shortSidePx());
    const int leastPx = std::min(own.longSidePx(), std::max(kSmallestDrawnPx, longestForShortPx));
    return std::max(leastPx, stepLongSidePx(wanted, own, mostPx));
}

} // namespace koma
