// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/imaging/patches/patchcut.h"
#include "core/imaging/patches/patchwear.h"
#include "core/training/torch/data/dataset.h"
#include "core/training/torch/data/prefetcher.h"

#include <torch/torch.h>

#include <cstdint>
#include <memory>
#include <vector>

namespace koma {

/// One training step's patches, on the processor.
struct PatchBatch
{
    torch::Tensor patches; ///< [N,3,S,S] in −1…1, channels last
    torch::Tensor classes; ///< int64 [N]
};

/// Where patches come from: one set of RGB pictures for each class, the photos last. Classes take
/// turns, photos twice in each round.
struct PatchSource
{
    std::vector<std::unique_ptr<PictureSet>> classes;
    PatchCut cut;
    PatchWear drawingWear;
    PatchWear photoWear;
    std::uint64_t seed = 1;
    int batchSize = 48;
};

/// The batch of a step: a pure function of the source and the step.
Result<PatchBatch> makePatchBatch(const PatchSource &source, std::int64_t step);

/// Makes batches ahead on a background thread, in the order of steps from 0. The source must
/// outlive it. next() from one thread; destruction stops and joins.
class PatchLoader
{
public:
    explicit PatchLoader(const PatchSource &source);

    /// Waits for the next batch; a picture that cannot be read any more is its error.
    Result<PatchBatch> next() { return m_batches.next(); }

private:
    Prefetcher<PatchBatch> m_batches;
};

} // namespace koma
