// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace koma {

struct ImageSize
{
    int widthPx = 0;
    int heightPx = 0;

    bool operator==(const ImageSize &) const = default;
    [[nodiscard]] bool isEmpty() const { return widthPx <= 0 || heightPx <= 0; }
    [[nodiscard]] int longSidePx() const { return widthPx > heightPx ? widthPx : heightPx; }
    [[nodiscard]] int shortSidePx() const { return widthPx < heightPx ? widthPx : heightPx; }
    [[nodiscard]] std::int64_t pixelCount() const
    {
        return static_cast<std::int64_t>(widthPx) * heightPx;
    }
};

enum class SampleType { U8, U16, F32 };

/// Bytes of one sample.
std::size_t sampleBytes(SampleType type);

/// Pixels that somebody else owns: rows of interleaved samples, `strideBytes` apart. Channels are
/// 1 grey, 2 grey+alpha, 3 RGB, 4 RGBA; alpha is straight. U8 spans 0…255, U16 0…65535, F32 0…1.
/// The owner must outlive the view.
struct ImageView
{
    const std::byte *data = nullptr;
    ImageSize size;
    int channels = 0;
    SampleType type = SampleType::U8;
    std::size_t strideBytes = 0;

    [[nodiscard]] bool isEmpty() const { return data == nullptr || size.isEmpty(); }
    [[nodiscard]] bool hasAlpha() const { return channels == 2 || channels == 4; }
    [[nodiscard]] bool isGrey() const { return channels <= 2; }
    [[nodiscard]] const std::byte *row(int y) const
    {
        return data + static_cast<std::size_t>(y) * strideBytes;
    }
    template<class Sample>
    [[nodiscard]] const Sample *rowAs(int y) const
    {
        return static_cast<const Sample *>(static_cast<const void *>(row(y)));
    }
};

/// An owning picture with tight rows. Copies share the pixels and cost nothing; mutableData() first
/// makes them this object's own (copy on write), so an Image may be handed to another thread as a
/// snapshot.
class Image
{
public:
    Image() = default;

    /// Uninitialised pixels, or OutOfMemory / InvalidArgument.
    static Result<Image> create(ImageSize size, int channels, SampleType type);

    /// A deep copy of somebody's pixels.
    static Result<Image> copyOf(const ImageView &view);

    [[nodiscard]] bool isEmpty() const { return m_pixels == nullptr; }
    [[nodiscard]] ImageSize size() const { return m_size; }
    [[nodiscard]] int channels() const { return m_channels; }
    [[nodiscard]] SampleType type() const { return m_type; }
    [[nodiscard]] bool hasAlpha() const { return m_channels == 2 || m_channels == 4; }
    [[nodiscard]] std::size_t strideBytes() const;
    [[nodiscard]] std::size_t byteCount() const;

    [[nodiscard]] ImageView view() const;
    // NOLINTNEXTLINE(google-explicit-constructor): an Image is readable wherever a view is
    operator ImageView() const { return view(); }

    /// This object's own pixels; throws std::bad_alloc where a shared buffer cannot be copied.
    std::byte *mutableData();
    template<class Sample>
    Sample *mutableRowAs(int y)
    {
        return static_cast<Sample *>(
            static_cast<void *>(mutableData() + static_cast<std::size_t>(y) * strideBytes()));
    }

private:
    std::shared_ptr<std::byte[]> m_pixels; // NOLINT(*-avoid-c-arrays)
    ImageSize m_size;
    int m_channels = 0;
    SampleType m_type = SampleType::U8;
};

/// Equal size, format and samples.
bool identicalPixels(const ImageView &a, const ImageView &b);

} // namespace koma
