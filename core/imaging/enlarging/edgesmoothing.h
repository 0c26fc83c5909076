// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/imaging/image.h"

namespace koma {

/// A drawing whose contours are smoothed along themselves and nowhere across, by a Gaussian of 1.6
/// px in the direction of the structure tensor (Förstner 1986; line integral convolution, Cabral
/// and Leedom 1993): the steps of pure black on white, which would stand as stairs in a large
/// enlargement, become straight. What has no direction stays as it is. 1 or 3 channels of any type,
/// the same comes out. Any thread.
Result<Image> smoothedAlongEdges(const Image &drawing);

} // namespace koma
