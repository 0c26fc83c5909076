// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/imaging/image.h"

#include <QImage>

namespace koma {

/// An Image in sRGB, of any channels and samples, as a QImage of its own that painters are fast
/// with: RGB32, or ARGB32_Premultiplied where it has alpha. OutOfMemory.
Result<QImage> toQImage(const ImageView &image);

/// A painted page as 8-bit RGB, or RGBA with straight alpha where it has any. OutOfMemory.
Result<Image> toImage(const QImage &image);

} // namespace koma
