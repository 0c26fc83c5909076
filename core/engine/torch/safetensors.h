// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <torch/torch.h>

#include <filesystem>
#include <map>
#include <string>

namespace koma {

/// Named tensors and text metadata of a safetensors file (github.com/huggingface/safetensors,
/// format version 0: u64 header size, JSON header, raw little-endian data). float32, float16,
/// bfloat16, float64, int64, int32 and uint8 tensors.
struct SafeTensors
{
    std::map<std::string, torch::Tensor> tensors; ///< contiguous CPU tensors
    std::map<std::string, std::string> metadata;
};

/// BadFormat for headers that lie about sizes, overlap or run past the file; TooLarge above
/// `maxBytes`.
Result<SafeTensors> readSafeTensors(const std::filesystem::path &path,
                                    std::int64_t maxBytes = 4LL << 30);

/// Written atomically, tensors in name order, so equal content gives equal bytes.
Result<void> writeSafeTensors(const std::filesystem::path &path, const SafeTensors &content);

} // namespace koma
