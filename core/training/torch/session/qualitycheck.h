// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/torch/generator.h"
#include "core/training/evaluation/observedset.h"
#include "core/training/torch/data/dataset.h"
#include "core/training/trainingevents.h"

#include <cstddef>
#include <filesystem>
#include <vector>

namespace koma {

/// Draws the same few photos again and again during a run and scores the results: how far they are
/// from drawings that the run does not train on, whether they keep their photos' layout, and
/// whether they repeat training drawings. Not thread-safe.
class QualityCheck
{
public:
    struct Pictures
    {
        PictureSet &photos;
        std::vector<std::filesystem::path> photoPaths;
        PictureSet &drawings; ///< trained on
        std::vector<std::filesystem::path> drawingPaths;
        std::vector<std::filesystem::path> heldOut; ///< not trained on; may be empty
    };

    /// `judge`: a folder, empty for none. Opens the judge; pictures are looked at by the first
    /// check. The sets must outlive it.
    static Result<QualityCheck> create(Pictures pictures, const std::filesystem::path &judge);

    /// Between two polls of `cancel` lies one picture. Empty paths where nothing was copied.
    Result<QualityReport> check(Generator &averaged, torch::Device device,
                                const CancelToken &cancel);

private:
    explicit QualityCheck(Pictures pictures) : m_pictures(std::move(pictures)) {}

    Result<void> lookAtPhotos(const CancelToken &cancel);
    Result<void> lookAtDrawings(const CancelToken &cancel);
    void findCopies(const std::vector<Image> &drawn, const ObservedSet &results,
                    QualityReport &report) const;

    Pictures m_pictures;
    Observer m_observer;
    bool m_looked = false;
    std::vector<std::size_t> m_photoIndices;
    std::vector<Image> m_photos; ///< those that are drawn, at the size of the check
    FeatureRows m_photoLayouts;
    std::vector<std::size_t> m_drawingIndices;
    FeatureRows m_drawingLayouts;
    FeatureRows m_drawingFeatures; ///< of the drawings that results are compared with
};

} // namespace koma
