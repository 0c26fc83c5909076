// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/engine/inferenceengine.h"
#include "core/training/evaluation/setscores.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace koma {

/// Methods without learning in the same table: left out, or added after the styles.
enum class Baselines { Leave, Add };

struct EvaluationRequest
{
    StyleCard style;
    std::vector<StyleCard> compared; ///< other styles to score in the same way
    Baselines baselines = Baselines::Leave;
    std::filesystem::path photos;   ///< pictures that were not trained on
    std::filesystem::path drawings; ///< the artist's, not trained on; empty: none
    std::filesystem::path judge;    ///< a judge's card or folder; empty: no judge
    std::string judgeClass;         ///< to score against; empty: the style's id
    std::filesystem::path features; ///< a TorchScript network (featurenetwork.h); empty: none
    std::filesystem::path sheet;    ///< contact sheet to write; empty: none
    int sheetPictures = 24;
    int cellPx = 512;
    double strokeScale = 1.0;
};

/// Shares of a set's pictures by the judge's verdict, 0…1.
struct JudgedShares
{
    double rightHand = 0.0;   ///< given to the artist
    double rightFamily = 0.0; ///< given to the artist or another of the same kind of drawing
    double photo = 0.0;       ///< taken for photos
};

/// Distances of a method's results, by one network. Empty where a set is missing or has fewer than
/// three pictures.
struct ResultDistances
{
    std::optional<SetDistance> toDrawings;
    std::optional<SetDistance> toPhotos;
};

/// One row of the table: what one method made of all photos.
struct MethodScores
{
    std::string name;
    double edgeRetrieval = 0.0;       ///< share of photos found again from their drawing's edges
    double contentScore = 0.0;        ///< mean cosine of a photo's edge layout and its drawing's
    double diversityRatio = 0.0;      ///< mean distance of drawings' edge layouts over the photos'
    double secondsPerMegapixel = 0.0; ///< of picture, reading and writing excluded
    std::optional<JudgedShares> judged; ///< without rightHand and rightFamily for an unknown style
    std::optional<SetVariety> variety;  ///< of the judge's classes
    ResultDistances byJudge;            ///< on one feature row a picture: the mean of its patches
    ResultDistances byNetwork;          ///< on the features of the given network
};

struct EvaluationScores
{
    std::size_t photos = 0;
    std::size_t drawings = 0;
    std::vector<MethodScores> methods;       ///< the style first
    std::optional<JudgedShares> ownDrawings; ///< the same shares of the artist's own drawings
    std::string judgeClass;                  ///< scored against; empty: unknown to the judge
    std::vector<std::string> judgeFamily;    ///< the classes of its family
    std::vector<std::string> remarks;        ///< what was left out, and why
    std::optional<Error> sheetError;         ///< why the sheet could not be written

    [[nodiscard]] const MethodScores &style() const { return methods.front(); }
};

/// Draws every photo of a folder in a style, and by whatever it is compared with, scores the
/// results and writes a sheet of photos beside their drawings.
Result<EvaluationScores> evaluateStyle(InferenceEngine &engine, const EvaluationRequest &request,
                                       const CancelToken &cancel = {},
                                       const Progress &progress = {});

} // namespace koma
