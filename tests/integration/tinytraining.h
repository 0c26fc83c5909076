// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/imaging/pictureio.h"
#include "core/training/trainingsession.h"
#include "models/builtinmodels.h"
#include "tests/support/fixtures.h"

#include <QTemporaryDir>

namespace koma::test {

/// A run's data and folder: eight painted photos, six drawings, and a configuration so small that a
/// step takes milliseconds. Every weight is named here, so the recipe may change without these
/// tests.
class TinyTraining
{
public:
    TinyTraining()
    {
        const auto root = pathOf(m_folder);
        for (const char *name : {"photos", "grey", "colour"})
            std::filesystem::create_directories(root / name);
        for (std::uint64_t i = 0; i < 8; ++i)
            write(root / "photos", 3, i);
        for (std::uint64_t i = 0; i < 6; ++i) {
            write(root / "grey", 1, 100 + i);
            write(root / "colour", 3, 200 + i);
        }
        registerBuiltinModels(registry);
    }

    [[nodiscard]] std::filesystem::path photos() const { return pathOf(m_folder) / "photos"; }
    [[nodiscard]] std::filesystem::path drawings(bool grey) const
    {
        return pathOf(m_folder) / (grey ? "grey" : "colour");
    }

    static TrainingConfig config()
    {
        TrainingConfig config;
        config.seed = 3;
        config.architectureParams = {{"width", 8}, {"blocks", 2}};
        config.greyStyle = true;
        config.batchSize = 2;
        config.cropPx = 64;
        config.contextPx = 8;
        config.photoZoomMin = 0.8;
        config.photoZoomMax = 1.5;
        config.drawingZoomMin = 0.8;
        config.drawingZoomMax = 1.5;
        config.minInk = 0.05;
        config.objective = GanObjective::LeastSquares;
        config.adversarialWeight = 1.0;
        config.colourViewWeight = 1.0;
        config.lumaViewWeight = 1.0;
        config.halfViewWeight = 1.0;
        config.smoothedNegativesWeight = 0.5;
        config.photoNegativesWeight = 0.0;
        config.contentWeight = 0.2;
        config.contentWeightEnd = 0.1;
        config.contentTemperature = 0.07;
        config.contentPatches = 16;
        config.toneWeight = 1.0;
        config.toneSigmaPx = 6.0;
        config.toneIdentityShare = 0.4;
        config.structureWeight = 0.5;
        config.structureDetailPx = 2.0;
        config.structureWindowPx = 6.0;
        config.chromaWeight = 0.0;
        config.gradientPenaltyWeight = 0.0;
        config.diffAugment = true;
        config.augmentContrastMin = 0.8;
        config.augmentContrastMax = 1.1;
        config.augmentBrightness = 0.15;
        config.augmentShift = 0.1;
        config.augmentCutout = 0.2;
        config.discriminatorWidth = 8;
        config.generatorLearningRate = 1e-3;
        config.discriminatorLearningRate = 1e-3;
        config.adamBeta1 = 0.5;
        config.adamBeta2 = 0.99;
        config.emaDecay = 0.99;
        config.decayFrom = 0.5;
        config.warmupSteps = 0;
        config.warmupLearningRate = 1e-3;
        config.inkWeight = 0.0;
        config.guide = Guide::Photo;
        config.guideWeight = 0.0;
        config.guideWeightEnd = 0.0;
        config.photoNoise = 0.05;
        config.bfloat16 = false;
        config.decodeThreads = 1;
        return config;
    }

    /// A run of `steps` steps into a folder of this name, that reports every step and writes
    /// samples and checkpoints at its end only.
    [[nodiscard]] TrainingRun run(const char *name, std::int64_t steps) const
    {
        TrainingRun run;
        run.photos = picturesIn(photos());
        run.drawings = picturesIn(drawings(true));
        run.runFolder = pathOf(m_folder) / name;
        run.config = config();
        run.card.id = "tiny-style";
        run.card.name = "Tiny style";
        run.card.artist = "Nobody";
        run.card.licence = "CC0-1.0";
        run.maxSteps = steps;
        run.checkpointSeconds = 1e6;
        run.sampleSeconds = 1e6;
        run.qualitySeconds = 1e6;
        run.reportSeconds = 0.0;
        return run;
    }

    static std::vector<std::filesystem::path> picturesIn(const std::filesystem::path &folder)
    {
        const std::filesystem::directory_iterator entries(folder);
        std::vector<std::filesystem::path> files(begin(entries), end(entries));
        std::sort(files.begin(), files.end());
        return files;
    }

    GeneratorRegistry registry;
    mutable TrainingControl control;

private:
    static void write(const std::filesystem::path &folder, int channels, std::uint64_t item)
    {
        const Image image = paintedImage({160, 128}, channels, SampleType::U8, Random(9, 0, item));
        if (!writePicture(folder / (std::to_string(item) + ".png"), image, {},
                          {PictureFormat::Png, 100}))
            std::terminate();
    }

    QTemporaryDir m_folder;
};

} // namespace koma::test
