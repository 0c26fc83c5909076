// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace koma {

/// Something that could not be read as it was written. The rest was read; the window lists these.
struct FileIssue
{
    enum class Kind {
        DamagedArchive, ///< the archive's directory was lost; entries were found one by one
        DamagedText,    ///< document.json is not what was written
        PageLost,
        ObjectLost,
        FieldReplaced, ///< a value made no sense; its default stands instead
        PictureMissing,
        ForeignEntry, ///< a file in the archive that has no business there; it was not read
    };

    Kind kind = Kind::FieldReplaced;
    int pageNumber = 0;  ///< from 1; 0: of no page
    std::string message; ///< one English sentence

    bool operator==(const FileIssue &) const = default;
};

using FileIssues = std::vector<FileIssue>;

/// How many of a kind there are.
std::size_t countOf(const FileIssues &issues, FileIssue::Kind kind);

} // namespace koma
