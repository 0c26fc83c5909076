// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/resize.h"

#include "core/imaging/matview.h"
#include "core/imaging/samples.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace koma {
namespace {

cv::Mat resampled(const cv::Mat &source, ImageSize size)
{
    // Area averaging and Lanczos never meet in one call: each axis is first shrunk, then enlarged.
    cv::Mat shrunk = source;
    const cv::Size smaller(std::min(source.cols, size.widthPx),
                           std::min(source.rows, size.heightPx));
    if (smaller != source.size())
        cv::resize(source, shrunk, smaller, 0, 0, cv::INTER_AREA);
    if (smaller == cv::Size(size.widthPx, size.heightPx))
        return shrunk;
    cv::Mat enlarged;
    cv::resize(shrunk, enlarged, cv::Size(size.widthPx, size.heightPx), 0, 0, cv::INTER_LANCZOS4);
    return enlarged;
}

/// Lanczos overshoots; integers saturate by themselves, floats are held to the tones that were
/// there.
void clampFloats(cv::Mat &mat, const cv::Mat &source)
{
    double lowest = 0.0;
    double highest = 1.0;
    cv::minMaxIdx(source.reshape(1), &lowest, &highest);
    cv::max(mat, cv::Scalar::all(std::min(lowest, 0.0)), mat);
    cv::min(mat, cv::Scalar::all(std::max(highest, 1.0)), mat);
}

template<class Sample>
bool isOpaque(const ImageView &view, Sample full)
{
    const int channels = view.channels;
    for (int y = 0; y < view.size.heightPx; ++y) {
        const auto *row = view.rowAs<Sample>(y) + channels - 1;
        for (int x = 0; x < view.size.widthPx; ++x) {
            if (row[static_cast<std::ptrdiff_t>(x) * channels] != full)
                return false;
        }
    }
    return true;
}

bool hasVisibleAlpha(const ImageView &view)
{
    if (!view.hasAlpha())
        return false;
    switch (view.type) {
    case SampleType::U8:
        return !isOpaque<std::uint8_t>(view, 255);
    case SampleType::U16:
        return !isOpaque<std::uint16_t>(view, 65535);
    case SampleType::F32:
        break;
    }
    return !isOpaque<float>(view, 1.0F);
}

/// Premultiplied values are kept at half size: Lanczos overshoots colour and alpha alike, and only
/// where neither is cut off does their ratio stay the colour.
constexpr float kHeadroom = 0.5F;

void premultiply(float *row, int pixels, int channels)
{
    for (int x = 0; x < pixels; ++x, row += channels) {
        const float alpha = row[channels - 1] * kHeadroom;
        for (int c = 0; c < channels - 1; ++c)
            row[c] *= alpha;
        row[channels - 1] = alpha;
    }
}

void unpremultiply(float *row, int pixels, int channels)
{
    constexpr float kInvisible = 1e-6F;
    for (int x = 0; x < pixels; ++x, row += channels) {
        const float alpha = row[channels - 1];
        for (int c = 0; c < channels - 1; ++c)
            row[c] = alpha > kInvisible ? std::clamp(row[c] / alpha, 0.0F, 1.0F) : 0.0F;
        row[channels - 1] = std::clamp(alpha / kHeadroom, 0.0F, 1.0F);
    }
}

/// 8-bit pictures are premultiplied in 16 bit, which is exact enough and half the memory of floats.
Result<Image> resizedWithAlpha(const ImageView &view, ImageSize size)
{
    const SampleType inner = view.type == SampleType::U8 ? SampleType::U16 : SampleType::F32;
    auto multiplied = Image::create(view.size, view.channels, inner);
    auto result = Image::create(size, view.channels, view.type);
    if (!multiplied || !result)
        return fail(!multiplied ? multiplied.error() : result.error());
    const auto channels = static_cast<std::size_t>(view.channels);
    forRowRanges(view.size.heightPx, [&](int from, int to) {
        std::vector<float> row(static_cast<std::size_t>(view.size.widthPx) * channels);
        for (int y = from; y < to; ++y) {
            loadRow(view, y, row.data());
            premultiply(row.data(), view.size.widthPx, view.channels);
            storeRow(row.data(), *multiplied, y);
        }
    });
    const cv::Mat mat = resampled(matOf(multiplied->view()), size);
    *multiplied = Image();
    const ImageView small = viewOf(mat);
    forRowRanges(size.heightPx, [&](int from, int to) {
        std::vector<float> row(static_cast<std::size_t>(size.widthPx) * channels);
        for (int y = from; y < to; ++y) {
            loadRow(small, y, row.data());
            unpremultiply(row.data(), size.widthPx, view.channels);
            storeRow(row.data(), *result, y);
        }
    });
    return result;
}

Result<Image> resizedOpaque(const ImageView &view, ImageSize size)
{
    auto result = Image::create(size, view.channels, view.type);
    if (!result)
        return result;
    const cv::Mat source = matOf(view);
    cv::Mat target = matOf(*result);
    const bool enlarges = size.widthPx > view.size.widthPx || size.heightPx > view.size.heightPx;
    const bool shrinks = size.widthPx < view.size.widthPx || size.heightPx < view.size.heightPx;
    if (enlarges && shrinks)
        resampled(source, size).copyTo(target);
    else
        cv::resize(source, target, target.size(), 0, 0,
                   enlarges ? cv::INTER_LANCZOS4 : cv::INTER_AREA);
    if (enlarges && view.type == SampleType::F32)
        clampFloats(target, source);
    return result;
}

} // namespace

ImageSize sizeWithLongSide(ImageSize size, int longSidePx)
{
    const int longSide = std::max(1, longSidePx);
    if (size.isEmpty())
        return {longSide, longSide};
    const double scale = static_cast<double>(longSide) / size.longSidePx();
    const auto scaled = [&](int side) {
        return std::clamp(static_cast<int>(std::lround(side * scale)), 1, longSide);
    };
    return {scaled(size.widthPx), scaled(size.heightPx)};
}

Result<Image> resized(const ImageView &view, ImageSize size)
{
    if (view.isEmpty() || size.isEmpty())
        return fail(ErrorKind::InvalidArgument,
                    "A picture cannot be resized from or to an empty size.");
    if (view.size == size)
        return Image::copyOf(view);
    return opencvGuard("Resizing the picture", [&]() -> Result<Image> {
        return hasVisibleAlpha(view) ? resizedWithAlpha(view, size) : resizedOpaque(view, size);
    });
}

} // namespace koma
