// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/descreen.h"

#include "core/imaging/matview.h"

#include <opencv2/imgproc.hpp>

namespace koma {

Result<Image> descreened(const Image &print, double range)
{
    constexpr int kWindowPx = 7;
    constexpr double kReachSigmaPx = 2.5;
    if (range <= 0.0 || print.isEmpty())
        return print;
    if (print.type() != SampleType::U8 || print.hasAlpha())
        return fail(ErrorKind::InvalidArgument,
                    "Only 8-bit pictures without transparency can be descreened.");
    auto smooth = Image::create(print.size(), print.channels(), SampleType::U8);
    if (!smooth)
        return smooth;
    return opencvGuard("Descreening", [&]() -> Result<Image> {
        cv::Mat target = matOf(*smooth);
        cv::bilateralFilter(matOf(print.view()), target, kWindowPx, range, kReachSigmaPx);
        return *smooth;
    });
}

} // namespace koma
