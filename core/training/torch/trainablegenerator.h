// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/generatorregistry.h"
#include "core/engine/torch/generator.h"

#include <torch/torch.h>

#include <map>
#include <string>
#include <vector>

namespace koma {

/// Feature maps of an encoder, from fine to coarse.
struct EncoderFeatures
{
    std::vector<torch::Tensor> maps;
};

/// A generator that can be trained with contrastive content: it shows its encoder's features, and
/// can leave its normalisation behind in the weights that are shipped.
class TrainableGenerator : public Generator
{
public:
    /// The drawing and the encoder's features of the same pass.
    virtual std::pair<torch::Tensor, EncoderFeatures>
    drawWithFeatures(const torch::Tensor &picture, const PassContext &context) = 0;

    /// The encoder alone. Batch statistics are used but not remembered, since this also runs on
    /// drawings.
    virtual EncoderFeatures encode(const torch::Tensor &picture) = 0;

    /// Channels and stride of each feature map, in the order of EncoderFeatures.
    [[nodiscard]] virtual std::vector<std::int64_t> featureChannels() const = 0;
    [[nodiscard]] virtual std::vector<int> featureStrides() const = 0;

    /// Weights for the same architecture with inferenceParams(): normalisation folded into the
    /// convolutions. On the CPU, in float32, or in float16 where a style would else weigh too much.
    [[nodiscard]] virtual std::map<std::string, torch::Tensor> inferenceWeights() const = 0;
    [[nodiscard]] virtual ArchitectureParams inferenceParams() const = 0;

    /// Draws in the colours of a palette alone, [K,3] in −1…1, from now on. The palette is no part
    /// of the training's state, so a base without one fits; inferenceWeights() hold it. A network
    /// that has no printer goes on drawing in any colour.
    virtual void printIn(const torch::Tensor & /*palette*/) {}
};

} // namespace koma
