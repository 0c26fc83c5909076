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

} // namespace koma::test
