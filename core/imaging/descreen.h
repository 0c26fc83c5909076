// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/imaging/image.h"

namespace koma {

/// A print without its paper's grain and the printer's screen: areas are smoothed and lines stay
/// (the bilateral filter of Tomasi and Manduchi 1998, reaching 3 px). `range` says how far
/// neighbours may differ and still be mixed, in levels of 0…255 summed over the channels; 0 leaves
/// all as it is. U8 with 1 or 3 channels, the same comes out. Any thread.
Result<Image> descreened(const Image &print, double range);

} // namespace koma
