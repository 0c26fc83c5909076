// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/tileplan.h"

#include <algorithm>
#include <limits>

namespace koma {
namespace {

int roundedUp(int value, int step)
{
    return (value + step - 1) / step * step;
}

int countAlong(int lengthPx, int tilePx)
{
    return (lengthPx - 1) / tilePx + 1;
}

/// A core's or an input's extent along one axis.
struct Span
{
    int from = 0;
    int to = 0;
};

Span coreSpan(int index, int lengthPx, int tilePx)
{
    const int from = index * tilePx;
    return {from, from + std::min(tilePx, lengthPx - from)};
}

/// What a core needs: itself and the halo, as far as there is a picture.
Span neededSpan(const Span &core, int lengthPx, int haloPx)
{
    return {std::max(0, core.from - haloPx), core.to + std::min(haloPx, lengthPx - core.to)};
}

int longestNeeded(int count, int lengthPx, const TileLayout &layout)
{
    int longest = 0;
    for (int i = 0; i < count; ++i) {
        const Span needed =
            neededSpan(coreSpan(i, lengthPx, layout.tilePx), lengthPx, layout.haloPx);
        longest = std::max(longest, needed.to - needed.from);
    }
    return longest;
}

/// The same length for all tiles: where less is needed, the halo is deeper on one side. Only at the
/// end of a picture that is no multiple of the alignment it is shorter.
Span inputSpan(const Span &core, int lengthPx, int inputPx, int alignPx, int haloPx)
{
    const int latest = (lengthPx - inputPx + alignPx - 1) / alignPx * alignPx;
    const int from = std::clamp(core.from - haloPx, 0, latest);
    return {from, std::min(from + inputPx, lengthPx)};
}

} // namespace

Result<TilePlan> TilePlan::create(const TileLayout &layout)
{
    constexpr int kLargest = std::numeric_limits<int>::max() / 4;
    const bool valid =
        !layout.size.isEmpty() && layout.tilePx >= 1 && layout.haloPx >= 0 && layout.alignPx >= 1;
    const bool countable = layout.tilePx <= kLargest && layout.haloPx <= kLargest &&
                           layout.alignPx <= kLargest && layout.size.longSidePx() <= kLargest;
    if (!valid || !countable)
        return fail(ErrorKind::InvalidArgument,
                    "A tile plan needs a picture, a tile of at least 1 pixel, a halo of at least 0 "
                    "and an alignment of at least 1.");
    return TilePlan(layout);
}

TilePlan::TilePlan(const TileLayout &layout) : m_layout(layout)
{
    m_layout.tilePx = roundedUp(layout.tilePx, layout.alignPx);
    m_layout.haloPx = roundedUp(layout.haloPx, layout.alignPx);
    m_columns = countAlong(layout.size.widthPx, m_layout.tilePx);
    m_rows = countAlong(layout.size.heightPx, m_layout.tilePx);
    m_inputSize = {longestNeeded(m_columns, layout.size.widthPx, m_layout),
                   longestNeeded(m_rows, layout.size.heightPx, m_layout)};
}

std::size_t TilePlan::count() const
{
    return static_cast<std::size_t>(m_columns) * static_cast<std::size_t>(m_rows);
}

Tile TilePlan::at(std::size_t index) const
{
    const auto columns = static_cast<std::size_t>(m_columns);
    const ImageSize size = m_layout.size;
    const Span coreX = coreSpan(static_cast<int>(index % columns), size.widthPx, m_layout.tilePx);
    const Span coreY = coreSpan(static_cast<int>(index / columns), size.heightPx, m_layout.tilePx);
    const Span inputX =
        inputSpan(coreX, size.widthPx, m_inputSize.widthPx, m_layout.alignPx, m_layout.haloPx);
    const Span inputY =
        inputSpan(coreY, size.heightPx, m_inputSize.heightPx, m_layout.alignPx, m_layout.haloPx);
    return {{inputX.from, inputY.from, inputX.to - inputX.from, inputY.to - inputY.from},
            {coreX.from, coreY.from, coreX.to - coreX.from, coreY.to - coreY.from}};
}

} // namespace koma
