// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fixtures.h"

#include <nlohmann/json.hpp>
#include <torch/torch.h>

#include <QString>

#include <fstream>

namespace koma::test {

/// A file of tests/golden/data.
inline nlohmann::json goldenData(const char *name)
{
    std::ifstream file(testData("golden/data") / name);
    return nlohmann::json::parse(file);
}

/// {"shape": […], "values": […]} in float64.
inline torch::Tensor tensorFromJson(const nlohmann::json &object)
{
    return torch::tensor(object.at("values").get<std::vector<double>>(), torch::kFloat64)
        .reshape(object.at("shape").get<std::vector<std::int64_t>>());
}

/// Empty where two tensors agree to `tolerance` of the larger of 1e-3 and the reference's greatest
/// value; else the difference in words.
inline QString difference(const torch::Tensor &ours, const torch::Tensor &reference,
                          double tolerance)
{
    if (ours.sizes() != reference.sizes())
        return QStringLiteral("the shapes differ");
    const double scale = std::max(1e-3, reference.abs().max().item<double>());
    const double off = (ours.to(torch::kFloat64) - reference).abs().max().item<double>() / scale;
    return off <= tolerance ? QString() : QStringLiteral("off by %1 of the scale").arg(off);
}

/// The scripts' formula(): numbers in −0.5…0.5 that look random, in float64.
inline torch::Tensor formula(const std::vector<std::int64_t> &shape, std::int64_t salt)
{
    torch::Tensor tensor = torch::empty(shape, torch::kFloat64);
    auto *values = tensor.data_ptr<double>();
    for (std::int64_t i = 0; i < tensor.numel(); ++i)
        values[i] = static_cast<double>((i * 7919 + salt * 104729) % 1009) / 1009.0 - 0.5;
    return tensor;
}

/// As difference(), with a reference that the scripts' sampled() wrote: every so many elements.
inline QString sampledDifference(const torch::Tensor &ours, const nlohmann::json &reference,
                                 double tolerance)
{
    if (ours.sizes().vec() != reference.at("shape").get<std::vector<std::int64_t>>())
        return QStringLiteral("the shapes differ");
    const auto values = reference.at("values").get<std::vector<double>>();
    const torch::Tensor sample = ours.detach().contiguous().flatten().slice(
        0, 0, ours.numel(), reference.at("every").get<std::int64_t>());
    return difference(sample, torch::tensor(values, torch::kFloat64), tolerance);
}

} // namespace koma::test
