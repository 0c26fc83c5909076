// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/enlarging/crispenlarge.h"

#include "core/imaging/matview.h"
#include "core/imaging/resize.h"
#include "core/imaging/samples.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

namespace koma {
namespace {

constexpr int kTaps = 6;
constexpr int kLanczosLobes = kTaps / 2;

/// Contrasts (1 is black to white) between which a transition goes from "tone, leave it" to "line".
constexpr float kToneContrast = 0.12F;
constexpr float kLineContrast = 0.55F;

/// The weights with which one output position reads the small picture.
struct Filter
{
    int first = 0; ///< small-picture position of the first tap; may be outside
    std::array<float, kTaps> lanczos{};
    int left = 0; ///< the two neighbours for linear interpolation, inside
    int right = 0;
    float toRight = 0.0F;
};

double lanczosWeight(double x)
{
    if (std::abs(x) < 1e-9)
        return 1.0;
    if (std::abs(x) >= kLanczosLobes)
        return 0.0;
    const double angle = std::numbers::pi * x;
    return kLanczosLobes * std::sin(angle) * std::sin(angle / kLanczosLobes) / (angle * angle);
}

Filter filterAt(int position, int from, int to)
{
    const double source = (position + 0.5) * from / to - 0.5;
    const double base = std::floor(source);
    Filter filter;
    filter.first = static_cast<int>(base) - kLanczosLobes + 1;
    double sum = 0.0;
    std::array<double, kTaps> weights{};
    for (int tap = 0; tap < kTaps; ++tap) {
        weights[static_cast<std::size_t>(tap)] = lanczosWeight(source - (filter.first + tap));
        sum += weights[static_cast<std::size_t>(tap)];
    }
    for (std::size_t tap = 0; tap < kTaps; ++tap)
        filter.lanczos[tap] = static_cast<float>(weights[tap] / sum);
    filter.left = std::clamp(static_cast<int>(base), 0, from - 1);
    filter.right = std::clamp(static_cast<int>(base) + 1, 0, from - 1);
    filter.toRight = static_cast<float>(source - base);
    return filter;
}

/// The small drawing as floats, with what a pixel's surroundings offer on either side of a line.
struct Guide
{
    int channels = 0;
    cv::Mat colour; ///< the drawing
    cv::Mat dark;   ///< the darkest colour of 3×3 pixels, smoothed
    cv::Mat light;  ///< the lightest one, smoothed
    cv::Mat limits; ///< their luma before smoothing: what the result never leaves
};

float lumaAt(const float *pixel, int channels)
{
    return channels == 1 ? pixel[0] : lumaOf(pixel[0], pixel[1], pixel[2]);
}

struct Extremes
{
    const float *dark = nullptr;
    const float *light = nullptr;
    float low = 2.0F;
    float high = -1.0F;

    void take(const float *pixel, float luma)
    {
        if (luma < low) {
            low = luma;
            dark = pixel;
        }
        if (luma > high) {
            high = luma;
            light = pixel;
        }
    }
};

Extremes extremesAround(const cv::Mat &colour, const cv::Mat &luma, int x, int y)
{
    Extremes extremes;
    const int channels = colour.channels();
    for (int ny = std::max(0, y - 1); ny <= std::min(colour.rows - 1, y + 1); ++ny) {
        const auto *colours = colour.ptr<float>(ny);
        const auto *lumas = luma.ptr<float>(ny);
        for (int nx = std::max(0, x - 1); nx <= std::min(colour.cols - 1, x + 1); ++nx)
            extremes.take(colours + static_cast<std::ptrdiff_t>(nx) * channels, lumas[nx]);
    }
    return extremes;
}

void findExtremes(Guide &guide, const cv::Mat &luma, int y)
{
    const int channels = guide.channels;
    auto *dark = guide.dark.ptr<float>(y);
    auto *light = guide.light.ptr<float>(y);
    auto *limits = guide.limits.ptr<float>(y);
    for (int x = 0; x < luma.cols; ++x, dark += channels, light += channels, limits += 2) {
        const Extremes extremes = extremesAround(guide.colour, luma, x, y);
        std::copy_n(extremes.dark, channels, dark);
        std::copy_n(extremes.light, channels, light);
        limits[0] = extremes.low;
        limits[1] = extremes.high;
    }
}

Guide guideOf(const ImageView &drawing)
{
    const int width = drawing.size.widthPx;
    const int height = drawing.size.heightPx;
    Guide guide;
    guide.channels = drawing.channels;
    guide.colour.create(height, width, CV_32FC(drawing.channels));
    guide.dark.create(guide.colour.size(), guide.colour.type());
    guide.light.create(guide.colour.size(), guide.colour.type());
    guide.limits.create(guide.colour.size(), CV_32FC2);
    cv::Mat luma(height, width, CV_32F);
    for (int y = 0; y < height; ++y) {
        auto *row = guide.colour.ptr<float>(y);
        loadRow(drawing, y, row);
        for (int x = 0; x < width; ++x, row += drawing.channels)
            luma.ptr<float>(y)[x] = lumaAt(row, drawing.channels);
    }
    forRowRanges(height, [&](int from, int to) {
        for (int y = from; y < to; ++y)
            findExtremes(guide, luma, y);
    });
    // Smoothed, the threshold between dark and light does not follow the pixel grid: no
    // stair-steps.
    const cv::Size window(3, 3);
    cv::blur(guide.dark, guide.dark, window, cv::Point(-1, -1), cv::BORDER_REPLICATE);
    cv::blur(guide.light, guide.light, window, cv::Point(-1, -1), cv::BORDER_REPLICATE);
    return guide;
}

/// Makes rows of the enlarged drawing. Rows of the guide are widened once and kept while neighbours
/// need them.
class Enlarger
{
public:
    Enlarger(const Guide &guide, ImageSize size, const std::vector<Filter> &columns)
        : m_guide(guide),
          m_columns(columns),
          m_width(static_cast<std::size_t>(size.widthPx)),
          m_height(size.heightPx),
          m_sharpening(sharpeningFor(guide, size)),
          m_blended(planes() * m_width),
          m_row(channels() * m_width)
    {
        for (WideRow &row : m_wide)
            row.planes.resize(planes() * m_width);
    }

    const float *row(int y)
    {
        const Filter filter = filterAt(y, m_guide.colour.rows, m_height);
        blendLanczos(filter);
        blendLinear(filter);
        if (m_guide.channels == 1)
            steepen<1>();
        else
            steepen<3>();
        return m_row.data();
    }

private:
    struct WideRow
    {
        int source = -1;
        std::vector<float> planes; ///< colour, dark, light by channel; low; high
    };

    static float sharpeningFor(const Guide &guide, ImageSize size)
    {
        const double scaleX = static_cast<double>(size.widthPx) / guide.colour.cols;
        const double scaleY = static_cast<double>(size.heightPx) / guide.colour.rows;
        return static_cast<float>(std::sqrt(scaleX * scaleY));
    }

    [[nodiscard]] std::size_t channels() const
    {
        return static_cast<std::size_t>(m_guide.channels);
    }
    [[nodiscard]] std::size_t planes() const { return 3 * channels() + 2; }

    const float *wideRow(int source)
    {
        source = std::clamp(source, 0, m_guide.colour.rows - 1);
        WideRow &wide = m_wide[static_cast<std::size_t>(source) % m_wide.size()];
        if (wide.source == source)
            return wide.planes.data();
        wide.source = source;
        float *out = wide.planes.data();
        widenLanczos(m_guide.colour.ptr<float>(source), out);
        out += channels() * m_width;
        widenLinear(m_guide.dark.ptr<float>(source), m_guide.channels, out);
        out += channels() * m_width;
        widenLinear(m_guide.light.ptr<float>(source), m_guide.channels, out);
        out += channels() * m_width;
        widenLinear(m_guide.limits.ptr<float>(source), 2, out);
        return wide.planes.data();
    }

    void widenLanczos(const float *in, float *out) const
    {
        const int last = m_guide.colour.cols - 1;
        for (std::size_t x = 0; x < m_width; ++x) {
            const Filter &filter = m_columns[x];
            for (std::size_t c = 0; c < channels(); ++c) {
                float sum = 0.0F;
                for (int tap = 0; tap < kTaps; ++tap) {
                    const int source = std::clamp(filter.first + tap, 0, last);
                    sum += filter.lanczos[static_cast<std::size_t>(tap)] *
                           in[static_cast<std::size_t>(source) * channels() + c];
                }
                out[c * m_width + x] = sum;
            }
        }
    }

    void widenLinear(const float *in, int count, float *out) const
    {
        for (std::size_t x = 0; x < m_width; ++x) {
            const Filter &filter = m_columns[x];
            const float *left = in + static_cast<std::ptrdiff_t>(filter.left) * count;
            const float *right = in + static_cast<std::ptrdiff_t>(filter.right) * count;
            for (int c = 0; c < count; ++c)
                out[static_cast<std::size_t>(c) * m_width + x] =
                    left[c] + filter.toRight * (right[c] - left[c]);
        }
    }

    void blendLanczos(const Filter &filter)
    {
        const std::size_t count = channels() * m_width;
        std::array<const float *, kTaps> rows{};
        for (int tap = 0; tap < kTaps; ++tap)
            rows[static_cast<std::size_t>(tap)] = wideRow(filter.first + tap);
        const auto &weight = filter.lanczos;
        float *out = m_blended.data();
        for (std::size_t i = 0; i < count; ++i)
            out[i] = weight[0] * rows[0][i] + weight[1] * rows[1][i] + weight[2] * rows[2][i] +
                     weight[3] * rows[3][i] + weight[4] * rows[4][i] + weight[5] * rows[5][i];
    }

    void blendLinear(const Filter &filter)
    {
        const float *upper = wideRow(filter.left);
        const float *lower = wideRow(filter.right);
        float *out = m_blended.data();
        for (std::size_t i = channels() * m_width; i < planes() * m_width; ++i)
            out[i] = upper[i] + filter.toRight * (lower[i] - upper[i]);
    }

    /// Moves each pixel along the line from the local dark colour to the light one, away from their
    /// middle, and never beyond the tones of its surroundings.
    template<std::size_t Channels>
    void steepen()
    {
        const float *colour = m_blended.data();
        const float *dark = colour + Channels * m_width;
        const float *light = dark + Channels * m_width;
        const float *low = light + Channels * m_width;
        const float *high = low + m_width;
        constexpr float kLeastRange = 1e-4F;
        for (std::size_t x = 0; x < m_width; ++x) {
            const auto luma = [&](const float *planes) {
                if constexpr (Channels == 1)
                    return planes[x];
                else
                    return lumaOf(planes[x], planes[x + m_width], planes[x + 2 * m_width]);
            };
            const float tone = luma(colour);
            const float darkTone = luma(dark);
            const float range = std::max(luma(light) - darkTone, kLeastRange);
            const float middle = darkTone + 0.5F * range;
            const float lineness =
                std::clamp((range - kToneContrast) / (kLineContrast - kToneContrast), 0.0F, 1.0F);
            const float steepness = 1.0F + (m_sharpening - 1.0F) * lineness;
            const float wanted =
                std::max(low[x], std::min(high[x], middle + (tone - middle) * steepness));
            const float shift = (wanted - tone) / range;
            for (std::size_t c = 0; c < Channels; ++c) {
                const std::size_t i = c * m_width + x;
                m_row[x * Channels + c] = colour[i] + shift * (light[i] - dark[i]);
            }
        }
    }

    const Guide &m_guide;
    const std::vector<Filter> &m_columns;
    std::size_t m_width;
    int m_height;
    float m_sharpening;
    std::array<WideRow, 2 * std::size_t{kTaps}> m_wide;
    std::vector<float> m_blended;
    std::vector<float> m_row;
};

Result<Image> enlargedRows(const ImageView &drawing, ImageSize size, int y0Px, int rowsPx)
{
    auto result = Image::create({size.widthPx, rowsPx}, drawing.channels, drawing.type);
    if (!result)
        return result;
    const Guide guide = guideOf(drawing);
    std::vector<Filter> columns(static_cast<std::size_t>(size.widthPx));
    for (int x = 0; x < size.widthPx; ++x)
        columns[static_cast<std::size_t>(x)] = filterAt(x, drawing.size.widthPx, size.widthPx);
    forRowRanges(rowsPx, [&](int from, int to) {
        Enlarger enlarger(guide, size, columns);
        for (int y = from; y < to; ++y)
            storeRow(enlarger.row(y0Px + y), *result, y);
    });
    return result;
}

} // namespace

Result<Image> crispEnlarged(const ImageView &drawing, ImageSize size)
{
    return crispEnlargedRows(drawing, size, 0, size.heightPx);
}

Result<Image> crispEnlargedRows(const ImageView &drawing, ImageSize size, int y0Px, int rowsPx)
{
    const bool rowsInside = y0Px >= 0 && rowsPx >= 1 && rowsPx <= size.heightPx - y0Px;
    if (drawing.isEmpty() || size.isEmpty() || drawing.hasAlpha() || !rowsInside)
        return fail(ErrorKind::InvalidArgument,
                    "Only rows inside the enlarged size of a drawing with 1 or 3 channels can be "
                    "made.");
    const bool shrinks =
        size.widthPx < drawing.size.widthPx || size.heightPx < drawing.size.heightPx;
    if (shrinks || size == drawing.size) {
        auto whole = resized(drawing, size);
        return whole ? Image::copyOf(rowsOf(*whole, y0Px, rowsPx)) : whole;
    }
    return opencvGuard("Enlarging the drawing",
                       [&] { return enlargedRows(drawing, size, y0Px, rowsPx); });
}

} // namespace koma
