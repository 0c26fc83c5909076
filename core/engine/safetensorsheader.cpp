// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/safetensorsheader.h"

#include "core/engine/strictjson.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <tuple>

namespace koma {
namespace {

using nlohmann::json;

constexpr std::int64_t kPrefixBytes = 8;
constexpr std::int64_t kMaxHeaderBytes = 16LL << 20;
constexpr std::size_t kMaxTensors = 100'000;
constexpr std::size_t kMaxDimensions = 8;
constexpr int kMaxDepth = 3; // file, tensor, shape

struct TypeRow
{
    TensorType type;
    std::string_view name;
    std::int64_t bytes;
};
constexpr std::array<TypeRow, 7> kTypes = {{{TensorType::F64, "F64", 8},
                                            {TensorType::F32, "F32", 4},
                                            {TensorType::F16, "F16", 2},
                                            {TensorType::BF16, "BF16", 2},
                                            {TensorType::I64, "I64", 8},
                                            {TensorType::I32, "I32", 4},
                                            {TensorType::U8, "U8", 1}}};

const TypeRow &rowOf(TensorType type)
{
    return *std::find_if(kTypes.begin(), kTypes.end(),
                         [type](const TypeRow &row) { return row.type == type; });
}

tl::unexpected<Error> damaged(const std::string &what)
{
    return fail(ErrorKind::BadFormat, what);
}

Result<TensorType> dtypeFromName(const json &value, const std::string &tensor)
{
    if (!value.is_string())
        return damaged("tensor \"" + tensor + "\" has no dtype");
    const auto &name = value.get_ref<const std::string &>();
    const auto *found = std::find_if(kTypes.begin(), kTypes.end(),
                                     [&](const TypeRow &known) { return known.name == name; });
    if (found == kTypes.end())
        return damaged("tensor \"" + tensor + "\" has the unknown dtype \"" + name + "\"");
    return found->type;
}

/// A list of non-negative integers that fit into int64.
Result<std::vector<std::int64_t>> integers(const json &value, std::size_t maxCount,
                                           const std::string &what)
{
    if (!value.is_array() || value.size() > maxCount)
        return damaged(what + " is not a list of at most " + std::to_string(maxCount) + " numbers");
    std::vector<std::int64_t> numbers;
    for (const json &number : value) {
        if (!number.is_number_unsigned() ||
            number.get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX))
            return damaged(what + " holds something that is not a whole number");
        numbers.push_back(number.get<std::int64_t>());
    }
    return numbers;
}

/// Bytes of a shape, or nothing where they do not fit into int64.
std::optional<std::int64_t> byteCount(const std::vector<std::int64_t> &shape, TensorType type)
{
    std::int64_t bytes = rowOf(type).bytes;
    for (const std::int64_t side : shape) {
        if (__builtin_mul_overflow(bytes, side, &bytes))
            return std::nullopt;
    }
    return bytes;
}

Result<TensorEntry> entryFromJson(const std::string &name, const json &value,
                                  std::int64_t dataBytes)
{
    const std::string who = "tensor \"" + name + "\"";
    if (!value.is_object() || value.size() != 3 || !value.contains("dtype") ||
        !value.contains("shape") || !value.contains("data_offsets"))
        return damaged(who + " is not described by dtype, shape and data_offsets");
    const auto type = dtypeFromName(value.at("dtype"), name);
    if (!type)
        return fail(type.error());
    const auto shape = integers(value.at("shape"), kMaxDimensions, "the shape of " + who);
    if (!shape)
        return fail(shape.error());
    const auto offsets = integers(value.at("data_offsets"), 2, "data_offsets of " + who);
    if (!offsets)
        return fail(offsets.error());
    if (offsets->size() != 2 || offsets->at(0) > offsets->at(1) || offsets->at(1) > dataBytes)
        return damaged(who + " lies outside the file");
    const auto bytes = byteCount(*shape, *type);
    if (!bytes || *bytes != offsets->at(1) - offsets->at(0))
        return damaged(who + " has a shape that does not match its bytes");
    return TensorEntry{name, *type, *shape, offsets->at(0), offsets->at(1)};
}

/// The format wants the data covered exactly: no holes to hide bytes in, no byte in two tensors.
Result<void> checkCoverage(const std::vector<TensorEntry> &entries, std::int64_t dataBytes)
{
    std::int64_t reached = 0;
    for (const TensorEntry &entry : entries) {
        if (entry.begin != reached)
            return damaged("tensor \"" + entry.name + "\" overlaps another or leaves a gap");
        reached = entry.end;
    }
    if (reached != dataBytes)
        return damaged("bytes after the last tensor belong to nothing");
    return {};
}

Result<std::map<std::string, std::string>> metadataFromJson(const json &value)
{
    std::map<std::string, std::string> metadata;
    if (!value.is_object())
        return damaged("its metadata is not a list of texts");
    for (const auto &[key, text] : value.items()) {
        if (!text.is_string())
            return damaged("its metadata \"" + key + "\" is not a text");
        metadata.emplace(key, text.get<std::string>());
    }
    return metadata;
}

Result<SafeTensorsHeader> parseHeader(std::string_view text, std::int64_t dataBytes)
{
    const auto document = parseStrictJson(text, kMaxDepth);
    if (!document)
        return fail(document.error());
    if (!document->is_object() || text.front() != '{' || document->size() > kMaxTensors)
        return damaged("its header is not a table of tensors");
    SafeTensorsHeader header;
    for (const auto &[name, value] : document->items()) {
        if (name == kTensorMetadataKey) {
            auto metadata = metadataFromJson(value);
            if (!metadata)
                return fail(metadata.error());
            header.metadata = std::move(*metadata);
            continue;
        }
        auto entry = entryFromJson(name, value, dataBytes);
        if (!entry)
            return fail(entry.error());
        header.tensors.push_back(std::move(*entry));
    }
    std::sort(header.tensors.begin(), header.tensors.end(),
              [](const TensorEntry &a, const TensorEntry &b) {
                  return std::tie(a.begin, a.end) < std::tie(b.begin, b.end);
              });
    if (auto covered = checkCoverage(header.tensors, dataBytes); !covered)
        return fail(covered.error());
    return header;
}

} // namespace

std::string_view tensorTypeName(TensorType type)
{
    return rowOf(type).name;
}

Result<SafeTensorsHeader> readSafeTensorsHeader(std::istream &file, std::int64_t fileBytes)
{
    std::uint64_t headerBytes = 0;
    std::array<char, kPrefixBytes> prefix{};
    if (!file.read(prefix.data(), kPrefixBytes))
        return damaged("it is shorter than eight bytes");
    std::memcpy(&headerBytes, prefix.data(), prefix.size());
    const auto room =
        static_cast<std::uint64_t>(std::min(fileBytes - kPrefixBytes, kMaxHeaderBytes));
    if (headerBytes < 2 || headerBytes > room)
        return damaged("its header claims " + std::to_string(headerBytes) + " bytes");
    std::string text(static_cast<std::size_t>(headerBytes), '\0');
    if (!file.read(text.data(), static_cast<std::streamsize>(text.size())))
        return damaged("its header is cut short");
    return parseHeader(text, fileBytes - kPrefixBytes - static_cast<std::int64_t>(headerBytes));
}

} // namespace koma
