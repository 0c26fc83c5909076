// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/training/torch/data/dataset.h"
#include "core/training/torch/data/prefetcher.h"
#include "core/training/trainingconfig.h"

#include <torch/torch.h>

#include <array>
#include <functional>

namespace koma {

/// What one training step is made of, on the CPU, channels-last, −1…1.
struct TrainingBatch
{
    torch::Tensor photos;     ///< [N,3,S,S] with S = crop + 2 context
    torch::Tensor drawings;   ///< [N,1 or 3,crop,crop]
    torch::Tensor tonalRange; ///< [N,kTonalNumbers] of each whole photo
    torch::Tensor guide{};    ///< [M,1 or 3,crop,crop] of the guided photos, if drawn ahead
};

/// A row of tonalRange: darkest and lightest luma, and then the TonalSpread: its lumas and, last,
/// its chroma.
inline constexpr std::int64_t kTonalNumbers = 3 + std::int64_t{TonalSpread::kPercents.size()};
std::array<float, kTonalNumbers> tonalNumbers(const TrainingPicture &picture);

/// The batch of a step: a pure function of configuration, seed and step.
Result<TrainingBatch> makeBatch(const TrainingConfig &config, PictureSet &photos,
                                PictureSet &drawings, std::int64_t step);

/// Makes batches ahead on background threads, each of which computes alone, and hands them out in
/// the order of steps. The picture sets must outlive it. next() from one thread; destruction stops
/// and joins.
class BatchLoader
{
public:
    /// What else is made of a step's batch ahead; called on the background threads.
    using Finish = std::function<void(TrainingBatch &, std::int64_t step)>;

    BatchLoader(const TrainingConfig &config, PictureSet &photos, PictureSet &drawings,
                std::int64_t firstStep, const Finish &finish = {});

    /// Waits for the next step's batch; a picture that cannot be read any more is its error.
    Result<TrainingBatch> next() { return m_batches.next(); }

private:
    Prefetcher<TrainingBatch> m_batches;
};

} // namespace koma
