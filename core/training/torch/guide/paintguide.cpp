// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/guide/paintguide.h"

#include "core/training/torch/guide/paint/contours.h"
#include "core/training/torch/guide/paint/darklines.h"
#include "core/training/torch/guide/paint/flattening.h"
#include "core/training/torch/guide/paint/paintfamilies.h"
#include "core/training/torch/guide/paint/painthatch.h"
#include "core/training/torch/guide/paint/painttone.h"
#include "core/training/torch/guide/paint/planeops.h"
#include "core/training/torch/losses.h"

#include <utility>

namespace koma {
namespace {

/// 1 where solid ink stands: in the photo's own darkest tenth at most, and not where it is
/// colourful. `tenth` [N] is the 10th percentile of luma.
torch::Tensor spotBlacks(const torch::Tensor &areas, const torch::Tensor &saturation,
                         const torch::Tensor &tenth, double below, const torch::Tensor &like)
{
    constexpr double kColourful = 0.4;
    constexpr double kMinWidth = 0.004;
    const torch::Tensor luma =
        planes::enlarged(areas.narrow(1, 0, 1) + 0.25 * saturation.clamp_max(kColourful), like);
    const torch::Tensor threshold = (tenth + 0.02).clamp_max(below).view({-1, 1, 1, 1});
    return 1.0 - planes::softStep(luma - threshold, planes::steepness(luma) + kMinWidth);
}

} // namespace

PaintGuide::PaintGuide(const PaintSettings &settings, PaintBox box)
    : m_settings(settings), m_box(std::move(box))
{
}

torch::Tensor PaintGuide::paint(const torch::Tensor &photos, const torch::Tensor &spread,
                                const PassContext &place) const
{
    const torch::NoGradGuard noGrad;
    constexpr double kContourPx = 2.0;
    constexpr double kFacesCleaner = 0.25; // in tone: fewer strokes
    const std::int64_t percentiles = spread.size(1) - 1;
    const torch::Tensor ycc = planes::lumaAndChroma(photos);
    const torch::Tensor luma = ycc.narrow(1, 0, 1).contiguous();
    const torch::Tensor areas = flattened(ycc);
    const torch::Tensor chroma =
        relativeChroma(areas, chromaBoost(spread.select(1, percentiles)).view({-1, 1, 1, 1}));
    const torch::Tensor saturation = chroma.square().sum(1, true).sqrt();
    const torch::Tensor families = familyAreas(chroma);
    const torch::Tensor skin = families.narrow(1, kSkinFamily, 1);
    const torch::Tensor tones =
        planes::enlarged(paintTones(areas.narrow(1, 0, 1),
                                    toneCurves(spread.narrow(1, 0, percentiles), m_settings.gamma),
                                    saturation, skin),
                         luma);
    const torch::Tensor painted = paintedAreas(m_box, families, tones, m_settings.softness);
    const torch::Tensor form = formOf(luma);
    const torch::Tensor lines = planes::over(
        contours(areas, luma, kContourPx * m_settings.lineWidth), darkLines(luma, form, tones));
    torch::Tensor ink = planes::smoothstep(lines, 0.12, 0.72); // no grey lines
    if (m_box.blackBelow > 0.0)
        ink = planes::over(
            ink, spotBlacks(areas, saturation, spread.select(1, 1), m_box.blackBelow, luma));
    if (m_box.strokeInk > 0.0 && m_settings.hatchBelow > 0.0)
        ink =
            planes::over(ink, m_box.strokeInk *
                                  paintStrokes(m_field, form,
                                               tones + kFacesCleaner * planes::enlarged(skin, luma),
                                               m_settings.hatchBelow, place));
    const torch::Tensor pen =
        torch::minimum(m_box.ink.to(painted.device()).view({1, 3, 1, 1}), painted);
    return painted + ink * (pen - painted);
}

} // namespace koma
