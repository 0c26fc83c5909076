// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/guide/penguide.h"

#include "core/training/torch/guide/paint/contours.h"
#include "core/training/torch/guide/paint/darklines.h"
#include "core/training/torch/guide/paint/flattening.h"
#include "core/training/torch/guide/paint/painthatch.h"
#include "core/training/torch/guide/paint/planeops.h"
#include "core/training/torch/losses.h"

#include <numbers>

namespace koma {
namespace {

using losses::gaussianBlur;

constexpr double kPi = std::numbers::pi;

/// Strokes of one layer: none above the tone `start`, thickest at `full`.
torch::Tensor layer(const torch::Tensor &wave, const torch::Tensor &tones, double start,
                    double full)
{
    constexpr double kNoInk = 1.5; // standard deviations of the field that hardly anything exceeds
    constexpr double kMostInk = -0.3;
    const torch::Tensor share = ((start - tones) / (start - full)).clamp(0.0, 1.0);
    const torch::Tensor threshold = kNoInk + (kMostInk - kNoInk) * share.pow(0.6);
    return torch::sigmoid(8.0 * (wave - threshold)) * (20.0 * share).clamp_max(1.0);
}

constexpr double kEven = 0.65;

/// Luma with its darks drawn apart, and back: edges in the dark are edges as well.
torch::Tensor withDarksApart(const torch::Tensor &luma)
{
    return kEven * (luma + luma.clamp_min(0.0).sqrt());
}

torch::Tensor withDarksTogether(const torch::Tensor &apart)
{
    return ((0.25 + apart.clamp_min(0.0) / kEven).sqrt() - 0.5).square();
}

} // namespace

PenGuide::PenGuide(const PenSettings &settings) : m_settings(settings) {}

torch::Tensor PenGuide::strokes(const torch::Tensor &form, const torch::Tensor &tones,
                                const PassContext &place) const
{
    constexpr double kCrossing = 0.7 * kPi;  // 63 degrees between the layers
    constexpr double kFullShare = 2.0 / 9.0; // of the tone where a layer begins: it is thickest
    const auto layered = [&](double turnRadians, double below) {
        return below > 0.0 ? layer(strokeWave(m_field, form, turnRadians, tones, place), tones,
                                   below, kFullShare * below)
                           : torch::zeros_like(tones);
    };
    return planes::over(layered(0.0, m_settings.hatchBelow),
                        layered(kCrossing, m_settings.crossHatchBelow));
}

torch::Tensor PenGuide::draw(const torch::Tensor &photos, const torch::Tensor &luma,
                             const ToneCurve &curve, const PassContext &place) const
{
    const torch::NoGradGuard noGrad;
    constexpr double kContourPx = 2.0;
    constexpr double kLightsStand = 1.2; // or a face in the dark would drown in strokes
    constexpr double kMostDarkening = 0.08;
    const torch::Tensor chroma = planes::lumaAndChroma(photos).narrow(1, 1, 2);
    const torch::Tensor seen = withDarksApart(luma);
    const torch::Tensor areas = flattened(torch::cat({seen, chroma}, 1));
    const torch::Tensor flat = curve.apply(withDarksTogether(areas.narrow(1, 0, 1)));
    const torch::Tensor contrast = flat - gaussianBlur(flat, 8.0);
    const torch::Tensor shaped =
        (flat + (kLightsStand * contrast).clamp_min(-kMostDarkening)).clamp(0.0, 1.0);
    const torch::Tensor tones = planes::enlarged(shaped, luma);
    const torch::Tensor form = formOf(seen);
    const torch::Tensor lines =
        planes::smoothstep(planes::over(contours(areas, luma, kContourPx * m_settings.lineWidth),
                                        darkLines(seen, form, tones)),
                           0.12, 0.72); // no grey lines
    torch::Tensor ink = planes::over(lines, strokes(form, tones, place));
    if (m_settings.solidBelow > 0.0)
        ink = planes::over(ink, 1.0 - planes::softStep(tones - m_settings.solidBelow,
                                                       planes::steepness(tones) + 0.005));
    return 1.0 - 2.0 * ink;
}

} // namespace koma
