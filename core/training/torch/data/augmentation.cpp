// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/data/augmentation.h"

#include <cmath>

namespace koma {
namespace {

torch::Tensor shifted(const torch::Tensor &picture, std::int64_t right, std::int64_t down)
{
    const std::int64_t x = std::abs(right);
    const std::int64_t y = std::abs(down);
    const torch::Tensor padded = torch::constant_pad_nd(picture, {x, x, y, y}, 1.0);
    return padded.narrow(1, y - down, picture.size(1)).narrow(2, x - right, picture.size(2));
}

} // namespace

torch::Tensor DiffAugment::apply(const torch::Tensor &pictures, Random &random) const
{
    const std::int64_t height = pictures.size(2);
    const std::int64_t width = pictures.size(3);
    std::vector<torch::Tensor> changed;
    for (std::int64_t i = 0; i < pictures.size(0); ++i) {
        const double gain = random.uniform(contrastMin, contrastMax);
        const double offset = random.uniform(-brightness, brightness);
        torch::Tensor picture = pictures[i] * gain + offset;
        if (shift > 0.0) {
            const auto right =
                std::lround(random.uniform(-shift, shift) * static_cast<double>(width));
            const auto down =
                std::lround(random.uniform(-shift, shift) * static_cast<double>(height));
            picture = shifted(picture, right, down);
        }
        if (cutout > 0.0) {
            const auto holeH = static_cast<std::int64_t>(cutout * static_cast<double>(height));
            const auto holeW = static_cast<std::int64_t>(cutout * static_cast<double>(width));
            const std::int64_t y = random.below(height - holeH + 1);
            const std::int64_t x = random.below(width - holeW + 1);
            torch::Tensor mask = torch::ones({1, height, width}, pictures.options());
            mask.narrow(1, y, holeH).narrow(2, x, holeW).zero_();
            picture = picture * mask;
        }
        changed.push_back(picture);
    }
    return torch::stack(changed).contiguous(pictures.suggest_memory_format());
}

} // namespace koma
