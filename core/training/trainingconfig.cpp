// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/trainingconfig.h"

#include "core/training/trainingsettings.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <tuple>
#include <type_traits>

namespace koma {

NLOHMANN_JSON_SERIALIZE_ENUM(GanObjective, {{GanObjective::BinaryCrossEntropy, "bce"},
                                            {GanObjective::LeastSquares, "least-squares"},
                                            {GanObjective::Hinge, "hinge"}})
NLOHMANN_JSON_SERIALIZE_ENUM(Guide, {{Guide::Photo, "photo"},
                                     {Guide::Pen, "pen"},
                                     {Guide::Paint, "paint"}})

namespace {

using nlohmann::json;

/// Settings in checkpoints and training.json files of earlier versions.
constexpr std::array kRetired{"paintRadiusPx", "paintLevels", "paletteShare"};
constexpr double kMostGuideWeight = 100.0;

/// Calls `visit(name, field, low, high)` for every number of a configuration, with its allowed
/// range. The one list that reading, writing and validation share.
template<class Config, class Visit>
void visitNumbers(Config &c, Visit &&visit)
{
    visit("batchSize", c.batchSize, 1, 64);
    visit("cropPx", c.cropPx, 64, 512);
    visit("contextPx", c.contextPx, 0, 128);
    visit("photoZoomMin", c.photoZoomMin, 0.1, 8.0);
    visit("photoZoomMax", c.photoZoomMax, 0.1, 8.0);
    visit("drawingZoomMin", c.drawingZoomMin, 0.1, 8.0);
    visit("drawingZoomMax", c.drawingZoomMax, 0.1, 8.0);
    visit("descreenRange", c.descreenRange, 0.0, 200.0);
    visit("minInk", c.minInk, 0.0, 0.5);
    visit("adversarialWeight", c.adversarialWeight, 0.0, 100.0);
    visit("colourViewWeight", c.colourViewWeight, 0.0, 100.0);
    visit("lumaViewWeight", c.lumaViewWeight, 0.0, 100.0);
    visit("halfViewWeight", c.halfViewWeight, 0.0, 100.0);
    visit("smoothedNegativesWeight", c.smoothedNegativesWeight, 0.0, 10.0);
    visit("photoNegativesWeight", c.photoNegativesWeight, 0.0, 10.0);
    visit("contentWeight", c.contentWeight, 0.0, 100.0);
    visit("contentWeightEnd", c.contentWeightEnd, 0.0, 100.0);
    visit("contentTemperature", c.contentTemperature, 0.001, 10.0);
    visit("contentPatches", c.contentPatches, 2, 1024);
    visit("toneWeight", c.toneWeight, 0.0, 100.0);
    visit("toneSigmaPx", c.toneSigmaPx, 1.0, 30.0);
    visit("toneIdentityShare", c.toneIdentityShare, 0.0, 1.0);
    visit("structureWeight", c.structureWeight, 0.0, 100.0);
    visit("structureDetailPx", c.structureDetailPx, 1.0, 30.0);
    visit("structureWindowPx", c.structureWindowPx, 1.0, 30.0);
    visit("inkWeight", c.inkWeight, 0.0, 100.0);
    visit("chromaWeight", c.chromaWeight, 0.0, 100.0);
    visit("gradientPenaltyWeight", c.gradientPenaltyWeight, 0.0, 1000.0);
    visit("augmentContrastMin", c.augmentContrastMin, 0.1, 2.0);
    visit("augmentContrastMax", c.augmentContrastMax, 0.1, 2.0);
    visit("augmentBrightness", c.augmentBrightness, 0.0, 1.0);
    visit("augmentShift", c.augmentShift, 0.0, 0.5);
    visit("augmentCutout", c.augmentCutout, 0.0, 0.9);
    visit("discriminatorWidth", c.discriminatorWidth, 8, 256);
    visit("generatorLearningRate", c.generatorLearningRate, 0.0, 0.1);
    visit("discriminatorLearningRate", c.discriminatorLearningRate, 0.0, 0.1);
    visit("adamBeta1", c.adamBeta1, 0.0, 0.999);
    visit("adamBeta2", c.adamBeta2, 0.0, 0.99999);
    visit("emaDecay", c.emaDecay, 0.0, 0.99999);
    visit("decayFrom", c.decayFrom, 0.0, 1.0);
    visit("warmupSteps", c.warmupSteps, 0, 1000000);
    visit("warmupLearningRate", c.warmupLearningRate, 0.0, 0.1);
    visit("guideWeight", c.guideWeight, 0.0, kMostGuideWeight);
    visit("guideWeightEnd", c.guideWeightEnd, 0.0, kMostGuideWeight);
    visit("flatnessWeight", c.flatnessWeight, 0.0, 100.0);
    visit("hatchBelow", c.hatchBelow, 0.0, 1.0);
    visit("crossHatchBelow", c.crossHatchBelow, 0.0, 1.0);
    visit("solidBelow", c.solidBelow, 0.0, 1.0);
    visit("lineWidth", c.lineWidth, 0.5, 3.0);
    visit("paintGamma", c.paintGamma, 0.3, 3.0);
    visit("paintSoftness", c.paintSoftness, 0.001, 0.5);
    visit("paintHatchBelow", c.paintHatchBelow, 0.0, 1.0);
    visit("photoNoise", c.photoNoise, 0.0, 1.0);
    visit("decodeThreads", c.decodeThreads, 1, 16);
}

/// The fields that are not numbers with a range.
template<class Config, class Visit>
void visitOthers(Config &c, Visit &&visit)
{
    visit("seed", c.seed);
    visit("architecture", c.architecture);
    visit("architectureParams", c.architectureParams);
    visit("greyStyle", c.greyStyle);
    visit("objective", c.objective);
    visit("diffAugment", c.diffAugment);
    visit("guide", c.guide);
    visit("printPalette", c.printPalette);
    visit("bfloat16", c.bfloat16);
}

Error outOfRange(const std::string &name, double value, double low, double high)
{
    const auto text = [](double number) { return json(number).dump(); };
    return {ErrorKind::InvalidArgument,
            "The training setting \"" + name + "\" is " + text(value) + "; it must lie between " +
                text(low) + " and " + text(high) + ".",
            {}};
}

Result<void> validateRelations(const TrainingConfig &c)
{
    const auto ordered = [](const char *name, double low, double high) -> Result<void> {
        if (low > high)
            return fail(ErrorKind::InvalidArgument, std::string("The training setting \"") + name +
                                                        R"(Min" is larger than its "Max".)");
        return {};
    };
    for (const auto &[name, low, high] :
         {std::tuple{"photoZoom", c.photoZoomMin, c.photoZoomMax},
          std::tuple{"drawingZoom", c.drawingZoomMin, c.drawingZoomMax},
          std::tuple{"augmentContrast", c.augmentContrastMin, c.augmentContrastMax}}) {
        if (auto fine = ordered(name, low, high); !fine)
            return fine;
    }
    for (const auto &[name, weight, sigmaPx] :
         {std::tuple{"toneSigmaPx", c.toneWeight, c.toneSigmaPx},
          std::tuple{"structureDetailPx", c.structureWeight, c.structureDetailPx},
          std::tuple{"structureWindowPx", c.structureWeight, c.structureWindowPx}}) {
        // A blur reflects 2.5 sigma of the crop at its borders, at half size rounded up.
        if (weight > 0.0 && 2.5 * sigmaPx + 2.0 > c.cropPx)
            return fail(ErrorKind::InvalidArgument, std::string("The training setting \"") + name +
                                                        R"(" is too large for "cropPx".)");
    }
    if (c.cropPx % 8 != 0 || c.contextPx % 8 != 0)
        return fail(ErrorKind::InvalidArgument,
                    R"(The training settings "cropPx" and "contextPx" must be multiples of 8.)");
    return {};
}

} // namespace

TrainingConfig recipeFor(StyleKind kind, bool fromBase)
{
    TrainingConfig config;
    if (fromBase)
        config.warmupSteps = 400;
    if (kind == StyleKind::Ink && fromBase) {
        // The base knows the guide: the discriminators may have more of a say.
        config.guideWeight = 6.0;
        config.guideWeightEnd = 2.0;
        config.inkWeight = 2.5;
        config.generatorLearningRate = 3e-4;
    }
    if (kind != StyleKind::Colour)
        return config;
    config.greyStyle = false;
    config.guide = Guide::Paint;
    config.guideWeight = 20.0;
    config.guideWeightEnd = 20.0;
    config.adversarialWeight = 0.2;
    config.printPalette = true;
    config.descreenRange = 45.0;
    if (fromBase) {
        config.warmupSteps = 1500;
        config.warmupLearningRate = 8e-4;
    }
    config.inkWeight = 0.0;
    config.smoothedNegativesWeight = 0.5;
    return config;
}

Result<void> validate(const TrainingConfig &config)
{
    std::optional<Error> wrong;
    visitNumbers(config, [&](const char *name, auto value, double low, double high) {
        const auto number = static_cast<double>(value);
        if (!wrong && !(number >= low && number <= high))
            wrong = outOfRange(name, number, low, high);
    });
    if (wrong)
        return fail(*wrong);
    return validateRelations(config);
}

std::string trainingConfigToJson(const TrainingConfig &config)
{
    json object;
    visitOthers(config, [&](const char *name, const auto &field) { object[name] = field; });
    visitNumbers(config,
                 [&](const char *name, auto field, double, double) { object[name] = field; });
    return object.dump(2);
}

Result<TrainingConfig> parseTrainingConfig(std::string_view text, const TrainingConfig &base)
{
    TrainingConfig config = base;
    try {
        json object = json::parse(text);
        if (!object.is_object())
            return fail(ErrorKind::BadFormat, "The training configuration is not a JSON object.");
        std::string wrong;
        const auto take = [&]<class Field>(const char *name, Field &field) {
            const auto found = object.find(name);
            if (found == object.end())
                return;
            found->get_to(field);
            // The library cuts fractions, wraps large numbers and takes unknown words for the first
            // one.
            if (json(field) != *found ||
                (std::is_same_v<Field, std::uint64_t> && !found->is_number_unsigned()))
                wrong = name;
            object.erase(found);
        };
        visitOthers(config, take);
        visitNumbers(config,
                     [&](const char *name, auto &field, double, double) { take(name, field); });
        for (const char *retired : kRetired)
            object.erase(retired);
        if (!wrong.empty())
            return fail(ErrorKind::BadFormat, "The training configuration has a value for \"" +
                                                  wrong + "\" that this setting cannot have.");
        if (!object.empty())
            return fail(ErrorKind::BadFormat,
                        "The training configuration has an unknown setting \"" +
                            object.begin().key() + "\".");
    } catch (const json::exception &error) {
        return fail(ErrorKind::BadFormat,
                    "The training configuration is not valid JSON of settings.", error.what());
    }
    if (auto valid = validate(config); !valid)
        return fail(valid.error());
    return config;
}

std::vector<TrainingSetting> trainingSettings(const TrainingConfig &config)
{
    std::vector<TrainingSetting> settings;
    visitNumbers(config, [&](const char *name, const auto &field, auto low, auto high) {
        settings.push_back({name, static_cast<double>(field), static_cast<double>(low),
                            static_cast<double>(high),
                            std::is_integral_v<std::decay_t<decltype(field)>>});
    });
    return settings;
}

Result<void> setTrainingSetting(TrainingConfig &config, std::string_view name, double value)
{
    TrainingConfig changed = config;
    bool known = false;
    visitNumbers(changed, [&](const char *candidate, auto &field, auto, auto) {
        if (name != candidate)
            return;
        field = static_cast<std::decay_t<decltype(field)>>(value);
        known = true;
    });
    if (!known)
        return fail(ErrorKind::InvalidArgument,
                    "There is no training setting \"" + std::string(name) + "\".");
    if (auto valid = validate(changed); !valid)
        return valid;
    config = std::move(changed);
    return {};
}

void setFreedom(TrainingConfig &config, const TrainingConfig &recipe, double freedom)
{
    constexpr double kGuidePerFreedom = 0.1; // from nothing to all of it
    constexpr double kContentPerFreedom = 0.25;
    const double more = std::clamp(freedom, 0.0, 1.0) - kUsualFreedom;
    const double guide = std::pow(kGuidePerFreedom, more);
    const double content = std::pow(kContentPerFreedom, more);
    config.guideWeight = std::min(kMostGuideWeight, recipe.guideWeight * guide);
    config.guideWeightEnd = std::min(kMostGuideWeight, recipe.guideWeightEnd * guide);
    config.contentWeight = recipe.contentWeight * content;
    config.contentWeightEnd = recipe.contentWeightEnd * content;
}

} // namespace koma
