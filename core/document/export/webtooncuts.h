// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/comic.h"

#include <QImage>

#include <span>
#include <vector>

namespace koma {

/// Where a long strip is cut into slices. Every row has a price: what is lost when a slice begins
/// with it. White between panels is free, art costs by its detail, lettering more than everything
/// else together. Pure functions, any thread (prices: any that has a QGuiApplication).

struct SliceLimits
{
    int mostPx = 1280;
    /// Shorter slices are not made, the only one of a short strip aside; at most half of mostPx.
    [[nodiscard]] int fewestPx() const { return mostPx / 4 > 0 ? mostPx / 4 : 1; }
};

enum class StripEnd {
    Known,    ///< these are all rows
    StillOpen ///< more rows follow
};

/// The rows at which slices begin, the first slice's 0 aside, so that the prices of the cuts and
/// the unevenness of the slices are least in sum: a shortest path over all cuts. While the end is
/// open, only cuts that leave at least a slice's height behind them are of use.
std::vector<int> chooseCuts(std::span<const float> prices, const SliceLimits &limits, StripEnd end);

/// The price of each row of a page that is painted `image.width()` wide (Format_RGB32); the first
/// row, where pages meet, is free.
std::vector<float> cutPrices(const Page &page, const QString &language, const RectPt &areaPt,
                             const QImage &image);

/// Above this a cut goes through lettering.
inline constexpr float kLetteringPrice = 200.0F;

} // namespace koma
