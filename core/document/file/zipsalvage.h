// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace koma::detail {

/// A stored (not compressed) entry that a local header tells of (APPNOTE.TXT 4.3.7).
struct SalvagedEntry
{
    std::string name;
    std::uint64_t offset = 0; ///< of its bytes in the file
    std::uint64_t sizeBytes = 0;
    bool isCutShort = false; ///< the file ends before it does
};

/// Walks through a file without its directory: from header to header where they are sound, and on
/// to the next that can be found where one is not.
Result<std::vector<SalvagedEntry>> salvagedEntries(const std::filesystem::path &path);

} // namespace koma::detail
