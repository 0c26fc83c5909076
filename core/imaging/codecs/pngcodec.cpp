// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/codecs/picturecodec.h"

#include <png.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <csetjmp>
#include <cstring>

namespace koma {
namespace {

// libpng reports errors by a call that must not return. Everything between a setjmp and its longjmp
// is a small member function without objects that need destroying.
struct PngErrors
{
    std::jmp_buf jump{};
    std::array<char, 200> message{};
};

[[noreturn]] void leave(png_structp png, png_const_charp message)
{
    auto &errors = *static_cast<PngErrors *>(png_get_error_ptr(png));
    std::strncpy(errors.message.data(), message, errors.message.size() - 1);
    std::longjmp(errors.jump, 1); // NOLINT(*-err52-cpp)
}

void stayQuiet(png_structp /*png*/, png_const_charp /*message*/) {}

struct ByteSource
{
    std::span<const std::byte> bytes;
    std::size_t position = 0;
};

void readBytes(png_structp png, png_bytep target, png_size_t count)
{
    auto &source = *static_cast<ByteSource *>(png_get_io_ptr(png));
    if (count > source.bytes.size() - source.position)
        png_error(png, "the file ends too early");
    std::memcpy(target, source.bytes.data() + source.position, count);
    source.position += count;
}

class PngReader
{
public:
    explicit PngReader(std::span<const std::byte> bytes)
        : m_source{bytes, 0},
          m_png(png_create_read_struct(PNG_LIBPNG_VER_STRING, &m_errors, &leave, &stayQuiet)),
          m_info(m_png == nullptr ? nullptr : png_create_info_struct(m_png))
    {
    }
    ~PngReader() { png_destroy_read_struct(&m_png, &m_info, nullptr); }
    PngReader(const PngReader &) = delete;
    PngReader &operator=(const PngReader &) = delete;
    PngReader(PngReader &&) = delete;
    PngReader &operator=(PngReader &&) = delete;

    bool readHeader()
    {
        if (m_info == nullptr || setjmp(m_errors.jump) != 0) // NOLINT(*-err52-cpp)
            return false;
        png_set_read_fn(m_png, &m_source, &readBytes);
        png_set_user_limits(m_png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
        png_read_info(m_png, m_info);
        return true;
    }

    /// Asks for whole bytes without palettes; only then is the number of channels known.
    bool chooseLayout()
    {
        if (setjmp(m_errors.jump) != 0) // NOLINT(*-err52-cpp)
            return false;
        png_set_expand(m_png);
        if (std::endian::native == std::endian::little)
            png_set_swap(m_png);
        m_passes = png_set_interlace_handling(m_png);
        png_read_update_info(m_png, m_info);
        return true;
    }

    bool readPixels(std::byte *pixels, std::size_t strideBytes)
    {
        if (setjmp(m_errors.jump) != 0) // NOLINT(*-err52-cpp)
            return false;
        const png_uint_32 height = png_get_image_height(m_png, m_info);
        for (int pass = 0; pass < m_passes; ++pass) {
            for (png_uint_32 y = 0; y < height; ++y)
                png_read_row(m_png,
                             static_cast<png_bytep>(static_cast<void *>(pixels + y * strideBytes)),
                             nullptr);
        }
        png_read_end(m_png, nullptr);
        return true;
    }

    [[nodiscard]] std::int64_t widthPx() const { return png_get_image_width(m_png, m_info); }
    [[nodiscard]] std::int64_t heightPx() const { return png_get_image_height(m_png, m_info); }
    [[nodiscard]] int channels() const { return png_get_channels(m_png, m_info); }
    [[nodiscard]] SampleType type() const
    {
        return png_get_bit_depth(m_png, m_info) == 16 ? SampleType::U16 : SampleType::U8;
    }
    [[nodiscard]] std::string error() const { return m_errors.message.data(); }

private:
    PngErrors m_errors;
    ByteSource m_source;
    png_structp m_png;
    png_infop m_info;
    int m_passes = 1;
};

int colourType(int channels)
{
    constexpr std::array<int, 4> kTypes{PNG_COLOR_TYPE_GRAY, PNG_COLOR_TYPE_GRAY_ALPHA,
                                        PNG_COLOR_TYPE_RGB, PNG_COLOR_TYPE_RGB_ALPHA};
    return kTypes.at(static_cast<std::size_t>(channels - 1));
}

class PngWriter
{
public:
    PngWriter()
        : m_png(png_create_write_struct(PNG_LIBPNG_VER_STRING, &m_errors, &leave, &stayQuiet)),
          m_info(m_png == nullptr ? nullptr : png_create_info_struct(m_png))
    {
    }
    ~PngWriter() { png_destroy_write_struct(&m_png, &m_info); }
    PngWriter(const PngWriter &) = delete;
    PngWriter &operator=(const PngWriter &) = delete;
    PngWriter(PngWriter &&) = delete;
    PngWriter &operator=(PngWriter &&) = delete;

    bool setFormat(std::FILE *file, ImageSize size, int channels, SampleType type)
    {
        if (m_info == nullptr || setjmp(m_errors.jump) != 0) // NOLINT(*-err52-cpp)
            return false;
        png_init_io(m_png, file);
        png_set_user_limits(m_png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
        // Above level 4, zlib takes several times as long for a few per cent.
        constexpr int kCompression = 4;
        png_set_compression_level(m_png, kCompression);
        png_set_IHDR(m_png, m_info, static_cast<png_uint_32>(size.widthPx),
                     static_cast<png_uint_32>(size.heightPx), type == SampleType::U16 ? 16 : 8,
                     colourType(channels), PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                     PNG_FILTER_TYPE_DEFAULT);
        m_swap = type == SampleType::U16 && std::endian::native == std::endian::little;
        return true;
    }

    bool setResolution(double dpi)
    {
        if (setjmp(m_errors.jump) != 0) // NOLINT(*-err52-cpp)
            return false;
        constexpr double kInchesPerMetre = 1000.0 / 25.4;
        const auto perMetre = static_cast<png_uint_32>(std::lround(dpi * kInchesPerMetre));
        if (perMetre > 0)
            png_set_pHYs(m_png, m_info, perMetre, perMetre, PNG_RESOLUTION_METER);
        return true;
    }

    bool setMetadata(const PictureMetadata &metadata, const std::string &xmp)
    {
        if (setjmp(m_errors.jump) != 0) // NOLINT(*-err52-cpp)
            return false;
        if (!metadata.iccProfile.empty())
            png_set_iCCP(m_png, m_info, "ICC profile", PNG_COMPRESSION_TYPE_BASE,
                         metadata.iccProfile.data(),
                         static_cast<png_uint_32>(metadata.iccProfile.size()));
        if (!metadata.exif.empty())
            png_set_eXIf_1(m_png, m_info, static_cast<png_uint_32>(metadata.exif.size()),
                           const_cast<png_bytep>(metadata.exif.data())); // NOLINT(*-const-cast)
        if (!xmp.empty())
            setXmp(xmp);
        return true;
    }

    bool writeHeader()
    {
        if (setjmp(m_errors.jump) != 0) // NOLINT(*-err52-cpp)
            return false;
        png_write_info(m_png, m_info);
        if (m_swap)
            png_set_swap(m_png);
        return true;
    }

    bool writeRow(const std::byte *row)
    {
        if (setjmp(m_errors.jump) != 0) // NOLINT(*-err52-cpp)
            return false;
        png_write_row(m_png, static_cast<png_const_bytep>(static_cast<const void *>(row)));
        return true;
    }

    bool finish()
    {
        if (setjmp(m_errors.jump) != 0) // NOLINT(*-err52-cpp)
            return false;
        png_write_end(m_png, m_info);
        return true;
    }

    [[nodiscard]] std::string error() const { return m_errors.message.data(); }

private:
    void setXmp(const std::string &xmp)
    {
        // libpng copies the texts; its structure has no const.
        png_text text{};
        text.compression = PNG_ITXT_COMPRESSION_NONE;
        text.key = const_cast<png_charp>("XML:com.adobe.xmp"); // NOLINT(*-const-cast)
        text.text = const_cast<png_charp>(xmp.c_str());        // NOLINT(*-const-cast)
        text.itxt_length = xmp.size();
        png_set_text(m_png, m_info, &text, 1);
    }

    PngErrors m_errors;
    png_structp m_png;
    png_infop m_info;
    bool m_swap = false;
};

} // namespace

bool isPng(std::span<const std::byte> bytes)
{
    constexpr std::size_t kSignatureBytes = 8;
    return bytes.size() >= kSignatureBytes &&
           png_sig_cmp(static_cast<png_const_bytep>(static_cast<const void *>(bytes.data())), 0,
                       kSignatureBytes) == 0;
}

Result<Image> decodePng(const DecodeRequest &request)
{
    PngReader reader(request.bytes);
    if (!reader.readHeader())
        return damaged(request, "PNG", reader.error());
    if (auto fits = checkSize(request, reader.widthPx(), reader.heightPx()); !fits)
        return fail(fits.error());
    if (!reader.chooseLayout())
        return damaged(request, "PNG", reader.error());
    const ImageSize size{static_cast<int>(reader.widthPx()), static_cast<int>(reader.heightPx())};
    auto image = Image::create(size, reader.channels(), reader.type());
    if (!image)
        return image;
    if (!reader.readPixels(image->mutableData(), image->strideBytes()))
        return damaged(request, "PNG", reader.error());
    return image;
}

Result<void> encodePng(const EncodeRequest &request)
{
    const File file = openForWriting(request);
    if (file == nullptr)
        return cannotWrite(request, {});
    const Image &image = request.image;
    const SampleType type = image.type() == SampleType::U8 ? SampleType::U8 : SampleType::U16;
    const std::string xmp(request.metadata.xmp.begin(), request.metadata.xmp.end());
    PngWriter writer;
    if (!writer.setFormat(file.get(), image.size(), image.channels(), type) ||
        !writer.setResolution(request.dpi) || !writer.setMetadata(request.metadata, xmp) ||
        !writer.writeHeader())
        return cannotWrite(request, writer.error());
    RowFeed feed(image, image.channels(), type);
    for (int y = 0; y < image.size().heightPx; ++y) {
        const auto row = feed.row(y);
        if (!row)
            return fail(row.error());
        if (!writer.writeRow(*row))
            return cannotWrite(request, writer.error());
    }
    if (!writer.finish() || std::fflush(file.get()) != 0)
        return cannotWrite(request, writer.error());
    return {};
}

} // namespace koma
