// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/imaging/pictureio.h"

#include <cstddef>
#include <filesystem>
#include <span>

namespace koma {

/// A file's metadata as Exiv2 finds it, made true for the upright picture: orientation 1, no
/// thumbnail.
struct FoundMetadata
{
    PictureMetadata metadata;
    int exifOrientation = 1; ///< of the stored pixels
};

/// Never fails: a block that cannot be read is left out.
FoundMetadata readMetadata(std::span<const std::byte> bytes);

/// Sets the pixel size that EXIF repeats, where it does.
void setExifSize(PictureMetadata &metadata, ImageSize size);

/// Whether an ICC profile is for pictures with so many channels.
bool profileFits(std::span<const std::uint8_t> iccProfile, int channels);

/// Adds the EXIF tags to a finished TIFF file, which only Exiv2 can do. False where it cannot.
bool addExifToTiff(const std::filesystem::path &path, std::span<const std::uint8_t> exif);

} // namespace koma
