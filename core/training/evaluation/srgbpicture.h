// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/imaging/image.h"

#include <filesystem>

namespace koma {

/// A picture file's pixels in sRGB, upright, with the file's channels and type.
Result<Image> readSrgbPicture(const std::filesystem::path &path);

} // namespace koma
