// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/torch/guide/palette.h"
#include "core/training/torch/guide/tonecurve.h"

#include <torch/torch.h>

namespace koma {

/// The generalised Kuwahara filter (Papari, Petkov, Campisi 2007) with eight neighbourhoods beside
/// each pixel: it takes the mean of the calmest ones, so areas come out flat and their borders
/// crisp. `picture` [N,C,H,W], at least 3 · radiusPx a side.
torch::Tensor kuwahara(const torch::Tensor &picture, double radiusPx);

/// A plain painting of a photo, computed and not learned: flat areas in the colours of the artist's
/// palette with luma in soft steps (after Winnemöller, Olsen, Gooch 2006), without lines.
class PaintGuide
{
public:
    /// `levels` of luma, 0 for none. A radius of 0 flattens nothing.
    PaintGuide(double radiusPx, int levels) : m_radiusPx(radiusPx), m_levels(levels) {}

    /// Photos [N,3,H,W] and their stretched luma [N,1,H,W], both 0…1, to RGB of 0…1. No gradient.
    [[nodiscard]] torch::Tensor paint(const torch::Tensor &photos, const torch::Tensor &luma,
                                      const ToneCurve &tones, const Palette &palette) const;

private:
    double m_radiusPx;
    int m_levels;
};

} // namespace koma
