// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/layout/spreads.h"

#include <algorithm>

namespace koma {

QList<Spread> spreadsOf(const Comic &comic)
{
    const DocumentSettings &settings = comic.settings;
    const bool isFacing =
        settings.hasFacingPages && settings.direction != ReadingDirection::TopToBottom;
    const bool isFromRight = settings.direction == ReadingDirection::RightToLeft;
    const auto spread = [&](qsizetype first, qsizetype second) {
        return isFromRight ? Spread{second, first} : Spread{first, second};
    };
    QList<Spread> spreads;
    qsizetype waiting = -1; // a page that is read first in its spread
    bool isSecondNext = isFacing;
    for (qsizetype i = 0; i < comic.pages.size(); ++i) {
        const bool isDouble = comic.pages[i].properties.isDoublePage;
        if (!isFacing || isDouble) {
            if (waiting >= 0)
                spreads.append(spread(waiting, -1));
            spreads.append(isDouble && isFacing ? Spread{i, i} : Spread{i, -1});
            waiting = -1;
            isSecondNext = false;
        } else if (isSecondNext) {
            spreads.append(spread(waiting, i));
            waiting = -1;
            isSecondNext = false;
        } else {
            waiting = i;
            isSecondNext = true;
        }
    }
    if (waiting >= 0)
        spreads.append(spread(waiting, -1));
    return spreads;
}

Spread spreadWith(const Comic &comic, qsizetype page)
{
    const QList<Spread> spreads = spreadsOf(comic);
    const auto found = std::find_if(spreads.begin(), spreads.end(), [page](const Spread &spread) {
        return page >= 0 && (spread.left == page || spread.right == page);
    });
    return found != spreads.end() ? *found : Spread{};
}

} // namespace koma
