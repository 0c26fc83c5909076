// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/imaging/panels/papermask.h"

namespace koma::panels {

/// The polygon with its upper, lower, left and right side laid along where paper ends and a border
/// or art begins. Sides without a clear edge, as where art runs out to the page's edge, stay.
Polygon withFittedSides(const Sheet &sheet, const Polygon &polygon);

} // namespace koma::panels
