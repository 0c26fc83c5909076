// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/codecs/picturecodec.h"
#include "core/imaging/color.h"
#include "core/imaging/matview.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <cstdlib>
#include <limits>

namespace koma {
namespace {

constexpr std::size_t kFileHeaderBytes = 14;
constexpr std::uint32_t kInfoHeaderBytes = 40;
constexpr std::uint32_t kUncompressed = 0;
constexpr std::uint32_t kBitFields = 3;

/// What must be known before OpenCV gets the bytes: it prints about broken files and invents their
/// rest.
struct BmpHeader
{
    std::uint32_t pixelOffset = 0;
    std::int64_t widthPx = 0;
    std::int64_t heightPx = 0;
    std::uint32_t bitsPerPixel = 0;
    std::uint32_t compression = 0;
};

std::uint32_t littleEndian(std::span<const std::byte> bytes, std::size_t position, int count)
{
    std::uint32_t value = 0;
    for (int i = count - 1; i >= 0; --i)
        value = (value << 8U) |
                std::to_integer<std::uint32_t>(bytes[position + static_cast<std::size_t>(i)]);
    return value;
}

bool parseHeader(std::span<const std::byte> bytes, BmpHeader &header)
{
    if (bytes.size() < kFileHeaderBytes + kInfoHeaderBytes ||
        littleEndian(bytes, kFileHeaderBytes, 4) < kInfoHeaderBytes)
        return false;
    header.pixelOffset = littleEndian(bytes, 10, 4);
    header.widthPx = static_cast<std::int32_t>(littleEndian(bytes, 18, 4));
    header.heightPx = std::abs(std::int64_t{static_cast<std::int32_t>(littleEndian(bytes, 22, 4))});
    header.bitsPerPixel = littleEndian(bytes, 28, 2);
    header.compression = littleEndian(bytes, 30, 4);
    return true;
}

bool holdsAllRows(std::span<const std::byte> bytes, const BmpHeader &header)
{
    const std::int64_t rowBytes = (header.widthPx * header.bitsPerPixel + 31) / 32 * 4;
    const std::int64_t end = header.pixelOffset + rowBytes * header.heightPx;
    return header.pixelOffset >= kFileHeaderBytes && end <= static_cast<std::int64_t>(bytes.size());
}

Result<Image> decodePixels(const DecodeRequest &request, const BmpHeader &header)
{
    const auto count = static_cast<int>(request.bytes.size());
    // cv::Mat has no read-only form; the decoder only reads.
    auto *data = const_cast<std::byte *>(request.bytes.data()); // NOLINT(*-const-cast)
    cv::Mat pixels = cv::imdecode(cv::Mat(1, count, CV_8U, data), cv::IMREAD_UNCHANGED);
    if (pixels.empty() || pixels.depth() != CV_8U)
        return damaged(request, "BMP", "the pixels cannot be decoded");
    if (pixels.channels() == 4)
        cv::cvtColor(pixels, pixels,
                     header.compression == kBitFields ? cv::COLOR_BGRA2RGBA : cv::COLOR_BGRA2RGB);
    else if (pixels.channels() == 3)
        cv::cvtColor(pixels, pixels, cv::COLOR_BGR2RGB);
    return Image::copyOf(viewOf(pixels));
}

} // namespace

bool isBmp(std::span<const std::byte> bytes)
{
    return bytes.size() >= 2 && bytes[0] == std::byte{'B'} && bytes[1] == std::byte{'M'};
}

Result<Image> decodeBmp(const DecodeRequest &request)
{
    BmpHeader header;
    if (!parseHeader(request.bytes, header))
        return damaged(request, "BMP", "no readable header");
    if (auto fits = checkSize(request, header.widthPx, header.heightPx); !fits)
        return fail(fits.error());
    if (header.compression != kUncompressed && header.compression != kBitFields)
        return unsupported(request, "a compressed BMP file");
    if (request.bytes.size() > std::numeric_limits<int>::max())
        return unsupported(request, "a BMP file above 2 GiB");
    if (!holdsAllRows(request.bytes, header))
        return damaged(request, "BMP", "the file ends too early");
    return opencvGuard("Decoding the BMP file", [&] { return decodePixels(request, header); });
}

} // namespace koma
