// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/trainingdata.h"

#include "core/imaging/color.h"
#include "core/imaging/pictureio.h"
#include "core/imaging/resize.h"

#include <algorithm>
#include <cmath>

namespace koma {
namespace {

namespace fs = std::filesystem;

constexpr int kThumbnailPx = 64;
constexpr int kMaxAspect = 8; ///< beyond it nothing to crop is left once the long side is shrunk
constexpr double kEmptyDeviation = 0.02; ///< of luma in 0…1; below it a picture is a blank sheet

bool looksLikePicture(const fs::path &path)
{
    return formatFromExtension(path).has_value();
}

/// Mean chroma and deviation of luma of a small copy, 0…1.
struct Impression
{
    double chroma = 0.0;
    double lumaDeviation = 0.0;
};

Impression impressionOf(const ImageView &rgb)
{
    double chroma = 0.0;
    double sum = 0.0;
    double squares = 0.0;
    for (int y = 0; y < rgb.size.heightPx; ++y) {
        const auto *pixel = rgb.rowAs<std::uint8_t>(y);
        for (int x = 0; x < rgb.size.widthPx; ++x, pixel += 3) {
            const auto [low, high] = std::minmax({pixel[0], pixel[1], pixel[2]});
            chroma += (high - low) / 255.0;
            const double luma = (0.299 * pixel[0] + 0.587 * pixel[1] + 0.114 * pixel[2]) / 255.0;
            sum += luma;
            squares += luma * luma;
        }
    }
    const auto count = static_cast<double>(rgb.size.pixelCount());
    const double mean = sum / count;
    return {chroma / count, std::sqrt(std::max(0.0, squares / count - mean * mean))};
}

Result<Impression> look(const fs::path &path, int minSidePx)
{
    const auto picture = readPicture(path);
    if (!picture)
        return fail(picture.error());
    const ImageSize size = picture->image.size();
    if (size.shortSidePx() < minSidePx)
        return fail(ErrorKind::InvalidArgument, "it is too small (" + std::to_string(size.widthPx) +
                                                    "×" + std::to_string(size.heightPx) +
                                                    "); the short side needs at least " +
                                                    std::to_string(minSidePx) + " pixels");
    if (size.longSidePx() > kMaxAspect * size.shortSidePx())
        return fail(ErrorKind::InvalidArgument,
                    "it is too narrow (" + std::to_string(size.widthPx) + "×" +
                        std::to_string(size.heightPx) + "); crop it to less than " +
                        std::to_string(kMaxAspect) + " to 1");
    const auto rgb = convertSamples(picture->image, 3, SampleType::U8);
    if (!rgb)
        return fail(rgb.error());
    const auto small = resized(*rgb, sizeWithLongSide(size, kThumbnailPx));
    if (!small)
        return fail(small.error());
    const Impression impression = impressionOf(*small);
    if (impression.lumaDeviation < kEmptyDeviation)
        return fail(ErrorKind::InvalidArgument, "it is nearly empty");
    return impression;
}

} // namespace

Result<TrainingFolder> inspectTrainingFolder(const fs::path &folder, int minSidePx, int minPictures,
                                             const CancelToken &cancel, const Progress &progress)
{
    std::error_code error;
    if (!fs::is_directory(folder, error))
        return fail(ErrorKind::NotFound, "There is no folder " + folder.string() + ".");
    std::vector<fs::path> candidates;
    for (fs::recursive_directory_iterator it(folder, error), end; !error && it != end;
         it.increment(error)) {
        if (it->is_regular_file(error) && looksLikePicture(it->path()))
            candidates.push_back(it->path());
    }
    if (error)
        return fail(ErrorKind::Unreadable, "The folder " + folder.string() + " cannot be read.",
                    error.message());
    std::sort(candidates.begin(), candidates.end());

    TrainingFolder found;
    found.folder = folder;
    double chroma = 0.0;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        if (cancel.isCancelled())
            return failCancelled();
        if (const auto impression = look(candidates[i], minSidePx)) {
            found.pictures.push_back(candidates[i]);
            chroma += impression->chroma;
        } else {
            found.rejected.push_back({candidates[i], impression.error().message});
        }
        progress.report(static_cast<double>(i + 1) / static_cast<double>(candidates.size()),
                        "reading pictures");
    }
    if (!found.pictures.empty())
        found.colourfulness = chroma / static_cast<double>(found.pictures.size());
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
