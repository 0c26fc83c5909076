// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"
#include "core/document/model/comic.h"
#include "core/imaging/image.h"

namespace koma {

struct PanelFinding
{
    ReadingDirection direction = ReadingDirection::LeftToRight;
    CancelToken cancel;
};

/// The panels that are drawn in a picture, where they lie on the page on which `art` shows it, in
/// reading order and clockwise. `picture` is art's picture, sRGB, at any size. A picture without
/// gutters is one panel. It takes about a second: call it from a job. Cancelled, InvalidArgument
/// for no picture, OutOfMemory. See core/imaging/panels/panelfinder.h for how.
Result<QList<OutlinePt>> findPanels(const Image &picture, const ArtLayer &art,
                                    const PanelFinding &options);

} // namespace koma
