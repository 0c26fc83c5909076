// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/torch/generator.h"

#include <torch/torch.h>

namespace koma {

/// hatchField() for guides: computed strokes lie on the page as a generator's do.
class PageHatch
{
public:
    PageHatch();

    /// [1,waves,H,W]: the field behind a picture of the size and device of `like` at its place.
    [[nodiscard]] torch::Tensor window(const PassContext &place, const torch::Tensor &like) const;

    /// [waves,2]: cosine and sine of the doubled angles.
    [[nodiscard]] const torch::Tensor &doubledDirections() const { return m_doubledDirections; }

private:
    torch::Tensor m_field; ///< [waves,period,period]
    torch::Tensor m_doubledDirections;
};

} // namespace koma
