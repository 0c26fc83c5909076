// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/training/torch/data/augmentation.h"
#include "core/training/torch/data/batchloader.h"
#include "core/training/torch/discriminator.h"
#include "core/training/torch/guide/drawingguide.h"
#include "core/training/torch/trainablegenerator.h"
#include "core/training/trainingconfig.h"

#include <torch/torch.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace koma {

/// Plays the game between generator and discriminators, one step at a time. Knows no thread, clock
/// or file. All randomness of a step comes from the seed and the step's number, so the state is the
/// tensors alone.
class Trainer
{
public:
    using GeneratorFactory = std::function<Result<std::shared_ptr<TrainableGenerator>>()>;

    /// `makeGenerator` is called twice: for the player and for its running average.
    static Result<std::unique_ptr<Trainer>> create(const TrainingConfig &config,
                                                   const GeneratorFactory &makeGenerator,
                                                   StyleMeasure measure, torch::Device device);

    /// Takes over what the players of another run know, whose state() or players() this is: a
    /// generator of the same shape (one colour plane and three convert), and the discriminators and
    /// heads that fit. BadFormat where the generator's shape is another. Before the first step.
    Result<void> startFrom(const std::map<std::string, torch::Tensor> &state);

    using Losses = std::map<std::string, double>;

    /// One step of both players; `progress` 0…1 is the place in the run's schedules. The losses by
    /// name; NumericalFailure where a loss or a gradient is not a number, or OutOfMemory, both with
    /// the state of before the step lost (go back to a checkpoint).
    Result<Losses> step(const TrainingBatch &batch, std::int64_t step, double progress);

    /// From the next step on each batch goes through in so many parts whose gradients are added up:
    /// less memory, more time. 1 at first.
    void setParts(int parts) { m_parts = parts; }
    [[nodiscard]] int parts() const { return m_parts; }

    /// Multiplies all learning rates from the next step on.
    void scaleLearningRates(double factor);
    /// The generator's in the last step.
    [[nodiscard]] double learningRate() const;

    /// The exponential moving average of the generator: what is shown and shipped.
    [[nodiscard]] TrainableGenerator &averaged() const { return *m_averaged; }

    /// Every tensor of the state by name, including both optimizers'; restore() takes the same.
    [[nodiscard]] std::map<std::string, torch::Tensor> state() const;
    Result<void> restore(const std::map<std::string, torch::Tensor> &state);

    /// The part of the state that startFrom() reads, in half precision: the averaged generator,
    /// heads and discriminators.
    [[nodiscard]] std::map<std::string, torch::Tensor> players() const;

private:
    /// One discriminator and what it looks at.
    struct View
    {
        std::string name;
        bool lumaOnly = false;
        bool halfSize = false;
        bool seesSmoothedNegatives = false;
        double weight = 1.0;
        std::shared_ptr<PatchDiscriminator> discriminator;
    };
    /// Which part of which step: where its random numbers come from.
    struct Turn
    {
        std::int64_t step = 0;
        std::uint64_t part = 0;
    };
    /// What goes through the networks at once, and its share of the batch.
    struct Part
    {
        TrainingBatch batch;
        torch::Tensor noisyPhotos;
        Turn turn;
        double share = 1.0;
    };
    struct Drawn
    {
        torch::Tensor fake;
        EncoderFeatures features;
    };

    Trainer(const TrainingConfig &config, StyleMeasure measure, torch::Device device);

    void buildPlayers();
    void setLearningRates(std::int64_t step, double progress);
    torch::Tensor seenBy(const View &view, const torch::Tensor &pictures) const;
    [[nodiscard]] Random randomOf(std::uint64_t stream, const Turn &turn) const;
    [[nodiscard]] std::vector<Part> partsOf(const TrainingBatch &batch, std::int64_t step) const;
    Drawn draw(const Part &part);
    Result<void> playDiscriminators(const std::vector<Part> &parts, const std::vector<Drawn> &drawn,
                                    Losses &losses);
    Result<void> playGenerator(const std::vector<Part> &parts, std::vector<Drawn> drawn,
                               double progress, Losses &losses);
    torch::Tensor discriminatorLoss(const TrainingBatch &batch, const torch::Tensor &fake,
                                    const Turn &turn, Losses &losses);
    torch::Tensor generatorLoss(const TrainingBatch &batch, const torch::Tensor &fake,
                                const EncoderFeatures &photoFeatures, const Turn &turn,
                                double progress, Losses &losses);
    /// Of the first `count` pictures of the batch.
    [[nodiscard]] torch::Tensor guideLoss(const TrainingBatch &batch, const torch::Tensor &fake,
                                          std::int64_t step, std::int64_t count) const;
    torch::Tensor contentLoss(const torch::Tensor &fake, const EncoderFeatures &photoFeatures,
                              std::int64_t step);
    [[nodiscard]] torch::Tensor stretchedLuma(const TrainingBatch &batch) const;
    [[nodiscard]] torch::Tensor toneTarget(const TrainingBatch &batch) const;
    [[nodiscard]] torch::Tensor noisy(const torch::Tensor &photos, std::int64_t step) const;
    [[nodiscard]] torch::Tensor inner(const torch::Tensor &withContext) const;
    /// Where the crops of a step lie on the page: anywhere, so that the whole field is met.
    [[nodiscard]] PassContext place(std::int64_t step) const;
    void updateAverage(std::int64_t step);

    TrainingConfig m_config;
    torch::Device m_device;
    bool m_autocast = false;
    int m_parts = 1;
    double m_rateScale = 1.0;
    DiffAugment m_augment;
    DrawingGuide m_guide;
    std::shared_ptr<TrainableGenerator> m_generator;
    std::shared_ptr<TrainableGenerator> m_averaged;
    std::shared_ptr<ContrastHeads> m_heads;
    std::vector<View> m_views;
    std::unique_ptr<torch::optim::Adam> m_generatorOptimizer;
    std::unique_ptr<torch::optim::Adam> m_discriminatorOptimizer;
};

} // namespace koma
