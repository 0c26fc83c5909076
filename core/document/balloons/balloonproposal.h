// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/balloons/balloonshape.h"
#include "core/document/lettering/lettering.h"

namespace koma {

/// The body, round `centre`, that just holds the words at style.sizePt: lying for rows, standing
/// for columns, as comics have them. Of some proportions it takes those of the least area. It
/// ignores shape.body; everything else of the shape counts.
QRectF balloonBodyForLettering(const BalloonShape &shape, const std::vector<LetteringSpan> &spans,
                               const LetteringStyle &style, double paddingPt, QPointF centre);

} // namespace koma
