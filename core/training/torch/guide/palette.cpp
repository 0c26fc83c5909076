// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/guide/palette.h"

#include "core/training/torch/losses.h"

namespace koma {
namespace {

constexpr std::int64_t kKnots = 33;
constexpr double kKnotSigma = 0.06; ///< luma: how far a knot listens around itself
constexpr double kFewest = 1e-5;    ///< pulls knots that nothing is near to the mean of all
constexpr double kCbScale = 1.772;  ///< 2 − 2 · 0.114
constexpr double kCrScale = 1.402;  ///< 2 − 2 · 0.299

/// [2,knots]: the mean chroma of samples near each luma.
torch::Tensor meansByLuma(const ColourSamples &samples)
{
    const torch::Tensor knots = torch::linspace(0.0, 1.0, kKnots).unsqueeze(1);
    const torch::Tensor distance = (samples.luma.unsqueeze(0) - knots) / kKnotSigma;
    const torch::Tensor weights = torch::exp(-0.5 * distance.square()) + kFewest;
    return torch::matmul(samples.chroma, weights.transpose(0, 1)) / weights.sum(1);
}

/// A curve [2,knots] at luma [...]: the two values in front.
torch::Tensor at(const torch::Tensor &means, const torch::Tensor &luma)
{
    const torch::Tensor place = luma.clamp(0.0, 1.0) * (kKnots - 1.0);
    const torch::Tensor below = place.floor().clamp_max(kKnots - 2.0);
    const torch::Tensor index = below.to(torch::kInt64).flatten();
    const torch::Tensor curve = means.to(luma.device());
    const torch::Tensor low = curve.index_select(1, index);
    const torch::Tensor high = curve.index_select(1, index + 1);
    std::vector<std::int64_t> shape{2};
    shape.insert(shape.end(), luma.sizes().begin(), luma.sizes().end());
    return (low + (place - below).flatten() * (high - low)).view(shape);
}

torch::Tensor covariance(const ColourSamples &samples, const torch::Tensor &means)
{
    const torch::Tensor rest = (samples.chroma - at(means, samples.luma)).to(torch::kFloat64);
    return torch::matmul(rest, rest.transpose(0, 1)) / static_cast<double>(rest.size(1));
}

/// A symmetric positive matrix to a power.
torch::Tensor powered(const torch::Tensor &matrix, double exponent)
{
    const auto [values, vectors] = torch::linalg_eigh(matrix);
    constexpr double kSmallest = 1e-9;
    return torch::matmul(vectors * values.clamp_min(kSmallest).pow(exponent),
                         vectors.transpose(0, 1));
}

} // namespace

torch::Tensor chromaPlanes(const torch::Tensor &rgb)
{
    const torch::Tensor luma = losses::luma(rgb);
    return torch::cat(
        {(rgb.narrow(1, 2, 1) - luma) / kCbScale, (rgb.narrow(1, 0, 1) - luma) / kCrScale}, 1);
}

Palette::Palette()
    : m_photoMeans(torch::zeros({2, kKnots})),
      m_drawingMeans(torch::zeros({2, kKnots})),
      m_transport(torch::eye(2)),
      m_ink(torch::zeros({3}))
{
}

Palette Palette::matched(const ColourSamples &photos, const ColourSamples &drawings,
                         const torch::Tensor &ink, double share)
{
    const torch::NoGradGuard noGrad;
    constexpr std::int64_t kFewestSamples = 3;
    Palette palette;
    palette.m_ink = ink;
    if (photos.luma.numel() < kFewestSamples || drawings.luma.numel() < kFewestSamples)
        return palette;
    palette.m_share = share;
    palette.m_photoMeans = meansByLuma(photos);
    palette.m_drawingMeans = meansByLuma(drawings);
    const torch::Tensor from = covariance(photos, palette.m_photoMeans);
    const torch::Tensor root = powered(from, 0.5);
    const torch::Tensor back = powered(from, -0.5);
    const torch::Tensor middle =
        torch::matmul(torch::matmul(root, covariance(drawings, palette.m_drawingMeans)), root);
    palette.m_transport =
        torch::matmul(torch::matmul(back, powered(middle, 0.5)), back).to(torch::kFloat32);
    return palette;
}

torch::Tensor Palette::paint(const torch::Tensor &chroma, const torch::Tensor &photoLuma,
                             const torch::Tensor &luma) const
{
    const torch::NoGradGuard noGrad;
    const auto meansAt = [](const torch::Tensor &means, const torch::Tensor &where) {
        return at(means, where.squeeze(1)).transpose(0, 1); // [N,2,H,W]
    };
    const torch::Tensor rest = chroma - meansAt(m_photoMeans, photoLuma);
    const torch::Tensor carried =
        torch::einsum("ij,njhw->nihw", {m_transport.to(rest.device()), rest}) +
        meansAt(m_drawingMeans, luma);
    const torch::Tensor mixed = torch::lerp(chroma, carried, m_share);
    const torch::Tensor red = luma + kCrScale * mixed.narrow(1, 1, 1);
    const torch::Tensor blue = luma + kCbScale * mixed.narrow(1, 0, 1);
    const torch::Tensor green = (luma - 0.299 * red - 0.114 * blue) / 0.587;
    return torch::cat({red, green, blue}, 1).clamp(0.0, 1.0);
}

} // namespace koma
