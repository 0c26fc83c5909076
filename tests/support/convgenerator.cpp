// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/convgenerator.h"

#include "core/base/hash.h"
#include "core/engine/torch/generator.h"
#include "core/engine/torch/safetensors.h"
#include "tests/support/require.h"

#include <QtGlobal>

#include <mutex>
#include <utility>

namespace koma::test {
namespace {

constexpr int kStride = 8;
constexpr int kConvolutions = 2;

std::mutex passesMutex;
std::vector<std::int64_t> passes;

class ConvGenerator final : public Generator
{
public:
    struct Shape
    {
        std::int64_t width = 16;
        std::int64_t channels = 3;
        std::int64_t limit = INT64_MAX;
        std::int64_t reach = std::int64_t{kStride} * (kConvolutions + 1);
    };

    explicit ConvGenerator(const Shape &shape)
        : m_shape(shape),
          m_first(register_module("first", convolution(3 * kStride * kStride, shape.width))),
          m_second(register_module("second",
                                   convolution(shape.width, shape.channels * kStride * kStride)))
    {
    }

    torch::Tensor draw(const torch::Tensor &picture, const PassContext & /*context*/) override
    {
        const std::int64_t pixels = picture.size(2) * picture.size(3);
        {
            const std::lock_guard lock(passesMutex);
            passes.push_back(pixels);
        }
        if (pixels > m_shape.limit) // the same exception and words as torch's allocator
            TORCH_CHECK(false, "DefaultCPUAllocator: can't allocate memory: you tried to allocate ",
                        pixels, " bytes.");
        const torch::Tensor hidden =
            torch::leaky_relu(m_first->forward(torch::pixel_unshuffle(picture, kStride)), 0.2);
        return torch::tanh(torch::pixel_shuffle(m_second->forward(hidden), kStride));
    }

    [[nodiscard]] int stridePx() const override { return kStride; }
    [[nodiscard]] int reachPx() const override { return static_cast<int>(m_shape.reach); }
    [[nodiscard]] int outputChannels() const override { return static_cast<int>(m_shape.channels); }
    [[nodiscard]] std::int64_t bytesPerInputPixel() const override { return 64; }

private:
    static torch::nn::Conv2d convolution(std::int64_t inputs, std::int64_t outputs)
    {
        return torch::nn::Conv2d(torch::nn::Conv2dOptions(inputs, outputs, 3).padding(1));
    }

    Shape m_shape;
    torch::nn::Conv2d m_first;
    torch::nn::Conv2d m_second;
};

} // namespace

void addConvGenerators(GeneratorRegistry &registry)
{
    const auto factory =
        [](const ArchitectureParams &params) -> Result<std::shared_ptr<Generator>> {
        ConvGenerator::Shape shape;
        for (const auto &[name, value] : params) {
            if (name == "width")
                shape.width = value;
            if (name == "channels")
                shape.channels = value;
            if (name == "limit")
                shape.limit = value;
            if (name == "reach")
                shape.reach = value;
        }
        return std::make_shared<ConvGenerator>(shape);
    };
    registry.add("conv", factory);
}

std::vector<std::int64_t> takePasses()
{
    const std::lock_guard lock(passesMutex);
    return std::exchange(passes, {});
}

StyleCard writeStyle(const GeneratorRegistry &registry, const std::filesystem::path &folder,
                     const std::string &architecture, const ArchitectureParams &params,
                     std::uint64_t seed)
{
    torch::manual_seed(seed);
    const auto generator = registry.create(architecture, params).value();
    SafeTensors weights;
    for (const auto &item : generator->named_parameters())
        weights.tensors[item.key()] = item.value();
    std::filesystem::create_directories(folder);
    StyleCard card;
    card.id = folder.filename().string();
    card.name = "Test " + card.id;
    card.licence = "CC0-1.0";
    card.architecture = architecture;
    card.architectureParams = params;
    card.weightsFile = "weights.safetensors";
    card.folder = folder;
    require(writeSafeTensors(card.weightsPath(), weights));
    card.weightsSha256 = sha256HexOfFile(card.weightsPath()).value();
    require(writeStyleCard(folder, card));
    return card;
}

} // namespace koma::test
