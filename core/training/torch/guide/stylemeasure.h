// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"
#include "core/training/torch/data/dataset.h"
#include "core/training/torch/guide/paint/paintbox.h"
#include "core/training/torch/guide/tonecurve.h"
#include "core/training/trainingconfig.h"

namespace koma {

/// What is measured of photos and drawings before a run: how the artist's tones and colours lie to
/// the photos'.
struct StyleMeasure
{
    ToneCurve tones;
    PaintBox paints;
};

/// Looks at up to 400 random crops of each side, as training will cut them, for the tones, and at
/// up to 40 whole drawings for the paint box. Deterministic from the seed. The tones stay the
/// identity where nothing asks for them, the paint box the usual one where nothing is painted in
/// colour.
Result<StyleMeasure> measureStyle(const TrainingConfig &config, PictureSet &photos,
                                  PictureSet &drawings, const CancelToken &cancel);

} // namespace koma
