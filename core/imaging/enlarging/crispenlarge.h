// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/imaging/image.h"

namespace koma {

/// Brings a drawing up to full size with crisp lines: a Lanczos enlargement whose transitions are
/// then steepened towards the local darkest and lightest tone of the small drawing (never beyond
/// them, so no ringing), by as much as the enlargement softened them. Flat tones stay as they are.
/// 1 or 3 channels. `y0Px`, `rowsPx` select rows of the result, so that a large picture can be made
/// strip by strip with the same pixels as at once.
Result<Image> crispEnlarged(const ImageView &drawing, ImageSize size);
Result<Image> crispEnlargedRows(const ImageView &drawing, ImageSize size, int y0Px, int rowsPx);

} // namespace koma
