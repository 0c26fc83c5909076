// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <map>
#include <string>

namespace koma {

enum class NormStatistics { Remember, Ignore };

/// A zero-padded 3×3 convolution with optional batch normalisation after it (Ioffe and Szegedy
/// 2015), which foldedWeights() dissolves into the convolution's weights for inference.
class ConvCell : public torch::nn::Module
{
public:
    struct Shape
    {
        std::int64_t inputs = 0;
        std::int64_t outputs = 0;
        std::int64_t stride = 1;
        bool normalised = false;
    };

    explicit ConvCell(const Shape &shape);

    /// In training mode the batch's own statistics normalise; `statistics` says whether the running
    /// ones learn from them.
    torch::Tensor forward(const torch::Tensor &input,
                          NormStatistics statistics = NormStatistics::Remember);

    /// Kaiming initialisation for leaky ReLU of slope 0.2, times `gain`; `normGain` scales the
    /// normalisation where there is one.
    void initialise(double gain = 1.0, double normGain = 1.0);

    /// "weight" and "bias" of the equivalent cell without normalisation, float32.
    [[nodiscard]] std::map<std::string, torch::Tensor> foldedWeights() const;

private:
    Shape m_shape;
    torch::Tensor m_weight;
    torch::Tensor m_bias;
    torch::Tensor m_normGain;
    torch::Tensor m_normShift;
    torch::Tensor m_runningMean;
    torch::Tensor m_runningVariance;
};

} // namespace koma
