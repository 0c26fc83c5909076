// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/imaging/image.h"
#include "core/training/stylekind.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace koma {

/// What stands against training on a picture.
enum class PictureFinding {
    Fine,
    Unreadable,
    TooSmall,
    TooNarrow,
    NearlyEmpty,
    Duplicate, ///< of one before it, as far as a thumbnail shows
    OffStyle,  ///< much more or less coloured than the others
};

/// A picture after one look at it.
struct InspectedPicture
{
    std::filesystem::path path;
    PictureFinding finding = PictureFinding::Fine;
    std::string reason; ///< in English, for a terminal; empty if fine
    ImageSize size;
    Image thumbnail; ///< RGB U8, long side 160 px; empty where unreadable
    DrawingTraits traits;
    std::uint64_t layoutHash = 0;      ///< equal or nearly so for copies; see differenceHash()
    std::filesystem::path duplicateOf; ///< of a duplicate
};

/// All picture files among the given files and below the given folders, sorted, each once.
Result<std::vector<std::filesystem::path>>
pictureFilesIn(const std::vector<std::filesystem::path> &filesAndFolders);

/// Opens a picture and looks at it alone: everything but Duplicate and OffStyle.
InspectedPicture inspectPicture(const std::filesystem::path &file, int minSidePx);

/// Opens all pictures; duplicates and misfits are found among those that are fine. OffStyle takes
/// at least eight pictures to say what the style is. Fails only when cancelled.
Result<std::vector<InspectedPicture>>
inspectPictures(const std::vector<std::filesystem::path> &files, int minSidePx,
                const CancelToken &cancel = {}, const Progress &progress = {});

/// Marks duplicates and misfits among pictures that were looked at one by one.
void comparePictures(std::vector<InspectedPicture> &pictures);

/// 64 bits: whether each of 8×8 areas of the luma is lighter than its right neighbour. Copies in
/// other sizes and formats differ in a few bits at most.
std::uint64_t differenceHash(const Image &rgbThumbnail);

} // namespace koma
