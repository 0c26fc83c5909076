// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/imaging/image.h"

#include <cstdint>
#include <span>

namespace koma {

/// Pixel conversion between a picture's own ICC profile and sRGB, by Little CMS: relative
/// colorimetric with black-point compensation. Alpha passes through. An empty profile means sRGB
/// and costs nothing (the pixels are shared). Grey pictures with a grey profile become grey sRGB.
/// BadFormat for a broken profile or one that does not fit the channels. F32 output is not clipped
/// to 0…1 inside, so wide-gamut colours survive the way there and back.
Result<Image> convertToSrgb(const Image &image, std::span<const std::uint8_t> iccProfile);
Result<Image> convertFromSrgb(const Image &image, std::span<const std::uint8_t> iccProfile);

/// Other channel counts and sample types of the same colours. Grey is Rec. 601 luma of the
/// sRGB-encoded values (what drawings are scanned by); dropping alpha lays the picture on white
/// paper.
Result<Image> convertSamples(const ImageView &view, int channels, SampleType type);

} // namespace koma
