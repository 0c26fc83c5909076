// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <torch/torch.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace koma {

/// The judge's patch classifier: eight 3×3 convolutions, four of them of stride 2, with batch
/// normalisation and ReLU; the mean and the maximum over the patch are the features, and one linear
/// layer makes classes of them.
class JudgeNetwork : public torch::nn::Module
{
public:
    struct Shape
    {
        std::int64_t classes = 0;
        std::int64_t width = 16;
        bool normalised = true; ///< false: folded, only for use
    };

    /// What it sees in patches: features [N,featureSize()] and unnormalised log-probabilities
    /// [N,classes], float32.
    struct Sight
    {
        torch::Tensor features;
        torch::Tensor logits;
    };

    explicit JudgeNetwork(const Shape &shape);

    /// RGB patches [N,3,S,S] in −1…1, S at least 16.
    Sight forward(const torch::Tensor &patches);

    [[nodiscard]] const Shape &shape() const { return m_shape; }
    [[nodiscard]] std::int64_t featureSize() const { return featureSize(m_shape.width); }
    static std::int64_t featureSize(std::int64_t width);

    /// The weights of the equal network without normalisation: "layer0.weight", …, "head.bias".
    [[nodiscard]] std::map<std::string, torch::Tensor> foldedWeights() const;

    /// The folded network with these weights, in evaluation mode; BadFormat names a tensor that is
    /// missing or of another shape.
    static Result<std::shared_ptr<JudgeNetwork>>
    fromFolded(Shape shape, const std::map<std::string, torch::Tensor> &weights);

private:
    struct Layer
    {
        torch::nn::Conv2d convolution{nullptr};
        torch::nn::BatchNorm2d norm{nullptr};
    };

    Shape m_shape;
    std::vector<Layer> m_layers;
    torch::nn::Linear m_head{nullptr};
};

} // namespace koma
