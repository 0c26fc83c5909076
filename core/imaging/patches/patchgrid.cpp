// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/patches/patchgrid.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace koma {
namespace {

/// First pixels of patches along one side.
std::vector<int> startsAlong(int lengthPx, int sidePx, int stepPx)
{
    std::vector<int> starts;
    const int room = lengthPx - sidePx;
    if (room < 0)
        return starts;
    const int gaps = (room + stepPx - 1) / stepPx;
    for (int i = 0; i <= gaps; ++i)
        starts.push_back(gaps == 0 ? 0 : static_cast<int>(std::int64_t{room} * i / gaps));
    return starts;
}

double lumaAt(const std::uint8_t *pixel, int channels)
{
    if (channels <= 2)
        return pixel[0];
    return 0.299 * pixel[0] + 0.587 * pixel[1] + 0.114 * pixel[2];
}

} // namespace

std::vector<PixelRect> patchGrid(ImageSize picture, int sidePx, int stepPx)
{
    std::vector<PixelRect> patches;
    const std::vector<int> columns = startsAlong(picture.widthPx, sidePx, std::max(1, stepPx));
    for (const int y : startsAlong(picture.heightPx, sidePx, std::max(1, stepPx))) {
        for (const int x : columns)
            patches.push_back({x, y, sidePx, sidePx});
    }
    return patches;
}

ImageView partOf(const ImageView &view, const PixelRect &part)
{
    ImageView window = view;
    const auto pixelBytes = static_cast<std::size_t>(view.channels) * sampleBytes(view.type);
    window.data = view.row(part.yPx) + static_cast<std::size_t>(part.xPx) * pixelBytes;
    window.size = {part.widthPx, part.heightPx};
    return window;
}

double lumaDeviation(const ImageView &view)
{
    double sum = 0.0;
    double squares = 0.0;
    for (int y = 0; y < view.size.heightPx; ++y) {
        const auto *row = view.rowAs<std::uint8_t>(y);
        for (int x = 0; x < view.size.widthPx; ++x) {
            const double luma =
                lumaAt(row + std::ptrdiff_t{x} * view.channels, view.channels) / 255.0;
            sum += luma;
            squares += luma * luma;
        }
    }
    const auto count = static_cast<double>(std::max<std::int64_t>(1, view.size.pixelCount()));
    const double mean = sum / count;
    return std::sqrt(std::max(0.0, squares / count - mean * mean));
}

} // namespace koma
