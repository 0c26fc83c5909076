// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/guide/hatchguide.h"

#include "core/training/torch/losses.h"

#include <numbers>
#include <vector>

namespace koma {
namespace {

using losses::gaussianBlur;

constexpr double kPi = std::numbers::pi;
constexpr std::int64_t kLineDirections = 12;
constexpr std::int64_t kLineReachPx = 6;

/// Central differences in x or y with zero at the border.
torch::Tensor derivative(const torch::Tensor &picture, std::int64_t dim)
{
    const std::int64_t inner = picture.size(dim) - 2;
    const torch::Tensor difference = picture.narrow(dim, 2, inner) - picture.narrow(dim, 0, inner);
    return dim == 3 ? torch::constant_pad_nd(difference, {1, 1, 0, 0})
                    : torch::constant_pad_nd(difference, {0, 0, 1, 1});
}

/// The structure tensor (Förstner 1986) as a vector of the doubled gradient angle, so that opposite
/// gradients agree, and its length without any agreement.
struct Orientation
{
    torch::Tensor sine;
    torch::Tensor cosine;
    torch::Tensor strength;
};

Orientation orientation(const torch::Tensor &luma, double detailPx, double windowPx)
{
    const torch::Tensor smooth = gaussianBlur(luma, detailPx);
    const torch::Tensor gx = derivative(smooth, 3);
    const torch::Tensor gy = derivative(smooth, 2);
    const torch::Tensor xx = gaussianBlur(gx * gx, windowPx);
    const torch::Tensor yy = gaussianBlur(gy * gy, windowPx);
    return {2.0 * gaussianBlur(gx * gy, windowPx), xx - yy, xx + yy};
}

torch::Tensor doubledSize(const torch::Tensor &half, const torch::Tensor &like)
{
    namespace F = torch::nn::functional;
    return F::interpolate(half, F::InterpolateFuncOptions()
                                    .size(std::vector<std::int64_t>{like.size(2), like.size(3)})
                                    .mode(torch::kBilinear)
                                    .align_corners(false));
}

/// The doubled angle in which strokes stand across: that of the form where it is clear, of the wide
/// neighbourhood where it is not, and leaning to 45 degrees where there is nothing.
torch::Tensor strokeAngle(const torch::Tensor &luma)
{
    constexpr double kWideShare = 0.5;
    constexpr double kLean = 0.25;
    const Orientation close = orientation(luma, 1.5, 5.0);
    const Orientation wide = orientation(torch::avg_pool2d(luma, 2), 1.5, 10.0);
    // At half size a slope is twice as steep: its square counts four times.
    const torch::Tensor closeScale = 1.0 / (close.strength + 2e-4);
    const torch::Tensor wideScale = kWideShare / (wide.strength + 4e-4);
    const torch::Tensor sine =
        close.sine * closeScale + doubledSize(wide.sine * wideScale, luma) + kLean;
    const torch::Tensor cosine =
        close.cosine * closeScale + doubledSize(wide.cosine * wideScale, luma);
    return torch::atan2(gaussianBlur(sine, 5.0), gaussianBlur(cosine, 5.0));
}

/// Strokes of one layer: none above the tone `start`, thickest at `full`.
torch::Tensor layer(const torch::Tensor &wave, const torch::Tensor &tones, double start,
                    double full)
{
    constexpr double kNoInk = 2.0; // standard deviations of the field that hardly anything exceeds
    constexpr double kMostInk = -0.3;
    const torch::Tensor share = ((start - tones) / (start - full)).clamp(0.0, 1.0);
    const torch::Tensor threshold = kNoInk + (kMostInk - kNoInk) * share.pow(0.6);
    return torch::sigmoid(6.0 * (wave - threshold)) * (6.0 * share).clamp_max(1.0);
}

/// Smoothing along short lines of all directions: [directions,1,side,side].
torch::Tensor lineKernels(const torch::Tensor &angles)
{
    constexpr double kLengthSigmaPx = 2.4;
    constexpr double kWidthSigmaPx = 0.6;
    const torch::Tensor offsets =
        torch::arange(-kLineReachPx, kLineReachPx + 1).to(torch::kFloat32);
    const torch::Tensor x = offsets.view({1, 1, -1});
    const torch::Tensor y = offsets.view({1, -1, 1});
    const torch::Tensor cosine = torch::cos(angles).view({-1, 1, 1});
    const torch::Tensor sine = torch::sin(angles).view({-1, 1, 1});
    const torch::Tensor along = (x * cosine + y * sine) / kLengthSigmaPx;
    const torch::Tensor across = (y * cosine - x * sine) / kWidthSigmaPx;
    const torch::Tensor kernels = torch::exp(-0.5 * (along.square() + across.square()));
    return (kernels / kernels.sum({1, 2}, true)).unsqueeze(1);
}

} // namespace

HatchGuide::HatchGuide(const PenSettings &settings) : m_settings(settings)
{
    m_lineAngles = torch::arange(kLineDirections).to(torch::kFloat32) * (kPi / kLineDirections);
    m_lineKernels = lineKernels(m_lineAngles);
}

torch::Tensor HatchGuide::lines(const torch::Tensor &luma) const
{
    constexpr double kNeighbourhoodPx = 10.0;
    constexpr double kContrastFloor = 0.08;
    constexpr double kFlowShare = 0.6; // the rest is as it stands, for eyes and hair
    constexpr double kGain = 8.4;
    const torch::Tensor mean = gaussianBlur(luma, kNeighbourhoodPx);
    const torch::Tensor deviation =
        (gaussianBlur(luma * luma, kNeighbourhoodPx) - mean * mean).clamp_min(0.0).sqrt();
    const torch::Tensor normalised = (luma - mean) / (deviation + kContrastFloor);
    // A line runs across the gradient: turned by 90 degrees, 180 of the doubled angle.
    const Orientation form = orientation(luma, 1.2, 3.0);
    const torch::Tensor doubled = torch::atan2(form.sine, form.cosine) + kPi;
    const torch::Tensor angles = 2.0 * m_lineAngles.to(luma.device()).view({1, -1, 1, 1});
    const torch::Tensor share = torch::softmax(12.0 * torch::cos(doubled - angles), 1);
    const torch::Tensor kernels = m_lineKernels.to(luma.device());
    const auto dark = [&](double sigmaPx, double threshold) {
        const torch::Tensor difference =
            gaussianBlur(normalised, 1.6 * sigmaPx) - gaussianBlur(normalised, sigmaPx);
        const torch::Tensor padded = torch::reflection_pad2d(
            difference, {kLineReachPx, kLineReachPx, kLineReachPx, kLineReachPx});
        const torch::Tensor flowing = (torch::conv2d(padded, kernels) * share).sum(1, true);
        const torch::Tensor line = kFlowShare * flowing + (1.0 - kFlowShare) * difference;
        return torch::tanh(kGain * (line - threshold)).clamp_min(0.0);
    };
    const double width = m_settings.lineWidth;
    return torch::maximum(dark(0.9 * width, 0.05), dark(2.0 * width, 0.11));
}

torch::Tensor HatchGuide::strokes(const torch::Tensor &luma, const torch::Tensor &tones,
                                  const PassContext &place) const
{
    const torch::Tensor doubled = strokeAngle(luma);
    const torch::Tensor field = m_field.window(place, luma);
    const torch::Tensor angles = m_field.doubledAngles().to(luma.device()).view({1, -1, 1, 1});
    const auto wave = [&](double turnRadians) {
        const torch::Tensor share =
            torch::softmax(14.0 * torch::cos(doubled + turnRadians - angles), 1);
        return (share * field).sum(1, true) / share.square().sum(1, true).sqrt();
    };
    constexpr double kCrossing = 0.7 * kPi;  // 63 degrees between the layers
    constexpr double kFullShare = 2.0 / 9.0; // of the tone where a layer begins: it is thickest
    const auto layered = [&](double turnRadians, double below) {
        return below > 0.0 ? layer(wave(turnRadians), tones, below, kFullShare * below)
                           : torch::zeros_like(tones);
    };
    const torch::Tensor main = layered(0.0, m_settings.hatchBelow);
    const torch::Tensor cross = layered(kCrossing, m_settings.crossHatchBelow);
    const torch::Tensor solid = torch::sigmoid(40.0 * (m_settings.solidBelow - tones));
    return 1.0 - (1.0 - main) * (1.0 - cross) * (1.0 - solid);
}

torch::Tensor HatchGuide::draw(const torch::Tensor &luma, const torch::Tensor &tones,
                               const PassContext &place) const
{
    const torch::NoGradGuard noGrad;
    // Local contrast is kept in the dark, where a face would else drown in hatching.
    const torch::Tensor smooth = gaussianBlur(tones, 1.6);
    const torch::Tensor shaped =
        (smooth + 0.9 * (smooth - gaussianBlur(tones, 16.0))).clamp(0.0, 1.0);
    const torch::Tensor paper = (1.0 - lines(luma)) * (1.0 - strokes(luma, shaped, place));
    return 2.0 * paper - 1.0;
}

} // namespace koma
