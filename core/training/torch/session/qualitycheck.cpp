// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/session/qualitycheck.h"

#include "core/imaging/edgelayout.h"
#include "core/imaging/resize.h"
#include "core/training/evaluation/layoutscores.h"
#include "core/training/evaluation/srgbpicture.h"
#include "core/training/torch/session/samplesheet.h"

#include <algorithm>
#include <utility>

namespace koma {
namespace {

constexpr std::size_t kMostPhotos = 16;
constexpr std::size_t kMostDrawings = 120; ///< that are searched for copies
constexpr std::size_t kMostJudged = 24;    ///< drawings that results are compared with
constexpr int kLongSidePx = 512;

/// At most `most` indices below `count`, evenly spread.
std::vector<std::size_t> spread(std::size_t count, std::size_t most)
{
    const std::size_t taken = std::min(count, most);
    std::vector<std::size_t> indices(taken);
    for (std::size_t i = 0; i < taken; ++i)
        indices[i] = i * count / taken;
    return indices;
}

Result<Image> atCheckSize(const Image &picture)
{
    if (picture.size().longSidePx() <= kLongSidePx)
        return picture;
    return resized(picture, sizeWithLongSide(picture.size(), kLongSidePx));
}

} // namespace

Result<QualityCheck> QualityCheck::create(Pictures pictures, const std::filesystem::path &judge)
{
    QualityCheck check(std::move(pictures));
    if (!judge.empty()) {
        auto opened = Judge::open(judge);
        if (!opened)
            return fail(opened.error());
        check.m_observer.judge = std::move(*opened);
    }
    return check;
}

Result<void> QualityCheck::lookAtPhotos(const CancelToken &cancel)
{
    m_photos.clear();
    m_photoLayouts.clear();
    m_photoIndices = spread(m_pictures.photos.count(), kMostPhotos);
    for (const std::size_t index : m_photoIndices) {
        if (cancel.isCancelled())
            return failCancelled();
        const auto photo = m_pictures.photos.picture(index);
        if (!photo)
            return fail(photo.error());
        auto small = atCheckSize(photo->image);
        if (!small)
            return fail(small.error());
        auto layout = edgeLayout(*small);
        if (!layout)
            return fail(layout.error());
        m_photos.push_back(std::move(*small));
        m_photoLayouts.push_back(std::move(*layout));
    }
    return {};
}

Result<void> QualityCheck::lookAtDrawings(const CancelToken &cancel)
{
    m_drawingLayouts.clear();
    m_drawingIndices = spread(m_pictures.drawings.count(), kMostDrawings);
    for (const std::size_t index : m_drawingIndices) {
        if (cancel.isCancelled())
            return failCancelled();
        const auto drawing = m_pictures.drawings.picture(index);
        if (!drawing)
            return fail(drawing.error());
        auto layout = edgeLayout(drawing->image);
        if (!layout)
            return fail(layout.error());
        m_drawingLayouts.push_back(std::move(*layout));
    }
    ObservedSet judged;
    const auto &others = m_pictures.heldOut.empty() ? m_pictures.drawingPaths : m_pictures.heldOut;
    for (const std::size_t index : spread(others.size(), m_observer.judge ? kMostJudged : 0)) {
        if (cancel.isCancelled())
            return failCancelled();
        const auto picture = readSrgbPicture(others[index]);
        if (!picture)
            return fail(picture.error());
        if (auto seen = m_observer.observe(*picture, judged, cancel); !seen)
            return seen;
    }
    m_drawingFeatures = std::move(judged.features);
    return {};
}

void QualityCheck::findCopies(const std::vector<Image> &drawn, const ObservedSet &results,
                              QualityReport &report) const
{
    double strongest = 0.0;
    std::size_t copies = 0;
    for (std::size_t i = 0; i < results.layouts.size(); ++i) {
        const double own = layoutLikeness(results.layouts[i], m_photoLayouts[i]);
        double nearest = -1.0;
        std::size_t drawing = 0;
        for (std::size_t j = 0; j < m_drawingLayouts.size(); ++j) {
            const double likeness = layoutLikeness(results.layouts[i], m_drawingLayouts[j]);
            if (likeness > nearest) {
                nearest = likeness;
                drawing = j;
            }
        }
        if (nearest <= own)
            continue;
        ++copies;
        if (nearest > strongest) {
            strongest = nearest;
            report.copiedDrawing = m_pictures.drawingPaths[m_drawingIndices[drawing]];
            report.copyingPhoto = m_pictures.photoPaths[m_photoIndices[i]];
            report.copyingResult = drawn[i];
        }
    }
    report.copied = static_cast<double>(copies) / static_cast<double>(results.layouts.size());
}

Result<QualityReport> QualityCheck::check(Generator &averaged, torch::Device device,
                                          const CancelToken &cancel)
{
    if (!m_looked) {
        if (auto seen = lookAtPhotos(cancel); !seen)
            return fail(seen.error());
        if (auto seen = lookAtDrawings(cancel); !seen)
            return fail(seen.error());
        m_looked = true;
    }
    ObservedSet results;
    std::vector<Image> drawn;
    for (const Image &photo : m_photos) {
        if (cancel.isCancelled())
            return failCancelled();
        auto drawing = drawWhole(averaged, photo, device);
        if (!drawing)
            return fail(drawing.error());
        if (auto seen = m_observer.observe(*drawing, results, cancel); !seen)
            return fail(seen.error());
        drawn.push_back(std::move(*drawing));
    }
    QualityReport report;
    report.retrieval = edgeRetrievalRate(m_photoLayouts, results.layouts);
    report.diversity = diversityRatio(m_photoLayouts, results.layouts);
    findCopies(drawn, results, report);
    if (results.features.size() >= kLeastPicturesForDistance &&
        m_drawingFeatures.size() >= kLeastPicturesForDistance) {
        const auto distance = setDistance(results.features, m_drawingFeatures, cancel);
        if (!distance)
            return fail(distance.error());
        report.kid = distance->kid;
        report.kidError = distance->kidError;
    }
    return report;
}

} // namespace koma
