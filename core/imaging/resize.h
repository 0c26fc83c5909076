// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/imaging/image.h"

namespace koma {

/// A size with the given long side and the same aspect, both sides at least 1.
ImageSize sizeWithLongSide(ImageSize size, int longSidePx);

/// Resamples to exactly `size`: area averaging on the way down, Lanczos-4 (clamped to the sample
/// range) on the way up. Alpha is premultiplied inside, so no dark fringes appear. Same channels
/// and type.
Result<Image> resized(const ImageView &view, ImageSize size);

} // namespace koma
