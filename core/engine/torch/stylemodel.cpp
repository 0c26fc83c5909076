// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/stylemodel.h"

#include "core/base/hash.h"
#include "core/engine/hardware.h"
#include "core/engine/torch/safetensors.h"
#include "core/engine/torch/torchguard.h"

#include <c10/util/irange.h>

#include <sstream>
#include <utility>

namespace koma {
namespace {

constexpr std::int64_t kMaxWeightsBytes = 256LL << 20;

torch::Device torchDevice(Device device)
{
    return device.kind == DeviceKind::Cpu
               ? torch::Device(torch::kCPU)
               : torch::Device(torch::kCUDA, static_cast<c10::DeviceIndex>(device.index));
}

torch::ScalarType typeFor(Precision precision, Device device)
{
    const bool reduced = precision == Precision::BFloat16 ||
                         (precision == Precision::Auto && hasFastBFloat16(device));
    return reduced ? torch::kBFloat16 : torch::kFloat32;
}

std::string shapeText(const torch::Tensor &tensor)
{
    std::ostringstream text;
    text << tensor.sizes();
    return text.str();
}

tl::unexpected<Error> wrongWeights(const std::filesystem::path &path, const std::string &what)
{
    return fail(ErrorKind::BadFormat, "The weights " + path.string() +
                                          " do not fit the style's network: " + what +
                                          ". Install the style again.");
}

/// Channels-last weights and inputs are what oneDNN and cuDNN compute fastest.
void prepare(Generator &generator, Device device, torch::ScalarType type)
{
    const torch::NoGradGuard noGrad;
    generator.eval();
    generator.to(torchDevice(device), type);
    for (torch::Tensor &parameter : generator.parameters()) {
        parameter.set_requires_grad(false);
        if (parameter.dim() == 4)
            parameter.set_data(parameter.contiguous(torch::MemoryFormat::ChannelsLast));
    }
}

} // namespace

Result<void> loadWeights(Generator &generator, const std::filesystem::path &weights)
{
    auto content = readSafeTensors(weights, kMaxWeightsBytes);
    if (!content)
        return fail(content.error());
    const torch::NoGradGuard noGrad;
    auto targets = generator.named_parameters();
    for (const auto &buffer :
         generator.named_buffers()) { // constants of the network may be left out
        if (content->tensors.count(buffer.key()) != 0)
            targets.insert(buffer.key(), buffer.value());
    }
    for (auto &item : targets) {
        const auto found = content->tensors.find(item.key());
        if (found == content->tensors.end())
            return wrongWeights(weights, "tensor \"" + item.key() + "\" is missing");
        const torch::Tensor &tensor = found->second;
        if (tensor.sizes() != item.value().sizes())
            return wrongWeights(weights, "tensor \"" + item.key() + "\" has shape " +
                                             shapeText(tensor) + " instead of " +
                                             shapeText(item.value()));
        if (!torch::isfinite(tensor.to(torch::kFloat64)).all().item<bool>())
            return wrongWeights(weights, "tensor \"" + item.key() + "\" holds no numbers");
        item.value().copy_(tensor);
        content->tensors.erase(found);
    }
    if (!content->tensors.empty())
        return wrongWeights(weights,
                            "tensor \"" + content->tensors.begin()->first + "\" is not part of it");
    return {};
}

Result<StyleModel> StyleModel::load(const GeneratorRegistry &registry, const StyleCard &card,
                                    Device device, Precision precision)
{
    const auto hash = sha256HexOfFile(card.weightsPath());
    if (!hash)
        return fail(hash.error());
    if (*hash != card.weightsSha256)
        return fail(ErrorKind::HashMismatch,
                    "The weights of the style \"" + card.id + "\" (" + card.weightsPath().string() +
                        ") were changed since its card was written. Install the style again.",
                    "sha256 " + *hash + ", the card says " + card.weightsSha256);
    return torchGuard([&]() -> Result<StyleModel> {
        auto generator = registry.create(card.architecture, card.architectureParams);
        if (!generator)
            return fail(generator.error());
        if (auto loaded = loadWeights(**generator, card.weightsPath()); !loaded)
            return fail(loaded.error());
        const torch::ScalarType type =
            (*generator)->takesBFloat16() ? typeFor(precision, device) : torch::kFloat32;
        prepare(**generator, device, type);
        StyleModel model(std::move(*generator), device, type);
        model.warmUp();
        return model;
    });
}

StyleModel::StyleModel(std::shared_ptr<Generator> generator, Device device, torch::ScalarType type)
    : m_generator(std::move(generator)), m_device(device), m_type(type)
{
}

std::int64_t StyleModel::bytesPerInputPixel() const
{
    const std::int64_t inFloat32 = m_generator->bytesPerInputPixel();
    return m_type == torch::kFloat32 ? inFloat32 : inFloat32 / 2;
}

torch::Tensor StyleModel::run(const torch::Tensor &picture, const PassContext &context)
{
    const torch::InferenceMode inference;
    return m_generator->draw(picture.to(torchDevice(m_device), m_type), context);
}

/// The first pass compiles kernels; the second says how fast this network is here.
void StyleModel::warmUp()
{
    constexpr int kSidePx = 256;
    const torch::Tensor paper =
        torch::ones({1, 3, kSidePx, kSidePx}).contiguous(torch::MemoryFormat::ChannelsLast);
    for (const int pass : c10::irange(2)) {
        const double start = threadWorkSeconds();
        const torch::Tensor answer = run(paper, {}).to(torch::kCPU);
        if (pass == 1)
            notePass(answer.size(2) * answer.size(3), threadWorkSeconds() - start);
    }
}

void StyleModel::notePass(std::int64_t pixels, double seconds)
{
    constexpr double kNewShare = 0.3;
    const double rate = static_cast<double>(pixels) / std::max(seconds, 1e-6);
    m_pixelsPerSecond =
        m_pixelsPerSecond == 0.0 ? rate : (1.0 - kNewShare) * m_pixelsPerSecond + kNewShare * rate;
}

} // namespace koma
