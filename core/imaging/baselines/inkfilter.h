// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/imaging/image.h"

namespace koma {

/// A drawing without learning, to compare networks with: lines by the extended difference of
/// Gaussians (Winnemöller, Kyprianidis, Olsen 2012) over colours flattened by a bilateral filter
/// and stepped in lightness. `sigmaPx` is the lines' scale, about half their thickness; 0.3…20.
/// RGB U8 of the picture's size, whatever its own channels and type.
Result<Image> inkFiltered(const ImageView &picture, double sigmaPx);

} // namespace koma
