// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/progress.h"
#include "core/imaging/composition/drawingblend.h"
#include "core/imaging/pictureio.h"

namespace koma {

/// The finished picture for a file: the drawing laid over the source in the source's own colour
/// space, depth and alpha. `drawing` is in sRGB and has the source's size. Works in bands, so that
/// a large picture needs little memory beside the result. The metadata is the source's, without its
/// profile where that no longer fits the channels. Any thread.
Result<Picture> composeResult(const Picture &source, const Image &drawing,
                              const DrawingBlend &blend, const CancelToken &cancel = {},
                              const Progress &progress = {});

} // namespace koma
