// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/styleevaluation.h"

#include "core/imaging/color.h"
#include "core/imaging/contactsheet.h"
#include "core/imaging/edgelayout.h"
#include "core/imaging/pictureio.h"
#include "core/imaging/resize.h"
#include "core/training/trainingdata.h"

#include <algorithm>
#include <numeric>

namespace koma {
namespace {

using Layouts = std::vector<std::vector<float>>;

constexpr int kMinSidePx = 16;

double meanDistance(const Layouts &layouts)
{
    double sum = 0.0;
    std::size_t pairs = 0;
    for (std::size_t a = 0; a < layouts.size(); ++a) {
        for (std::size_t b = a + 1; b < layouts.size(); ++b, ++pairs)
            sum += 1.0 - std::inner_product(layouts[a].begin(), layouts[a].end(),
                                            layouts[b].begin(), 0.0);
    }
    return pairs > 0 ? sum / static_cast<double>(pairs) : 0.0;
}

Result<Image> fittedInto(const Image &image, int cellPx)
{
    if (image.size().longSidePx() <= cellPx)
        return image;
    return resized(image, sizeWithLongSide(image.size(), cellPx));
}

/// What is gathered while the photos are drawn one by one.
struct Gallery
{
    Layouts photos;
    Layouts drawings;
    std::vector<ContactRow> rows;
    double seconds = 0.0;
    double megapixels = 0.0;
};

Result<void> drawOne(InferenceEngine &engine, const EvaluationRequest &request,
                     const std::filesystem::path &path, const CancelToken &cancel, Gallery &gallery)
{
    const auto picture = readPicture(path);
    if (!picture)
        return fail(picture.error());
    const auto photo = convertToSrgb(picture->image, picture->metadata.iccProfile);
    if (!photo)
        return fail(photo.error());
    DrawRequest draw;
    draw.style = request.style;
    draw.strokeScale = request.strokeScale;
    const auto drawing = engine.draw(*photo, draw, cancel);
    if (!drawing)
        return fail(drawing.error());
    gallery.seconds += drawing->report.seconds;
    gallery.megapixels += static_cast<double>(photo->size().pixelCount()) / 1e6;
    const auto photoLayout = edgeLayout(*photo);
    const auto drawingLayout = edgeLayout(drawing->image);
    if (!photoLayout || !drawingLayout)
        return fail(!photoLayout ? photoLayout.error() : drawingLayout.error());
    gallery.photos.push_back(*photoLayout);
    gallery.drawings.push_back(*drawingLayout);
    if (gallery.rows.size() < static_cast<std::size_t>(request.sheetPictures)) {
        const auto small = fittedInto(*photo, request.cellPx);
        const auto drawn = fittedInto(drawing->image, request.cellPx);
        if (!small || !drawn)
            return fail(!small ? small.error() : drawn.error());
        gallery.rows.push_back({path.stem().string(), {*small, *drawn}});
    }
    return {};
}

} // namespace

Result<EvaluationScores> evaluateStyle(InferenceEngine &engine, const EvaluationRequest &request,
                                       const CancelToken &cancel, const Progress &progress)
{
    const auto folder = inspectTrainingFolder(request.photos, kMinSidePx, 2, cancel);
    if (!folder)
        return fail(folder.error());
    Gallery gallery;
    for (std::size_t i = 0; i < folder->pictures.size(); ++i) {
        if (cancel.isCancelled())
            return failCancelled();
        if (auto drawn = drawOne(engine, request, folder->pictures[i], cancel, gallery); !drawn)
            return fail(drawn.error());
        progress.report(static_cast<double>(i + 1) / static_cast<double>(folder->pictures.size()),
                        "drawing");
    }
    if (!request.sheet.empty()) {
        const auto sheet = contactSheet(gallery.rows, request.cellPx, 2);
        if (!sheet)
            return fail(sheet.error());
        if (auto written = writePicture(request.sheet, *sheet, {}, {PictureFormat::Jpeg, 90});
            !written)
            return fail(written.error());
    }
    EvaluationScores scores;
    scores.pictures = folder->pictures.size();
    scores.edgeRetrieval = edgeRetrievalRate(gallery.photos, gallery.drawings);
    scores.secondsPerMegapixel = gallery.seconds / std::max(1e-9, gallery.megapixels);
    scores.diversityRatio =
        meanDistance(gallery.drawings) / std::max(1e-9, meanDistance(gallery.photos));
    return scores;
}

} // namespace koma
