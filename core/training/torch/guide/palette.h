// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

namespace koma {

/// What a side of the training looks like as colours: luma 0…1 and the chroma planes Cb, Cr around
/// 0 (Rec. 601) of blurred pixels, [3,n].
struct ColourSamples
{
    torch::Tensor luma;   ///< [n]
    torch::Tensor chroma; ///< [2,n]
};

/// From a photo's colours to the colours that the artist's paint box has for them: chroma is split
/// into its mean at each luma (paper is cream, shadows are brown) and the rest, whose covariance is
/// carried over by the linear optimal transport between Gaussians (Pitié and Kokaram 2007). A
/// value, without gradient.
class Palette
{
public:
    Palette(); ///< the identity, with black ink

    /// `share` 0 keeps the photo's chroma, 1 takes all of the drawings'. `ink` [3] is the colour of
    /// lines, RGB in 0…1. The identity where a side has fewer than three samples.
    static Palette matched(const ColourSamples &photos, const ColourSamples &drawings,
                           const torch::Tensor &ink, double share);

    /// RGB of 0…1, [N,3,H,W], for chroma planes [N,2,H,W] of a photo that has luma `photoLuma` and
    /// is to be drawn with luma `luma`, both [N,1,H,W] in 0…1.
    [[nodiscard]] torch::Tensor paint(const torch::Tensor &chroma, const torch::Tensor &photoLuma,
                                      const torch::Tensor &luma) const;

    [[nodiscard]] const torch::Tensor &ink() const { return m_ink; } ///< [3]

private:
    torch::Tensor m_photoMeans;   ///< [2,knots]
    torch::Tensor m_drawingMeans; ///< [2,knots]
    torch::Tensor m_transport;    ///< [2,2]
    torch::Tensor m_ink;
    double m_share = 0.0;
};

/// Cb and Cr of RGB in 0…1, [N,3,H,W] to [N,2,H,W] (Rec. 601, scaled to −0.5…0.5).
torch::Tensor chromaPlanes(const torch::Tensor &rgb);

} // namespace koma
