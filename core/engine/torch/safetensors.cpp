// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/safetensors.h"

#include "core/base/atomicfile.h"
#include "core/engine/safetensorsheader.h"
#include "core/engine/torch/torchguard.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <fstream>
#include <string_view>
#include <system_error>

namespace koma {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

static_assert(std::endian::native == std::endian::little,
              "tensors are stored as they lie in memory");

constexpr std::size_t kPrefixBytes = 8;

struct TypePair
{
    TensorType type;
    torch::ScalarType torchType;
};
constexpr std::array<TypePair, 7> kTypes = {{{TensorType::F64, torch::kFloat64},
                                             {TensorType::F32, torch::kFloat32},
                                             {TensorType::F16, torch::kFloat16},
                                             {TensorType::BF16, torch::kBFloat16},
                                             {TensorType::I64, torch::kInt64},
                                             {TensorType::I32, torch::kInt32},
                                             {TensorType::U8, torch::kUInt8}}};

torch::ScalarType torchTypeOf(TensorType type)
{
    return std::find_if(kTypes.begin(), kTypes.end(),
                        [type](const TypePair &known) { return known.type == type; })
        ->torchType;
}

tl::unexpected<Error> damaged(const std::string &what)
{
    return fail(ErrorKind::BadFormat, what);
}

Result<SafeTensors> readContent(std::ifstream &file, std::int64_t fileBytes)
{
    auto header = readSafeTensorsHeader(file, fileBytes);
    if (!header)
        return fail(header.error());
    SafeTensors content;
    content.metadata = std::move(header->metadata);
    for (const TensorEntry &entry : header->tensors) {
        torch::Tensor tensor = torch::empty(entry.shape, torchTypeOf(entry.type));
        if (!file.read(static_cast<char *>(tensor.data_ptr()), entry.end - entry.begin))
            return damaged("the data of tensor \"" + entry.name + "\" are cut short");
        content.tensors.emplace(entry.name, std::move(tensor));
    }
    return content;
}

Result<std::string_view> nameOfDtype(torch::ScalarType type)
{
    const auto *found = std::find_if(kTypes.begin(), kTypes.end(), [type](const TypePair &known) {
        return known.torchType == type;
    });
    if (found == kTypes.end())
        return fail(ErrorKind::Unsupported, std::string("Tensors of type ") + c10::toString(type) +
                                                " cannot be written to a safetensors file.");
    return tensorTypeName(found->type);
}

Result<std::string> headerText(const SafeTensors &content)
{
    json header = json::object();
    if (!content.metadata.empty())
        header[std::string(kTensorMetadataKey)] = content.metadata;
    std::int64_t offset = 0;
    for (const auto &[name, tensor] : content.tensors) {
        const auto dtype = nameOfDtype(tensor.scalar_type());
        if (!dtype)
            return fail(dtype.error());
        if (name == kTensorMetadataKey)
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
