// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/pictureio.h"

#include "core/base/atomicfile.h"
#include "core/imaging/codecs/orientation.h"
#include "core/imaging/codecs/picturecodec.h"
#include "core/imaging/codecs/picturemetadata.h"
#include "core/imaging/color.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <new>
#include <system_error>

namespace koma {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMaxFileBytes = std::uintmax_t{4} << 30U;

struct Codec
{
    bool (*recognises)(std::span<const std::byte> bytes);
    Result<Image> (*decode)(const DecodeRequest &request);
};

constexpr std::array<Codec, 5> kCodecs{{{&isJpeg, &decodeJpeg},
                                        {&isPng, &decodePng},
                                        {&isWebp, &decodeWebp},
                                        {&isTiff, &decodeTiff},
                                        {&isBmp, &decodeBmp}}};

Result<Picture> pictureFrom(const DecodeRequest &request, const Codec &codec)
{
    auto stored = codec.decode(request);
    if (!stored)
        return fail(stored.error());
    FoundMetadata found = readMetadata(request.bytes);
    auto upright = uprighted(*stored, found.exifOrientation);
    if (!upright)
        return fail(upright.error());
    Picture picture{std::move(*upright), std::move(found.metadata)};
    setExifSize(picture.metadata, picture.image.size());
    // Some writers leave a colour profile in a grey file; it says nothing about these pixels.
    if (!profileFits(picture.metadata.iccProfile, picture.image.channels()))
        picture.metadata.iccProfile.clear();
    return picture;
}

Result<Picture> decodeNamed(const DecodeRequest &request)
{
    if (request.bytes.empty())
        return fail(ErrorKind::BadFormat, request.subject + " is empty; get a fresh copy of it.");
    const auto *codec = std::find_if(kCodecs.begin(), kCodecs.end(), [&](const Codec &candidate) {
        return candidate.recognises(request.bytes);
    });
    if (codec == kCodecs.end())
        return fail(ErrorKind::BadFormat,
                    request.subject +
                        " is not a JPEG, PNG, WebP, TIFF or BMP picture; save it as one of these "
                        "first.");
    try {
        return pictureFrom(request, *codec);
    } catch (const std::bad_alloc &) {
        return fail(ErrorKind::OutOfMemory,
                    request.subject + " needs more memory than is free; close other programs or "
                                      "make it smaller.");
    }
}

Result<std::vector<std::byte>> bytesOf(const fs::path &path)
{
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (status.type() == fs::file_type::not_found)
        return fail(ErrorKind::NotFound, "There is no picture " + path.string() + ".");
    const std::uintmax_t size = fs::is_regular_file(status) ? fs::file_size(path, error) : 0;
    const File file(fs::is_regular_file(status) ? std::fopen(path.c_str(), "rb") : nullptr);
    if (file == nullptr || error)
        return fail(ErrorKind::Unreadable,
                    "The picture " + path.string() +
                        " cannot be read; check that it is a file and its permissions.",
                    error.message());
    if (size > kMaxFileBytes)
        return fail(ErrorKind::TooLarge, "The picture " + path.string() + " is a file of " +
                                             std::to_string(size >> 20U) + " MiB; at most " +
                                             std::to_string(kMaxFileBytes >> 20U) +
                                             " MiB can be opened.");
    try {
        std::vector<std::byte> bytes(size);
        if (std::fread(bytes.data(), 1, bytes.size(), file.get()) != bytes.size())
            return fail(ErrorKind::Unreadable,
                        "The picture " + path.string() + " cannot be read to its end.");
        return bytes;
    } catch (const std::bad_alloc &) {
        return fail(ErrorKind::OutOfMemory,
                    "The picture " + path.string() + " needs more memory than is free.");
    }
}

Result<void> encode(const EncodeRequest &request, PictureFormat format)
{
    switch (format) {
    case PictureFormat::Jpeg:
        return encodeJpeg(request);
    case PictureFormat::Png:
        return encodePng(request);
    case PictureFormat::Webp:
        return encodeWebp(request);
    case PictureFormat::Tiff:
        break;
    }
    return encodeTiff(request);
}

/// WebP has no grey; JPEG has no alpha. The profile must be for what is stored.
int storedChannels(int channels, PictureFormat format)
{
    if (format == PictureFormat::Jpeg)
        return channels <= 2 ? 1 : 3;
    if (format == PictureFormat::Webp)
        return channels <= 2 ? channels + 2 : channels;
    return channels;
}

/// Makes pixels and profile fit each other: grey pixels under a colour profile become colour
/// pixels, and a profile that still does not fit is left out.
Result<void> matchProfile(EncodeRequest &request, PictureFormat format)
{
    std::vector<std::uint8_t> &profile = request.metadata.iccProfile;
    if (profile.empty() || profileFits(profile, storedChannels(request.image.channels(), format)))
        return {};
    if (!request.image.view().isGrey() || !profileFits(profile, 3)) {
        profile.clear();
        return {};
    }
    auto colour = convertSamples(request.image, request.image.channels() + 2, request.image.type());
    if (!colour)
        return fail(colour.error());
    request.image = std::move(*colour);
    return {};
}

} // namespace

Result<Picture> readPicture(const fs::path &path, const ReadLimits &limits)
{
    const auto bytes = bytesOf(path);
    if (!bytes)
        return fail(bytes.error());
    return decodeNamed({*bytes, limits, "The picture " + path.string()});
}

Result<Picture> decodePicture(std::span<const std::byte> bytes, const ReadLimits &limits)
{
    return decodeNamed({bytes, limits, "The picture"});
}

Result<void> writePicture(const fs::path &path, const Image &image, const PictureMetadata &metadata,
                          const WriteOptions &options)
{
    if (image.isEmpty())
        return fail(ErrorKind::InvalidArgument,
                    "There is no picture to write to " + path.string() + ".");
    EncodeRequest request{image, metadata, std::clamp(options.quality, 1, 100),
                          {},    path,     options.dpi};
    if (auto matched = matchProfile(request, options.format); !matched)
        return matched;
    setExifSize(request.metadata, image.size());
    return replaceFileAtomically(path, [&](const fs::path &temporary) -> Result<void> {
        request.temporary = temporary;
        try {
            return encode(request, options.format);
        } catch (const std::bad_alloc &) {
            return fail(ErrorKind::OutOfMemory,
                        "Writing " + path.string() + " needs more memory than is free.");
        }
    });
}

Result<PictureFormat> formatFromExtension(const fs::path &path)
{
    std::string ending = path.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    if (ending == ".jpg" || ending == ".jpeg")
        return PictureFormat::Jpeg;
    if (ending == ".png")
        return PictureFormat::Png;
    if (ending == ".webp")
        return PictureFormat::Webp;
    if (ending == ".tif" || ending == ".tiff")
        return PictureFormat::Tiff;
    return fail(ErrorKind::InvalidArgument,
                "The name " + path.filename().string() +
                    " must end in .jpg, .jpeg, .png, .webp, .tif or .tiff.");
}

std::string_view extensionOf(PictureFormat format)
{
    switch (format) {
    case PictureFormat::Jpeg:
        return ".jpg";
    case PictureFormat::Png:
        return ".png";
    case PictureFormat::Webp:
        return ".webp";
    case PictureFormat::Tiff:
        return ".tif";
    }
    return ".png";
}

} // namespace koma
