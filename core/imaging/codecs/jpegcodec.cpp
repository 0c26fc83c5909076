// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/codecs/picturecodec.h"

// jpeglib.h needs stdio's declarations before it.
#include <cstdio>

#include <jerror.h>
#include <jpeglib.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <csetjmp>
#include <cstring>
#include <string_view>
#include <vector>

namespace koma {
namespace {

// libjpeg reports errors by a call that must not return. Everything between a setjmp and its
// longjmp is a small member function without objects that need destroying.
struct JpegErrors
{
    jpeg_error_mgr manager{};
    std::jmp_buf jump{};
    std::array<char, JMSG_LENGTH_MAX> message{};
    bool damaged = false;
};

JpegErrors &errorsOf(j_common_ptr info)
{
    return *static_cast<JpegErrors *>(info->client_data);
}

[[noreturn]] void leave(j_common_ptr info)
{
    JpegErrors &errors = errorsOf(info);
    info->err->format_message(info, errors.message.data());
    std::longjmp(errors.jump, 1); // NOLINT(*-err52-cpp)
}

/// Warnings that mean lost pixels; libjpeg fills the gap with grey and goes on.
bool meansLostPixels(int code)
{
    return code == JWRN_JPEG_EOF || code == JWRN_HIT_MARKER || code == JWRN_HUFF_BAD_CODE ||
           code == JWRN_MUST_RESYNC;
}

void noteWarning(j_common_ptr info, int level)
{
    JpegErrors &errors = errorsOf(info);
    if (level < 0 && !errors.damaged && meansLostPixels(info->err->msg_code)) {
        errors.damaged = true;
        info->err->format_message(info, errors.message.data());
    }
}

void stayQuiet(j_common_ptr /*info*/) {}

jpeg_error_mgr *prepare(JpegErrors &errors)
{
    jpeg_error_mgr *manager = jpeg_std_error(&errors.manager);
    manager->error_exit = &leave;
    manager->emit_message = &noteWarning;
    manager->output_message = &stayQuiet;
    return manager;
}

class JpegReader
{
public:
    JpegReader()
    {
        m_info.err = prepare(m_errors);
        m_info.client_data = &m_errors;
    }
    ~JpegReader() { jpeg_destroy_decompress(&m_info); }
    JpegReader(const JpegReader &) = delete;
    JpegReader &operator=(const JpegReader &) = delete;
    JpegReader(JpegReader &&) = delete;
    JpegReader &operator=(JpegReader &&) = delete;

    bool readHeader(std::span<const std::byte> bytes)
    {
        if (setjmp(m_errors.jump) != 0) // NOLINT(*-err52-cpp)
            return false;
        jpeg_create_decompress(&m_info);
        jpeg_mem_src(&m_info,
                     static_cast<const unsigned char *>(static_cast<const void *>(bytes.data())),
                     static_cast<unsigned long>(bytes.size()));
        jpeg_read_header(&m_info, TRUE);
        chooseColours();
        return true;
    }

    bool readPixels(std::byte *pixels, std::size_t strideBytes)
    {
        if (setjmp(m_errors.jump) != 0) // NOLINT(*-err52-cpp)
            return false;
        jpeg_start_decompress(&m_info);
        while (m_info.output_scanline < m_info.output_height) {
            auto *row = static_cast<JSAMPROW>(
                static_cast<void *>(pixels + m_info.output_scanline * strideBytes));
            jpeg_read_scanlines(&m_info, &row, 1);
        }
        jpeg_finish_decompress(&m_info);
        return !m_errors.damaged;
    }

    [[nodiscard]] ImageSize size() const
    {
        return {static_cast<int>(m_info.image_width), static_cast<int>(m_info.image_height)};
    }

    /// Leaves out the fine frequencies of each block, so that the picture comes out at a half, a
    /// quarter or an eighth of its size, but no smaller than asked.
    bool reduceTo(int enoughLongSidePx)
    {
        if (setjmp(m_errors.jump) != 0) // NOLINT(*-err52-cpp)
            return false;
        constexpr unsigned kSmallestShare = 8;
        const unsigned longSide = std::max(m_info.image_width, m_info.image_height);
        const auto enough = static_cast<unsigned>(std::max(1, enoughLongSidePx));
        m_info.scale_num = 1;
        m_info.scale_denom = 1;
        while (m_info.scale_denom < kSmallestShare && longSide / (2 * m_info.scale_denom) >= enough)
            m_info.scale_denom *= 2;
        jpeg_calc_output_dimensions(&m_info);
        return true;
    }
    [[nodiscard]] ImageSize outputSize() const
    {
        return {static_cast<int>(m_info.output_width), static_cast<int>(m_info.output_height)};
    }
    [[nodiscard]] int channels() const
    {
        if (m_info.out_color_space == JCS_GRAYSCALE)
            return 1;
        return m_info.out_color_space == JCS_CMYK ? 4 : 3;
    }
    [[nodiscard]] bool isInvertedCmyk() const { return m_info.saw_Adobe_marker == TRUE; }
    [[nodiscard]] std::string error() const { return m_errors.message.data(); }

private:
    void chooseColours()
    {
        switch (m_info.jpeg_color_space) {
        case JCS_GRAYSCALE:
            m_info.out_color_space = JCS_GRAYSCALE;
            break;
        case JCS_CMYK:
        case JCS_YCCK:
            m_info.out_color_space = JCS_CMYK;
            break;
        default:
            m_info.out_color_space = JCS_RGB;
            break;
        }
    }

    JpegErrors m_errors;
    jpeg_decompress_struct m_info{};
};

/// Printing inks as light: each ink takes its part, black takes all. Without a profile there is no
/// better answer, and with one the difference is small beside a drawing.
Result<Image> rgbFromCmyk(const Image &cmyk, bool inverted)
{
    auto rgb = Image::create(cmyk.size(), 3, SampleType::U8);
    if (!rgb)
        return rgb;
    const ImageView view = cmyk;
    for (int y = 0; y < cmyk.size().heightPx; ++y) {
        const auto *in = view.rowAs<std::uint8_t>(y);
        auto *out = rgb->mutableRowAs<std::uint8_t>(y);
        for (int x = 0; x < cmyk.size().widthPx; ++x, in += 4, out += 3) {
            const int paper = inverted ? in[3] : 255 - in[3];
            for (int c = 0; c < 3; ++c)
                out[c] = static_cast<std::uint8_t>(
                    ((inverted ? in[c] : 255 - in[c]) * paper + 127) / 255);
        }
    }
    return rgb;
}

class JpegWriter
{
public:
    JpegWriter()
    {
        m_info.err = prepare(m_errors);
        m_info.client_data = &m_errors;
    }
    ~JpegWriter() { jpeg_destroy_compress(&m_info); }
    JpegWriter(const JpegWriter &) = delete;
    JpegWriter &operator=(const JpegWriter &) = delete;
    JpegWriter(JpegWriter &&) = delete;
    JpegWriter &operator=(JpegWriter &&) = delete;

    bool start(std::FILE *file, ImageSize size, int channels, const EncodeRequest &request)
    {
        if (setjmp(m_errors.jump) != 0) // NOLINT(*-err52-cpp)
            return false;
        jpeg_create_compress(&m_info);
        jpeg_stdio_dest(&m_info, file);
        m_info.image_width = static_cast<JDIMENSION>(size.widthPx);
        m_info.image_height = static_cast<JDIMENSION>(size.heightPx);
        m_info.input_components = channels;
        m_info.in_color_space = channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
        jpeg_set_defaults(&m_info);
        jpeg_set_quality(&m_info, request.quality, TRUE);
        setResolution(request.dpi);
        m_info.optimize_coding = TRUE;
        // Full colour resolution where quality is asked for: drawings have hard coloured edges.
        constexpr int kFullColourQuality = 85;
        if (channels == 3 && request.quality >= kFullColourQuality) {
            m_info.comp_info[0].h_samp_factor = 1;
            m_info.comp_info[0].v_samp_factor = 1;
        }
        jpeg_start_compress(&m_info, TRUE);
        return true;
    }

    bool writeMarker(int marker, std::span<const std::uint8_t> bytes)
    {
        if (setjmp(m_errors.jump) != 0) // NOLINT(*-err52-cpp)
            return false;
        jpeg_write_marker(&m_info, marker, bytes.data(), static_cast<unsigned>(bytes.size()));
        return true;
    }

    bool writeIccProfile(std::span<const std::uint8_t> profile)
    {
        if (setjmp(m_errors.jump) != 0) // NOLINT(*-err52-cpp)
            return false;
        jpeg_write_icc_profile(&m_info, profile.data(), static_cast<unsigned>(profile.size()));
        return true;
    }

    bool writeRow(const std::byte *row)
    {
        if (setjmp(m_errors.jump) != 0) // NOLINT(*-err52-cpp)
            return false;
        // libjpeg's interface has no const; it only reads.
        auto *samples = static_cast<JSAMPROW>(
            static_cast<void *>(const_cast<std::byte *>(row))); // NOLINT(*-const-cast)
        jpeg_write_scanlines(&m_info, &samples, 1);
        return true;
    }

    bool finish()
    {
        if (setjmp(m_errors.jump) != 0) // NOLINT(*-err52-cpp)
            return false;
        jpeg_finish_compress(&m_info);
        return true;
    }

    [[nodiscard]] std::string error() const { return m_errors.message.data(); }

private:
    void setResolution(double dpi)
    {
        constexpr UINT8 kDotsPerInch = 1;
        constexpr double kMost = 65535.0;
        if (!(dpi > 0.0))
            return;
        m_info.density_unit = kDotsPerInch;
        m_info.X_density = static_cast<UINT16>(std::lround(std::min(dpi, kMost)));
        m_info.Y_density = m_info.X_density;
    }

    JpegErrors m_errors;
    jpeg_compress_struct m_info{};
};

/// An APP1 marker, or nothing where the block is too long for one: pictures go before their notes.
bool writeApp1(JpegWriter &writer, std::string_view name, std::span<const std::uint8_t> block)
{
    constexpr std::size_t kMarkerBytes = 65533;
    if (block.empty() || name.size() + block.size() > kMarkerBytes)
        return true;
    std::vector<std::uint8_t> bytes(name.begin(), name.end());
    bytes.insert(bytes.end(), block.begin(), block.end());
    return writer.writeMarker(JPEG_APP0 + 1, bytes);
}

bool writeMetadata(JpegWriter &writer, const PictureMetadata &metadata)
{
    using namespace std::string_view_literals;
    return writeApp1(writer, "Exif\0\0"sv, metadata.exif) &&
           writeApp1(writer, "http://ns.adobe.com/xap/1.0/\0"sv, metadata.xmp) &&
           (metadata.iccProfile.empty() || writer.writeIccProfile(metadata.iccProfile));
}

} // namespace

bool isJpeg(std::span<const std::byte> bytes)
{
    return bytes.size() >= 3 && bytes[0] == std::byte{0xff} && bytes[1] == std::byte{0xd8} &&
           bytes[2] == std::byte{0xff};
}

Result<Image> decodeJpeg(const DecodeRequest &request)
{
    JpegReader reader;
    if (!reader.readHeader(request.bytes))
        return damaged(request, "JPEG", reader.error());
    const ImageSize size = reader.size();
    if (auto fits = checkSize(request, size.widthPx, size.heightPx); !fits)
        return fail(fits.error());
    const int enoughPx = request.limits.enoughLongSidePx;
    if (!reader.reduceTo(enoughPx > 0 ? enoughPx : size.longSidePx()))
        return damaged(request, "JPEG", reader.error());
    auto image = Image::create(reader.outputSize(), reader.channels(), SampleType::U8);
    if (!image)
        return image;
    if (!reader.readPixels(image->mutableData(), image->strideBytes()))
        return damaged(request, "JPEG", reader.error());
    return image->channels() == 4 ? rgbFromCmyk(*image, reader.isInvertedCmyk()) : image;
}

Result<void> encodeJpeg(const EncodeRequest &request)
{
    const File file = openForWriting(request);
    if (file == nullptr)
        return cannotWrite(request, {});
    const ImageSize size = request.image.size();
    const int channels = request.image.channels() <= 2 ? 1 : 3;
    JpegWriter writer;
    if (!writer.start(file.get(), size, channels, request) ||
        !writeMetadata(writer, request.metadata))
        return cannotWrite(request, writer.error());
    RowFeed feed(request.image, channels, SampleType::U8);
    for (int y = 0; y < size.heightPx; ++y) {
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
