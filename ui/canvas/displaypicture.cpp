// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/displaypicture.h"

#include "core/imaging/resize.h"
#include "ui/imageconversion.h"

#include <algorithm>

namespace koma {
namespace {

constexpr int kSmallestLongSidePx = 256;
/// Up to here the largest level is kept in the screen's own format; larger ones share the Image's
/// memory.
constexpr std::int64_t kMaxConvertedPixels = 16LL * 1024 * 1024;

QImage inScreenFormat(const QImage &image)
{
    return image.convertToFormat(image.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied
                                                         : QImage::Format_RGB32);
}

} // namespace

Result<DisplayPicture> DisplayPicture::create(const Image &image, QRect area,
                                              const CancelToken &cancel)
{
    DisplayPicture display;
    display.m_area = area;
    display.m_hasAlpha = image.hasAlpha();
    Image pixels = image;
    while (true) {
        if (cancel.isCancelled())
            return failCancelled();
        Result<QImage> level = toQImage(pixels);
        if (!level)
            return fail(level.error());
        if (pixels.size().pixelCount() <= kMaxConvertedPixels)
            *level = inScreenFormat(*level);
        const double scale = static_cast<double>(pixels.size().widthPx) / area.width();
        display.m_levels.push_back({std::move(*level), scale});
        if (pixels.size().longSidePx() <= kSmallestLongSidePx)
            return display;
        Result<Image> half =
            resized(pixels, sizeWithLongSide(pixels.size(), pixels.size().longSidePx() / 2));
        if (!half)
            return fail(half.error());
        pixels = std::move(*half);
    }
}

bool DisplayPicture::isFullResolution() const
{
    return !isNull() && m_levels.front().image.size() == m_area.size();
}

const DisplayPicture::Level &DisplayPicture::levelFor(double zoom) const
{
    const auto smaller = std::find_if(m_levels.begin(), m_levels.end(),
                                      [zoom](const Level &level) { return level.scale < zoom; });
    return smaller == m_levels.begin() ? m_levels.front() : *std::prev(smaller);
}

} // namespace koma
