// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"
#include "core/training/torch/data/dataset.h"
#include "core/training/torch/data/tonecurve.h"
#include "core/training/trainingconfig.h"

namespace koma {

/// The tone curve from these photos to these drawings: blurred luma of up to 400 random crops of
/// each, as training will cut them. Deterministic from the seed; the identity where the tone loss
/// is off.
Result<ToneCurve> sampleToneCurve(const TrainingConfig &config, PictureSet &photos,
                                  PictureSet &drawings, const CancelToken &cancel);

} // namespace koma
