// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/losses.h"

#include <cmath>

namespace koma::losses {
namespace {

torch::Tensor halved(const torch::Tensor &picture)
{
    return torch::avg_pool2d(picture, 2);
}

/// The blur of a line of pixels as a matrix [length,length], mirrored ends included: a product of
/// matrices of a crop's size takes a fraction of the time of a convolution of one channel.
torch::Tensor blurMatrix(std::int64_t length, std::int64_t radius, double sigmaPx)
{
    const torch::Tensor offsets = torch::arange(-radius, radius + 1).to(torch::kFloat64);
    torch::Tensor kernel = torch::exp(-offsets.square() / (2.0 * sigmaPx * sigmaPx));
    kernel = (kernel / kernel.sum()).contiguous();
    torch::Tensor matrix = torch::zeros({length, length}, torch::kFloat64);
    const auto *taps = kernel.data_ptr<double>();
    auto cells = matrix.accessor<double, 2>();
    for (std::int64_t to = 0; to < length; ++to) {
        for (std::int64_t tap = 0; tap <= 2 * radius; ++tap) {
            std::int64_t from = std::abs(to + tap - radius);
            if (from >= length)
                from = 2 * (length - 1) - from;
            cells[to][from] += taps[tap];
        }
    }
    return matrix;
}

} // namespace

torch::Tensor discriminatorOnReal(GanObjective objective, const torch::Tensor &scores)
{
    switch (objective) {
    case GanObjective::BinaryCrossEntropy:
        return torch::softplus(-scores).mean();
    case GanObjective::LeastSquares:
        return 0.5 * (scores - 1.0).square().mean();
    case GanObjective::Hinge:
        return torch::relu(1.0 - scores).mean();
    }
    return {};
}

torch::Tensor discriminatorOnFake(GanObjective objective, const torch::Tensor &scores)
{
    switch (objective) {
    case GanObjective::BinaryCrossEntropy:
        return torch::softplus(scores).mean();
    case GanObjective::LeastSquares:
        return 0.5 * scores.square().mean();
    case GanObjective::Hinge:
        return torch::relu(1.0 + scores).mean();
    }
    return {};
}

torch::Tensor generatorOnFake(GanObjective objective, const torch::Tensor &scores)
{
    switch (objective) {
    case GanObjective::BinaryCrossEntropy:
        return torch::softplus(-scores).mean();
    case GanObjective::LeastSquares:
        return (scores - 1.0).square().mean();
    case GanObjective::Hinge:
        return -scores.mean();
    }
    return {};
}

torch::Tensor patchNce(const torch::Tensor &queries, const torch::Tensor &keys, double temperature)
{
    namespace F = torch::nn::functional;
    const auto unit = F::NormalizeFuncOptions().dim(2);
    const torch::Tensor q = F::normalize(queries, unit);
    const torch::Tensor k = F::normalize(keys, unit).detach();
    const std::int64_t patches = q.size(1);
    const torch::Tensor logits = torch::bmm(q, k.transpose(1, 2)) / temperature;
    const torch::Tensor own =
        torch::arange(patches, logits.options().dtype(torch::kInt64)).repeat({q.size(0)});
    return torch::cross_entropy_loss(logits.reshape({-1, patches}), own);
}

torch::Tensor luma(const torch::Tensor &picture)
{
    if (picture.size(1) == 1)
        return picture;
    return 0.299 * picture.narrow(1, 0, 1) + 0.587 * picture.narrow(1, 1, 1) +
           0.114 * picture.narrow(1, 2, 1);
}

torch::Tensor gaussianBlur(const torch::Tensor &picture, double sigmaPx)
{
    // A picture can be mirrored once at most.
    const auto radius = std::min({static_cast<std::int64_t>(std::ceil(2.5 * sigmaPx)),
                                  picture.size(2) - 1, picture.size(3) - 1});
    const auto blurring = [&](std::int64_t length) {
        return blurMatrix(length, radius, sigmaPx).to(picture.options());
    };
    return torch::matmul(
        blurring(picture.size(2)),
        torch::matmul(picture.contiguous(), blurring(picture.size(3)).transpose(0, 1)));
}

torch::Tensor tone(const torch::Tensor &drawing, const torch::Tensor &lowPassTarget, double sigmaPx)
{
    return (gaussianBlur(halved(luma(drawing)), sigmaPx / 2.0) - lowPassTarget).abs().mean();
}

torch::Tensor structure(const torch::Tensor &drawing, const torch::Tensor &photo,
                        const StructureScales &scales)
{
    // Floors of the two variances: flat photo areas have no layout, and a drawing's white paper
    // must not amplify its grain.
    constexpr double kPhotoFloor = 1e-4;
    constexpr double kDrawingFloor = 0.03;
    constexpr double kDetailKnee = 0.01;
    const double detail = scales.detailPx / 2.0;
    const double window = scales.windowPx / 2.0;
    const torch::Tensor a = gaussianBlur(halved(luma(photo)), detail);
    const torch::Tensor b = gaussianBlur(halved(luma(drawing)), detail);
    const torch::Tensor meanA = gaussianBlur(a, window);
    const torch::Tensor meanB = gaussianBlur(b, window);
    const torch::Tensor varA = (gaussianBlur(a * a, window) - meanA * meanA).clamp_min(0.0);
    const torch::Tensor varB = (gaussianBlur(b * b, window) - meanB * meanB).clamp_min(0.0);
    const torch::Tensor covariance = gaussianBlur(a * b, window) - meanA * meanB;
    const torch::Tensor correlation =
        covariance / ((varA + kPhotoFloor).sqrt() * (varB + kDrawingFloor).sqrt());
    const torch::Tensor weight = varA / (varA + kDetailKnee);
    return (weight * (1.0 - correlation)).sum() / (weight.sum() + 1e-3);
}

torch::Tensor undecided(const torch::Tensor &drawing)
{
    return 1.0 - drawing.square().mean();
}

torch::Tensor chroma(const torch::Tensor &drawing, const torch::Tensor &photo)
{
    const torch::Tensor difference = drawing - photo;
    const torch::Tensor brightness = luma(difference);
    const torch::Tensor cb = 0.564 * (difference.narrow(1, 2, 1) - brightness);
    const torch::Tensor cr = 0.713 * (difference.narrow(1, 0, 1) - brightness);
    return 0.5 * (cb.abs().mean() + cr.abs().mean());
}

torch::Tensor unevenness(const torch::Tensor &drawing, const torch::Tensor &target)
{
    constexpr double kFlat = 0.02;
    const auto along = [&](std::int64_t dim) {
        const auto slope = [dim](const torch::Tensor &picture) {
            const std::int64_t steps = picture.size(dim) - 1;
            return (picture.narrow(dim, 1, steps) - picture.narrow(dim, 0, steps)).abs();
        };
        const torch::Tensor flat =
            (slope(target.detach()).amax(1, true) < kFlat).to(drawing.scalar_type());
        return (slope(drawing) * flat).mean();
    };
    return along(3) + along(2);
}

torch::Tensor r1Penalty(const torch::Tensor &scores, const torch::Tensor &real)
{
    const torch::Tensor gradient =
        torch::autograd::grad({scores.sum()}, {real}, {}, true, true).front();
    return 0.5 * gradient.square().sum({1, 2, 3}).mean();
}

} // namespace koma::losses
