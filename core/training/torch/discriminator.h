// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <cstdint>

namespace koma {

/// A patch discriminator (Isola et al. 2017): three 4×4 stride-2 convolutions of w, 2w, 4w channels
/// and two 3×3 ones, leaky ReLU 0.2, no normalisation; each score sees 54 pixels. [N,C,H,W] to
/// [N,1,H/8,W/8] scores.
class PatchDiscriminator : public torch::nn::Module
{
public:
    PatchDiscriminator(std::int64_t inputChannels, std::int64_t width);

    /// Scores in float32, also under autocast.
    torch::Tensor forward(const torch::Tensor &picture);

private:
    torch::nn::Sequential m_layers;
};

/// Projection of encoder features before they are contrasted: two linear layers of 64 (CUT's
/// sampling network), one pair for each feature map.
class ContrastHeads : public torch::nn::Module
{
public:
    explicit ContrastHeads(const std::vector<std::int64_t> &channels);

    /// [N,P,C of that map] to [N,P,64].
    torch::Tensor project(std::size_t map, const torch::Tensor &features);

private:
    std::vector<torch::nn::Sequential> m_heads;
};

} // namespace koma
