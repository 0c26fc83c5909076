// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"
#include "core/imaging/image.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace koma {

/// What travels with the pixels from the file that was opened to the file that is exported.
struct PictureMetadata
{
    std::vector<std::uint8_t> iccProfile; ///< empty: sRGB
    std::vector<std::uint8_t> exif;       ///< raw EXIF block, orientation already reset to 1
    std::vector<std::uint8_t> xmp;        ///< raw XMP packet
};

/// A decoded file: upright pixels (EXIF orientation applied) in the file's own colour space and
/// depth.
struct Picture
{
    Image image;
    PictureMetadata metadata;
};

struct ReadLimits
{
    std::int64_t maxPixels = 16384LL * 16384LL;
    int maxSidePx = 65500;
    /// 0: all pixels. Else the decoder may give a smaller picture of the same aspect where that is
    /// quicker, as JPEG is, but none whose long side is below this.
    int enoughLongSidePx = 0;
};

enum class PictureFormat { Jpeg, Png, Webp, Tiff };

struct WriteOptions
{
    PictureFormat format = PictureFormat::Png;
    int quality = 92; ///< 1…100; JPEG and WebP (100 is lossless WebP)
    double dpi = 0.0; ///< of PNG, JPEG and TIFF, as printers ask for it; 0: none is written
};

/// Reads JPEG, PNG, WebP, TIFF and BMP. The full size is checked in the header, before decoding:
/// TooLarge. A file cut short is BadFormat, never a half-grey picture. Any thread.
Result<Picture> readPicture(const std::filesystem::path &path, const ReadLimits &limits = {});

/// The same from bytes, as from the clipboard or a test.
Result<Picture> decodePicture(std::span<const std::byte> bytes, const ReadLimits &limits = {});

/// Writes atomically, with ICC, EXIF and XMP. 16-bit samples stay 16 bit in PNG and TIFF and become
/// 8 bit elsewhere; alpha is laid on white paper for JPEG. F32 is written as 16 bit (PNG, TIFF) or
/// 8 bit.
Result<void> writePicture(const std::filesystem::path &path, const Image &image,
                          const PictureMetadata &metadata, const WriteOptions &options);

/// The format that a file name asks for; InvalidArgument names the known endings.
Result<PictureFormat> formatFromExtension(const std::filesystem::path &path);

/// How files of a format are named: ".jpg", ".png", ".webp" or ".tif".
std::string_view extensionOf(PictureFormat format);

} // namespace koma
