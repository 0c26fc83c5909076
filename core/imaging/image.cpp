// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/image.h"

#include <cstring>
#include <limits>
#include <new>
#include <string>

namespace koma {

std::size_t sampleBytes(SampleType type)
{
    switch (type) {
    case SampleType::U8:
        return 1;
    case SampleType::U16:
        return 2;
    case SampleType::F32:
        break;
    }
    return 4;
}

Result<Image> Image::create(ImageSize size, int channels, SampleType type)
{
    if (size.isEmpty() || channels < 1 || channels > 4)
        return fail(ErrorKind::InvalidArgument,
                    "A picture of " + std::to_string(size.widthPx) + " x " +
                        std::to_string(size.heightPx) + " pixels with " + std::to_string(channels) +
                        " channels cannot be; it needs at least one pixel and 1 to 4 channels.");
    Image image;
    image.m_size = size;
    image.m_channels = channels;
    image.m_type = type;
    try {
        image.m_pixels = std::make_shared_for_overwrite<std::byte[]>( // NOLINT(*-avoid-c-arrays)
            image.byteCount());
    } catch (const std::bad_alloc &) {
        return fail(ErrorKind::OutOfMemory,
                    "A picture of " + std::to_string(size.widthPx) + " x " +
                        std::to_string(size.heightPx) + " pixels does not fit into memory (" +
                        std::to_string(image.byteCount() >> 20U) + " MiB).");
    }
    return image;
}

Result<Image> Image::copyOf(const ImageView &view)
{
    if (view.isEmpty())
        return fail(ErrorKind::InvalidArgument, "There is no picture to copy.");
    auto image = create(view.size, view.channels, view.type);
    if (!image)
        return image;
    const std::size_t rowBytes = image->strideBytes();
    std::byte *target = image->m_pixels.get();
    for (int y = 0; y < view.size.heightPx; ++y, target += rowBytes)
        std::memcpy(target, view.row(y), rowBytes);
    return image;
}

std::size_t Image::strideBytes() const
{
    return static_cast<std::size_t>(m_size.widthPx) * static_cast<std::size_t>(m_channels) *
           sampleBytes(m_type);
}

std::size_t Image::byteCount() const
{
    return strideBytes() * static_cast<std::size_t>(m_size.heightPx);
}

ImageView Image::view() const
{
    return {m_pixels.get(), m_size, m_channels, m_type, strideBytes()};
}

std::byte *Image::mutableData()
{
    if (m_pixels != nullptr && m_pixels.use_count() > 1) {
        // NOLINTNEXTLINE(*-avoid-c-arrays)
        auto own = std::make_shared_for_overwrite<std::byte[]>(byteCount());
        std::memcpy(own.get(), m_pixels.get(), byteCount());
        m_pixels = std::move(own);
    }
    return m_pixels.get();
}

bool identicalPixels(const ImageView &a, const ImageView &b)
{
    if (a.size != b.size || a.channels != b.channels || a.type != b.type)
        return false;
    const std::size_t rowBytes = static_cast<std::size_t>(a.size.widthPx) *
                                 static_cast<std::size_t>(a.channels) * sampleBytes(a.type);
    for (int y = 0; y < a.size.heightPx; ++y) {
        if (std::memcmp(a.row(y), b.row(y), rowBytes) != 0)
            return false;
    }
    return true;
}

} // namespace koma
