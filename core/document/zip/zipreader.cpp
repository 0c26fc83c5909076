// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/zip/zipreader.h"

#include <zip.h>

namespace koma {

std::unique_ptr<ZipReader> ZipReader::open(const std::filesystem::path &path)
{
    zip_t *zip = zip_open(path.c_str(), ZIP_RDONLY, nullptr);
    return zip != nullptr ? std::unique_ptr<ZipReader>(new ZipReader(zip)) : nullptr;
}

ZipReader::~ZipReader()
{
    zip_discard(m_zip);
}

std::uint64_t ZipReader::entryCount() const
{
    const zip_int64_t count = zip_get_num_entries(m_zip, 0);
    return count > 0 ? static_cast<std::uint64_t>(count) : 0;
}

std::vector<ZipReader::Entry> ZipReader::entries() const
{
    std::vector<Entry> entries;
    const std::uint64_t count = entryCount();
    for (std::uint64_t index = 0; index < count; ++index) {
        zip_stat_t stat;
        zip_stat_init(&stat);
        constexpr zip_uint64_t kNeeded = ZIP_STAT_NAME | ZIP_STAT_SIZE;
        if (zip_stat_index(m_zip, index, 0, &stat) == 0 && (stat.valid & kNeeded) == kNeeded)
            entries.push_back({index, stat.name, stat.size});
    }
    return entries;
}

ZipReader::Content ZipReader::read(const Entry &entry) const
{
    const std::unique_ptr<zip_file_t, int (*)(zip_file_t *)> file(
        zip_fopen_index(m_zip, entry.index, 0), &zip_fclose);
    if (file == nullptr)
        return {};
    Content content{std::string(entry.sizeBytes, '\0'), false};
    std::string &bytes = content.bytes;
    std::size_t filled = 0;
    zip_int64_t got = 1;
    while (got > 0) {
        // One byte past the end is asked for too: only then is the checksum compared.
        char beyond = 0;
        const bool isAtEnd = filled == bytes.size();
        got = zip_fread(file.get(), isAtEnd ? &beyond : bytes.data() + filled,
                        isAtEnd ? 1 : bytes.size() - filled);
        if (isAtEnd)
            break;
        filled += got > 0 ? static_cast<std::size_t>(got) : 0;
    }
    content.isWhole = got == 0 && filled == bytes.size();
    bytes.resize(filled);
    return content;
}

} // namespace koma
