// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/export/pagerange.h"

#include <QStringList>

namespace koma {

Result<QList<qsizetype>> pagesOfRange(const QString &text)
{
    constexpr int kMostPages = 100'000;
    QList<qsizetype> pages;
    for (const QString &part : text.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const QStringList ends = part.split(QLatin1Char('-'));
        bool isFirstNumber = false;
        bool isLastNumber = false;
        const int first = ends.first().trimmed().toInt(&isFirstNumber);
        const int last = ends.last().trimmed().toInt(&isLastNumber);
        if (!isFirstNumber || !isLastNumber || ends.size() > 2 || first < 1 || last < first ||
            last > kMostPages)
            return fail(ErrorKind::InvalidArgument,
                        "'" + text.toStdString() + "' names no pages; write them as in 1-3,5.");
        for (int page = first; page <= last; ++page)
            pages.append(page - 1);
    }
    return pages;
}

} // namespace koma
