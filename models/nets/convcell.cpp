// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/nets/convcell.h"

namespace koma {
namespace {

constexpr double kNormEpsilon = 1e-5;
constexpr double kNormMomentum = 0.1;
constexpr double kLeakySlope = 0.2;

} // namespace

ConvCell::ConvCell(const Shape &shape) : torch::nn::Module("ConvCell"), m_shape(shape)
{
    m_weight = register_parameter("weight", torch::empty({shape.outputs, shape.inputs, 3, 3}));
    m_bias = register_parameter("bias", torch::zeros({shape.outputs}));
    if (shape.normalised) {
        m_normGain = register_parameter("norm_gain", torch::ones({shape.outputs}));
        m_normShift = register_parameter("norm_shift", torch::zeros({shape.outputs}));
        m_runningMean = register_buffer("running_mean", torch::zeros({shape.outputs}));
        m_runningVariance = register_buffer("running_variance", torch::ones({shape.outputs}));
    }
    initialise();
}

torch::Tensor ConvCell::forward(const torch::Tensor &input, NormStatistics statistics)
{
    const torch::Tensor mixed = torch::conv2d(input, m_weight, m_bias, m_shape.stride, 1);
    if (!m_shape.normalised)
        return mixed;
    const bool forget = is_training() && statistics == NormStatistics::Ignore;
    return torch::batch_norm(mixed, m_normGain, m_normShift,
                             forget ? torch::Tensor() : m_runningMean,
                             forget ? torch::Tensor() : m_runningVariance, is_training(),
                             kNormMomentum, kNormEpsilon, true);
}

void ConvCell::initialise(double gain, double normGain)
{
    const torch::NoGradGuard noGrad;
    torch::nn::init::kaiming_normal_(m_weight, kLeakySlope);
    m_weight.mul_(gain);
    m_bias.zero_();
    if (m_shape.normalised) {
        m_normGain.fill_(normGain);
        m_normShift.zero_();
    }
}

std::map<std::string, torch::Tensor> ConvCell::foldedWeights() const
{
    const torch::NoGradGuard noGrad;
    const auto exact = [](const torch::Tensor &tensor) { return tensor.cpu().to(torch::kFloat64); };
    torch::Tensor weight = exact(m_weight);
    torch::Tensor bias = exact(m_bias);
    if (m_shape.normalised) {
        const torch::Tensor scale =
            exact(m_normGain) / (exact(m_runningVariance) + kNormEpsilon).sqrt();
        weight = weight * scale.view({-1, 1, 1, 1});
        bias = (bias - exact(m_runningMean)) * scale + exact(m_normShift);
    }
    return {{"weight", weight.to(torch::kFloat32).contiguous()},
            {"bias", bias.to(torch::kFloat32).contiguous()}};
}

} // namespace koma
