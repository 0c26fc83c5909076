// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/samples.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace koma {
namespace {

template<class Sample>
void loadSamples(const Sample *in, float *out, std::size_t count, float full)
{
    for (std::size_t i = 0; i < count; ++i)
        out[i] = static_cast<float>(in[i]) / full;
}

template<class Sample>
void storeSamples(const float *in, Sample *out, std::size_t count, float full)
{
    // The comparisons are ordered so that a NaN becomes 0.
    for (std::size_t i = 0; i < count; ++i) {
        const float positive = in[i] > 0.0F ? in[i] : 0.0F;
        const float clamped = positive < 1.0F ? positive : 1.0F;
        // Nothing here is negative, and lround() would not be vectorised.
        out[i] = static_cast<Sample>( // NOLINTNEXTLINE(bugprone-incorrect-roundings)
            static_cast<std::int32_t>(clamped * full + 0.5F));
    }
}

template<int In, int Out>
void mix(const float *in, float *out, int pixels)
{
    constexpr bool kAlphaIn = In == 2 || In == 4;
    constexpr bool kAlphaOut = Out == 2 || Out == 4;
    constexpr int kColours = In <= 2 ? 1 : 3;
    for (int x = 0; x < pixels; ++x, in += In, out += Out) {
        float colour[3] = {in[0], in[kColours == 3 ? 1 : 0], in[kColours - 1]};
        const float alpha = kAlphaIn ? in[In - 1] : 1.0F;
        if constexpr (kAlphaIn && !kAlphaOut) {
            for (float &value : colour)
                value = value * alpha + (1.0F - alpha);
        }
        if constexpr (Out <= 2) {
            out[0] = kColours == 1 ? colour[0] : lumaOf(colour[0], colour[1], colour[2]);
        } else {
            out[0] = colour[0];
            out[1] = colour[1];
            out[2] = colour[2];
        }
        if constexpr (kAlphaOut)
            out[Out - 1] = alpha;
    }
}

template<int In>
void mixFrom(const float *in, float *out, int outChannels, int pixels)
{
    switch (outChannels) {
    case 1:
        mix<In, 1>(in, out, pixels);
        break;
    case 2:
        mix<In, 2>(in, out, pixels);
        break;
    case 3:
        mix<In, 3>(in, out, pixels);
        break;
    default:
        mix<In, 4>(in, out, pixels);
        break;
    }
}

} // namespace

void loadRow(const ImageView &view, int y, float *out)
{
    const std::size_t count =
        static_cast<std::size_t>(view.size.widthPx) * static_cast<std::size_t>(view.channels);
    switch (view.type) {
    case SampleType::U8:
        loadSamples(view.rowAs<std::uint8_t>(y), out, count, 255.0F);
        break;
    case SampleType::U16:
        loadSamples(view.rowAs<std::uint16_t>(y), out, count, 65535.0F);
        break;
    case SampleType::F32:
        std::memcpy(out, view.row(y), count * sizeof(float));
        break;
    }
}

void storeRow(const float *in, Image &image, int y)
{
    const std::size_t count = image.strideBytes() / sampleBytes(image.type());
    switch (image.type()) {
    case SampleType::U8:
        storeSamples(in, image.mutableRowAs<std::uint8_t>(y), count, 255.0F);
        break;
    case SampleType::U16:
        storeSamples(in, image.mutableRowAs<std::uint16_t>(y), count, 65535.0F);
        break;
    case SampleType::F32:
        std::memcpy(image.mutableRowAs<float>(y), in, count * sizeof(float));
        break;
    }
}

void mixChannels(const float *in, int inChannels, float *out, int outChannels, int pixels)
{
    switch (inChannels) {
    case 1:
        mixFrom<1>(in, out, outChannels, pixels);
        break;
    case 2:
        mixFrom<2>(in, out, outChannels, pixels);
        break;
    case 3:
        mixFrom<3>(in, out, outChannels, pixels);
        break;
    default:
        mixFrom<4>(in, out, outChannels, pixels);
        break;
    }
}

} // namespace koma
