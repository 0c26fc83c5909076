// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/codecs/picturecodec.h"
#include "core/imaging/color.h"

#include <webp/decode.h>
#include <webp/encode.h>
#include <webp/mux.h>

#include <array>
#include <cstring>
#include <vector>

namespace koma {
namespace {

const std::uint8_t *unsignedBytes(std::span<const std::byte> bytes)
{
    return static_cast<const std::uint8_t *>(static_cast<const void *>(bytes.data()));
}

struct DeleteMux
{
    void operator()(WebPMux *mux) const { WebPMuxDelete(mux); }
};
using Mux = std::unique_ptr<WebPMux, DeleteMux>;

/// Frees what libwebp allocated for the encoder's input and output.
struct Encoding
{
    Encoding()
    {
        WebPPictureInit(&picture);
        WebPMemoryWriterInit(&writer);
        picture.writer = &WebPMemoryWrite;
        picture.custom_ptr = &writer;
    }
    ~Encoding()
    {
        WebPPictureFree(&picture);
        WebPMemoryWriterClear(&writer);
    }
    Encoding(const Encoding &) = delete;
    Encoding &operator=(const Encoding &) = delete;
    Encoding(Encoding &&) = delete;
    Encoding &operator=(Encoding &&) = delete;

    WebPPicture picture{};
    WebPMemoryWriter writer{};
};

bool configure(WebPConfig &config, int quality)
{
    constexpr int kLossless = 100;
    constexpr int kLosslessEffort = 4;
    if (!WebPConfigInit(&config))
        return false;
    if (quality >= kLossless) {
        if (!WebPConfigLosslessPreset(&config, kLosslessEffort))
            return false;
        config.exact = 1;
    } else {
        config.quality = static_cast<float>(quality);
    }
    config.thread_level = 1;
    return WebPValidateConfig(&config) != 0;
}

bool setChunk(WebPMux *mux, const char *name, const std::vector<std::uint8_t> &bytes)
{
    const WebPData data{bytes.data(), bytes.size()};
    return bytes.empty() || WebPMuxSetChunk(mux, name, &data, 0) == WEBP_MUX_OK;
}

Result<void> writeContainer(const EncodeRequest &request, const WebPMemoryWriter &bitstream)
{
    const WebPData image{bitstream.mem, bitstream.size};
    const Mux mux(WebPMuxCreate(&image, 0));
    const PictureMetadata &metadata = request.metadata;
    if (mux == nullptr || !setChunk(mux.get(), "ICCP", metadata.iccProfile) ||
        !setChunk(mux.get(), "EXIF", metadata.exif) || !setChunk(mux.get(), "XMP ", metadata.xmp))
        return cannotWrite(request, "the WebP container was refused");
    WebPData assembled{};
    const bool complete = WebPMuxAssemble(mux.get(), &assembled) == WEBP_MUX_OK;
    const File file = openForWriting(request);
    const bool written =
        complete && file != nullptr &&
        std::fwrite(assembled.bytes, 1, assembled.size, file.get()) == assembled.size &&
        std::fflush(file.get()) == 0;
    WebPDataClear(&assembled);
    if (!complete)
        return cannotWrite(request, "the WebP container was refused");
    if (!written)
        return cannotWrite(request, {});
    return {};
}

} // namespace

bool isWebp(std::span<const std::byte> bytes)
{
    constexpr std::size_t kHeaderBytes = 12;
    return bytes.size() >= kHeaderBytes && std::memcmp(bytes.data(), "RIFF", 4) == 0 &&
           std::memcmp(bytes.data() + 8, "WEBP", 4) == 0;
}

Result<Image> decodeWebp(const DecodeRequest &request)
{
    const std::uint8_t *bytes = unsignedBytes(request.bytes);
    WebPBitstreamFeatures features{};
    if (WebPGetFeatures(bytes, request.bytes.size(), &features) != VP8_STATUS_OK)
        return damaged(request, "WebP", "no readable header");
    if (auto fits = checkSize(request, features.width, features.height); !fits)
        return fail(fits.error());
    if (features.has_animation != 0)
        return unsupported(request, "an animated WebP file");
    const int channels = features.has_alpha != 0 ? 4 : 3;
    auto image = Image::create({features.width, features.height}, channels, SampleType::U8);
    if (!image)
        return image;
    auto *pixels = image->mutableRowAs<std::uint8_t>(0);
    const auto stride = static_cast<int>(image->strideBytes());
    const auto decode = channels == 4 ? &WebPDecodeRGBAInto : &WebPDecodeRGBInto;
    if (decode(bytes, request.bytes.size(), pixels, image->byteCount(), stride) == nullptr)
        return damaged(request, "WebP", "the pixels cannot be decoded");
    return image;
}

Result<void> encodeWebp(const EncodeRequest &request)
{
    const ImageSize size = request.image.size();
    if (size.longSidePx() > WEBP_MAX_DIMENSION)
        return fail(ErrorKind::TooLarge,
                    "WebP pictures have at most " + std::to_string(WEBP_MAX_DIMENSION) +
                        " pixels on a side; write " + request.target.string() + " as PNG or TIFF.");
    const int channels = request.image.hasAlpha() ? 4 : 3;
    auto pixels = convertSamples(request.image, channels, SampleType::U8);
    if (!pixels)
        return fail(pixels.error());
    WebPConfig config{};
    Encoding encoding;
    if (!configure(config, request.quality))
        return cannotWrite(request, "the WebP quality was refused");
    encoding.picture.use_argb = config.lossless;
    encoding.picture.width = size.widthPx;
    encoding.picture.height = size.heightPx;
    const auto import = channels == 4 ? &WebPPictureImportRGBA : &WebPPictureImportRGB;
    const bool imported = import(&encoding.picture, pixels->view().rowAs<std::uint8_t>(0),
                                 static_cast<int>(pixels->strideBytes())) != 0;
    *pixels = Image();
    if (!imported || WebPEncode(&config, &encoding.picture) == 0) {
        const WebPEncodingError error = encoding.picture.error_code;
        if (error == VP8_ENC_ERROR_OUT_OF_MEMORY || error == VP8_ENC_ERROR_BITSTREAM_OUT_OF_MEMORY)
            return fail(ErrorKind::OutOfMemory,
                        "Encoding " + request.target.string() +
                            " as WebP needs more memory than is free; write it as PNG.");
        return cannotWrite(request, "WebP error " + std::to_string(error));
    }
    return writeContainer(request, encoding.writer);
}

} // namespace koma
