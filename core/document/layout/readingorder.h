// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/comic.h"

namespace koma {

/// The order in which boxes are read, as indices into the list, and the boxes about whose order
/// readers may be of two minds (staggered gutters, overlaps).
struct ReadingOrder
{
    QList<qsizetype> order;
    QList<qsizetype> doubtful;
};

/// Cuts the page at its gutters, again and again: into rows first, each read in the reading
/// direction; into columns first where the white between them is the wider one, as in four-panel
/// strips set side by side. A box that lies on another is read after it. Pure, any thread.
ReadingOrder readingOrder(const QList<RectPt> &boxes, ReadingDirection direction);

/// A panel's box for reading: from mean edge to mean edge, so that panels between slanted gutters
/// lie beside each other and do not overlap. A rectangle's is itself.
RectPt meanBox(const OutlinePt &outline);

/// The panels of a page as read; hidden ones do not count.
struct OrderedObjects
{
    QList<ObjectId> ids;
    QList<ObjectId> doubtful;
};
OrderedObjects panelsInOrder(const Page &page, ReadingDirection direction);

/// The balloons and free texts of a page as read: panel by panel (what a panel holds or what lies
/// over it), within a panel by the same rule; those outside all panels last.
OrderedObjects letteringInOrder(const Page &page, ReadingDirection direction);

} // namespace koma
