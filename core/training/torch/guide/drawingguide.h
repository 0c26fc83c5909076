// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/torch/guide/paintguide.h"
#include "core/training/torch/guide/penguide.h"
#include "core/training/torch/guide/stylemeasure.h"
#include "core/training/trainingconfig.h"

namespace koma {

/// The computed drawing that a generator learns from before the game and is held to in it: the
/// photo, a pen drawing or a painting with ink over it, as the configuration says, in the tones or
/// the colours of the drawings.
class DrawingGuide
{
public:
    DrawingGuide(const TrainingConfig &config, StyleMeasure measure);

    /// Photos [N,3,H,W] in −1…1, their stretched luma [N,1,H,W] in 0…1 and the tonalRange of their
    /// batch to what should be drawn, [N,C,H,W] in −1…1 with C = 1 for grey styles and 3 else. No
    /// gradient.
    [[nodiscard]] torch::Tensor draw(const torch::Tensor &photos, const torch::Tensor &luma,
                                     const torch::Tensor &tonalRange,
                                     const PassContext &place) const;

    [[nodiscard]] const ToneCurve &tones() const { return m_measure.tones; }

private:
    Guide m_kind;
    bool m_grey;
    StyleMeasure m_measure;
    PenGuide m_pen;
    PaintGuide m_brush;
};

} // namespace koma
