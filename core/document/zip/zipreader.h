// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

struct zip;

namespace koma {

/// A zip that is open for reading. Opening reads its directory and nothing else; names and sizes
/// are what the file claims, so callers check both before they read. Not thread-safe.
class ZipReader
{
public:
    /// Null where there is no zip.
    static std::unique_ptr<ZipReader> open(const std::filesystem::path &path);
    ~ZipReader();
    ZipReader(const ZipReader &) = delete;
    ZipReader &operator=(const ZipReader &) = delete;
    ZipReader(ZipReader &&) = delete;
    ZipReader &operator=(ZipReader &&) = delete;

    [[nodiscard]] std::uint64_t entryCount() const;

    struct Entry
    {
        std::uint64_t index = 0;
        std::string name; ///< UTF-8
        std::uint64_t sizeBytes = 0;
    };
    /// In the order of the directory; entries without name or size are left out.
    [[nodiscard]] std::vector<Entry> entries() const;

    struct Content
    {
        std::string bytes;
        bool isWhole = false; ///< as many as claimed, with the right checksum
    };
    /// What can be read of an entry.
    [[nodiscard]] Content read(const Entry &entry) const;

private:
    explicit ZipReader(zip *zip) : m_zip(zip) {}
    zip *m_zip;
};

} // namespace koma
