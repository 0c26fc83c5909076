// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/trainingconfig.h"
#include "core/training/trainingsettings.h"
#include "tests/support/testmain.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

#include <limits>

using namespace koma;
using nlohmann::json;

namespace {

/// A configuration whose every field differs from its default and that is valid.
TrainingConfig unusualConfig()
{
    json object = json::parse(trainingConfigToJson({}));
    for (auto &[name, value] : object.items()) {
        if (value.is_boolean())
            value = !value.get<bool>();
        else if (value.is_number_float())
            value = value.get<double>() * 0.96 + 0.013;
        else if (value.is_number_integer())
            value = value.get<std::int64_t>() + 8;
    }
    object["seed"] = std::numeric_limits<std::uint64_t>::max();
    object["architecture"] = "another";
    object["architectureParams"] = {{"width", 12}, {"blocks", 3}};
    object["objective"] = object["objective"] == "hinge" ? "bce" : "hinge";
    object["guide"] = object["guide"] == "pen" ? "paint" : "pen";
    return parseTrainingConfig(object.dump()).value();
}

/// The error of a configuration with one field changed.
Error errorWith(const char *name, const json &value)
{
    json object = json::parse(trainingConfigToJson({}));
    object[name] = value;
    const auto parsed = parseTrainingConfig(object.dump());
    return parsed ? Error{ErrorKind::Internal, "accepted", {}} : parsed.error();
}

} // namespace

class TestTrainingConfig : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void defaultsAreValid()
    {
        QVERIFY(validate({}).has_value());
        QVERIFY(parseTrainingConfig("{}").value() == TrainingConfig{});
    }

    void everyFieldSurvivesTheRoundTrip()
    {
        const TrainingConfig config = unusualConfig();
        const json before = json::parse(trainingConfigToJson({}));
        const json after = json::parse(trainingConfigToJson(config));
        for (const auto &[name, value] : before.items())
            QVERIFY2(after.at(name) != value, name.c_str());
        QVERIFY(parseTrainingConfig(trainingConfigToJson(config)).value() == config);
    }

    void fractionsSurviveToTheLastBit()
    {
        TrainingConfig config;
        config.contentTemperature = 0.1 + 0.2;
        config.emaDecay = 1.0 / 3.0;
        QVERIFY(parseTrainingConfig(trainingConfigToJson(config)).value() == config);
    }

    void unnamedFieldsKeepTheBase()
    {
        const TrainingConfig base = unusualConfig();
        TrainingConfig expected = base;
        expected.batchSize = 3;
        expected.objective = GanObjective::LeastSquares;
        QVERIFY(parseTrainingConfig(R"({"batchSize": 3, "objective": "least-squares"})", base)
                    .value() == expected);
    }

    void settingsOfEarlierVersionsArePassedOver()
    {
        const auto config = parseTrainingConfig(
            R"({"batchSize": 3, "paintLevels": 6, "paintRadiusPx": 4.0, "paletteShare": 0.6})");
        QVERIFY(config.has_value());
        TrainingConfig expected;
        expected.batchSize = 3;
        QVERIFY(*config == expected);
    }

    void badJsonIsRefused_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("part");
        QTest::newRow("unknown field")
            << std::string(R"({"batchSzie": 4})") << std::string("batchSzie");
        QTest::newRow("cut short") << std::string(R"({"batchSize": 4)") << std::string();
        QTest::newRow("empty") << std::string() << std::string();
        QTest::newRow("array") << std::string("[]") << std::string();
        QTest::newRow("null") << std::string("null") << std::string();
        QTest::newRow("number") << std::string("4") << std::string();
        QTest::newRow("text for a number") << std::string(R"({"batchSize": "4"})") << std::string();
        QTest::newRow("null for a number")
            << std::string(R"({"batchSize": null})") << std::string();
        QTest::newRow("number for text") << std::string(R"({"architecture": 4})") << std::string();
        QTest::newRow("number for a switch") << std::string(R"({"bfloat16": 1})") << std::string();
        QTest::newRow("switch for a number")
            << std::string(R"({"toneWeight": true})") << std::string();
        QTest::newRow("fraction of a picture")
            << std::string(R"({"batchSize": 4.5})") << std::string("batchSize");
        QTest::newRow("number that wraps to a valid one")
            << std::string(R"({"batchSize": 4294967300})") << std::string("batchSize");
        QTest::newRow("negative seed") << std::string(R"({"seed": -1})") << std::string("seed");
        QTest::newRow("unknown objective")
            << std::string(R"({"objective": "wasserstein"})") << std::string("objective");
        QTest::newRow("parameter with a fraction")
            << std::string(R"({"architectureParams": {"width": 24.5}})")
            << std::string("architectureParams");
    }

    void badJsonIsRefused()
    {
        QFETCH(std::string, text);
        QFETCH(std::string, part);
        const auto parsed = parseTrainingConfig(text);
        QVERIFY(!parsed.has_value());
        QVERIFY(parsed.error().kind == ErrorKind::BadFormat);
        QVERIFY2(parsed.error().message.find(part) != std::string::npos,
                 parsed.error().message.c_str());
    }

    void outOfRangeNamesTheField_data()
    {
        QTest::addColumn<double>("value");
        const auto rows = [](const char *name, std::initializer_list<double> values) {
            for (const double value : values)
                QTest::addRow("%s=%g", name, value) << value;
        };
        for (const char *name :
             {"photoZoomMin", "photoZoomMax", "drawingZoomMin", "drawingZoomMax"})
            rows(name, {0.0, -1.0, 8.5});
        for (const char *name :
             {"adversarialWeight", "colourViewWeight", "lumaViewWeight", "halfViewWeight",
              "contentWeight", "contentWeightEnd", "toneWeight", "structureWeight", "inkWeight",
              "chromaWeight", "guideWeight", "guideWeightEnd"})
            rows(name, {-0.1, 100.5});
        for (const char *name : {"smoothedNegativesWeight", "photoNegativesWeight"})
            rows(name, {-0.1, 10.5});
        rows("batchSize", {0, -4, 65});
        rows("cropPx", {56, 520});
        rows("contextPx", {-8, 136});
        rows("minInk", {-0.1, 0.6});
        rows("contentTemperature", {0.0, 11.0});
        rows("contentPatches", {1, 1025});
        rows("toneSigmaPx", {0.5, 31.0});
        rows("toneIdentityShare", {-0.1, 1.1});
        rows("structureDetailPx", {0.5, 31.0});
        rows("structureWindowPx", {0.5, 31.0});
        rows("gradientPenaltyWeight", {-1.0, 1001.0});
        rows("augmentContrastMin", {0.0, 2.1});
        rows("augmentContrastMax", {0.0, 2.1});
        rows("augmentBrightness", {-0.1, 1.1});
        rows("augmentShift", {-0.1, 0.6});
        rows("augmentCutout", {-0.1, 1.0});
        rows("discriminatorWidth", {4, 257});
        rows("generatorLearningRate", {-1e-4, 0.2});
        rows("discriminatorLearningRate", {-1e-4, 0.2});
        rows("warmupLearningRate", {-1e-4, 0.2});
        rows("photoNoise", {-0.1, 1.1});
        rows("adamBeta1", {-0.1, 1.0});
        rows("adamBeta2", {-0.1, 1.0});
        rows("emaDecay", {-0.1, 1.0});
        rows("decayFrom", {-0.1, 1.1});
        rows("warmupSteps", {-1, 1000001});
        rows("decodeThreads", {0, 17});
    }

    void outOfRangeNamesTheField()
    {
        QFETCH(double, value);
        const std::string name = std::string(QTest::currentDataTag());
        const std::string field = name.substr(0, name.find('='));
        const json defaults = json::parse(trainingConfigToJson({}));
        QVERIFY2(defaults.contains(field), field.c_str());
        const Error error = defaults.at(field).is_number_float()
                                ? errorWith(field.c_str(), value)
                                : errorWith(field.c_str(), static_cast<std::int64_t>(value));
        QVERIFY2(error.kind == ErrorKind::InvalidArgument, error.message.c_str());
        QVERIFY2(error.message.find('"' + field + '"') != std::string::npos, error.message.c_str());
    }

    void everyNumberHasARangeRow()
    {
        // A new setting without rows above would be unchecked: each accepts no absurd value.
        const json defaults = json::parse(trainingConfigToJson({}));
        for (const auto &[name, value] : defaults.items()) {
            if (value.is_number() && name != "seed")
                QVERIFY2(errorWith(name.c_str(), 2000000).kind == ErrorKind::InvalidArgument,
                         name.c_str());
        }
    }

    void notANumberIsOutOfRange()
    {
        TrainingConfig config;
        config.toneWeight = std::numeric_limits<double>::quiet_NaN();
        QVERIFY(validate(config).error().kind == ErrorKind::InvalidArgument);
    }

    void theUsualFreedomIsTheRecipe()
    {
        for (const StyleKind kind : {StyleKind::Ink, StyleKind::SparseInk, StyleKind::Colour}) {
            for (const bool isFromBase : {true, false}) {
                const TrainingConfig recipe = recipeFor(kind, isFromBase);
                TrainingConfig config = recipe;
                setFreedom(config, recipe, 0.2);
                QVERIFY(config.guideWeight > recipe.guideWeight);
                QVERIFY(config.contentWeightEnd > recipe.contentWeightEnd);
                setFreedom(config, recipe, 1.0);
                QVERIFY(config.guideWeightEnd < recipe.guideWeightEnd);
                QVERIFY(config.contentWeight < recipe.contentWeight);
                for (const double freedom : {-1.0, 0.0, 0.3, 1.0, 2.0}) {
                    setFreedom(config, recipe, freedom);
                    QVERIFY(validate(config).has_value());
                }
                setFreedom(config, recipe, kUsualFreedom);
                QCOMPARE(config, recipe);
            }
        }
    }

    void settingsMustFitEachOther()
    {
        const auto refused = [](auto change) {
            TrainingConfig config;
            change(config);
            const auto valid = validate(config);
            return !valid && valid.error().kind == ErrorKind::InvalidArgument;
        };
        QVERIFY(refused([](TrainingConfig &c) { c.cropPx = 100; }));
        QVERIFY(refused([](TrainingConfig &c) { c.contextPx = 12; }));
        QVERIFY(refused([](TrainingConfig &c) { c.photoZoomMin = c.photoZoomMax + 0.1; }));
        QVERIFY(refused([](TrainingConfig &c) { c.drawingZoomMin = c.drawingZoomMax + 0.1; }));
        QVERIFY(
            refused([](TrainingConfig &c) { c.augmentContrastMin = c.augmentContrastMax + 0.1; }));
        QVERIFY(refused([](TrainingConfig &c) {
            c.cropPx = 64;
            c.toneWeight = 1.0;
            c.toneSigmaPx = 26.0;
        }));
        QVERIFY(refused([](TrainingConfig &c) {
            c.cropPx = 64;
            c.structureWeight = 1.0;
            c.structureDetailPx = 1.0;
            c.structureWindowPx = 26.0;
        }));
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestTrainingConfig)
#include "tst_trainingconfig.moc"
