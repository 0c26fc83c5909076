// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"
#include "core/imaging/image.h"

#include <vector>

namespace koma {

/// Finds the panels of a comic page that is one picture: a scan, or a page of an archive.
///
/// Gutters are looked for as straight bands, level, upright or slanted, that are mostly of the
/// paper's colour with panels along both sides, and the page is cut along the clearest of them,
/// then each part again; so balloons and figures that reach over a gutter break nothing. What is
/// left are the panels, whose sides are then laid along their borders. Parts that no straight cut
/// divides (pinwheels) are taken apart by what hangs together.

/// Corners in pixels of the picture, convex and clockwise.
struct PanelCorner
{
    double xPx = 0.0;
    double yPx = 0.0;
};
using PanelPolygon = std::vector<PanelCorner>;

enum class GutterTone { Guessed, White, Black };

struct PanelSearch
{
    GutterTone gutter = GutterTone::Guessed;
    double leastShare = 0.008; ///< of the page; smaller things are no panels
    CancelToken cancel;
};

/// In no special order. A page without gutters is one panel, and an empty page none. Colours are
/// sRGB; any size. Any thread. Cancelled, InvalidArgument for no picture, OutOfMemory.
Result<std::vector<PanelPolygon>> findPanelOutlines(const ImageView &picture,
                                                    const PanelSearch &search = {});

} // namespace koma
