// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/codecs/orientation.h"

#include "core/imaging/matview.h"

namespace koma {
namespace {

struct Turn
{
    bool swapsSides = false;
    int flip = 0;
    bool flips = false;
};

/// Every orientation is a transposition, if any, followed by a flip as cv::flip() counts them.
Turn turnFor(int exifOrientation)
{
    constexpr int kUpsideDown = 0;
    constexpr int kMirrored = 1;
    constexpr int kBoth = -1;
    switch (exifOrientation) {
    case 2:
        return {false, kMirrored, true};
    case 3:
        return {false, kBoth, true};
    case 4:
        return {false, kUpsideDown, true};
    case 5:
        return {true, 0, false};
    case 6:
        return {true, kMirrored, true};
    case 7:
        return {true, kBoth, true};
    case 8:
        return {true, kUpsideDown, true};
    default:
        return {};
    }
}

} // namespace

Result<Image> uprighted(const Image &image, int exifOrientation)
{
    const Turn turn = turnFor(exifOrientation);
    if (!turn.swapsSides && !turn.flips)
        return image;
    const ImageSize size = image.size();
    const ImageSize upright = turn.swapsSides ? ImageSize{size.heightPx, size.widthPx} : size;
    auto result = Image::create(upright, image.channels(), image.type());
    if (!result)
        return result;
    return opencvGuard("Turning the picture upright", [&]() -> Result<Image> {
        const cv::Mat source = matOf(image.view());
        cv::Mat target = matOf(*result);
        if (turn.swapsSides)
            cv::transpose(source, target);
        if (turn.flips)
            cv::flip(turn.swapsSides ? target : source, target, turn.flip);
        return std::move(result);
    });
}

} // namespace koma
