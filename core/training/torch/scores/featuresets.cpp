// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/scores/featuresets.h"

#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace koma {
namespace {

std::string shapeOf(const torch::Tensor &tensor)
{
    std::string text;
    for (const std::int64_t size : tensor.sizes())
        text += (text.empty() ? "" : "×") + std::to_string(size);
    return text.empty() ? "a single number" : text;
}

std::string complaint(std::string_view score, std::string_view name)
{
    return "The " + std::string(score) + " cannot be computed: " + std::string(name) + " ";
}

tl::unexpected<Error> refuse(std::string message)
{
    return fail(ErrorKind::InvalidArgument, std::move(message));
}

} // namespace

Result<torch::Tensor> checkedRows(const torch::Tensor &rows, std::int64_t minRows,
                                  std::string_view name, std::string_view score)
{
    const std::string problem = complaint(score, name);
    if (!rows.defined() || rows.numel() == 0)
        return refuse(problem + "hold no values; give at least " + std::to_string(minRows) +
                      " rows, one for each picture.");
    if (rows.dim() != 2 || !rows.is_floating_point())
        return refuse(problem + "must be a matrix of floating-point numbers, but are " +
                      shapeOf(rows) + " of type " + std::string(rows.dtype().name()) +
                      "; give one row for each picture.");
    if (rows.size(0) < minRows)
        return refuse(problem + "have too few rows: " + std::to_string(rows.size(0)) + " where " +
                      std::to_string(minRows) + " are needed; give more pictures.");
    torch::Tensor checked = rows.detach().to(torch::kCPU, torch::kFloat64).contiguous();
    const torch::Tensor wrong = checked.isfinite().logical_not().nonzero();
    if (wrong.size(0) > 0)
        return refuse(problem + "hold " + std::to_string(wrong.size(0)) +
                      " values that are not finite, the first in row " +
                      std::to_string(wrong[0][0].item<std::int64_t>()) + ", column " +
                      std::to_string(wrong[0][1].item<std::int64_t>()) +
                      " (counted from 0); leave such pictures out.");
    return checked;
}

Result<FeatureSets> checkedFeatureSets(const torch::Tensor &first, const torch::Tensor &second,
                                       std::int64_t minRows, std::string_view score)
{
    auto one = checkedRows(first, minRows, "the features of the first set", score);
    if (!one)
        return fail(one.error());
    auto two = checkedRows(second, minRows, "the features of the second set", score);
    if (!two)
        return fail(two.error());
    if (one->size(1) != two->size(1))
        return refuse(complaint(score, "the features of the two sets") +
                      "differ in width: " + std::to_string(one->size(1)) + " and " +
                      std::to_string(two->size(1)) + "; compute both with the same network.");
    return FeatureSets{std::move(*one), std::move(*two)};
}

torch::Tensor drawnRows(Random random, std::int64_t rows, std::int64_t count)
{
    std::vector<std::int64_t> order(static_cast<std::size_t>(rows));
    std::iota(order.begin(), order.end(), 0);
    for (std::int64_t i = 0; i < count; ++i)
        std::swap(order[static_cast<std::size_t>(i)],
                  order[static_cast<std::size_t>(i + random.below(rows - i))]);
    order.resize(static_cast<std::size_t>(count));
    return torch::tensor(order, torch::kInt64);
}

} // namespace koma
