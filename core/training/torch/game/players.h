// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/training/torch/discriminator.h"
#include "core/training/torch/game/flatparameters.h"
#include "core/training/torch/trainablegenerator.h"
#include "core/training/trainingconfig.h"

#include <torch/torch.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace koma {

using GeneratorFactory = std::function<Result<std::shared_ptr<TrainableGenerator>>()>;

/// Makes the generators that a configuration names, for ink or for colour. They are Unsupported
/// where the architecture cannot be trained. The registry must outlive it.
/// With a palette, [K,3] in −1…1, those that can print draw in its colours alone.
GeneratorFactory generatorFactory(const GeneratorRegistry &registry, const TrainingConfig &config,
                                  const torch::Tensor &palette = {});

/// A discriminator and what it looks at.
struct DiscriminatorView
{
    std::string name;
    bool lumaOnly = false;
    bool halfSize = false;
    bool seesSmoothedNegatives = false;
    double weight = 1.0;
    std::shared_ptr<PatchDiscriminator> discriminator;

    /// Pictures as ink, which is what the discriminator takes.
    [[nodiscard]] torch::Tensor seen(const torch::Tensor &pictures) const;
};

/// The networks that play against each other, channels-last on a device and ready to train. Several
/// sets may share the values of their parameters, each with gradients and statistics of its own: so
/// threads play side by side.
struct Players
{
    std::shared_ptr<TrainableGenerator> generator;
    std::shared_ptr<ContrastHeads> heads;
    std::vector<DiscriminatorView> views;
    FlatParameters generatorParameters; ///< and, after them, those of the heads
    FlatParameters discriminatorParameters;

    static Result<Players> create(const TrainingConfig &config,
                                  const GeneratorFactory &makeGenerator, torch::Device device);

    void shareValuesOf(const Players &first);
    void setDiscriminatorsTrainable(bool trainable);
};

/// A generator's own copy on the device that takes no gradients: for its running average.
Result<std::shared_ptr<TrainableGenerator>>
makeAverage(TrainableGenerator &of, const GeneratorFactory &makeGenerator, torch::Device device);

} // namespace koma
