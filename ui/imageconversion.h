// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/imaging/image.h"

#include <QImage>

namespace koma {

/// The same pixels as a QImage that shares the Image's memory: 8 bit, 1, 3 or 4 channels, sRGB.
/// Anything else is converted first. Any thread.
Result<QImage> toQImage(const Image &image);

/// A deep copy as 8- or 16-bit RGB(A) or grey, in sRGB where the QImage knows its colour space. Any
/// thread.
Result<Image> fromQImage(const QImage &image);

} // namespace koma
