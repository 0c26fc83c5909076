// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/matview.h"

namespace koma {

int matType(int channels, SampleType type)
{
    switch (type) {
    case SampleType::U8:
        return CV_MAKETYPE(CV_8U, channels);
    case SampleType::U16:
        return CV_MAKETYPE(CV_16U, channels);
    case SampleType::F32:
        break;
    }
    return CV_MAKETYPE(CV_32F, channels);
}

cv::Mat matOf(const ImageView &view)
{
    // cv::Mat has no read-only form; the callers only read.
    auto *data = const_cast<std::byte *>(view.data); // NOLINT(*-const-cast)
    return {view.size.heightPx, view.size.widthPx, matType(view.channels, view.type), data,
            view.strideBytes};
}

cv::Mat matOf(Image &image)
{
    return {image.size().heightPx, image.size().widthPx, matType(image.channels(), image.type()),
            image.mutableData(), image.strideBytes()};
}

ImageView viewOf(const cv::Mat &mat)
{
    ImageView view;
    view.data = static_cast<const std::byte *>(static_cast<const void *>(mat.data));
    view.size = {mat.cols, mat.rows};
    view.channels = mat.channels();
    view.strideBytes = mat.step[0];
    const int depth = mat.depth();
    view.type =
        depth == CV_8U ? SampleType::U8 : (depth == CV_16U ? SampleType::U16 : SampleType::F32);
    return view;
}

ImageView rowsOf(const ImageView &view, int y, int rows)
{
    ImageView part = view;
    part.data = view.row(y);
    part.size.heightPx = rows;
    return part;
}

} // namespace koma
