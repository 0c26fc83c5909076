// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/codecs/picturecodec.h"
#include "core/imaging/codecs/picturemetadata.h"
#include "core/imaging/color.h"

#include <tiffio.h>

#include <algorithm>
#include <array>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <vector>

namespace koma {
namespace {

constexpr std::uint16_t kRowsPerStrip = 64;

struct CloseTiff
{
    void operator()(TIFF *tiff) const { TIFFClose(tiff); }
};
using Tiff = std::unique_ptr<TIFF, CloseTiff>;

struct ByteSource
{
    std::span<const std::byte> bytes;
    std::uint64_t position = 0;
};

ByteSource &sourceOf(thandle_t handle)
{
    return *static_cast<ByteSource *>(handle);
}

tmsize_t readBytes(thandle_t handle, void *target, tmsize_t count)
{
    ByteSource &source = sourceOf(handle);
    if (source.position >= source.bytes.size())
        return 0;
    const std::uint64_t left = source.bytes.size() - source.position;
    const auto taken = std::min(static_cast<std::uint64_t>(count), left);
    std::memcpy(target, source.bytes.data() + source.position, taken);
    source.position += taken;
    return static_cast<tmsize_t>(taken);
}

tmsize_t refuseWriting(thandle_t /*handle*/, void * /*bytes*/, tmsize_t /*count*/)
{
    return 0;
}

toff_t seekTo(thandle_t handle, toff_t offset, int whence)
{
    ByteSource &source = sourceOf(handle);
    if (whence == SEEK_CUR)
        offset += source.position;
    else if (whence == SEEK_END)
        offset += source.bytes.size();
    source.position = offset;
    return offset;
}

int keepOpen(thandle_t /*handle*/)
{
    return 0;
}

toff_t sizeOf(thandle_t handle)
{
    return sourceOf(handle).bytes.size();
}

// libtiff's errors and warnings come one by one, as for printf; only the first error is kept.
// NOLINTNEXTLINE(*-reserved-identifier, *-vararg)
int keepFirstError(TIFF * /*tiff*/, void *user, const char * /*module*/, const char *format,
                   va_list arguments)
{
    auto &message = *static_cast<std::string *>(user);
    if (message.empty()) {
        std::array<char, 256> text{};
        std::vsnprintf(text.data(), text.size(), format, arguments);
        message = text.data();
    }
    return 1;
}

int dropWarning(TIFF * /*tiff*/, void * /*user*/, const char * /*module*/, const char * /*format*/,
                va_list /*arguments*/)
{
    return 1;
}

/// The handlers of one file, instead of libtiff's printing global ones.
class QuietOptions
{
public:
    explicit QuietOptions(std::string &message) : m_options(TIFFOpenOptionsAlloc())
    {
        TIFFOpenOptionsSetErrorHandlerExtR(m_options, &keepFirstError, &message);
        TIFFOpenOptionsSetWarningHandlerExtR(m_options, &dropWarning, nullptr);
    }
    ~QuietOptions() { TIFFOpenOptionsFree(m_options); }
    QuietOptions(const QuietOptions &) = delete;
    QuietOptions &operator=(const QuietOptions &) = delete;
    QuietOptions(QuietOptions &&) = delete;
    QuietOptions &operator=(QuietOptions &&) = delete;

    [[nodiscard]] TIFFOpenOptions *get() const { return m_options; }

private:
    TIFFOpenOptions *m_options;
};

template<class Value>
Value fieldOf(TIFF *tiff, std::uint32_t tag, Value otherwise)
{
    Value value = otherwise;
    TIFFGetFieldDefaulted(tiff, tag, &value); // NOLINT(*-vararg)
    return value;
}

enum class AlphaKind { None, Straight, Premultiplied };

struct TiffLayout
{
    std::uint32_t widthPx = 0;
    std::uint32_t heightPx = 0;
    std::uint16_t bits = 1;
    std::uint16_t samples = 1;
    std::uint16_t photometric = PHOTOMETRIC_MINISBLACK;
    std::uint16_t planar = PLANARCONFIG_CONTIG;
    std::uint16_t sampleFormat = SAMPLEFORMAT_UINT;
    std::uint16_t orientation = ORIENTATION_TOPLEFT;
    bool tiled = false;
    AlphaKind alpha = AlphaKind::None;

    [[nodiscard]] bool isGrey() const
    {
        return photometric == PHOTOMETRIC_MINISBLACK || photometric == PHOTOMETRIC_MINISWHITE;
    }
    [[nodiscard]] int colours() const { return isGrey() ? 1 : 3; }
    [[nodiscard]] int channels() const { return colours() + (alpha == AlphaKind::None ? 0 : 1); }
    [[nodiscard]] SampleType type() const
    {
        if (sampleFormat == SAMPLEFORMAT_IEEEFP)
            return SampleType::F32;
        return bits == 16 ? SampleType::U16 : SampleType::U8;
    }
    /// Whole samples that only need to be put in place; the rest is left to libtiff's own 8-bit
    /// reading.
    [[nodiscard]] bool isPlain() const
    {
        const bool colour = photometric == PHOTOMETRIC_MINISBLACK || photometric == PHOTOMETRIC_RGB;
        const bool whole = sampleFormat == SAMPLEFORMAT_UINT && (bits == 8 || bits == 16);
        const bool real = sampleFormat == SAMPLEFORMAT_IEEEFP && bits == 32;
        return colour && (whole || real) && samples >= channels();
    }
};

AlphaKind alphaOf(TIFF *tiff, const TiffLayout &layout)
{
    const bool mayHaveAlpha = layout.isGrey() || layout.photometric == PHOTOMETRIC_RGB;
    if (!mayHaveAlpha || layout.samples != layout.colours() + 1)
        return AlphaKind::None;
    std::uint16_t count = 0;
    const std::uint16_t *kinds = nullptr;
    // NOLINTNEXTLINE(*-vararg)
    if (TIFFGetFieldDefaulted(tiff, TIFFTAG_EXTRASAMPLES, &count, &kinds) == 0 || count == 0)
        return AlphaKind::Straight;
    if (kinds[0] == EXTRASAMPLE_UNSPECIFIED)
        return AlphaKind::None;
    return kinds[0] == EXTRASAMPLE_ASSOCALPHA ? AlphaKind::Premultiplied : AlphaKind::Straight;
}

TiffLayout layoutOf(TIFF *tiff)
{
    TiffLayout layout;
    layout.widthPx = fieldOf<std::uint32_t>(tiff, TIFFTAG_IMAGEWIDTH, 0);
    layout.heightPx = fieldOf<std::uint32_t>(tiff, TIFFTAG_IMAGELENGTH, 0);
    layout.bits = fieldOf<std::uint16_t>(tiff, TIFFTAG_BITSPERSAMPLE, 1);
    layout.samples = fieldOf<std::uint16_t>(tiff, TIFFTAG_SAMPLESPERPIXEL, 1);
    layout.photometric = fieldOf<std::uint16_t>(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISBLACK);
    layout.planar = fieldOf<std::uint16_t>(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    layout.sampleFormat = fieldOf<std::uint16_t>(tiff, TIFFTAG_SAMPLEFORMAT, SAMPLEFORMAT_UINT);
    layout.orientation = fieldOf<std::uint16_t>(tiff, TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
    layout.tiled = TIFFIsTiled(tiff) != 0;
    layout.alpha = alphaOf(tiff, layout);
    return layout;
}

/// Puts decoded rows of a strip or tile where they belong.
class PixelPlacer
{
public:
    PixelPlacer(Image &image, const TiffLayout &layout)
        : m_image(image), m_layout(layout), m_bytes(sampleBytes(image.type()))
    {
    }

    /// `row` begins at (xPx, yPx); `plane` is the channel that it holds, or all where interleaved.
    void place(const std::byte *row, int xPx, int yPx, int pixels, int plane)
    {
        const bool separate = m_layout.planar == PLANARCONFIG_SEPARATE;
        const auto channels = static_cast<std::size_t>(m_image.channels());
        const std::size_t step = separate ? 1 : m_layout.samples;
        std::byte *target = m_image.mutableData() +
                            static_cast<std::size_t>(yPx) * m_image.strideBytes() +
                            static_cast<std::size_t>(xPx) * channels * m_bytes;
        const auto count = static_cast<std::size_t>(pixels);
        if (!separate && step == channels) {
            std::memcpy(target, row, count * channels * m_bytes);
            return;
        }
        const std::size_t from = separate ? static_cast<std::size_t>(plane) : 0;
        const std::size_t to = separate ? from + 1 : channels;
        for (std::size_t x = 0; x < count; ++x) {
            for (std::size_t c = from; c < to; ++c)
                std::memcpy(target + (x * channels + c) * m_bytes,
                            row + (x * step + (separate ? 0 : c)) * m_bytes, m_bytes);
        }
    }

private:
    Image &m_image;
    const TiffLayout &m_layout;
    std::size_t m_bytes;
};

bool readStrips(TIFF *tiff, const TiffLayout &layout, PixelPlacer &placer)
{
    std::vector<std::byte> row(static_cast<std::size_t>(TIFFScanlineSize64(tiff)));
    const int channels = layout.channels();
    const int planes = layout.planar == PLANARCONFIG_SEPARATE ? channels : 1;
    for (int plane = 0; plane < planes; ++plane) {
        for (std::uint32_t y = 0; y < layout.heightPx; ++y) {
            if (TIFFReadScanline(tiff, row.data(), y, static_cast<std::uint16_t>(plane)) != 1)
                return false;
            placer.place(row.data(), 0, static_cast<int>(y), static_cast<int>(layout.widthPx),
                         plane);
        }
    }
    return true;
}

bool readTile(TIFF *tiff, const TiffLayout &layout, PixelPlacer &placer, std::uint32_t x,
              std::uint32_t y, int plane, std::vector<std::byte> &tile)
{
    if (TIFFReadTile(tiff, tile.data(), x, y, 0, static_cast<std::uint16_t>(plane)) < 0)
        return false;
    const auto tileWidth = fieldOf<std::uint32_t>(tiff, TIFFTAG_TILEWIDTH, 1);
    const auto tileHeight = fieldOf<std::uint32_t>(tiff, TIFFTAG_TILELENGTH, 1);
    const auto rowBytes = static_cast<std::size_t>(TIFFTileRowSize64(tiff));
    const std::uint32_t columns = std::min(tileWidth, layout.widthPx - x);
    const std::uint32_t rows = std::min(tileHeight, layout.heightPx - y);
    for (std::uint32_t row = 0; row < rows; ++row)
        placer.place(tile.data() + row * rowBytes, static_cast<int>(x), static_cast<int>(y + row),
                     static_cast<int>(columns), plane);
    return true;
}

bool readTiles(TIFF *tiff, const TiffLayout &layout, PixelPlacer &placer)
{
    std::vector<std::byte> tile(static_cast<std::size_t>(TIFFTileSize64(tiff)));
    const auto tileWidth = fieldOf<std::uint32_t>(tiff, TIFFTAG_TILEWIDTH, 0);
    const auto tileHeight = fieldOf<std::uint32_t>(tiff, TIFFTAG_TILELENGTH, 0);
    if (tile.empty() || tileWidth == 0 || tileHeight == 0)
        return false;
    const int planes = layout.planar == PLANARCONFIG_SEPARATE ? layout.channels() : 1;
    for (int plane = 0; plane < planes; ++plane) {
        for (std::uint32_t y = 0; y < layout.heightPx; y += tileHeight) {
            for (std::uint32_t x = 0; x < layout.widthPx; x += tileWidth) {
                if (!readTile(tiff, layout, placer, x, y, plane, tile))
                    return false;
            }
        }
    }
    return true;
}

template<class Sample>
void unpremultiply(Image &image, double full)
{
    const int channels = image.channels();
    for (int y = 0; y < image.size().heightPx; ++y) {
        auto *pixel = image.mutableRowAs<Sample>(y);
        for (int x = 0; x < image.size().widthPx; ++x, pixel += channels) {
            const double alpha = static_cast<double>(pixel[channels - 1]) / full;
            const double rounding = full > 1.0 ? 0.5 : 0.0;
            for (int c = 0; c < channels - 1 && alpha > 0.0; ++c)
                pixel[c] = static_cast<Sample>(
                    std::min(full, static_cast<double>(pixel[c]) / alpha) + rounding);
        }
    }
}

void makeAlphaStraight(Image &image)
{
    switch (image.type()) {
    case SampleType::U8:
        unpremultiply<std::uint8_t>(image, 255.0);
        break;
    case SampleType::U16:
        unpremultiply<std::uint16_t>(image, 65535.0);
        break;
    case SampleType::F32:
        unpremultiply<float>(image, 1.0);
        break;
    }
}

Result<Image> readPlain(const DecodeRequest &request, TIFF *tiff, const TiffLayout &layout,
                        const std::string &message)
{
    auto image =
        Image::create({static_cast<int>(layout.widthPx), static_cast<int>(layout.heightPx)},
                      layout.channels(), layout.type());
    if (!image)
        return image;
    PixelPlacer placer(*image, layout);
    const bool complete =
        layout.tiled ? readTiles(tiff, layout, placer) : readStrips(tiff, layout, placer);
    if (!complete)
        return damaged(request, "TIFF", message);
    if (layout.alpha == AlphaKind::Premultiplied)
        makeAlphaStraight(*image);
    return image;
}

/// Palettes, single bits, YCbCr, CMYK and the like, through libtiff's own conversion to 8-bit RGBA.
Result<Image> readAsRgba(const DecodeRequest &request, TIFF *tiff, const TiffLayout &layout,
                         const std::string &message)
{
    std::array<char, 1024> reason{};
    if (TIFFRGBAImageOK(tiff, reason.data()) == 0 || layout.bits > 8)
        return unsupported(request, "a TIFF file of a rare kind");
    auto image = Image::create(
        {static_cast<int>(layout.widthPx), static_cast<int>(layout.heightPx)}, 4, SampleType::U8);
    if (!image)
        return image;
    auto *raster = static_cast<std::uint32_t *>(static_cast<void *>(image->mutableData()));
    // Asking for the orientation that the file has leaves the pixels as they are stored.
    constexpr int kStopOnError = 1;
    if (TIFFReadRGBAImageOriented(tiff, layout.widthPx, layout.heightPx, raster, layout.orientation,
                                  kStopOnError) != 1)
        return damaged(request, "TIFF", message);
    if (layout.alpha != AlphaKind::None) {
        makeAlphaStraight(*image);
        return convertSamples(*image, layout.isGrey() ? 2 : 4, SampleType::U8);
    }
    return convertSamples(*image, layout.isGrey() ? 1 : 3, SampleType::U8);
}

void setLayout(TIFF *tiff, const EncodeRequest &request, SampleType type)
{
    const Image &image = request.image;
    // NOLINTBEGIN(*-vararg)
    TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, static_cast<std::uint32_t>(image.size().widthPx));
    TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, static_cast<std::uint32_t>(image.size().heightPx));
    TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, type == SampleType::U16 ? 16 : 8);
    TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, image.channels());
    TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC,
                 image.channels() <= 2 ? PHOTOMETRIC_MINISBLACK : PHOTOMETRIC_RGB);
    TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    TIFFSetField(tiff, TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
    TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, kRowsPerStrip);
    TIFFSetField(tiff, TIFFTAG_COMPRESSION, COMPRESSION_ADOBE_DEFLATE);
    TIFFSetField(tiff, TIFFTAG_PREDICTOR, PREDICTOR_HORIZONTAL);
    if (image.hasAlpha()) {
        const std::uint16_t straight = EXTRASAMPLE_UNASSALPHA;
        TIFFSetField(tiff, TIFFTAG_EXTRASAMPLES, 1, &straight);
    }
    if (request.dpi > 0.0) {
        TIFFSetField(tiff, TIFFTAG_XRESOLUTION, request.dpi);
        TIFFSetField(tiff, TIFFTAG_YRESOLUTION, request.dpi);
        TIFFSetField(tiff, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
    }
    // NOLINTEND(*-vararg)
}

void setMetadata(TIFF *tiff, const PictureMetadata &metadata)
{
    // NOLINTBEGIN(*-vararg)
    if (!metadata.iccProfile.empty())
        TIFFSetField(tiff, TIFFTAG_ICCPROFILE,
                     static_cast<std::uint32_t>(metadata.iccProfile.size()),
                     metadata.iccProfile.data());
    if (!metadata.xmp.empty())
        TIFFSetField(tiff, TIFFTAG_XMLPACKET, static_cast<std::uint32_t>(metadata.xmp.size()),
                     metadata.xmp.data());
    // NOLINTEND(*-vararg)
}

Result<void> writePixels(const EncodeRequest &request, TIFF *tiff, SampleType type,
                         const std::string &message)
{
    const Image &image = request.image;
    const std::size_t rowBytes = static_cast<std::size_t>(image.size().widthPx) *
                                 static_cast<std::size_t>(image.channels()) * sampleBytes(type);
    std::vector<std::byte> own(rowBytes);
    RowFeed feed(image, image.channels(), type);
    for (int y = 0; y < image.size().heightPx; ++y) {
        const auto row = feed.row(y);
        if (!row)
            return fail(row.error());
        // The predictor works in place, so libtiff gets a copy.
        std::memcpy(own.data(), *row, rowBytes);
        if (TIFFWriteScanline(tiff, own.data(), static_cast<std::uint32_t>(y), 0) != 1)
            return cannotWrite(request, message);
    }
    if (TIFFFlush(tiff) != 1)
        return cannotWrite(request, message);
    return {};
}

} // namespace

bool isTiff(std::span<const std::byte> bytes)
{
    constexpr std::size_t kSignatureBytes = 4;
    return bytes.size() >= kSignatureBytes &&
           (std::memcmp(bytes.data(), "II*\0", kSignatureBytes) == 0 ||
            std::memcmp(bytes.data(), "MM\0*", kSignatureBytes) == 0 ||
            std::memcmp(bytes.data(), "II+\0", kSignatureBytes) == 0 ||
            std::memcmp(bytes.data(), "MM\0+", kSignatureBytes) == 0);
}

Result<Image> decodeTiff(const DecodeRequest &request)
{
    std::string message;
    ByteSource source{request.bytes, 0};
    const QuietOptions options(message);
    const Tiff tiff(TIFFClientOpenExt("picture", "rm", &source, &readBytes, &refuseWriting, &seekTo,
                                      &keepOpen, &sizeOf, nullptr, nullptr, options.get()));
    if (tiff == nullptr)
        return damaged(request, "TIFF", message);
    const TiffLayout layout = layoutOf(tiff.get());
    if (auto fits = checkSize(request, layout.widthPx, layout.heightPx); !fits)
        return fail(fits.error());
    return layout.isPlain() ? readPlain(request, tiff.get(), layout, message)
                            : readAsRgba(request, tiff.get(), layout, message);
}

Result<void> encodeTiff(const EncodeRequest &request)
{
    const SampleType type =
        request.image.type() == SampleType::U8 ? SampleType::U8 : SampleType::U16;
    std::string message;
    {
        const QuietOptions options(message);
        const Tiff tiff(TIFFOpenExt(request.temporary.c_str(), "w", options.get()));
        if (tiff == nullptr)
            return cannotWrite(request, {});
        setLayout(tiff.get(), request, type);
        setMetadata(tiff.get(), request.metadata);
        if (auto written = writePixels(request, tiff.get(), type, message); !written)
            return written;
    }
    if (!request.metadata.exif.empty() && !addExifToTiff(request.temporary, request.metadata.exif))
        return cannotWrite(request, "its EXIF data cannot be stored");
    return {};
}

} // namespace koma
