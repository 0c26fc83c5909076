// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/imaging/image.h"

#include <opencv2/core.hpp>

#include <concepts>
#include <new>
#include <utility>

namespace koma {

/// The type of a cv::Mat with these samples.
int matType(int channels, SampleType type);

/// The same pixels as a cv::Mat, nothing copied. For reading only.
cv::Mat matOf(const ImageView &view);

/// The same pixels as a cv::Mat that writes into the image, nothing copied.
cv::Mat matOf(Image &image);

/// A view of a matrix that outlives it.
ImageView viewOf(const cv::Mat &mat);

/// Rows y … y+rows-1 of a view.
ImageView rowsOf(const ImageView &view, int y, int rows);

/// Runs what may throw inside OpenCV and turns its exceptions into an Error; `what` names the work.
template<class Work>
auto opencvGuard(const char *what, Work &&work) -> std::invoke_result_t<Work>
{
    try {
        return std::forward<Work>(work)();
    } catch (const cv::Exception &exception) {
        const bool memory = exception.code == cv::Error::StsNoMem;
        return fail(memory ? ErrorKind::OutOfMemory : ErrorKind::Internal,
                    std::string(what) + (memory ? " needs more memory than is free." : " failed."),
                    exception.what());
    } catch (const std::bad_alloc &) {
        return fail(ErrorKind::OutOfMemory, std::string(what) + " needs more memory than is free.");
    }
}

} // namespace koma
