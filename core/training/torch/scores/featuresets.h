// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/base/result.h"

#include <torch/torch.h>

#include <cstdint>
#include <string_view>

namespace koma {

/// Two sets of feature rows, one row a picture: [N,D] and [M,D], float64, on the processor.
struct FeatureSets
{
    torch::Tensor first;
    torch::Tensor second;
};

/// Takes the two sets of a score in any floating type and on any device. InvalidArgument names the
/// set and what is wrong: not a floating matrix, empty, fewer than `minRows` rows, a value that is
/// not finite, or another width than the other set's. `score` names the score in the message.
Result<FeatureSets> checkedFeatureSets(const torch::Tensor &first, const torch::Tensor &second,
                                       std::int64_t minRows, std::string_view score);

/// The same checks for one matrix, called `name` in messages: "the class probabilities".
Result<torch::Tensor> checkedRows(const torch::Tensor &rows, std::int64_t minRows,
                                  std::string_view name, std::string_view score);

/// `count` different row numbers below `rows` in random order, int64 [count]; 0 ≤ count ≤ rows.
torch::Tensor drawnRows(Random random, std::int64_t rows, std::int64_t count);

} // namespace koma
