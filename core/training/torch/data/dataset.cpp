// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/data/dataset.h"

#include "core/imaging/color.h"
#include "core/imaging/descreen.h"
#include "core/imaging/enlarging/crispenlarge.h"
#include "core/imaging/pictureio.h"
#include "core/imaging/resize.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace koma {
namespace {

constexpr int kKeptLongSidePx = 1536;
constexpr int kMinSidePx = 16;
constexpr int kInkAttempts = 8;
constexpr double kEmptyCropShare = 0.05; ///< some empty paper belongs to every style
constexpr int kInkLuma = 110;

int lumaAt(const std::uint8_t *pixel, int channels)
{
    if (channels == 1)
        return pixel[0];
    return (299 * pixel[0] + 587 * pixel[1] + 114 * pixel[2]) / 1000;
}

std::array<std::int64_t, 256> lumaHistogram(const ImageView &view)
{
    std::array<std::int64_t, 256> histogram{};
    for (int y = 0; y < view.size.heightPx; ++y) {
        const auto *row = view.rowAs<std::uint8_t>(y);
        for (int x = 0; x < view.size.widthPx; ++x)
            ++histogram.at(
                static_cast<std::size_t>(lumaAt(row + x * view.channels, view.channels)));
    }
    return histogram;
}

TonalRange tonalRange(const ImageView &view)
{
    constexpr float kMinRange = 0.3F; // a foggy picture is not stretched to full black and white
    const auto histogram = lumaHistogram(view);
    const std::int64_t cut = view.size.pixelCount() / 100;
    const auto levelAfter = [&](auto first, auto last) {
        std::int64_t seen = 0;
        const auto found =
            std::find_if(first, last, [&](std::int64_t n) { return (seen += n) > cut; });
        return static_cast<float>(found - first) / 255.0F;
    };
    TonalRange range;
    range.darkest = levelAfter(histogram.begin(), histogram.end());
    range.lightest = 1.0F - levelAfter(histogram.rbegin(), histogram.rend());
    range.lightest = std::min(1.0F, std::max(range.lightest, range.darkest + kMinRange));
    range.darkest = std::min(range.darkest, range.lightest - kMinRange);
    return range;
}

/// By linear interpolation between ranks, as NumPy does.
float percentile(const std::vector<float> &sorted, int percent)
{
    const double at = percent / 100.0 * static_cast<double>(sorted.size() - 1);
    const auto low = static_cast<std::size_t>(at);
    const std::size_t high = std::min(low + 1, sorted.size() - 1);
    return std::lerp(sorted[low], sorted[high], static_cast<float>(at - std::floor(at)));
}

float relativeChroma(const std::uint8_t *pixel, float luma)
{
    const float cb = (static_cast<float>(pixel[2]) / 255.0F - luma) / 1.772F;
    const float cr = (static_cast<float>(pixel[0]) / 255.0F - luma) / 1.402F;
    return std::hypot(cb, cr) / (0.35F + 0.65F * luma);
}

Result<TonalSpread> tonalSpread(const Image &picture)
{
    constexpr int kLongSidePx = 192;
    constexpr int kChromaPercent = 95;
    const int longSide = std::min(kLongSidePx, picture.size().longSidePx());
    const auto small = resized(picture, sizeWithLongSide(picture.size(), longSide));
    if (!small)
        return fail(small.error());
    const ImageView view = small->view();
    std::vector<float> lumas;
    std::vector<float> chromas;
    for (int y = 0; y < view.size.heightPx; ++y) {
        const auto *row = view.rowAs<std::uint8_t>(y);
        for (int x = 0; x < view.size.widthPx; ++x) {
            const auto *pixel = row + x * view.channels;
            lumas.push_back(static_cast<float>(lumaAt(pixel, view.channels)) / 255.0F);
            chromas.push_back(view.channels == 3 ? relativeChroma(pixel, lumas.back()) : 0.0F);
        }
    }
    std::sort(lumas.begin(), lumas.end());
    std::sort(chromas.begin(), chromas.end());
    TonalSpread spread;
    std::transform(TonalSpread::kPercents.begin(), TonalSpread::kPercents.end(),
                   spread.lumas.begin(), [&](int percent) { return percentile(lumas, percent); });
    spread.chroma = percentile(chromas, kChromaPercent);
    return spread;
}

double inkShare(const ImageView &view)
{
    const auto histogram = lumaHistogram(view);
    std::int64_t dark = 0;
    for (std::size_t level = 0; level < kInkLuma; ++level)
        dark += histogram.at(level);
    return static_cast<double>(dark) / static_cast<double>(view.size.pixelCount());
}

void mirror(Image &image)
{
    const int channels = image.channels();
    const int width = image.size().widthPx;
    for (int y = 0; y < image.size().heightPx; ++y) {
        auto *row = image.mutableRowAs<std::uint8_t>(y);
        for (int left = 0, right = width - 1; left < right; ++left, --right)
            std::swap_ranges(row + left * channels, row + (left + 1) * channels,
                             row + right * channels);
    }
}

Result<Image> oneCrop(const Image &picture, const CropRule &rule, Random &random)
{
    const double zoom = std::exp(random.uniform(std::log(rule.zoomMin), std::log(rule.zoomMax)));
    const int side = std::clamp(static_cast<int>(std::lround(rule.sidePx / zoom)), kMinSidePx,
                                picture.size().shortSidePx());
    const auto x = static_cast<int>(random.below(picture.size().widthPx - side + 1));
    const auto y = static_cast<int>(random.below(picture.size().heightPx - side + 1));
    ImageView window = picture.view();
    window.data =
        window.row(y) + static_cast<std::size_t>(x) * static_cast<std::size_t>(picture.channels());
    window.size = {side, side};
    const ImageSize target{rule.sidePx, rule.sidePx};
    const bool crisp = rule.enlargement == CropEnlargement::Crisp && side < rule.sidePx;
    auto crop = crisp ? crispEnlarged(window, target) : resized(window, target);
    if (crop && random.chance(0.5))
        mirror(*crop);
    return crop;
}

} // namespace

PictureSet::PictureSet(std::vector<std::filesystem::path> paths, int channels,
                       std::size_t cacheBytes, double descreenRange)
    : m_paths(std::move(paths)),
      m_channels(channels),
      m_cacheBytes(cacheBytes),
      m_descreenRange(descreenRange),
      m_cache(m_paths.size())
{
}

Result<TrainingPicture> PictureSet::picture(std::size_t index)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_cache.at(index).image.isEmpty())
            return m_cache.at(index);
    }
    const auto read = readPicture(m_paths.at(index));
    if (!read)
        return fail(read.error());
    auto srgb = convertToSrgb(read->image, read->metadata.iccProfile);
    if (!srgb)
        srgb = read->image; // a broken profile is no reason to lose the picture
    auto samples = convertSamples(*srgb, m_channels, SampleType::U8);
    if (!samples)
        return fail(samples.error());
    if (samples->size().longSidePx() > kKeptLongSidePx) {
        samples = resized(*samples, sizeWithLongSide(samples->size(), kKeptLongSidePx));
        if (!samples)
            return fail(samples.error());
    }
    samples = descreened(*samples, m_descreenRange);
    if (!samples)
        return fail(samples.error());
    const auto spread = tonalSpread(*samples);
    if (!spread)
        return fail(spread.error());
    TrainingPicture picture{*samples, tonalRange(*samples), *spread};
    const std::lock_guard lock(m_mutex);
    const bool isNew = m_cache.at(index).image.isEmpty(); // two threads may have decoded it at once
    if (isNew && m_cachedBytes + picture.image.byteCount() <= m_cacheBytes) {
        m_cachedBytes += picture.image.byteCount();
        m_cache.at(index) = picture;
    }
    return picture;
}

Result<Image> randomCrop(const Image &picture, const CropRule &rule, Random &random)
{
    if (picture.size().shortSidePx() < kMinSidePx)
        return fail(ErrorKind::InvalidArgument, "A picture under 16 pixels cannot be cropped.");
    const int attempts = rule.minInk > 0.0 && !random.chance(kEmptyCropShare) ? kInkAttempts : 1;
    auto crop = oneCrop(picture, rule, random);
    for (int i = 1; i < attempts && crop && inkShare(*crop) < rule.minInk; ++i)
        crop = oneCrop(picture, rule, random);
    return crop;
}

void writeSamples(const Image &image, std::span<float> target)
{
    const ImageView view = image.view();
    const auto rowSamples = static_cast<std::size_t>(view.size.widthPx * view.channels);
    for (int y = 0; y < view.size.heightPx; ++y) {
        const auto *row = view.rowAs<std::uint8_t>(y);
        float *out = target.data() + static_cast<std::size_t>(y) * rowSamples;
        std::transform(row, row + rowSamples, out, [](std::uint8_t sample) {
            return static_cast<float>(sample) / 127.5F - 1.0F;
        });
    }
}

} // namespace koma
