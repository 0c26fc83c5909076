// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/engine/torch/generator.h"
#include "core/imaging/image.h"
#include "core/training/torch/data/dataset.h"

#include <filesystem>

namespace koma {

/// What a generator in eval mode makes of a whole RGB U8 picture of moderate size, padded by
/// reflection outside; U8 with the generator's output channels.
Result<Image> drawWhole(Generator &generator, const Image &picture, torch::Device device);

/// Photos beside their drawings, for following a run by eye: the same `count` photos at every step.
Result<Image> sampleSheet(Generator &generator, PictureSet &photos, int count,
                          torch::Device device);

} // namespace koma
