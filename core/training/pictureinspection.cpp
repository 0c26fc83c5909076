// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/pictureinspection.h"

#include "core/imaging/color.h"
#include "core/imaging/pictureio.h"
#include "core/imaging/resize.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <system_error>

namespace koma {
namespace {

namespace fs = std::filesystem;

constexpr int kThumbnailPx = 160;
constexpr int kMaxAspect = 8; ///< beyond it nothing to crop is left once the long side is shrunk
constexpr double kEmptyDeviation = 0.02; ///< of luma in 0…1; below it a picture is a blank sheet
constexpr int kMostCopyBits = 6;
constexpr double kMostCopyStretch = 0.03;
constexpr double kMostCopyDifference = 4.0; ///< mean, of 8-bit levels: JPEG and resampling
constexpr std::size_t kFewestForStyle = 8;
constexpr double kLeastOffStyle = 0.12; ///< of chroma: less is within any style
constexpr double kOffStyleDeviations = 5.0;

bool looksLikePicture(const fs::path &path)
{
    return formatFromExtension(path).has_value();
}

/// Means, and deviation of luma, 0…1.
struct Impression
{
    double chroma = 0.0;
    double luma = 0.0;
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
    return {chroma / count, mean, std::sqrt(std::max(0.0, squares / count - mean * mean))};
}

std::string sizeText(ImageSize size)
{
    return std::to_string(size.widthPx) + "×" + std::to_string(size.heightPx);
}

/// Why its size rules a picture out.
std::optional<std::pair<PictureFinding, std::string>> wrongSize(ImageSize size, int minSidePx)
{
    if (size.shortSidePx() < minSidePx)
        return std::pair{PictureFinding::TooSmall, "it is too small (" + sizeText(size) +
                                                       "); the short side needs at least " +
                                                       std::to_string(minSidePx) + " pixels"};
    if (size.longSidePx() > kMaxAspect * size.shortSidePx())
        return std::pair{PictureFinding::TooNarrow, "it is too narrow (" + sizeText(size) +
                                                        "); crop it to less than " +
                                                        std::to_string(kMaxAspect) + " to 1"};
    return std::nullopt;
}

double median(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// The hash finds candidates fast; the thumbnails decide.
bool areCopies(const InspectedPicture &one, const InspectedPicture &other)
{
    if (std::popcount(one.layoutHash ^ other.layoutHash) > kMostCopyBits)
        return false;
    const auto scaled = resized(other.thumbnail, one.thumbnail.size());
    const double stretch = (static_cast<double>(one.size.widthPx) * other.size.heightPx) /
                           (static_cast<double>(one.size.heightPx) * other.size.widthPx);
    if (!scaled || std::abs(stretch - 1.0) > kMostCopyStretch)
        return false;
    const auto *samples = one.thumbnail.view().rowAs<std::uint8_t>(0);
    const auto *others = scaled->view().rowAs<std::uint8_t>(0);
    std::int64_t difference = 0;
    for (std::size_t i = 0; i < scaled->byteCount(); ++i)
        difference += std::abs(samples[i] - others[i]);
    return static_cast<double>(difference) <=
           kMostCopyDifference * static_cast<double>(scaled->byteCount());
}

void markDuplicates(std::vector<InspectedPicture> &pictures)
{
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        for (std::size_t j = 0; j < i && pictures[i].finding == PictureFinding::Fine; ++j) {
            if (pictures[j].finding != PictureFinding::Fine || !areCopies(pictures[i], pictures[j]))
                continue;
            pictures[i].finding = PictureFinding::Duplicate;
            pictures[i].duplicateOf = pictures[j].path;
            pictures[i].reason = "it is a copy of " + pictures[j].path.filename().string();
        }
    }
}

void markMisfits(std::vector<InspectedPicture> &pictures)
{
    std::vector<double> chromas;
    for (const InspectedPicture &picture : pictures) {
        if (picture.finding == PictureFinding::Fine)
            chromas.push_back(picture.traits.chroma);
    }
    if (chromas.size() < kFewestForStyle)
        return;
    const double usual = median(chromas);
    std::vector<double> distances;
    distances.reserve(chromas.size());
    for (const double chroma : chromas)
        distances.push_back(std::abs(chroma - usual));
    const double limit = std::max(kLeastOffStyle, kOffStyleDeviations * median(distances));
    for (InspectedPicture &picture : pictures) {
        if (picture.finding != PictureFinding::Fine ||
            std::abs(picture.traits.chroma - usual) <= limit)
            continue;
        picture.finding = PictureFinding::OffStyle;
        picture.reason = picture.traits.chroma > usual ? "it is far more coloured than the others"
                                                       : "it is far less coloured than the others";
    }
}

} // namespace

std::uint64_t differenceHash(const Image &rgbThumbnail)
{
    constexpr int kColumns = 9;
    constexpr int kRows = 8;
    const auto small = resized(rgbThumbnail, {kColumns, kRows});
    if (!small)
        return 0;
    std::uint64_t hash = 0;
    for (int y = 0; y < kRows; ++y) {
        const auto *pixel = small->view().rowAs<std::uint8_t>(y);
        std::array<int, kColumns> luma{};
        for (int x = 0; x < kColumns; ++x, pixel += 3)
            luma[static_cast<std::size_t>(x)] = 299 * pixel[0] + 587 * pixel[1] + 114 * pixel[2];
        for (std::size_t x = 0; x + 1 < kColumns; ++x)
            hash = (hash << 1U) | (luma[x] > luma[x + 1] ? 1U : 0U);
    }
    return hash;
}

Result<std::vector<fs::path>> pictureFilesIn(const std::vector<fs::path> &filesAndFolders)
{
    std::vector<fs::path> files;
    for (const fs::path &given : filesAndFolders) {
        std::error_code error;
        if (!fs::exists(given, error))
            return fail(ErrorKind::NotFound, "There is no file or folder " + given.string() + ".");
        if (!fs::is_directory(given, error)) {
            if (looksLikePicture(given))
                files.push_back(given);
            continue;
        }
        for (fs::recursive_directory_iterator it(given, error), end; !error && it != end;
             it.increment(error)) {
            if (it->is_regular_file(error) && looksLikePicture(it->path()))
                files.push_back(it->path());
        }
        if (error)
            return fail(ErrorKind::Unreadable, "The folder " + given.string() + " cannot be read.",
                        error.message());
    }
    std::sort(files.begin(), files.end());
    files.erase(std::unique(files.begin(), files.end()), files.end());
    return files;
}

InspectedPicture inspectPicture(const fs::path &file, int minSidePx)
{
    InspectedPicture seen;
    seen.path = file;
    const auto unreadable = [&](const Error &error) {
        seen.finding = PictureFinding::Unreadable;
        seen.reason = error.message;
        return seen;
    };
    const auto picture = readPicture(file);
    if (!picture)
        return unreadable(picture.error());
    seen.size = picture->image.size();
    const auto rgb = convertSamples(picture->image, 3, SampleType::U8);
    if (!rgb)
        return unreadable(rgb.error());
    auto small = seen.size.longSidePx() > kThumbnailPx
                     ? resized(*rgb, sizeWithLongSide(seen.size, kThumbnailPx))
                     : *rgb;
    if (!small)
        return unreadable(small.error());
    seen.thumbnail = std::move(*small);
    const Impression impression = impressionOf(seen.thumbnail);
    seen.traits = {.chroma = impression.chroma, .ink = 1.0 - impression.luma};
    seen.layoutHash = differenceHash(seen.thumbnail);
    if (auto wrong = wrongSize(seen.size, minSidePx)) {
        std::tie(seen.finding, seen.reason) = std::move(*wrong);
    } else if (impression.lumaDeviation < kEmptyDeviation) {
        seen.finding = PictureFinding::NearlyEmpty;
        seen.reason = "it is nearly empty";
    }
    return seen;
}

void comparePictures(std::vector<InspectedPicture> &pictures)
{
    markDuplicates(pictures);
    markMisfits(pictures);
}

Result<std::vector<InspectedPicture>> inspectPictures(const std::vector<fs::path> &files,
                                                      int minSidePx, const CancelToken &cancel,
                                                      const Progress &progress)
{
    std::vector<InspectedPicture> pictures;
    pictures.reserve(files.size());
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (cancel.isCancelled())
            return failCancelled();
        pictures.push_back(inspectPicture(files[i], minSidePx));
        progress.report(static_cast<double>(i + 1) / static_cast<double>(files.size()),
                        "reading pictures");
    }
    comparePictures(pictures);
    return pictures;
}

} // namespace koma
