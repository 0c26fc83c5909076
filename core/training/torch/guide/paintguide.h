// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/torch/generator.h"
#include "core/training/torch/guide/paint/paintbox.h"
#include "core/training/torch/guide/pagestrokes.h"

#include <torch/torch.h>

namespace koma {

/// What the drawings cannot tell about how a painting is made.
struct PaintSettings
{
    double gamma = 1.2;       ///< of the tones; more is darker
    double softness = 0.03;   ///< tone per pixel: steps between colours are gentler on less
    double hatchBelow = 0.34; ///< tone under which strokes begin, if the paint box has them
    double lineWidth = 1.0;   ///< of contours, 1: about 2 px
};

/// What a photo would be as a printed illustration of an artist's hand, computed and not learned:
/// flat areas (flattening.h) in the few colours that the artist has for them (paintfamilies.h,
/// painttone.h, paintbox.h), and ink over them: contours, dark lines and spots, spot blacks and
/// strokes. All of it is local, so it moves with the picture: by 2 px at a time, for areas are
/// found at half size (faint effects of surroundings by 8 px).
class PaintGuide
{
public:
    PaintGuide(const PaintSettings &settings, PaintBox box);

    /// Photos [N,3,H,W] in 0…1, sides multiples of 8 from 48 px, and where luma and chroma of the
    /// whole photos lie, [N,8] (the TonalSpread part of TrainingBatch::tonalRange), to drawings
    /// [N,3,H,W] in 0…1. Takes and gives float32. No gradient.
    [[nodiscard]] torch::Tensor paint(const torch::Tensor &photos, const torch::Tensor &spread,
                                      const PassContext &place) const;

private:
    PaintSettings m_settings;
    PaintBox m_box;
    PageStrokes m_field;
};

} // namespace koma
