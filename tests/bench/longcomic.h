// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>

namespace koma::bench {

/// What a long comic has: pages with four photos of 12 megapixels each.
inline constexpr int kLongComicPages = 100;

/// Writes a .koma of 100 pages and about 2 GB of pictures, no two of which are the same file. What
/// they show repeats. Answers with the bytes of the pictures.
Result<std::uint64_t> writeLongComic(const std::filesystem::path &path);

} // namespace koma::bench
