// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/comic.h"

namespace koma {

/// What a reader sees with the book open: the pages on the left and on the right, by number from
/// 0, or -1 where there is none. A double page is on both sides.
struct Spread
{
    qsizetype left = -1;
    qsizetype right = -1;

    bool operator==(const Spread &) const = default;
};

/// The spreads of a comic in order. With facing pages the first stands alone on its recto: right
/// for left-to-right books, left for right-to-left ones. A double page takes a spread of its own,
/// and a page before it that would need its other half stands alone. Without facing pages every
/// page is alone, on the left.
QList<Spread> spreadsOf(const Comic &comic);
/// The one on which a page is; none for a number that is no page's.
Spread spreadWith(const Comic &comic, qsizetype page);

} // namespace koma
