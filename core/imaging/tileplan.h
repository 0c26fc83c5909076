// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/imaging/image.h"

#include <cstddef>

namespace koma {

struct PixelRect
{
    int xPx = 0;
    int yPx = 0;
    int widthPx = 0;
    int heightPx = 0;

    bool operator==(const PixelRect &) const = default;
    [[nodiscard]] int rightPx() const { return xPx + widthPx; }
    [[nodiscard]] int bottomPx() const { return yPx + heightPx; }
};

/// How a picture is cut into tiles so that a convolutional network gives the same pixels as on the
/// whole.
struct TileLayout
{
    ImageSize size;   ///< of the picture
    int tilePx = 512; ///< side of a tile's core; rounded up to `alignPx`
    int haloPx =
        0; ///< context around the core, at least the receptive reach; rounded up to `alignPx`
    int alignPx = 1; ///< total stride of the network: origins of inputs are multiples of it
};

/// One tile: `input` is what the network reads, `core` the pixels that it answers for. Both in
/// picture coordinates; `input` is `core` plus at least the halo, or to the picture's real edge.
/// Inputs have one size where the picture's is a multiple of `alignPx`, so that each pass finds the
/// memory of the last.
struct Tile
{
    PixelRect input;
    PixelRect core;
};

/// A pure value without pixels: cores cover every pixel exactly once, row by row; inputs start at
/// multiples of `alignPx`. Deterministic; any thread.
class TilePlan
{
public:
    /// InvalidArgument for an empty size, tile < 1, halo < 0 or align < 1.
    static Result<TilePlan> create(const TileLayout &layout);

    [[nodiscard]] std::size_t count() const;
    [[nodiscard]] Tile at(std::size_t index) const;
    [[nodiscard]] const TileLayout &layout() const { return m_layout; }
    /// The largest input that any tile asks for.
    [[nodiscard]] ImageSize maxInputSize() const { return m_inputSize; }

private:
    explicit TilePlan(const TileLayout &layout);

    TileLayout m_layout;
    int m_columns = 0;
    int m_rows = 0;
    ImageSize m_inputSize;
};

} // namespace koma
