// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/training/stylekind.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace koma {

/// What discriminator and generator play for. Goodfellow et al. 2014 (non-saturating), Mao et al.
/// 2017, Lim and Ye 2017.
enum class GanObjective { BinaryCrossEntropy, LeastSquares, Hinge };

/// The computed drawing that a generator starts from and is held to: the photo itself; a pen
/// drawing (lines, strokes, solid ink); or a painting (areas in the few colours that the drawings
/// have for them) with lines, spot blacks and strokes over it.
enum class Guide { Photo, Pen, Paint };

/// Everything that decides how a run goes: config and seed reproduce it on a CPU. Saved with each
/// checkpoint; read from JSON by `koma train --config`. Defaults are the recipe of
/// models/RECIPE.md.
struct TrainingConfig
{
    std::uint64_t seed = 1;
    std::string architecture = "koma-unet";
    std::map<std::string, std::int64_t> architectureParams; ///< empty: the architecture's defaults
    bool greyStyle = true; ///< one output channel; `koma train` sets it from the drawings

    int batchSize = 4;
    int cropPx = 144;   ///< side of what discriminators and losses see; a multiple of 8
    int contextPx = 24; ///< drawn around the crop and cut off, so that padding leaves no vignette
    double photoZoomMin = 0.8;
    double photoZoomMax = 2.0;
    double drawingZoomMin = 1.2;
    double drawingZoomMax = 2.2;
    double descreenRange =
        0.0;              ///< of the drawings: scans carry a paper's grain and a print's screen
    double minInk = 0.05; ///< share of dark pixels that most drawing crops have

    GanObjective objective = GanObjective::LeastSquares;
    double adversarialWeight = 0.7;
    double colourViewWeight = 1.0; ///< of the discriminator that sees colour (colour styles only)
    double lumaViewWeight = 1.0;
    double halfViewWeight = 1.0;          ///< of the one that sees luma at half size
    double smoothedNegativesWeight = 1.0; ///< drawings with blurred lines as fakes (CartoonGAN)
    double photoNegativesWeight = 0.3;    ///< photos shown as fakes
    double contentWeight = 0.02;          ///< PatchNCE (Park et al. 2020)
    double contentWeightEnd = 0.02;       ///< reached linearly at the end of the run
    double contentTemperature = 0.07;
    int contentPatches = 128;
    double toneWeight = 0.0; ///< low-pass luma against the photo's, tone-mapped like the drawings
    double toneSigmaPx = 8.0;
    double toneIdentityShare = 0.25; ///< 0: tones matched to the drawings; 1: the photo's own
    double structureWeight = 0.0;    ///< local layout of light and dark against the photo's
    double structureDetailPx = 3.0;
    double structureWindowPx = 12.0;
    double inkWeight = 4.0;             ///< against greys, for styles of pure ink and paper
    double chromaWeight = 0.0;          ///< chroma against the photo's, for colour styles
    double gradientPenaltyWeight = 0.0; ///< R1 (Mescheder et al. 2018)

    bool diffAugment = true;
    double augmentContrastMin = 0.92;
    double augmentContrastMax = 1.04;
    double augmentBrightness = 0.06;
    double augmentShift = 0.0;
    double augmentCutout = 0.0;

    int discriminatorWidth = 32;
    double generatorLearningRate = 2e-4;
    double discriminatorLearningRate = 6e-4;
    double adamBeta1 = 0.5;
    double adamBeta2 = 0.99;
    double emaDecay = 0.998;
    double decayFrom = 0.7;           ///< share of the run after which rates fall to a tenth
    std::int64_t warmupSteps = 2500;  ///< towards the guide or, without one, the photo
    double warmupLearningRate = 1e-3; ///< of the generator
    Guide guide = Guide::Pen;
    double hatchBelow = 0.72;      ///< tone 0…1 under which the guide draws strokes; 0: none
    double crossHatchBelow = 0.34; ///< tone under which a second layer crosses them; 0: none
    double solidBelow = 0.10;      ///< tone under which it is all ink
    double lineWidth = 1.0;        ///< of its contours, 1: about 2 px
    double paintGamma = 1.2;       ///< of a painting's tones; more is darker
    double paintSoftness = 0.03;   ///< of the steps between its colours on slow gradients
    bool printPalette = false;     ///< the style prints in a painting's colours and in no other
    double paintHatchBelow = 0.34; ///< tone under which it is hatched if the artist does so
    double guideWeight = 30.0;     ///< L1 to the guide in the game, at its begin
    double guideWeightEnd = 30.0;  ///< reached linearly at the end of the run
    double flatnessWeight = 0.0;   ///< beside the guide's L1: of what stirs where the guide is flat
    double photoNoise = 0.08;      ///< most noise on the photos: grain must not make strokes

    bool bfloat16 = true; ///< autocast where the device computes it natively
    int decodeThreads = 1;

    bool operator==(const TrainingConfig &) const = default;
};

/// The recipe of models/RECIPE.md for a kind of style: the defaults are for ink, guided by a pen
/// drawing; colour styles are guided by a painting, print in its colours and hardly play a game. A
/// run that starts from a base needs less of a warm-up, and in ink less of a guide, but for sparse
/// drawings, beside which discriminators find everything too much.
TrainingConfig recipeFor(StyleKind kind, bool fromBase = false);

/// InvalidArgument names the first field out of range, its range and its value.
Result<void> validate(const TrainingConfig &config);

std::string trainingConfigToJson(const TrainingConfig &config);
/// Fields that are not named keep the value of `base`; unknown fields are BadFormat, but those that
/// earlier versions wrote and nothing reads any more are passed over.
Result<TrainingConfig> parseTrainingConfig(std::string_view json, const TrainingConfig &base = {});

} // namespace koma
