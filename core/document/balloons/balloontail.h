// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/balloons/balloonshape.h"

#include <QPainterPath>

#include <vector>

namespace koma {

/// A tail's outlines, to be united with the body: one tapered curve, one lightning bolt or a trail
/// of bubbles. Empty where the target lies inside the body.
std::vector<QPainterPath> balloonTailPaths(const BalloonShape &shape, const QPainterPath &body,
                                           const TailShape &tail);

} // namespace koma
