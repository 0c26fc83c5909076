// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"

#include <torch/torch.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace koma {

/// Where a pass lies on the page, and how it is stopped.
struct PassContext
{
    /// Of the input's top left corner on the page, multiples of stridePx(): a pattern that belongs
    /// to the page lies in a tile as it lies in the whole.
    std::int64_t originXPx = 0;
    std::int64_t originYPx = 0;
    CancelToken cancel; ///< polled between layers; a stopped pass throws CancelledException
};

/// A network from picture to drawing: [N,3,H,W] in −1…1 (sRGB) to [N,1 or 3,H,W] in −1…1. Sides are
/// multiples of stridePx(). Purely convolutional, so its output at a pixel depends on the input
/// within reachPx() of it and on nothing else: that is what makes tiles exact.
class Generator : public torch::nn::Module
{
public:
    virtual torch::Tensor draw(const torch::Tensor &picture, const PassContext &context) = 0;
    /// A whole page.
    torch::Tensor forward(const torch::Tensor &picture) { return draw(picture, {}); }

    /// Total stride: sides of the input are multiples of it.
    [[nodiscard]] virtual int stridePx() const = 0;
    /// Receptive reach: how far an input pixel can influence the output.
    [[nodiscard]] virtual int reachPx() const = 0;
    [[nodiscard]] virtual int outputChannels() const = 0;
    /// Peak working memory of a forward pass in float32, for choosing tiles.
    [[nodiscard]] virtual std::int64_t bytesPerInputPixel() const = 0;
    /// Whether all its layers compute in bfloat16; else it is given float32.
    [[nodiscard]] virtual bool takesBFloat16() const { return true; }
};

} // namespace koma
