// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/colour.h"
#include "core/document/model/geometry.h"
#include "core/document/model/ids.h"

#include <QList>

namespace koma {

enum class BalloonKind { Speech, Thought, Shout, Whisper, Caption };

/// Points from a balloon to who speaks. Where a target is named, the tip lies in the target's
/// bounding box at `targetAnchor` (fractions of its width and height) and follows it; `tipPt` is
/// where it was last, and what counts when the target is gone.
struct BalloonTail
{
    PointPt tipPt;
    ObjectId target;
    PointPt targetAnchor{0.5, 0.5};
    double baseWidthPt = 12.0;
    double bend = 0.0; ///< -1 … 1: how far the middle bows aside, in halves of the tail's length

    bool operator==(const BalloonTail &) const = default;
};

/// A balloon or caption. Its words are TextBlock children.
struct Balloon
{
    BalloonKind kind = BalloonKind::Speech;
    RectPt boundsPt;        ///< of the body, without tails
    double roundness = 1.0; ///< 0 a rectangle … 1 an ellipse
    QList<BalloonTail> tails;
    /// Balloons of one page with the same valid id here are drawn as one shape.
    ObjectId joinId;
    double lineWidthPt = 1.2;
    Colour lineColour = kBlack;
    Colour fillColour = kWhite;

    bool operator==(const Balloon &) const = default;
};

} // namespace koma
