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
      m_brush(config.paintRadiusPx, config.paintLevels)
{
}

torch::Tensor DrawingGuide::draw(const torch::Tensor &photos, const torch::Tensor &luma,
                                 const PassContext &place) const
{
    const torch::NoGradGuard noGrad;
    if (m_kind == Guide::Photo)
        return m_grey ? losses::luma(photos) : photos;
    if (m_kind == Guide::Pen) {
        const torch::Tensor pen = m_pen.draw(luma, m_measure.tones.apply(luma), place);
        return m_grey ? pen : pen.expand({-1, 3, -1, -1});
    }
    const torch::Tensor paint =
        m_brush.paint((photos + 1.0) / 2.0, luma, m_measure.tones, m_measure.palette);
    const torch::Tensor covered = (1.0 - m_pen.draw(luma, losses::luma(paint), place)) / 2.0;
    const torch::Tensor ink =
        torch::minimum(m_measure.palette.ink().to(paint.device()).view({1, 3, 1, 1}), paint);
    const torch::Tensor drawing = 2.0 * (paint + covered * (ink - paint)) - 1.0;
    return m_grey ? losses::luma(drawing) : drawing;
}

} // namespace koma
