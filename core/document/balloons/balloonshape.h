// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/lettering/textregion.h"

#include <QPainterPath>
#include <QPointF>
#include <QRectF>

#include <cstdint>
#include <vector>

namespace koma {

/// The geometry of balloons: what the artist sets (BalloonShape), the outline that follows from it,
/// the region it leaves to the text and the size that a text asks for. All lengths in points, in
/// the coordinates of the page; pure values and functions for any thread, nothing fails: a balloon
/// without an area has an empty outline.

enum class BalloonForm {
    Speech,  ///< a superellipse, fuller than an ellipse so that text fills it
    Whisper, ///< the same with a dashed line
    Thought, ///< a cloud; its tails are trails of bubbles
    Shout,   ///< spikes of uneven length
    Burst,   ///< radio, telephone, robots: a zigzag with lightning for a tail
    Caption, ///< a box for the narrator
};

enum class CaptionEdge { Square, Rounded, Torn };

/// A tail from the body to the one who speaks. It starts inside the body, wherever the target is,
/// so moving either end needs no other change.
struct TailShape
{
    QPointF target;        ///< where the tip is, exactly
    double widthPt = 12.0; ///< where it leaves the body
    double bend = 0.0; ///< -1…1: a curve to the left or right of the straight way, 0 is straight;
                       ///< bolts are always straight

    bool operator==(const TailShape &) const = default;
};

struct BalloonShape
{
    BalloonForm form = BalloonForm::Speech;
    QRectF body;            ///< what the outline fills, tails aside
    double exponent = 2.3;  ///< of the superellipse: 2 is an ellipse, larger is fuller
    double depth = 0.26;    ///< of spikes and zigzags as a share of half the shorter side, 0…0.6
    int waves = 0;          ///< spikes, zigzags or lobes round the body; 0: as suits the form
    std::uint64_t seed = 1; ///< of the unevenness of spikes, lobes and torn edges
    CaptionEdge edge = CaptionEdge::Square;
    double cornerRadiusPt = 6.0; ///< of rounded captions
    std::vector<TailShape> tails;

    bool operator==(const BalloonShape &) const = default;
};

/// The body without tails.
QPainterPath balloonBody(const BalloonShape &shape);

/// Body and tails as one closed outline without a seam. The bubbles of a thought's tail are
/// outlines of their own.
QPainterPath balloonOutline(const BalloonShape &shape);

/// Several balloons of one speaker as one closed outline: bodies that overlap melt together, others
/// are linked in turn by a band of the given width. A gap that they enclose is filled.
QPainterPath joinedOutline(const std::vector<BalloonShape> &shapes, double linkWidthPt);

/// The largest region of the body's own proportions that lies inside the body, less the padding.
TextRegion balloonTextRegion(const BalloonShape &shape, double paddingPt);

/// The body, round `centre`, whose text region is of this size with this padding. It ignores
/// shape.body; everything else of the shape counts.
QRectF balloonBodyForRegion(const BalloonShape &shape, QSizeF region, double paddingPt,
                            QPointF centre);

/// The same for a rectangular block of text, whose corners then lie on the region's edge.
QRectF balloonBodyForBlock(const BalloonShape &shape, QSizeF textBlock, double paddingPt,
                           QPointF centre);

} // namespace koma
