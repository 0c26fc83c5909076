// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/progress.h"
#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

struct zip;
struct zip_source;

namespace koma {

/// Whether the bytes of an entry are made smaller. Pictures are small already, and formats that
/// tell themselves by a first entry "mimetype" want that one as it is.
enum class Packing { Stored, Deflated };

/// A zip that is being written, in the order of adding; discarded unless close() succeeds. The
/// add functions only note what is to be written: bytes and files must be there until close().
/// Adding to a zip that could not be opened fails. Not thread-safe.
class ZipWriter
{
public:
    explicit ZipWriter(const std::filesystem::path &path);
    ~ZipWriter();
    ZipWriter(const ZipWriter &) = delete;
    ZipWriter &operator=(const ZipWriter &) = delete;
    ZipWriter(ZipWriter &&) = delete;
    ZipWriter &operator=(ZipWriter &&) = delete;

    bool addText(std::string_view name, std::string_view bytes, Packing packing = Packing::Stored);
    bool addFile(std::string_view name, const std::filesystem::path &file,
                 Packing packing = Packing::Stored);
    /// Bytes that are asked for when their turn comes, so that no more than one such entry is in
    /// memory. The zip fails where `read` does or gives another size.
    bool addLater(std::string_view name, std::uint64_t sizeBytes,
                  std::function<Result<std::string>()> read);

    /// Writes everything. Cancelled, or Unwritable with `sentence` and the library's own words.
    Result<void> close(const std::string &sentence, const CancelToken &cancel = {},
                       const Progress &progress = {});

private:
    bool add(std::string_view name, zip_source *source, Packing packing);

    zip *m_zip = nullptr;
};

} // namespace koma
