// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/safetensors.h"

#include "core/base/atomicfile.h"
#include "core/engine/strictjson.h"
#include "core/engine/torch/torchguard.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <fstream>
#include <optional>
#include <string_view>
#include <system_error>
#include <vector>

namespace koma {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

static_assert(std::endian::native == std::endian::little,
              "tensors are stored as they lie in memory");

constexpr std::int64_t kPrefixBytes = 8;
constexpr std::int64_t kMaxHeaderBytes = 16LL << 20;
constexpr std::size_t kMaxTensors = 100'000;
constexpr std::size_t kMaxDimensions = 8;
constexpr int kMaxDepth = 3; // file, tensor, shape
constexpr std::string_view kMetadataKey = "__metadata__";

struct DtypeName
{
    std::string_view name;
    torch::ScalarType type;
};
constexpr std::array<DtypeName, 7> kDtypes = {{{"F64", torch::kFloat64},
                                               {"F32", torch::kFloat32},
                                               {"F16", torch::kFloat16},
                                               {"BF16", torch::kBFloat16},
                                               {"I64", torch::kInt64},
                                               {"I32", torch::kInt32},
                                               {"U8", torch::kUInt8}}};

/// Where one tensor lies in the data that follows the header.
struct Entry
{
    std::string name;
    torch::ScalarType type = torch::kFloat32;
    std::vector<std::int64_t> shape;
    std::int64_t begin = 0;
    std::int64_t end = 0;
};

tl::unexpected<Error> damaged(const std::string &what)
{
    return fail(ErrorKind::BadFormat, what);
}

Result<torch::ScalarType> dtypeFromName(const json &value, const std::string &tensor)
{
    if (!value.is_string())
        return damaged("tensor \"" + tensor + "\" has no dtype");
    const auto &name = value.get_ref<const std::string &>();
    const auto *found = std::find_if(kDtypes.begin(), kDtypes.end(),
                                     [&](const DtypeName &known) { return known.name == name; });
    if (found == kDtypes.end())
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
std::optional<std::int64_t> byteCount(const std::vector<std::int64_t> &shape,
                                      torch::ScalarType type)
{
    auto bytes = static_cast<std::int64_t>(c10::elementSize(type));
    for (const std::int64_t side : shape) {
        if (__builtin_mul_overflow(bytes, side, &bytes))
            return std::nullopt;
    }
    return bytes;
}

Result<Entry> entryFromJson(const std::string &name, const json &value, std::int64_t dataBytes)
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
    return Entry{name, *type, *shape, offsets->at(0), offsets->at(1)};
}

/// The format wants the data covered exactly: no holes to hide bytes in, no byte in two tensors.
Result<void> checkCoverage(const std::vector<Entry> &entries, std::int64_t dataBytes)
{
    std::int64_t reached = 0;
    for (const Entry &entry : entries) {
        if (entry.begin != reached)
            return damaged("tensor \"" + entry.name + "\" overlaps another or leaves a gap");
        reached = entry.end;
    }
    if (reached != dataBytes)
        return damaged("bytes after the last tensor belong to nothing");
    return {};
}

struct Header
{
    std::vector<Entry> entries; ///< in the order of their data
    std::map<std::string, std::string> metadata;
};

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

Result<Header> parseHeader(std::string_view text, std::int64_t dataBytes)
{
    const auto document = parseStrictJson(text, kMaxDepth);
    if (!document)
        return fail(document.error());
    if (!document->is_object() || text.front() != '{' || document->size() > kMaxTensors)
        return damaged("its header is not a table of tensors");
    Header header;
    for (const auto &[name, value] : document->items()) {
        if (name == kMetadataKey) {
            auto metadata = metadataFromJson(value);
            if (!metadata)
                return fail(metadata.error());
            header.metadata = std::move(*metadata);
            continue;
        }
        auto entry = entryFromJson(name, value, dataBytes);
        if (!entry)
            return fail(entry.error());
        header.entries.push_back(std::move(*entry));
    }
    std::sort(header.entries.begin(), header.entries.end(), [](const Entry &a, const Entry &b) {
        return std::tie(a.begin, a.end) < std::tie(b.begin, b.end);
    });
    if (auto covered = checkCoverage(header.entries, dataBytes); !covered)
        return fail(covered.error());
    return header;
}

Result<Header> readHeader(std::ifstream &file, std::int64_t fileBytes)
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

Result<SafeTensors> readContent(std::ifstream &file, std::int64_t fileBytes)
{
    auto header = readHeader(file, fileBytes);
    if (!header)
        return fail(header.error());
    SafeTensors content;
    content.metadata = std::move(header->metadata);
    for (const Entry &entry : header->entries) {
        torch::Tensor tensor = torch::empty(entry.shape, entry.type);
        if (!file.read(static_cast<char *>(tensor.data_ptr()), entry.end - entry.begin))
            return damaged("the data of tensor \"" + entry.name + "\" are cut short");
        content.tensors.emplace(entry.name, std::move(tensor));
    }
    return content;
}

Result<std::string_view> nameOfDtype(torch::ScalarType type)
{
    const auto *found = std::find_if(kDtypes.begin(), kDtypes.end(),
                                     [&](const DtypeName &known) { return known.type == type; });
    if (found == kDtypes.end())
        return fail(ErrorKind::Unsupported, std::string("Tensors of type ") + c10::toString(type) +
                                                " cannot be written to a safetensors file.");
    return found->name;
}

Result<std::string> headerText(const SafeTensors &content)
{
    json header = json::object();
    if (!content.metadata.empty())
        header[std::string(kMetadataKey)] = content.metadata;
    std::int64_t offset = 0;
    for (const auto &[name, tensor] : content.tensors) {
        const auto dtype = nameOfDtype(tensor.scalar_type());
        if (!dtype)
            return fail(dtype.error());
        if (name == kMetadataKey)
            return fail(ErrorKind::InvalidArgument, "A tensor cannot be called __metadata__.");
        const auto bytes = static_cast<std::int64_t>(tensor.nbytes());
        header[name] = {{"dtype", *dtype},
                        {"shape", tensor.sizes().vec()},
                        {"data_offsets", {offset, offset + bytes}}};
        offset += bytes;
    }
    std::string text = header.dump(-1, ' ', false, json::error_handler_t::replace);
    text.resize((text.size() + 7) / 8 * 8, ' '); // the data begin aligned
    return text;
}

Result<void> writeContent(const fs::path &path, const std::string &header,
                          const SafeTensors &content)
{
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    const std::uint64_t headerBytes = header.size();
    std::array<char, kPrefixBytes> prefix{};
    std::memcpy(prefix.data(), &headerBytes, prefix.size());
    file.write(prefix.data(), kPrefixBytes);
    file.write(header.data(), static_cast<std::streamsize>(header.size()));
    for (const auto &[name, tensor] : content.tensors) {
        const torch::Tensor flat = tensor.detach().cpu().contiguous();
        file.write(static_cast<const char *>(flat.data_ptr()),
                   static_cast<std::streamsize>(flat.nbytes()));
    }
    file.close();
    if (!file)
        return fail(ErrorKind::Unwritable, "The file " + path.string() +
                                               " cannot be written. Check the folder's "
                                               "permissions and the free space.");
    return {};
}

} // namespace

Result<SafeTensors> readSafeTensors(const fs::path &path, std::int64_t maxBytes)
{
    std::error_code error;
    const std::uintmax_t bytes = fs::file_size(path, error);
    if (error)
        return fail(ErrorKind::NotFound, "There is no readable file " + path.string() + ".",
                    error.message());
    if (bytes > static_cast<std::uintmax_t>(maxBytes))
        return fail(ErrorKind::TooLarge, "The file " + path.string() + " has " +
                                             std::to_string(bytes) + " bytes; at most " +
                                             std::to_string(maxBytes) + " are expected.");
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return fail(ErrorKind::Unreadable, "The file " + path.string() + " cannot be opened.");
    auto content = torchGuard([&]() -> Result<SafeTensors> {
        return readContent(file, static_cast<std::int64_t>(bytes));
    });
    if (!content && content.error().kind == ErrorKind::BadFormat)
        return fail(ErrorKind::BadFormat,
                    "The file " + path.string() + " is not a sound safetensors file: " +
                        content.error().message + ". Get it again from where it came.",
                    content.error().detail);
    return content;
}

Result<void> writeSafeTensors(const fs::path &path, const SafeTensors &content)
{
    return torchGuard([&]() -> Result<void> {
        const auto header = headerText(content);
        if (!header)
            return fail(header.error());
        return replaceFileAtomically(path, [&](const fs::path &temporary) {
            return writeContent(temporary, *header, content);
        });
    });
}

} // namespace koma
