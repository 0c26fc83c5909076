// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/comic.h"

#include <functional>
#include <optional>

namespace koma {

/// Something that may trouble readers or printers, with what to go to.
struct ReadingIssue
{
    enum class Kind {
        TextOutsideSafeArea,
        PanelOrderInDoubt,
        LetteringOrderInDoubt,
        TinyLettering,    ///< `value` of the `limit` in pt
        LowResolutionArt, ///< `value` of the `limit` in dpi
        OverlappingTails, ///< a tail crosses another or runs through a foreign balloon
        EmptyBalloon,
    };

    Kind kind = Kind::TextOutsideSafeArea;
    PageId page;
    QList<ObjectId> objects;
    double value = 0.0;
    double limit = 0.0;

    bool operator==(const ReadingIssue &) const = default;
};

struct ReadingCheckOptions
{
    double minLetteringPt = 6.0;
    /// Of the page's own resolution.
    double minResolutionFraction = 0.67;
    /// The size that auto-fitted lettering really has, where somebody has laid it out; else the
    /// block's own size counts.
    std::function<std::optional<double>(const PageObject &text)> fittedSizePt;
};

/// Looks through a comic. Hidden objects do not count. Issues come page by page, each kind in the
/// order above. A pure function: the same comic gives the same list; any thread.
QList<ReadingIssue> checkReading(const Comic &comic, const ReadingCheckOptions &options = {});
QList<ReadingIssue> checkReading(const Page &page, ReadingDirection direction,
                                 const ReadingCheckOptions &options = {});

/// One translated sentence for the list of issues.
QString issueText(const ReadingIssue &issue);

} // namespace koma
