// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace koma {

/// A network from picture to drawing: [N,3,H,W] in −1…1 (sRGB) to [N,1 or 3,H,W] in −1…1. Sides are
/// multiples of stridePx(). Purely convolutional, so its output at a pixel depends on the input
/// within reachPx() of it and on nothing else: that is what makes tiles exact.
class Generator : public torch::nn::Module
{
public:
    virtual torch::Tensor forward(const torch::Tensor &picture) = 0;

    /// Total stride: sides of the input are multiples of it.
    [[nodiscard]] virtual int stridePx() const = 0;
    /// Where tiles may begin: origins are multiples of it, so that a pattern which belongs to the
    /// page lies in a tile as it lies in the whole. A multiple of stridePx().
    [[nodiscard]] virtual int originPx() const { return stridePx(); }
    /// Receptive reach: how far an input pixel can influence the output.
    [[nodiscard]] virtual int reachPx() const = 0;
    [[nodiscard]] virtual int outputChannels() const = 0;
    /// Peak working memory of a forward pass in float32, for choosing tiles.
    [[nodiscard]] virtual std::int64_t bytesPerInputPixel() const = 0;
};

} // namespace koma
