// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/engine/generatorregistry.h"
#include "core/engine/stylecard.h"
#include "core/training/runfolder.h"
#include "core/training/torch/data/dataset.h"
#include "core/training/torch/trainer.h"

namespace koma {

/// Writes a run's style into its folder: the averaged generator's weights, what other runs may
/// start from, preview and card. `given` names the style; architecture and files are filled in.
Result<StyleCard> exportStyle(const Trainer &trainer, const TrainingConfig &config, StyleCard given,
                              PictureSet &photos, const RunFolder &folder, torch::Device device);

/// Loads the style from its files as the gallery would and draws a photo with it: NumericalFailure
/// if the drawing is blank or unlike that of the generator which was exported.
Result<void> proveStyle(const GeneratorRegistry &registry, const StyleCard &card,
                        const Trainer &trainer, PictureSet &photos, torch::Device device);

} // namespace koma
