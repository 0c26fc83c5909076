// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/composition/drawingblend.h"

#include "core/imaging/color.h"
#include "core/imaging/matview.h"
#include "core/imaging/samples.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace koma {
namespace {

/// With strength s and colourKeep k, picture P and drawing D, the result P + s (D' - P), where D'
/// has D's luma and a mix of both chromas, is linear: a P + b D + c (luma(D) - luma(P)).
struct Weights
{
    float picture = 0.0F;
    float drawing = 1.0F;
    float lumaChange = 0.0F;
};

Weights weightsOf(const DrawingBlend &blend)
{
    const double kept = blend.strength * blend.colourKeep;
    return {static_cast<float>(1.0 - blend.strength + kept),
            static_cast<float>(blend.strength - kept), static_cast<float>(kept)};
}

/// Both sides as rows of 1 or 3 colours, mixed into one row.
void mixRow(const float *picture, const float *drawing, float *out, int pixels, int colours,
            const Weights &weights)
{
    const auto count = static_cast<std::size_t>(pixels) * static_cast<std::size_t>(colours);
    if (colours == 1 || weights.lumaChange == 0.0F) {
        // A grey value is its own luma.
        const float a = colours == 1 ? weights.picture - weights.lumaChange : weights.picture;
        const float b = colours == 1 ? weights.drawing + weights.lumaChange : weights.drawing;
        for (std::size_t i = 0; i < count; ++i)
            out[i] = a * picture[i] + b * drawing[i];
        return;
    }
    for (std::size_t i = 0; i < count; i += 3) {
        const float change =
            weights.lumaChange * (lumaOf(drawing[i], drawing[i + 1], drawing[i + 2]) -
                                  lumaOf(picture[i], picture[i + 1], picture[i + 2]));
        for (std::size_t c = i; c < i + 3; ++c)
            out[c] = weights.picture * picture[c] + weights.drawing * drawing[c] + change;
    }
}

/// Blends rows with buffers of its own, so each thread has one.
class RowBlender
{
public:
    RowBlender(const ImageView &picture, const ImageView &drawing, int channels,
               const Weights &weights)
        : m_picture(picture),
          m_drawing(drawing),
          m_weights(weights),
          m_pixels(picture.size.widthPx),
          m_channels(channels),
          m_colours(channels <= 2 ? 1 : 3),
          m_stored(bufferFor(picture.channels)),
          m_pictureColours(bufferFor(m_colours)),
          m_drawn(bufferFor(drawing.channels)),
          m_drawnColours(bufferFor(m_colours)),
          m_result(bufferFor(m_colours)),
          m_withoutAlpha(bufferFor(picture.hasAlpha() ? 3 : 0)),
          m_withAlpha(bufferFor(channels))
    {
    }

    void blendRow(int y, Image &target)
    {
        loadRow(m_picture, y, m_stored.data());
        loadRow(m_drawing, y, m_drawn.data());
        const float *picture = coloursOf(m_stored, m_picture.channels, m_pictureColours);
        const float *drawing = coloursOf(m_drawn, m_drawing.channels, m_drawnColours);
        mixRow(picture, drawing, m_result.data(), m_pixels, m_colours, m_weights);
        if (m_channels == m_colours) {
            storeRow(m_result.data(), target, y);
            return;
        }
        attachAlpha();
        storeRow(m_withAlpha.data(), target, y);
    }

private:
    [[nodiscard]] std::vector<float> bufferFor(int channels) const
    {
        return std::vector<float>(static_cast<std::size_t>(m_pixels) *
                                  static_cast<std::size_t>(channels));
    }

    const float *coloursOf(std::vector<float> &row, int channels, std::vector<float> &buffer)
    {
        if (channels == m_colours)
            return row.data();
        // Straight colours, whatever the alpha: it is put back unchanged.
        const int stored = channels <= 2 ? 1 : 3;
        const float *colours = row.data();
        if (stored != channels) {
            for (std::ptrdiff_t x = 0; x < m_pixels; ++x)
                std::copy_n(row.data() + x * channels, stored, m_withoutAlpha.data() + x * stored);
            colours = m_withoutAlpha.data();
        }
        if (stored == m_colours)
            return colours;
        mixChannels(colours, stored, buffer.data(), m_colours, m_pixels);
        return buffer.data();
    }

    void attachAlpha()
    {
        const int stored = m_picture.channels;
        for (int x = 0; x < m_pixels; ++x) {
            const auto pixel = static_cast<std::ptrdiff_t>(x);
            float *out = m_withAlpha.data() + pixel * m_channels;
            std::copy_n(m_result.data() + pixel * m_colours, m_colours, out);
            out[m_colours] = m_stored[static_cast<std::size_t>(pixel * stored + stored - 1)];
        }
    }

    const ImageView &m_picture;
    const ImageView &m_drawing;
    const Weights &m_weights;
    int m_pixels;
    int m_channels;
    int m_colours;
    std::vector<float> m_stored;
    std::vector<float> m_pictureColours;
    std::vector<float> m_drawn;
    std::vector<float> m_drawnColours;
    std::vector<float> m_result;
    std::vector<float> m_withoutAlpha; ///< of the picture; the drawing has none
    std::vector<float> m_withAlpha;
};

Result<void> checkBlend(const ImageView &picture, const ImageView &drawing,
                        const DrawingBlend &blend)
{
    const auto isFraction = [](double value) { return value >= 0.0 && value <= 1.0; };
    if (picture.isEmpty() || picture.size != drawing.size || drawing.hasAlpha())
        return fail(ErrorKind::InvalidArgument,
                    "A drawing can only be laid over a picture of the same size, and has no "
                    "alpha of its own.");
    if (!isFraction(blend.strength) || !isFraction(blend.colourKeep))
        return fail(ErrorKind::InvalidArgument, "Strength and colour keeping go from 0 to 1.");
    return {};
}

} // namespace

Result<Image> blendDrawing(const ImageView &picture, const ImageView &drawing,
                           const DrawingBlend &blend)
{
    if (auto valid = checkBlend(picture, drawing, blend); !valid)
        return fail(valid.error());
    const Weights weights = weightsOf(blend);
    if (blend.strength == 0.0)
        return Image::copyOf(picture);
    const bool pictureColours = !picture.isGrey() && weights.picture > 0.0F;
    const bool drawingColours = !drawing.isGrey() && weights.drawing > 0.0F;
    const int channels = (pictureColours || drawingColours ? 3 : 1) + (picture.hasAlpha() ? 1 : 0);
    auto result = Image::create(picture.size, channels, picture.type);
    if (!result)
        return result;
    return opencvGuard("Blending the drawing", [&]() -> Result<Image> {
        forRowRanges(picture.size.heightPx, [&](int from, int to) {
            RowBlender blender(picture, drawing, channels, weights);
            for (int y = from; y < to; ++y)
                blender.blendRow(y, *result);
        });
        return std::move(result);
    });
}

} // namespace koma
