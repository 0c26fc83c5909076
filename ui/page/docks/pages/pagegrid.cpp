// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/docks/pages/pagegrid.h"

#include "core/document/layout/spreads.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace koma {
namespace {

constexpr int kMarkPx = 3;
constexpr int kSmallestPagePx = 24;

/// As large as fits, at least a pixel.
QSize fitted(const PageSetup &setup, QSize box)
{
    const double width = std::max(1.0, setup.widthPt);
    const double height = std::max(1.0, setup.heightPt);
    const double scale = std::min(box.width() / width, box.height() / height);
    return {std::max(1, static_cast<int>(std::lround(width * scale))),
            std::max(1, static_cast<int>(std::lround(height * scale)))};
}

int distance2(const QRect &rect, QPoint at)
{
    const QPoint nearest(std::clamp(at.x(), rect.left(), rect.right()),
                         std::clamp(at.y(), rect.top(), rect.bottom()));
    const QPoint offset = at - nearest;
    return QPoint::dotProduct(offset, offset);
}

} // namespace

PageGrid::PageGrid(const Comic &comic, const Metrics &metrics)
    : m_places(comic.pages.size()),
      m_labelPx(metrics.labelPx),
      m_gapPx(metrics.gapPx),
      m_isFromRight(comic.settings.direction == ReadingDirection::RightToLeft)
{
    const bool isFacing =
        comic.settings.hasFacingPages && comic.settings.direction != ReadingDirection::TopToBottom;
    const int sides = isFacing ? 2 : 1;
    const int usablePx = std::max(metrics.widthPx - m_gapPx, sides * kSmallestPagePx + m_gapPx);
    const int spreadPx = std::min(sides * metrics.pageBoxPx.width(), usablePx - m_gapPx);
    const int columns = std::max(1, usablePx / (spreadPx + m_gapPx));
    const int rowPx = metrics.pageBoxPx.height() + m_labelPx + m_gapPx;
    // What is left over goes to both sides, so that spreads stand in the middle.
    const int marginPx = m_gapPx + (usablePx - columns * (spreadPx + m_gapPx)) / 2;
    m_isColumn = !isFacing && columns == 1;

    const QList<Spread> spreads = spreadsOf(comic);
    for (qsizetype i = 0; i < spreads.size(); ++i) {
        const int row = static_cast<int>(i) / columns;
        const int inRow = static_cast<int>(i) % columns;
        const int column = m_isFromRight ? columns - 1 - inRow : inRow;
        const QRect spread(marginPx + column * (spreadPx + m_gapPx), m_gapPx + row * rowPx,
                           spreadPx, metrics.pageBoxPx.height() + m_labelPx);
        m_heightPx = spread.bottom() + 1 + m_gapPx;
        const auto &[left, right] = spreads[i];
        if (left == right || !isFacing) {
            placeSide(comic, left, spread, Qt::AlignHCenter);
            continue;
        }
        QRect half = spread;
        half.setWidth(spreadPx / 2);
        placeSide(comic, left, half, Qt::AlignRight);
        half.moveLeft(half.right() + 1);
        placeSide(comic, right, half, Qt::AlignLeft);
    }
}

void PageGrid::placeSide(const Comic &comic, qsizetype page, const QRect &spread,
                         Qt::Alignment side)
{
    if (page < 0)
        return;
    const QSize box(spread.width(), spread.height() - m_labelPx);
    QRect paper(QPoint(0, 0), fitted(comic.pages[page].properties.setup, box));
    paper.moveBottom(spread.top() + box.height() - 1);
    if (side == Qt::AlignRight)
        paper.moveRight(spread.right());
    else if (side == Qt::AlignLeft)
        paper.moveLeft(spread.left());
    else
        paper.moveLeft(spread.left() + (spread.width() - paper.width()) / 2);
    m_places[page] = {spread, paper};
}

QRect PageGrid::cell(int page) const
{
    return page >= 0 && page < count() ? m_places.at(page).cell : QRect();
}

QRect PageGrid::paper(int page) const
{
    return page >= 0 && page < count() ? m_places.at(page).paper : QRect();
}

int PageGrid::pageAt(QPoint at) const
{
    const auto found = std::find_if(m_places.begin(), m_places.end(),
                                    [&](const Place &place) { return place.cell.contains(at); });
    return found != m_places.end() ? static_cast<int>(found - m_places.begin()) : -1;
}

int PageGrid::pageInRow(int page, int step) const
{
    const QRect from = cell(page);
    const int rowPx = from.height() + m_gapPx;
    int best = page;
    int bestDistance = std::numeric_limits<int>::max();
    for (int other = 0; other < count(); ++other) {
        const QRect to = cell(other);
        const int apart = std::abs(to.center().x() - from.center().x());
        if (to.top() == from.top() + step * rowPx && apart < bestDistance) {
            best = other;
            bestDistance = apart;
        }
    }
    return best;
}

PageGrid::Insertion PageGrid::insertionAt(QPoint at) const
{
    if (m_places.isEmpty())
        return {};
    int nearest = 0;
    for (int page = 1; page < count(); ++page) {
        if (distance2(cell(page), at) < distance2(cell(nearest), at))
            nearest = page;
    }
    const QRect &paper = m_places.at(nearest).paper;
    const QRect &cell = m_places.at(nearest).cell;
    if (m_isColumn) {
        const bool isAfter = at.y() > cell.center().y();
        const int yPx = isAfter ? cell.bottom() + m_gapPx / 2 : cell.top() - m_gapPx / 2;
        return {nearest + (isAfter ? 1 : 0),
                QRect(paper.left(), yPx - kMarkPx / 2, paper.width(), kMarkPx)};
    }
    const bool isOnRight = at.x() > cell.center().x();
    const int xPx = isOnRight ? paper.right() + 1 : paper.left();
    return {nearest + (isOnRight != m_isFromRight ? 1 : 0),
            QRect(xPx - kMarkPx / 2, paper.top() - 2, kMarkPx, paper.height() + 4)};
}

} // namespace koma
