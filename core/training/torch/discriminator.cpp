// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/discriminator.h"

namespace koma {
namespace {

namespace nn = torch::nn;

constexpr double kLeakySlope = 0.2;
constexpr std::int64_t kProjectionWidth = 64;

nn::Conv2d convolution(std::int64_t inputs, std::int64_t outputs, std::int64_t kernel,
                       std::int64_t stride, double gain = 1.0)
{
    nn::Conv2d layer(nn::Conv2dOptions(inputs, outputs, kernel).stride(stride).padding(1));
    const torch::NoGradGuard noGrad;
    nn::init::kaiming_normal_(layer->weight, kLeakySlope);
    layer->weight.mul_(gain);
    layer->bias.zero_();
    return layer;
}

nn::LeakyReLU leaky()
{
    return nn::LeakyReLU(nn::LeakyReLUOptions().negative_slope(kLeakySlope));
}

} // namespace

PatchDiscriminator::PatchDiscriminator(std::int64_t inputChannels, std::int64_t width)
    : m_layers(
          convolution(inputChannels, width, 4, 2), leaky(), convolution(width, 2 * width, 4, 2),
          leaky(), convolution(2 * width, 4 * width, 4, 2), leaky(),
          convolution(4 * width, 4 * width, 3, 1), leaky(), convolution(4 * width, 1, 3, 1, 0.3))
{
    register_module("layers", m_layers);
}

torch::Tensor PatchDiscriminator::forward(const torch::Tensor &picture)
{
    return m_layers->forward(picture).to(torch::kFloat32);
}

ContrastHeads::ContrastHeads(const std::vector<std::int64_t> &channels)
{
    for (const std::int64_t count : channels) {
        nn::Sequential head(nn::Linear(count, kProjectionWidth), nn::ReLU(),
                            nn::Linear(kProjectionWidth, kProjectionWidth));
        m_heads.push_back(register_module("head" + std::to_string(m_heads.size()), head));
    }
}

torch::Tensor ContrastHeads::project(std::size_t map, const torch::Tensor &features)
{
    return m_heads.at(map)->forward(features);
}

} // namespace koma
