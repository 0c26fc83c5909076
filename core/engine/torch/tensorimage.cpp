// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/tensorimage.h"

#include "core/engine/workingpicture.h"
#include "core/imaging/samples.h"

#include <algorithm>
#include <cstring>

namespace koma {
namespace {

constexpr int kInputChannels = 3;

/// Mirrors an index at both ends without repeating the edge, as often as it takes.
int mirrored(int index, int count)
{
    if (count == 1)
        return 0;
    const int period = 2 * (count - 1);
    const int folded = ((index % period) + period) % period;
    return folded < count ? folded : period - folded;
}

/// One row of a tile's input: the run inside the picture at once, what is beyond pixel by pixel.
void fillRow(const ImageView &picture, int yPx, int firstPx, int count, float *out)
{
    const int width = picture.size.widthPx;
    const int insideFrom = std::clamp(-firstPx, 0, count);
    const int insideTo = std::clamp(width - firstPx, insideFrom, count);
    if (insideTo > insideFrom)
        readPixels(picture, firstPx + insideFrom, yPx, insideTo - insideFrom, kInputChannels,
                   out + std::ptrdiff_t{kInputChannels} * insideFrom);
    for (int x = 0; x < count; ++x) {
        if (x == insideFrom)
            x = insideTo;
        if (x < count)
            readPixels(picture, mirrored(firstPx + x, width), yPx, 1, kInputChannels,
                       out + std::ptrdiff_t{kInputChannels} * x);
    }
    for (int i = 0; i < kInputChannels * count; ++i)
        out[i] = 2.0F * out[i] - 1.0F;
}

} // namespace

torch::Tensor tensorFromPicture(const ImageView &picture, const PaddedFrame &frame,
                                const PixelRect &input, std::vector<float> &buffer)
{
    const std::size_t rowFloats = static_cast<std::size_t>(input.widthPx) * kInputChannels;
    const std::size_t floats = rowFloats * static_cast<std::size_t>(input.heightPx);
    if (buffer.size() < floats)
        buffer.resize(floats);
    forRowRanges(input.heightPx, [&](int from, int to) {
        for (int y = from; y < to; ++y)
            fillRow(picture, mirrored(input.yPx + y - frame.marginPx, picture.size.heightPx),
                    input.xPx - frame.marginPx, input.widthPx,
                    buffer.data() + rowFloats * static_cast<std::size_t>(y));
    });
    return torch::from_blob(buffer.data(), {1, input.heightPx, input.widthPx, kInputChannels})
        .permute({0, 3, 1, 2});
}

void storeTile(const torch::Tensor &output, const Tile &tile, const PaddedFrame &frame,
               Image &drawing)
{
    const int margin = frame.marginPx;
    const int left = std::max(tile.core.xPx, margin);
    const int top = std::max(tile.core.yPx, margin);
    const int right = std::min(tile.core.rightPx(), margin + frame.picture.widthPx);
    const int bottom = std::min(tile.core.bottomPx(), margin + frame.picture.heightPx);
    if (left >= right || top >= bottom)
        return;
    const torch::Tensor values = output[0]
                                     .slice(1, top - tile.input.yPx, bottom - tile.input.yPx)
                                     .slice(2, left - tile.input.xPx, right - tile.input.xPx)
                                     .permute({1, 2, 0})
                                     .to(torch::kCPU, torch::kFloat32)
                                     .contiguous();
    const std::size_t rowFloats =
        static_cast<std::size_t>(right - left) * static_cast<std::size_t>(drawing.channels());
    const auto *data = values.data_ptr<float>();
    // A row of the drawing may lie partly in this tile: rows are made aside, then put in their
    // place.
    Image strip =
        Image::create({right - left, bottom - top}, drawing.channels(), drawing.type()).value();
    strip.mutableData();
    std::byte *target = drawing.mutableData();
    const std::size_t pixelBytes =
        drawing.strideBytes() / static_cast<std::size_t>(drawing.size().widthPx);
    forRowRanges(bottom - top, [&](int from, int to) {
        std::vector<float> samples(rowFloats);
        for (int y = from; y < to; ++y) {
            const float *row = data + rowFloats * static_cast<std::size_t>(y);
            for (std::size_t i = 0; i < rowFloats; ++i)
                samples[i] = std::min(1.0F, std::max(0.0F, 0.5F * row[i] + 0.5F));
            storeRow(samples.data(), strip, y);
            const auto place = static_cast<std::size_t>(top - margin + y) * drawing.strideBytes() +
                               static_cast<std::size_t>(left - margin) * pixelBytes;
            std::memcpy(target + place, strip.view().row(y), strip.strideBytes());
        }
    });
}

} // namespace koma
