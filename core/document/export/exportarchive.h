// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"
#include "core/document/zip/zipwriter.h"

#include <filesystem>
#include <string>
#include <vector>

namespace koma {

/// What an exported archive is made of: a text, or a finished file where `file` is set.
struct ArchiveEntry
{
    std::string name;
    std::string text;
    std::filesystem::path file;
    Packing packing = Packing::Stored;
};

/// Replaces an archive by these entries in this order. Cancelled, Unwritable.
Result<void> writeArchive(const std::filesystem::path &path,
                          const std::vector<ArchiveEntry> &entries, const CancelToken &cancel);

tl::unexpected<Error> cannotWriteArchive(const std::filesystem::path &path, std::string detail);

} // namespace koma
