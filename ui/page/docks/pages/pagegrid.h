// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/comic.h"

#include <QPoint>
#include <QRect>
#include <QSize>

namespace koma {

/// Where a comic's pages lie in the dock, in device-independent pixels from the top left corner of
/// all of them: spread after spread in rows, the two sides of a spread against each other, and
/// everything from the right to the left where the comic is read so. A value; any thread.
class PageGrid
{
public:
    struct Metrics
    {
        int widthPx = 0; ///< to fill
        QSize pageBoxPx; ///< a page's picture fits into this; a double page into twice the width
        int labelPx = 0; ///< height of the line below a page
        int gapPx = 0;   ///< around a spread
    };

    PageGrid() = default;
    PageGrid(const Comic &comic, const Metrics &metrics);

    [[nodiscard]] int heightPx() const { return m_heightPx; }
    [[nodiscard]] int count() const { return static_cast<int>(m_places.size()); }
    /// The page with its label; empty where there is no such page.
    [[nodiscard]] QRect cell(int page) const;
    /// The page itself.
    [[nodiscard]] QRect paper(int page) const;
    /// -1 between the pages.
    [[nodiscard]] int pageAt(QPoint at) const;
    /// The page in the next row up (-1) or down (+1) that lies nearest; the page itself in the
    /// outermost row.
    [[nodiscard]] int pageInRow(int page, int step) const;
    [[nodiscard]] bool isFromRight() const { return m_isFromRight; }

    /// The gap in which pages let go of at a point land.
    struct Insertion
    {
        int index = 0; ///< before the page that has this number now
        QRect mark;    ///< the line that shows it
    };
    [[nodiscard]] Insertion insertionAt(QPoint at) const;

private:
    struct Place
    {
        QRect cell;
        QRect paper;
    };
    void placeSide(const Comic &comic, qsizetype page, const QRect &spread, Qt::Alignment side);

    QList<Place> m_places;
    int m_heightPx = 0;
    int m_labelPx = 0;
    int m_gapPx = 0;
    bool m_isFromRight = false;
    bool m_isColumn = false; ///< one page below the other
};

} // namespace koma
