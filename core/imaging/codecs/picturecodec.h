// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/imaging/image.h"
#include "core/imaging/pictureio.h"

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

namespace koma {

/// What every decoder gets. `subject` begins its error sentences, as in "The picture /a/b.png".
struct DecodeRequest
{
    std::span<const std::byte> bytes;
    ReadLimits limits;
    std::string subject;
};

/// What every encoder gets: it fills the file `temporary`; errors name `target`.
struct EncodeRequest
{
    Image image;
    PictureMetadata metadata;
    int quality = 92;
    std::filesystem::path temporary;
    std::filesystem::path target;
    double dpi = 0.0; ///< 0: none
};

/// TooLarge where the header's size is beyond the limits, BadFormat where it is empty.
Result<void> checkSize(const DecodeRequest &request, std::int64_t widthPx, std::int64_t heightPx);

/// BadFormat: the file is broken or cut short.
tl::unexpected<Error> damaged(const DecodeRequest &request, std::string_view format,
                              std::string detail);

/// Unsupported: `what` completes "…, which Koma does not read".
tl::unexpected<Error> unsupported(const DecodeRequest &request, std::string_view what);

/// Unwritable, with the system's last error or the library's own words.
tl::unexpected<Error> cannotWrite(const EncodeRequest &request, std::string detail);

struct CloseFile
{
    void operator()(std::FILE *file) const { std::fclose(file); } // NOLINT(*-owning-memory)
};
using File = std::unique_ptr<std::FILE, CloseFile>;

/// The temporary file, open for writing; null where that fails.
File openForWriting(const EncodeRequest &request);

/// Rows of an image with other channels and samples, converted a strip at a time, so that writing
/// needs no second picture.
class RowFeed
{
public:
    RowFeed(Image image, int channels, SampleType type);

    /// Rows are asked for in order.
    Result<const std::byte *> row(int y);

private:
    Image m_image;
    int m_channels;
    SampleType m_type;
    Image m_strip;
    int m_stripTopPx = 0;
};

// Each tells its format by the first bytes and decodes pixels as they are stored: orientation and
// metadata are not its business. Broken and truncated bytes are BadFormat.
bool isJpeg(std::span<const std::byte> bytes);
bool isPng(std::span<const std::byte> bytes);
bool isWebp(std::span<const std::byte> bytes);
bool isTiff(std::span<const std::byte> bytes);
bool isBmp(std::span<const std::byte> bytes);
Result<Image> decodeJpeg(const DecodeRequest &request);
Result<Image> decodePng(const DecodeRequest &request);
Result<Image> decodeWebp(const DecodeRequest &request);
Result<Image> decodeTiff(const DecodeRequest &request);
Result<Image> decodeBmp(const DecodeRequest &request);

Result<void> encodeJpeg(const EncodeRequest &request);
Result<void> encodePng(const EncodeRequest &request);
Result<void> encodeWebp(const EncodeRequest &request);
Result<void> encodeTiff(const EncodeRequest &request);

} // namespace koma
