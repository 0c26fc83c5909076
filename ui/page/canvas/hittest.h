// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/page.h"

namespace koma {

/// What a click picks.
enum class PickDepth {
    Outermost, ///< whole groups; panels rather than the art, tones and lines in them; balloons
               ///< rather than their words
    Innermost, ///< whatever is painted there
};

/// The topmost object under a point that is neither hidden nor locked; invalid where there is none.
/// Thin lines are caught within the tolerance.
ObjectId objectAt(const Page &page, PointPt point, double tolerancePt, PickDepth depth);

/// The topmost panel under a point; invalid where there is none.
ObjectId panelAt(const Page &page, PointPt point);

/// What the tail of a balloon can point at: the topmost art, ink or panel under a point that is not
/// hidden; invalid where there is none.
ObjectId followableAt(const Page &page, PointPt point);

/// The text to write in where a point is double-clicked: a text itself or that of a balloon.
ObjectId textAt(const Page &page, PointPt point, double tolerancePt);

/// The objects that a rubber band encloses, or touches where it is a panel's content: as
/// PickDepth::Outermost. Hidden and locked ones do not count.
QList<ObjectId> objectsIn(const Page &page, const RectPt &band);

/// The box that handles of these objects span; empty for none.
RectPt commonBoundsPt(const Page &page, const QList<ObjectId> &objects);

} // namespace koma
