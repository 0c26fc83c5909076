// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace koma {

/// Replaces a file as a whole: the bytes go to a temporary file in the same folder, are flushed to
/// disk, and take the name in one rename. A crash, a full disk or a cancel leaves the old file as
/// it was.
Result<void> writeFileAtomically(const std::filesystem::path &path,
                                 std::span<const std::byte> bytes);
Result<void> writeFileAtomically(const std::filesystem::path &path, std::string_view text);

/// The same for writers that want a path: `write` fills the given temporary file (same folder, same
/// extension); if it fails, nothing changes and its error is passed on.
Result<void> replaceFileAtomically(
    const std::filesystem::path &path,
    const std::function<Result<void>(const std::filesystem::path &temporary)> &write);

/// A whole file as text; refuses files above `maxBytes`.
Result<std::string> readFile(const std::filesystem::path &path, std::size_t maxBytes);

} // namespace koma
