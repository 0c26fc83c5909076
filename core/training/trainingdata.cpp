// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/trainingdata.h"

#include "core/training/pictureinspection.h"

namespace koma {

namespace fs = std::filesystem;

Result<TrainingFolder> inspectTrainingFolder(const fs::path &folder, int minSidePx, int minPictures,
                                             const CancelToken &cancel, const Progress &progress)
{
    std::error_code error;
    if (!fs::is_directory(folder, error))
        return fail(ErrorKind::NotFound, "There is no folder " + folder.string() + ".");
    const auto files = pictureFilesIn({folder});
    if (!files)
        return fail(files.error());
    const auto looked = inspectPictures(*files, minSidePx, cancel, progress);
    if (!looked)
        return fail(looked.error());
    TrainingFolder found;
    found.folder = folder;
    DrawingTraits sum;
    for (const InspectedPicture &picture : *looked) {
        const bool isDoubtful = picture.finding == PictureFinding::Duplicate ||
                                picture.finding == PictureFinding::OffStyle;
        if (isDoubtful)
            found.doubtful.push_back({picture.path, picture.reason});
        if (isDoubtful || picture.finding == PictureFinding::Fine) {
            found.pictures.push_back(picture.path);
            sum.chroma += picture.traits.chroma;
            sum.ink += picture.traits.ink;
        } else {
            found.rejected.push_back({picture.path, picture.reason});
        }
    }
    if (const auto count = static_cast<double>(found.pictures.size()); count > 0.0)
        found.traits = {.chroma = sum.chroma / count, .ink = sum.ink / count};
    if (found.pictures.size() < static_cast<std::size_t>(minPictures)) {
        std::string reasons;
        for (const RejectedPicture &rejected : found.rejected)
            reasons += rejected.path.string() + ": " + rejected.reason + "\n";
        return fail(ErrorKind::InvalidArgument,
                    "The folder " + folder.string() + " has " +
                        std::to_string(found.pictures.size()) +
                        " usable pictures; training needs at least " + std::to_string(minPictures) +
                        ". Add JPEG, PNG, WebP or TIFF files.",
                    reasons);
    }
    return found;
}

} // namespace koma
