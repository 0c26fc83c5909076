// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/generatorregistry.h"
#include "core/engine/torch/generator.h"

namespace koma {

/// A network of AnimeGANv2's published shape (Chen, Liu, Chen 2020): 7×7 and 3×3 convolutions with
/// GroupNorm(1), 32-64-128 channels, four inverted residual blocks of 256 at 1/4, bilinear up; 2.14
/// M parameters, 26.3 GMAC at 256×256. The yardstick of `./dev bench`; its normalisation runs over
/// the whole picture, so its reach is unbounded and it cannot be tiled.
class AnimeGenerator final : public Generator
{
public:
    AnimeGenerator();

    torch::Tensor draw(const torch::Tensor &picture, const PassContext &context) override;
    [[nodiscard]] int stridePx() const override { return 4; }
    [[nodiscard]] int reachPx() const override { return 1 << 20; }
    [[nodiscard]] int outputChannels() const override { return 3; }
    [[nodiscard]] std::int64_t bytesPerInputPixel() const override { return 1200; }

private:
    torch::nn::Sequential m_layers;
};

} // namespace koma
