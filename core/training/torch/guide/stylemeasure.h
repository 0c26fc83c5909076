// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"
#include "core/training/torch/data/dataset.h"
#include "core/training/torch/guide/palette.h"
#include "core/training/torch/guide/tonecurve.h"
#include "core/training/trainingconfig.h"

namespace koma {

/// What is measured of photos and drawings before a run: how the artist's tones and colours lie to
/// the photos'.
struct StyleMeasure
{
    ToneCurve tones;
    Palette palette;
};

/// Looks at up to 400 random crops of each side, as training will cut them: blurred luma for the
/// tones, for colour styles blurred colours and the ink of lines. Deterministic from the seed. The
/// tones stay the identity where nothing asks for them, the palette where nothing is painted.
Result<StyleMeasure> measureStyle(const TrainingConfig &config, PictureSet &photos,
                                  PictureSet &drawings, const CancelToken &cancel);

} // namespace koma
