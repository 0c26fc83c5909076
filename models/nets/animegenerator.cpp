// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/nets/animegenerator.h"

namespace koma {
namespace {

namespace nn = torch::nn;

struct Convolution
{
    std::int64_t inputs = 0;
    std::int64_t outputs = 0;
    std::int64_t kernel = 3;
    std::int64_t stride = 1;
    std::int64_t groups = 1;
};

/// Reflection padding, convolution, GroupNorm(1), leaky ReLU: the published network's building
/// brick.
nn::Sequential brick(const Convolution &c)
{
    const std::int64_t before = c.stride == 1 ? c.kernel / 2 : 0;
    const std::int64_t after = c.kernel / 2;
    nn::Sequential layers;
    if (after > 0)
        layers->push_back(
            nn::ReflectionPad2d(nn::ReflectionPad2dOptions({before, after, before, after})));
    layers->push_back(nn::Conv2d(nn::Conv2dOptions(c.inputs, c.outputs, c.kernel)
                                     .stride(c.stride)
                                     .groups(c.groups)
                                     .bias(c.groups > 1)));
    layers->push_back(nn::GroupNorm(nn::GroupNormOptions(1, c.outputs)));
    layers->push_back(nn::LeakyReLU(nn::LeakyReLUOptions().negative_slope(0.2)));
    return layers;
}

/// An inverted residual block (Sandler et al. 2018) of expansion 2.
class InvertedResidual : public nn::Module
{
public:
    InvertedResidual(std::int64_t inputs, std::int64_t outputs)
        : m_skips(inputs == outputs),
          m_expand(register_module("expand", brick({inputs, 2 * inputs, 1}))),
          m_depthwise(
              register_module("depthwise", brick({2 * inputs, 2 * inputs, 3, 1, 2 * inputs}))),
          m_project(register_module(
              "project",
              nn::Sequential(nn::Conv2d(nn::Conv2dOptions(2 * inputs, outputs, 1).bias(false)),
                             nn::GroupNorm(nn::GroupNormOptions(1, outputs)))))
    {
    }

    torch::Tensor forward(const torch::Tensor &input)
    {
        const torch::Tensor changed =
            m_project->forward(m_depthwise->forward(m_expand->forward(input)));
        return m_skips ? input + changed : changed;
    }

private:
    bool m_skips;
    nn::Sequential m_expand, m_depthwise, m_project;
};

/// Bilinear enlargement by 2 as a layer.
class Enlarge : public nn::Module
{
public:
    torch::Tensor forward(const torch::Tensor &input)
    {
        return torch::upsample_bilinear2d(input, {2 * input.size(2), 2 * input.size(3)}, false);
    }
};

void append(nn::Sequential &layers, const Convolution &c)
{
    const nn::Sequential cell = brick(c);
    for (const auto &layer : *cell)
        layers->push_back(layer);
}

} // namespace

AnimeGenerator::AnimeGenerator(std::int64_t outputChannels) : m_outputChannels(outputChannels)
{
    append(m_layers, {3, 32, 7});
    m_featureEnds[0] = m_layers->size();
    append(m_layers, {32, 64, 3, 2});
    append(m_layers, {64, 64});
    m_featureEnds[1] = m_layers->size();
    for (const Convolution &c : {Convolution{64, 128, 3, 2}, {128, 128}, {128, 128}})
        append(m_layers, c);
    m_featureEnds[2] = m_layers->size();
    m_layers->push_back(std::make_shared<InvertedResidual>(128, 256));
    m_featureEnds[3] = m_layers->size();
    for (int i = 0; i < 3; ++i)
        m_layers->push_back(std::make_shared<InvertedResidual>(256, 256));
    append(m_layers, {256, 128});
    m_layers->push_back(std::make_shared<Enlarge>());
    append(m_layers, {128, 128});
    append(m_layers, {128, 128});
    m_layers->push_back(std::make_shared<Enlarge>());
    for (const Convolution &c : {Convolution{128, 64}, {64, 64}, {64, 32, 7}})
        append(m_layers, c);
    m_layers->push_back(nn::Conv2d(nn::Conv2dOptions(32, 3, 1).bias(false)));
    m_layers->push_back(nn::Tanh());
    register_module("layers", m_layers);
}

torch::Tensor AnimeGenerator::run(torch::Tensor input, std::size_t end, const CancelToken &cancel,
                                  EncoderFeatures &features)
{
    auto nextEnd = m_featureEnds.begin();
    for (std::size_t i = 0; i < end; ++i) {
        cancel.throwIfCancelled();
        input = (m_layers->begin() + static_cast<std::ptrdiff_t>(i))->forward(input);
        if (nextEnd != m_featureEnds.end() && i + 1 == *nextEnd) {
            features.maps.push_back(input);
            ++nextEnd;
        }
    }
    return input;
}

std::pair<torch::Tensor, EncoderFeatures>
AnimeGenerator::drawWithFeatures(const torch::Tensor &picture, const PassContext &context)
{
    EncoderFeatures features;
    torch::Tensor drawing =
        run(picture, m_layers->size(), context.cancel, features).to(torch::kFloat32);
    if (m_outputChannels == 1)
        drawing = drawing.mean(1, true);
    return {drawing, std::move(features)};
}

torch::Tensor AnimeGenerator::draw(const torch::Tensor &picture, const PassContext &context)
{
    return drawWithFeatures(picture, context).first;
}

EncoderFeatures AnimeGenerator::encode(const torch::Tensor &picture)
{
    EncoderFeatures features;
    run(picture, m_featureEnds.back(), {}, features);
    return features;
}

std::map<std::string, torch::Tensor> AnimeGenerator::inferenceWeights() const
{
    std::map<std::string, torch::Tensor> weights; // as halves, which is what a style may weigh
    for (const auto &parameter : named_parameters())
        weights[parameter.key()] =
            parameter.value().detach().to(torch::kCPU, torch::kFloat16).contiguous();
    return weights;
}

ArchitectureParams AnimeGenerator::inferenceParams() const
{
    return {{"outputChannels", m_outputChannels}};
}

Result<std::shared_ptr<Generator>> AnimeGenerator::create(const ArchitectureParams &params)
{
    std::int64_t outputChannels = 3;
    for (const auto &[name, value] : params) {
        if (name != "outputChannels" || (value != 1 && value != 3))
            return fail(ErrorKind::InvalidArgument, "animegan-v2-shape has no parameter \"" + name +
                                                        "\" = " + std::to_string(value) + ".");
        outputChannels = value;
    }
    return std::make_shared<AnimeGenerator>(outputChannels);
}

} // namespace koma
