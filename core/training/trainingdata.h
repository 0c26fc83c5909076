// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/training/stylekind.h"

#include <filesystem>
#include <string>
#include <vector>

namespace koma {

/// A picture that training cannot or should not use, and why, in words for the artist.
struct RejectedPicture
{
    std::filesystem::path path;
    std::string reason;
};

/// The pictures of a folder (recursively, sorted by path), after each was opened once.
struct TrainingFolder
{
    std::filesystem::path folder;
    std::vector<std::filesystem::path> pictures;
    std::vector<RejectedPicture> rejected;
    std::vector<RejectedPicture> doubtful; ///< copies and misfits, which are among the pictures
    DrawingTraits traits;                  ///< of the pictures
};

/// Opens every picture of a folder: unreadable, too small (short side under `minSidePx`) and nearly
/// empty ones are rejected with a reason. InvalidArgument with the list if fewer than `minPictures`
/// are left; NotFound if there is no such folder.
Result<TrainingFolder> inspectTrainingFolder(const std::filesystem::path &folder, int minSidePx,
                                             int minPictures, const CancelToken &cancel = {},
                                             const Progress &progress = {});

} // namespace koma
