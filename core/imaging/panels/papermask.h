// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/imaging/panels/panelfinder.h"
#include "core/imaging/panels/polygons.h"

#include <vector>

namespace koma::panels {

/// What a page's gutters may be, the likeliest first: what its edge shows, or both.
std::vector<GutterTone> tonesToTry(const cv::Mat &grey, GutterTone asked);

/// A page as the search sees it.
struct Sheet
{
    /// 0 for ink, 1 for what has the gutters' colour, 2 for what of it hangs together with the
    /// edge.
    cv::Mat paper;
    /// Else art runs out to the edge, and what is white there is the art's.
    bool hasMargins = true;
};
Sheet sheetOf(const cv::Mat &grey, GutterTone tone);

/// The part without rows and columns at its edges that hold next to nothing but paper; empty where
/// all of it does.
Polygon withoutMargins(const Sheet &sheet, const Polygon &part);

/// The separate things in a part, by their hulls, where they are more than one and lie apart; the
/// part itself else. Things that are mostly paper, such as lines of text, are left out.
std::vector<Polygon> hangingTogether(const cv::Mat &paper, const Polygon &part, double leastAreaPx);

} // namespace koma::panels
