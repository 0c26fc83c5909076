// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/workingpicture.h"

#include "core/imaging/resize.h"
#include "core/imaging/samples.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace koma {
namespace {

constexpr std::int64_t kPixelsBetweenPolls = 4'000'000;

/// The source cells that one target cell covers: the first and the last by a part.
struct Cover
{
    int first = 0;
    int last = 0;
    float firstWeight = 0.0F;
    float lastWeight = 0.0F;

    [[nodiscard]] float weight(int index) const
    {
        if (index == first)
            return firstWeight;
        return index == last ? lastWeight : 1.0F;
    }
};

Cover coverOf(int target, int targetCount, int sourceCount)
{
    const double scale = static_cast<double>(sourceCount) / targetCount;
    const double from = target * scale;
    const double to = std::min((target + 1) * scale, static_cast<double>(sourceCount));
    Cover cover;
    cover.first = static_cast<int>(from);
    cover.last = std::max(cover.first, static_cast<int>(std::ceil(to)) - 1);
    if (cover.first == cover.last) {
        cover.firstWeight = cover.lastWeight = static_cast<float>(to - from);
    } else {
        cover.firstWeight = static_cast<float>(cover.first + 1 - from);
        cover.lastWeight = static_cast<float>(to - cover.last);
    }
    return cover;
}

/// The state of one thread that averages rows.
class RowAverager
{
public:
    RowAverager(const ImageView &view, Image &target)
        : m_view(view),
          m_channels(target.channels()),
          m_row(static_cast<std::size_t>(view.size.widthPx) * static_cast<std::size_t>(m_channels)),
          m_sum(m_row.size()),
          m_out(static_cast<std::size_t>(target.size().widthPx) *
                static_cast<std::size_t>(m_channels))
    {
    }

    void average(int y, const std::vector<Cover> &columns, Image &target)
    {
        const Cover rows = coverOf(y, target.size().heightPx, m_view.size.heightPx);
        std::fill(m_sum.begin(), m_sum.end(), 0.0F);
        for (int source = rows.first; source <= rows.last; ++source) {
            readPixels(m_view, 0, source, m_view.size.widthPx, m_channels, m_row.data());
            const float weight = rows.weight(source);
            for (std::size_t i = 0; i < m_sum.size(); ++i)
                m_sum[i] += weight * m_row[i];
        }
        const double area = static_cast<double>(m_view.size.heightPx) / target.size().heightPx *
                            m_view.size.widthPx / target.size().widthPx;
        sumColumns(columns, static_cast<float>(1.0 / area));
        storeRow(m_out.data(), target, y);
    }

private:
    void sumColumns(const std::vector<Cover> &columns, float factor)
    {
        const auto channels = static_cast<std::size_t>(m_channels);
        for (std::size_t x = 0; x < columns.size(); ++x) {
            const Cover &cover = columns[x];
            for (std::size_t c = 0; c < channels; ++c) {
                float sum = 0.0F;
                for (int source = cover.first; source <= cover.last; ++source)
                    sum += cover.weight(source) *
                           m_sum[static_cast<std::size_t>(source) * channels + c];
                m_out[x * channels + c] = factor * sum;
            }
        }
    }

    const ImageView &m_view;
    int m_channels;
    std::vector<float> m_row;
    std::vector<float> m_sum;
    std::vector<float> m_out;
};

} // namespace

void readPixels(const ImageView &view, int xPx, int yPx, int count, int channels, float *out)
{
    ImageView part = view;
    part.data += static_cast<std::size_t>(xPx) * static_cast<std::size_t>(view.channels) *
                 sampleBytes(view.type);
    part.size = {count, view.size.heightPx};
    if (view.channels == channels) {
        loadRow(part, yPx, out);
        return;
    }
    thread_local std::vector<float> own;
    own.resize(static_cast<std::size_t>(count) * static_cast<std::size_t>(view.channels));
    loadRow(part, yPx, own.data());
    mixChannels(own.data(), view.channels, out, channels, count);
}

Result<Image> areaAveraged(const ImageView &view, ImageSize size, int channels,
                           const CancelToken &cancel, const Progress &progress)
{
    const SampleType type = view.type == SampleType::U8 ? SampleType::U8 : SampleType::U16;
    auto target = Image::create(size, channels, type);
    if (!target)
        return target;
    target->mutableData();
    std::vector<Cover> columns;
    columns.reserve(static_cast<std::size_t>(size.widthPx));
    for (int x = 0; x < size.widthPx; ++x)
        columns.push_back(coverOf(x, size.widthPx, view.size.widthPx));
    const std::int64_t strips = view.size.pixelCount() / kPixelsBetweenPolls + 1;
    const int rowsPerStrip = static_cast<int>((size.heightPx + strips - 1) / strips);
    for (int y0 = 0; y0 < size.heightPx; y0 += rowsPerStrip) {
        if (cancel.isCancelled())
            return failCancelled();
        forRowRanges(std::min(rowsPerStrip, size.heightPx - y0), [&](int from, int to) {
            RowAverager averager(view, *target);
            for (int y = from; y < to; ++y)
                averager.average(y0 + y, columns, *target);
        });
        progress.report(static_cast<double>(y0) / size.heightPx, "resize");
    }
    return target;
}

Result<WorkingPicture> WorkingPicture::create(const ImageView &picture, ImageSize size,
                                              const CancelToken &cancel, const Progress &progress)
{
    WorkingPicture working;
    working.m_view = picture;
    if (size == picture.size)
        return working;
    const bool enlarges = size.longSidePx() > picture.size.longSidePx();
    auto resampled = areaAveraged(picture, enlarges ? picture.size : size,
                                  picture.channels == 1 ? 1 : 3, cancel, progress);
    if (resampled && enlarges)
        resampled = resized(*resampled, size);
    if (!resampled)
        return fail(resampled.error());
    working.m_resampled = std::move(*resampled);
    working.m_view = working.m_resampled.view();
    return working;
}

} // namespace koma
