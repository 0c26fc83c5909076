// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/torch/trainablegenerator.h"

#include <array>
#include <cstddef>

namespace koma {

/// A network of AnimeGANv2's published shape (Chen, Liu, Chen 2020): 7×7 and 3×3 convolutions with
/// GroupNorm(1), 32-64-128 channels, four inverted residual blocks of 256 at 1/4, bilinear up; 2.14
/// M parameters, 26.3 GMAC at 256×256. The yardstick of `./dev bench` and of models/README.md; its
/// normalisation runs over the whole picture, so its reach is unbounded and it cannot be tiled. Its
/// features for contrast are those before each halving, and those of its first block.
class AnimeGenerator final : public TrainableGenerator
{
public:
    /// With one output channel, it is the mean of the three.
    explicit AnimeGenerator(std::int64_t outputChannels = 3);

    torch::Tensor draw(const torch::Tensor &picture, const PassContext &context) override;
    std::pair<torch::Tensor, EncoderFeatures> drawWithFeatures(const torch::Tensor &picture,
                                                               const PassContext &context) override;
    EncoderFeatures encode(const torch::Tensor &picture) override;

    [[nodiscard]] int stridePx() const override { return 4; }
    [[nodiscard]] int reachPx() const override { return 1 << 20; }
    [[nodiscard]] int outputChannels() const override { return static_cast<int>(m_outputChannels); }
    [[nodiscard]] std::int64_t bytesPerInputPixel() const override { return 1200; }
    [[nodiscard]] bool takesBFloat16() const override { return false; }
    [[nodiscard]] std::vector<std::int64_t> featureChannels() const override
    {
        return {32, 64, 128, 256};
    }
    [[nodiscard]] std::vector<int> featureStrides() const override { return {1, 2, 4, 4}; }
    [[nodiscard]] std::map<std::string, torch::Tensor> inferenceWeights() const override;
    [[nodiscard]] ArchitectureParams inferenceParams() const override;

    /// "outputChannels" 1 or 3.
    static Result<std::shared_ptr<Generator>> create(const ArchitectureParams &params);

private:
    /// Runs the layers up to `end`; adds the features that it passes.
    torch::Tensor run(torch::Tensor input, std::size_t end, const CancelToken &cancel,
                      EncoderFeatures &features);

    std::int64_t m_outputChannels;
    torch::nn::Sequential m_layers;
    std::array<std::size_t, 4> m_featureEnds{}; ///< after so many layers comes a feature map
};

} // namespace koma
