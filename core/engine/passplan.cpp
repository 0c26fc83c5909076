// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/passplan.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <set>

namespace koma {
namespace {

constexpr int kMarginPx = 32;
constexpr int kSmallestCorePx = 64;
constexpr int kThriftyCorePx = 256;

int roundedUp(int value, int step)
{
    return (value + step - 1) / step * step;
}

/// The smallest sensible tile side and those that cut one of the axes into equal parts.
std::set<int> candidateSides(const PaddedFrame &frame, int stridePx)
{
    const int smallest = roundedUp(kSmallestCorePx, stridePx);
    std::set<int> sides{smallest};
    for (const int length : {frame.padded.widthPx, frame.padded.heightPx}) {
        for (int parts = 1; parts == 1 || length / parts >= smallest; ++parts)
            sides.insert(roundedUp((length + parts - 1) / parts, stridePx));
    }
    return sides;
}

std::int64_t pixelsRead(const TilePlan &plan)
{
    std::int64_t pixels = 0;
    for (std::size_t i = 0; i < plan.count(); ++i) {
        const PixelRect input = plan.at(i).input;
        pixels += static_cast<std::int64_t>(input.widthPx) * input.heightPx;
    }
    return pixels;
}

} // namespace

PaddedFrame PaddedFrame::around(ImageSize picture, int stridePx)
{
    return {picture,
            kMarginPx,
            {roundedUp(picture.widthPx + 2 * kMarginPx, stridePx),
             roundedUp(picture.heightPx + 2 * kMarginPx, stridePx)}};
}

Result<TilePlan> planTiles(const PaddedFrame &frame, const PassNeeds &needs, int tilePx)
{
    return TilePlan::create({.size = frame.padded,
                             .tilePx = tilePx,
                             .haloPx = needs.reachPx,
                             .alignPx = needs.stridePx});
}

std::int64_t smallestPassPixels(const PassNeeds &needs)
{
    const std::int64_t side =
        roundedUp(kSmallestCorePx, needs.stridePx) + 2LL * roundedUp(needs.reachPx, needs.stridePx);
    return side * side;
}

std::int64_t thriftyPassPixels(const PassNeeds &needs)
{
    const std::int64_t halo = roundedUp(needs.reachPx, needs.stridePx);
    const std::int64_t side = std::max<std::int64_t>(kThriftyCorePx, 4 * halo) + 2 * halo;
    return side * side;
}

Result<TilePlan> planPasses(const PaddedFrame &frame, const PassNeeds &needs)
{
    std::optional<TilePlan> best;
    std::int64_t leastRead = std::numeric_limits<std::int64_t>::max();
    for (const int side : candidateSides(frame, needs.stridePx)) {
        auto plan = planTiles(frame, needs, side);
        if (!plan)
            return plan;
        const bool fits = plan->maxInputSize().pixelCount() <= needs.maxPixels;
        const std::int64_t read = fits ? pixelsRead(*plan) : leastRead;
        if (read >= leastRead)
            continue;
        leastRead = read;
        best = *plan;
    }
    if (!best)
        return fail(ErrorKind::TooLarge, "Not even a small tile of the picture fits into " +
                                             std::to_string(needs.maxPixels) + " pixels.");
    return *best;
}

} // namespace koma
