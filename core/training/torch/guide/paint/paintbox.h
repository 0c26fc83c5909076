// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

namespace koma {

inline constexpr std::int64_t kRampColours = 4;

/// What an artist paints and inks with. A value; colours are RGB in 0…1.
struct PaintBox
{
    PaintBox(); ///< every family in its usual colour on white paper, black ink, no strokes

    torch::Tensor ramps;     ///< [12,4,3]: the four printed colours of each family, dark to light
    torch::Tensor ink;       ///< [3]: of lines, strokes and spot blacks
    double blackBelow = 0.1; ///< luma under which areas are solid ink; 0: none
    double strokeInk = 0.0; ///< 0…1: how dark strokes stand in dark areas; 0: the artist has none
};

/// All that the box prints, [49,3] in −1…1: the families' colours and the ink.
torch::Tensor paletteOf(const PaintBox &box);

/// Areas in their families' colours, [N,3,H,W] in 0…1: one of four by the tones [N,1,H,W], with
/// steps two pixels wide, gentler on gradients slower than `softness` (tone per pixel). After the
/// luminance quantisation of Winnemöller, Olsen, Gooch 2006. `areas` [N,12,h,w] may be smaller.
torch::Tensor paintedAreas(const PaintBox &box, const torch::Tensor &areas,
                           const torch::Tensor &tones, double softness);

} // namespace koma
