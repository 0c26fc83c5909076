// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <istream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace koma {

/// The number formats of safetensors files that Koma knows.
enum class TensorType { F64, F32, F16, BF16, I64, I32, U8 };

/// Its name in a file, such as "BF16".
std::string_view tensorTypeName(TensorType type);

/// Where one tensor lies in the data that follow the header.
struct TensorEntry
{
    std::string name;
    TensorType type = TensorType::F32;
    std::vector<std::int64_t> shape;
    std::int64_t begin = 0; ///< in bytes, the end excluded
    std::int64_t end = 0;
};

/// What a safetensors file says of itself before its data (github.com/huggingface/safetensors,
/// format version 0: u64 header size, JSON header, raw little-endian data).
struct SafeTensorsHeader
{
    std::vector<TensorEntry> tensors; ///< in the order of their data
    std::map<std::string, std::string> metadata;
};

/// The key of the metadata, which no tensor may have.
inline constexpr std::string_view kTensorMetadataKey = "__metadata__";

/// Reads the header of a file of `fileBytes` bytes and leaves the stream at the first byte of the
/// data. BadFormat for headers that lie about sizes, overlap, leave gaps or run past the file; the
/// message is what follows "it is not a sound safetensors file: ".
Result<SafeTensorsHeader> readSafeTensorsHeader(std::istream &file, std::int64_t fileBytes);

} // namespace koma
