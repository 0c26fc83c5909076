// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/training/torch/data/augmentation.h"
#include "core/training/torch/data/batchloader.h"
#include "core/training/torch/game/players.h"
#include "core/training/torch/guide/drawingguide.h"
#include "core/training/trainingconfig.h"

#include <torch/torch.h>

#include <cstdint>
#include <map>
#include <string>

namespace koma {

/// The parts of a loss and others worth a curve, by name.
using LossValues = std::map<std::string, double>;

/// Which pictures of which step play: part after part where a batch is divided.
struct GameTurn
{
    std::int64_t step = 0;
    double progress = 0.0;         ///< 0…1: the place in the run's schedules
    std::uint64_t part = 0;        ///< random numbers come from step and part
    std::int64_t firstPicture = 0; ///< of the part in the batch
    std::int64_t batchSize = 0;
};

/// What discriminators and generator pay in a turn of the game, as the configuration weighs it.
/// Knows no state but the configuration's: any number of threads may ask at once, each for players
/// of its own. Batches lie on the device; every loss is a scalar with a graph.
class GameLosses
{
public:
    struct Setting
    {
        torch::Device device = torch::kCPU;
        std::int64_t stridePx = 8; ///< of the generator
    };
    /// bfloat16 in the configuration means autocast: the device must compute it.
    GameLosses(const TrainingConfig &config, StyleMeasure measure, const Setting &setting);

    /// `fake` [N,C,crop,crop] without a graph.
    torch::Tensor discriminators(const Players &players, const TrainingBatch &batch,
                                 const torch::Tensor &fake, const GameTurn &turn,
                                 LossValues &losses) const;
    /// `fake` and `photoFeatures` of the same pass.
    torch::Tensor generator(const Players &players, const TrainingBatch &batch,
                            const torch::Tensor &fake, const EncoderFeatures &photoFeatures,
                            const GameTurn &turn, LossValues &losses) const;
    /// L1 of `fake` to the guide and, by its weight, the unevenness of areas: all of the warm-up.
    [[nodiscard]] torch::Tensor guide(const TrainingBatch &batch, const torch::Tensor &fake,
                                      const GameTurn &turn) const;

    /// Draws the guide of a step's whole batch, which guide() does by itself where it is missing.
    void addGuide(TrainingBatch &batch, std::int64_t step) const;
    /// The rows for a part of `count` pictures of the guide of a whole batch.
    [[nodiscard]] torch::Tensor guideOf(const torch::Tensor &ofBatch, const GameTurn &part,
                                        std::int64_t count) const;

    /// The crop without its context.
    [[nodiscard]] torch::Tensor inner(const torch::Tensor &withContext) const;
    /// Where the crops of a step lie on the page: anywhere, so that the whole field is met.
    [[nodiscard]] PassContext place(std::int64_t step) const;

private:
    [[nodiscard]] Random randomOf(std::uint64_t stream, const GameTurn &turn) const;
    [[nodiscard]] torch::Tensor content(const Players &players, const torch::Tensor &fake,
                                        const EncoderFeatures &photoFeatures,
                                        std::int64_t step) const;
    /// The guide is drawn for each so manieth picture of a batch.
    [[nodiscard]] std::int64_t guideEvery(std::int64_t step) const;
    /// The rows of a part's tensor that are guided.
    [[nodiscard]] torch::Tensor guided(const torch::Tensor &all, const GameTurn &turn) const;
    [[nodiscard]] torch::Tensor drawnGuide(const TrainingBatch &batch, const GameTurn &turn) const;
    [[nodiscard]] torch::Tensor stretchedLuma(const TrainingBatch &batch) const;
    [[nodiscard]] torch::Tensor toneTarget(const TrainingBatch &batch) const;

    TrainingConfig m_config;
    torch::Device m_device;
    std::int64_t m_stridePx;
    DiffAugment m_augment;
    DrawingGuide m_guide;
};

} // namespace koma
