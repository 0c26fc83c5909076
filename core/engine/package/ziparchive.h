// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace koma {

/// A file of an archive.
struct ZipFile
{
    std::string name;
    std::string content;
};

/// A file that an archive may have, and its most bytes when inflated.
struct ZipRule
{
    std::string_view name; ///< compared byte by byte
    std::uint64_t maxBytes = 0;
};

/// Reads a zip archive made by a stranger, all of it in memory: nothing is written anywhere. Only
/// plain files that a rule names are accepted, each at most once, stored or deflated, not
/// encrypted; sizes are checked as declared and again while inflating, the CRC at the end.
/// BadFormat or TooLarge otherwise; the message is what follows "the archive was refused: ". Any
/// thread.
Result<std::vector<ZipFile>> readZip(std::span<const std::byte> archive,
                                     std::span<const ZipRule> rules);

/// Makes an archive of deflated files. Equal content gives equal bytes: it has no times.
Result<std::string> writeZip(std::span<const ZipFile> files);

} // namespace koma
