// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/torch/generator.h"
#include "core/training/torch/guide/pagestrokes.h"

#include <torch/torch.h>

namespace koma {

/// How much of a pen drawing is strokes, solid ink and line; tones are 0 (ink) to 1 (paper).
struct PenSettings
{
    double hatchBelow = 0.72;      ///< tone under which strokes begin; 0: none
    double crossHatchBelow = 0.34; ///< tone under which a second layer crosses them; 0: none
    double solidBelow = 0.10;      ///< tone under which all is ink
    double lineWidth = 1.0;        ///< of contours, 1: about 2 px
};

/// A plain pen drawing of a photo, computed and not learned: lines where luma is locally dark
/// (difference of Gaussians of the locally normalised luma, smoothed along the line, after
/// flow-based XDoG by Winnemöller, Kyprianidis, Olsen 2012), and tones as one and then two layers
/// of hatch-field strokes that follow the form. It shows a new generator what strokes are before
/// the discriminators ask for the artist's own.
class HatchGuide
{
public:
    explicit HatchGuide(const PenSettings &settings = {});

    /// [N,1,H,W] luma and tones, both 0…1 with tones like the artist's, to a drawing [N,1,H,W] in
    /// −1…1. Takes and gives float32. The strokes lie as a generator's do at the same place on the
    /// page. No gradient.
    [[nodiscard]] torch::Tensor draw(const torch::Tensor &luma, const torch::Tensor &tones,
                                     const PassContext &place) const;

private:
    [[nodiscard]] torch::Tensor lines(const torch::Tensor &luma) const;
    [[nodiscard]] torch::Tensor strokes(const torch::Tensor &luma, const torch::Tensor &tones,
                                        const PassContext &place) const;

    PenSettings m_settings;
    PageStrokes m_field;
    torch::Tensor m_lineKernels; ///< [directions,1,side,side]
    torch::Tensor m_lineAngles;  ///< [directions], radians
};

} // namespace koma
