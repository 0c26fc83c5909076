// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/export/exportarchive.h"

#include "core/base/atomicfile.h"

#include <utility>

namespace koma {

Result<void> writeArchive(const std::filesystem::path &path,
                          const std::vector<ArchiveEntry> &entries, const CancelToken &cancel)
{
    return replaceFileAtomically(path, [&](const std::filesystem::path &temporary) -> Result<void> {
        const std::string sentence = cannotWriteArchive(path, {}).value().message;
        ZipWriter zip(temporary);
        for (const ArchiveEntry &entry : entries) {
            const bool isAdded = entry.file.empty()
                                     ? zip.addText(entry.name, entry.text, entry.packing)
                                     : zip.addFile(entry.name, entry.file, entry.packing);
            if (!isAdded)
                return cannotWriteArchive(path, entry.name);
        }
        return zip.close(sentence, cancel);
    });
}

tl::unexpected<Error> cannotWriteArchive(const std::filesystem::path &path, std::string detail)
{
    return fail(ErrorKind::Unwritable,
                "The archive " + path.string() +
                    " cannot be written. Check the folder and the free space.",
                std::move(detail));
}

} // namespace koma
