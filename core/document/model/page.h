// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/pageobject.h"

namespace koma {

/// Paper and print. The page's origin is the top left corner of the trimmed page; the bleed lies
/// outside it on all sides, the safe area inside.
struct PageSetup
{
    double widthPt = 0.0;  ///< trimmed
    double heightPt = 0.0; ///< trimmed
    int dpi = 300;         ///< of drawing and export
    double bleedPt = 0.0;
    MarginsPt safeMarginsPt; ///< from the trim inwards: words stay inside

    bool operator==(const PageSetup &) const = default;
    [[nodiscard]] RectPt trimPt() const { return {0.0, 0.0, widthPt, heightPt}; }
    [[nodiscard]] RectPt bleedBoxPt() const { return trimPt().grownBy(bleedPt); }
    [[nodiscard]] RectPt safeAreaPt() const { return trimPt().shrunkBy(safeMarginsPt); }
};

enum class GuideAxis { Horizontal, Vertical };

/// A line to snap to, across the page at y (horizontal) or x (vertical).
struct PageGuide
{
    GuideAxis axis = GuideAxis::Horizontal;
    double positionPt = 0.0;

    bool operator==(const PageGuide &) const = default;
};

/// The page types of ComicInfo.xml that a maker of comics has a use for.
enum class PageRole {
    FrontCover,
    InnerCover,
    Story,
    Advertisement,
    Editorial,
    Letters,
    Preview,
    BackCover,
    Other
};

struct PageProperties
{
    QString name; ///< empty: its number
    PageSetup setup;
    PageRole role = PageRole::Story;
    /// One page drawn over both sides of a spread.
    bool isDoublePage = false;
    Colour paper = kWhite;
    QList<PageGuide> guides;

    bool operator==(const PageProperties &) const = default;
};

struct Page
{
    PageId id;
    PageProperties properties;
    QList<PageObject> objects; ///< bottom to top

    bool operator==(const Page &) const = default;
};

/// Where an object is in its page: in which parent (invalid: the page itself), at which height.
struct ObjectPlace
{
    PageId page;
    ObjectId parent;
    qsizetype index = 0;

    bool operator==(const ObjectPlace &) const = default;
};

/// The place of an object; the page's own id where it lies directly on it. An invalid page where
/// the object is not there.
ObjectPlace placeOf(const Page &page, ObjectId id);

/// What is wrong with a page's tree (ids used twice or 0, forbidden nesting, depth), as sentences
/// for a bug report; empty for a sound page.
QList<QString> structureFaults(const Page &page);

/// Where a tail ends now: in its target where that is on the page, else where it last was.
PointPt tailTipPt(const Page &page, const BalloonTail &tail);

} // namespace koma
