// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/judge/judgenetwork.h"

#include "core/training/torch/modulestate.h"

#include <array>

namespace koma {
namespace {

struct LayerPlan
{
    std::int64_t outputs; ///< times the width
    std::int64_t stride;
};

constexpr std::array<LayerPlan, 8> kLayers = {
    {{1, 2}, {2, 2}, {2, 1}, {4, 2}, {4, 1}, {6, 2}, {6, 1}, {4, 1}}};
constexpr std::int64_t kFeatureShare = 2 * kLayers.back().outputs; ///< mean and maximum

torch::Tensor exact(const torch::Tensor &tensor)
{
    return tensor.detach().cpu().to(torch::kFloat64);
}

} // namespace

JudgeNetwork::JudgeNetwork(const Shape &shape) : torch::nn::Module("JudgeNetwork"), m_shape(shape)
{
    std::int64_t inputs = 3;
    for (std::size_t i = 0; i < kLayers.size(); ++i) {
        const std::int64_t outputs = kLayers.at(i).outputs * shape.width;
        const std::string name = "layer" + std::to_string(i);
        Layer layer;
        layer.convolution =
            register_module(name, torch::nn::Conv2d(torch::nn::Conv2dOptions(inputs, outputs, 3)
                                                        .stride(kLayers.at(i).stride)
                                                        .padding(1)
                                                        .bias(!shape.normalised)));
        torch::nn::init::kaiming_normal_(layer.convolution->weight, 0.0, torch::kFanOut,
                                         torch::kReLU);
        if (shape.normalised)
            layer.norm =
                register_module("norm" + std::to_string(i), torch::nn::BatchNorm2d(outputs));
        m_layers.push_back(layer);
        inputs = outputs;
    }
    m_head = register_module("head", torch::nn::Linear(featureSize(), shape.classes));
}

JudgeNetwork::Sight JudgeNetwork::forward(const torch::Tensor &patches)
{
    torch::Tensor seen = patches;
    for (Layer &layer : m_layers) {
        seen = layer.convolution->forward(seen);
        if (!layer.norm.is_empty())
            seen = layer.norm->forward(seen);
        seen = torch::relu(seen);
    }
    const torch::Tensor flat = seen.flatten(2).to(torch::kFloat32);
    const torch::Tensor features = torch::cat({flat.mean(2), flat.amax(2)}, 1);
    return {features, m_head->forward(features).to(torch::kFloat32)};
}

std::int64_t JudgeNetwork::featureSize(std::int64_t width)
{
    return kFeatureShare * width;
}

std::map<std::string, torch::Tensor> JudgeNetwork::foldedWeights() const
{
    const torch::NoGradGuard noGrad;
    const auto stored = [](const torch::Tensor &tensor) {
        return tensor.to(torch::kFloat32).contiguous();
    };
    std::map<std::string, torch::Tensor> weights;
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        const Layer &layer = m_layers.at(i);
        torch::Tensor weight = exact(layer.convolution->weight);
        torch::Tensor bias;
        if (layer.norm.is_empty()) {
            bias = exact(layer.convolution->bias);
        } else {
            const torch::Tensor scale =
                exact(layer.norm->weight) /
                (exact(layer.norm->running_var) + layer.norm->options.eps()).sqrt();
            weight = weight * scale.view({-1, 1, 1, 1});
            bias = exact(layer.norm->bias) - exact(layer.norm->running_mean) * scale;
        }
        weights["layer" + std::to_string(i) + ".weight"] = stored(weight);
        weights["layer" + std::to_string(i) + ".bias"] = stored(bias);
    }
    weights["head.weight"] = stored(exact(m_head->weight));
    weights["head.bias"] = stored(exact(m_head->bias));
    return weights;
}

Result<std::shared_ptr<JudgeNetwork>>
JudgeNetwork::fromFolded(Shape shape, const std::map<std::string, torch::Tensor> &weights)
{
    shape.normalised = false;
    auto network = std::make_shared<JudgeNetwork>(shape);
    if (const auto restored = restoreModuleState(weights, "", *network); !restored)
        return fail(ErrorKind::BadFormat, "The judge's weights do not fit its card.",
                    restored.error().message);
    network->eval();
    return network;
}

} // namespace koma
