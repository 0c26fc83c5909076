// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <span>
#include <string>
#include <vector>

namespace koma {

/// From a photo's low-pass luma to the low-pass luma that the artist would give it: histogram
/// matching of blurred photos to blurred drawings, mixed with the identity. It lets hatching carry
/// tone without asking for the photo's own greys. Values in 0…1.
class ToneCurve
{
public:
    ToneCurve(); ///< the identity

    /// `identityShare` 0 is the pure match, 1 the identity.
    static ToneCurve matched(std::vector<float> photoTones, std::vector<float> drawingTones,
                             double identityShare);

    /// Elementwise, by linear interpolation between 256 knots; outside 0…1 is clamped. No gradient.
    [[nodiscard]] torch::Tensor apply(const torch::Tensor &tones) const;

    [[nodiscard]] const torch::Tensor &knots() const { return m_knots; } ///< [256]

private:
    explicit ToneCurve(torch::Tensor knots);

    torch::Tensor m_knots;
};

} // namespace koma
