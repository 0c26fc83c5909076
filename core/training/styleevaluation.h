// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/engine/inferenceengine.h"

#include <filesystem>

namespace koma {

struct EvaluationRequest
{
    StyleCard style;
    std::filesystem::path photos; ///< pictures that were not trained on
    std::filesystem::path sheet;  ///< contact sheet to write; empty: none
    int sheetPictures = 24;
    int cellPx = 512;
    double strokeScale = 1.0;
};

struct EvaluationScores
{
    std::size_t pictures = 0;
    double edgeRetrieval = 0.0;       ///< share of photos found again from their drawing's edges
    double secondsPerMegapixel = 0.0; ///< of picture, reading and writing excluded
    double diversityRatio =
        0.0; ///< mean pairwise distance of drawings' edge layouts over the photos'
};

/// Draws every photo of a folder in a style, scores the drawings and writes a sheet of
/// photo–drawing pairs.
Result<EvaluationScores> evaluateStyle(InferenceEngine &engine, const EvaluationRequest &request,
                                       const CancelToken &cancel = {},
                                       const Progress &progress = {});

} // namespace koma
