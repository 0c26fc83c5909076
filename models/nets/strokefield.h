// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

namespace koma {

/// The hatch field as a decoder at half size draws with it: gates choose the directions of the
/// strokes at each place, and the field gives the strokes. Equal input gives equal output in a
/// convolutional network, so strokes on smooth areas need something to start from.
class StrokeField
{
public:
    StrokeField();

    /// Directions to choose from, so many gates a layer of strokes.
    [[nodiscard]] std::int64_t directions() const { return m_field.size(1); }

    /// Gates [N,layers·directions,h,w] at half size to strokes [N,4·layers,h,w], full-size pixels
    /// unshuffled by 2: for each layer the sum of gate × direction. The origin is the place on the
    /// page in full-size pixels, even. Differentiable in the gates.
    [[nodiscard]] torch::Tensor draw(const torch::Tensor &gates, std::int64_t originXPx,
                                     std::int64_t originYPx) const;

private:
    /// On the CPU and without a gradient: no copy of the field over the page, no products kept.
    template<class Sample>
    [[nodiscard]] torch::Tensor drawnInOnePass(const torch::Tensor &gates, std::int64_t originXPx,
                                               std::int64_t originYPx) const;

    torch::Tensor m_field; ///< [4,directions,period/2,period/2]: the four pixels of a half-size one
    torch::Tensor m_fieldByPlace; ///< [period/2,period/2,directions,4]
};

} // namespace koma
