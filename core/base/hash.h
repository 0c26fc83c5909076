// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

namespace koma {

/// SHA-256 (FIPS 180-4) of the bytes, as 64 lower-case hexadecimal digits.
std::string sha256Hex(std::span<const std::byte> bytes);

/// The same of a file's content, read in pieces.
Result<std::string> sha256HexOfFile(const std::filesystem::path &path);

} // namespace koma
