// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/colour.h"
#include "core/document/model/geometry.h"

#include <QList>

namespace koma {

/// Where the pen was and how hard it pressed (0 … 1). Single precision: finer than any tablet, and
/// pages hold a hundred thousand of them.
struct InkPoint
{
    float xPt = 0.0F;
    float yPt = 0.0F;
    float pressure = 1.0F;

    bool operator==(const InkPoint &) const = default;
};

/// A freehand line. At full pressure it is `widthPt` wide, at none `minWidthFraction` of that.
struct InkStroke
{
    QList<InkPoint> points;
    double widthPt = 1.5;
    double minWidthFraction = 0.15;
    Colour colour = kBlack;

    bool operator==(const InkStroke &) const = default;
};

enum class MaskEffect { Hide, Reveal };

/// A stroke of the mask brush: a child of the layer that it hides or brings back. Strokes apply in
/// order.
struct MaskStroke
{
    QList<InkPoint> points;
    double widthPt = 24.0;
    double hardness = 0.8; ///< 0 soft … 1 hard edge
    MaskEffect effect = MaskEffect::Hide;

    bool operator==(const MaskStroke &) const = default;
};

} // namespace koma
