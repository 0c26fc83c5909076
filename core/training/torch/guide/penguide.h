// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/torch/generator.h"
#include "core/training/torch/guide/pagehatch.h"
#include "core/training/torch/guide/tonecurve.h"

#include <torch/torch.h>

namespace koma {

/// How much of a pen drawing is strokes, solid ink and line; tones are 0 (ink) to 1 (paper).
struct PenSettings
{
    double hatchBelow = 0.72;      ///< tone under which strokes begin; 0: none
    double crossHatchBelow = 0.34; ///< tone under which a second layer crosses them; 0: none
    double solidBelow = 0.10;      ///< tone under which all is ink; 0: none
    double lineWidth = 1.0;        ///< of contours, 1: about 2 px
};

/// A plain pen drawing of a photo, computed and not learned: contours round the photo's calm areas
/// (flattening.h, contours.h), dark lines and spots between them (darklines.h), and each area's
/// tone as one and then two layers of hatch-field strokes that follow the form, or as solid ink. It
/// shows a new generator what line and stroke are before the discriminators ask for the artist's
/// own. All of it is local, and moves with the picture by 2 px at a time.
class PenGuide
{
public:
    explicit PenGuide(const PenSettings &settings = {});

    /// Photos [N,3,H,W] in 0…1, sides multiples of 8 from 48 px, and their stretched luma [N,1,H,W]
    /// in 0…1, to drawings [N,1,H,W] in −1…1, in the tones that `curve` gives to luma. Takes and
    /// gives float32. The strokes lie as a generator's do at the same place on the page. No
    /// gradient.
    [[nodiscard]] torch::Tensor draw(const torch::Tensor &photos, const torch::Tensor &luma,
                                     const ToneCurve &curve, const PassContext &place) const;

private:
    [[nodiscard]] torch::Tensor strokes(const torch::Tensor &form, const torch::Tensor &tones,
                                        const PassContext &place) const;

    PenSettings m_settings;
    PageHatch m_field;
};

} // namespace koma
