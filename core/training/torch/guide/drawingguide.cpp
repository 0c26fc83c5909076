// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/guide/drawingguide.h"

#include "core/training/torch/losses.h"

#include <utility>

namespace koma {

DrawingGuide::DrawingGuide(const TrainingConfig &config, StyleMeasure measure)
    : m_kind(config.guide),
      m_grey(config.greyStyle),
      m_measure(std::move(measure)),
      m_pen({.hatchBelow = config.hatchBelow,
             .crossHatchBelow = config.crossHatchBelow,
             .solidBelow = config.solidBelow,
             .lineWidth = config.lineWidth}),
      m_brush({.gamma = config.paintGamma,
               .softness = config.paintSoftness,
               .hatchBelow = config.paintHatchBelow,
               .lineWidth = config.lineWidth},
              m_measure.paints)
{
}

torch::Tensor DrawingGuide::draw(const torch::Tensor &photos, const torch::Tensor &luma,
                                 const torch::Tensor &tonalRange, const PassContext &place) const
{
    const torch::NoGradGuard noGrad;
    if (m_kind == Guide::Photo)
        return m_grey ? losses::luma(photos) : photos;
    if (m_kind == Guide::Pen) {
        const torch::Tensor pen = m_pen.draw((photos + 1.0) / 2.0, luma, m_measure.tones, place);
        return m_grey ? pen : pen.expand({-1, 3, -1, -1});
    }
    const torch::Tensor spread = tonalRange.narrow(1, 2, tonalRange.size(1) - 2);
    const torch::Tensor drawing = 2.0 * m_brush.paint((photos + 1.0) / 2.0, spread, place) - 1.0;
    return m_grey ? losses::luma(drawing) : drawing;
}

} // namespace koma
