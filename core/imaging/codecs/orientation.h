// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/imaging/image.h"

namespace koma {

/// The picture as it is meant to be seen, from the EXIF orientation 1…8 of its stored pixels
/// (EXIF 2.3, tag 0x0112). Other numbers count as 1.
Result<Image> uprighted(const Image &image, int exifOrientation);

} // namespace koma
