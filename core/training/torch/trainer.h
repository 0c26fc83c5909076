// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/training/torch/data/batchloader.h"
#include "core/training/torch/game/gamelosses.h"
#include "core/training/torch/game/lanes.h"
#include "core/training/torch/game/players.h"
#include "core/training/trainingconfig.h"

#include <torch/torch.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace koma {

/// Plays the game between generator and discriminators, one step at a time. Knows no clock or file;
/// step() from one thread, which waits for the lanes. All randomness of a step comes from the seed
/// and the step's number, so the state is the tensors alone; the number of lanes decides how sums
/// are rounded and over which pictures the generator normalises.
class Trainer
{
public:
    struct Setup
    {
        torch::Device device = torch::kCPU;
        int lanes = 1;       ///< a batch is divided among so many threads; 1 on a GPU
        int threadsEach = 1; ///< of the tensor operations of each, where there are several

        /// So many threads of the processor for batches of a size: as many lanes as there can be.
        static Setup onCpu(int threads, int batchSize);
    };

    /// `makeGenerator` is called once a lane and once for the running average.
    static Result<std::unique_ptr<Trainer>> create(const TrainingConfig &config,
                                                   const GeneratorFactory &makeGenerator,
                                                   StyleMeasure measure, const Setup &setup);

    /// Takes over what the players of another run know, whose state() or players() this is: a
    /// generator of the same shape (one colour plane and three convert), and the discriminators and
    /// heads that fit. BadFormat where the generator's shape is another. Before the first step.
    Result<void> startFrom(const std::map<std::string, torch::Tensor> &state);

    /// One step of both players; `progress` 0…1 is the place in the run's schedules. The losses by
    /// name; NumericalFailure where a loss or a gradient is not a number, or OutOfMemory, both with
    /// the state of before the step lost (go back to a checkpoint).
    Result<LossValues> step(const TrainingBatch &batch, std::int64_t step, double progress);

    /// Draws the guide of a step's batch, which step() does by itself where it is missing. From any
    /// thread: on a CPU, a loader's thread has the time for it.
    void addGuide(TrainingBatch &batch, std::int64_t step) const;

    /// From the next step on each lane takes its pictures in so many parts whose gradients are
    /// added up: less memory, more time. 1 at first.
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
    /// What goes through the networks at once, its share of the batch, and what was drawn of it.
    struct Part
    {
        TrainingBatch batch;
        torch::Tensor noisyPhotos;
        GameTurn turn;
        double share = 1.0;
        torch::Tensor fake;
        EncoderFeatures features;
    };

    Trainer(const TrainingConfig &config, const Setup &setup);

    Result<void> makePlayers(const GeneratorFactory &makeGenerator);
    [[nodiscard]] const Players &first() const { return m_players.front(); }
    [[nodiscard]] Players &first() { return m_players.front(); }
    void setLearningRates(const GameTurn &turn);
    [[nodiscard]] torch::Tensor noisy(const torch::Tensor &photos, std::int64_t step) const;
    [[nodiscard]] std::vector<Part> partsOf(const TrainingBatch &batch, const GameTurn &turn) const;
    /// Each lane plays its parts; the values of all, by their shares.
    LossValues sideBySide(std::vector<Part> &parts,
                          const std::function<void(Players &, Part &, LossValues &)> &play);
    void draw(const Players &players, Part &part) const;
    [[nodiscard]] bool holdsGraphs(const std::vector<Part> &parts) const;
    Result<void> playDiscriminators(std::vector<Part> &parts, LossValues &losses);
    Result<void> playGenerator(std::vector<Part> &parts, LossValues &losses);
    /// The first lane's statistics of normalisation for all, or first the mean of all lanes'.
    void shareStatistics();
    void averageStatistics();
    void updateAverage(std::int64_t step);

    TrainingConfig m_config;
    torch::Device m_device;
    Lanes m_lanes;
    int m_parts = 1;
    double m_rateScale = 1.0;
    std::unique_ptr<GameLosses> m_losses;
    std::vector<Players> m_players; ///< of each lane; the values of their parameters are shared
    std::shared_ptr<TrainableGenerator> m_averaged;
    FlatParameters m_averagedParameters;
    std::unique_ptr<torch::optim::Adam> m_generatorOptimizer;
    std::unique_ptr<torch::optim::Adam> m_discriminatorOptimizer;
};

} // namespace koma
