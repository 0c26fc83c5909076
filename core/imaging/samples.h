// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/imaging/image.h"

#include <opencv2/core/utility.hpp>

namespace koma {

/// Rec. 601 luma.
inline float lumaOf(float red, float green, float blue)
{
    return 0.299F * red + 0.587F * green + 0.114F * blue;
}

/// Row y of a view as floats, where 1 is the type's full value; `out` holds width * channels.
void loadRow(const ImageView &view, int y, float *out);

/// The reverse: rounded and clamped to the type's range; F32 is stored as it is.
void storeRow(const float *in, Image &image, int y);

/// Other channels for `pixels` pixels: luma for grey, white paper under dropped alpha.
void mixChannels(const float *in, int inChannels, float *out, int outChannels, int pixels);

/// Runs work(from, to) on parts of the rows 0 … rows-1, on all OpenCV threads. Unshare images
/// first: mutableData() is called from all of them.
template<class Work>
void forRowRanges(int rows, const Work &work)
{
    cv::parallel_for_(cv::Range(0, rows),
                      [&](const cv::Range &range) { work(range.start, range.end); });
}

} // namespace koma
