// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/codecs/picturemetadata.h"

#include <exiv2/exiv2.hpp>

#include <algorithm>
#include <array>
#include <cstring>
#include <exception>
#include <iterator>
#include <mutex>
#include <string>

namespace koma {
namespace {

/// Exiv2 0.27 sets up its XMP parser and its log on first use without a lock of its own.
std::unique_lock<std::mutex> exiv2Lock()
{
    static std::mutex mutex;
    std::unique_lock lock(mutex);
    Exiv2::LogMsg::setLevel(Exiv2::LogMsg::mute);
    return lock;
}

const Exiv2::byte *exiv2Bytes(std::span<const std::byte> bytes)
{
    return static_cast<const Exiv2::byte *>(static_cast<const void *>(bytes.data()));
}

int orientationOf(const Exiv2::ExifData &exif)
{
    const auto found = exif.findKey(Exiv2::ExifKey("Exif.Image.Orientation"));
    return found == exif.end() ? 1 : static_cast<int>(found->toLong());
}

/// Tags of a TIFF file's first directory that describe how its pixels are stored, or repeat its
/// profile and packet (TIFF 6.0, with the later supplements).
constexpr std::array<std::uint16_t, 34> kStorageTags{
    0x00fe, 0x00ff, 0x0100, 0x0101, 0x0102, 0x0103, 0x0106, 0x010a, 0x0111, 0x0115, 0x0116, 0x0117,
    0x0118, 0x0119, 0x011c, 0x0120, 0x0121, 0x0122, 0x0123, 0x0124, 0x0125, 0x013d, 0x0140, 0x0142,
    0x0143, 0x0144, 0x0145, 0x014a, 0x0152, 0x0153, 0x015b, 0x02bc, 0x8649, 0x8773};

/// What describes the old file instead of the picture, and its thumbnail.
void removeFileTags(Exiv2::ExifData &exif)
{
    Exiv2::ExifThumb(exif).erase();
    const auto isStorage = [](const Exiv2::Exifdatum &tag) {
        return tag.groupName() == "Image" &&
               std::find(kStorageTags.begin(), kStorageTags.end(), tag.tag()) != kStorageTags.end();
    };
    for (auto tag = exif.begin(); tag != exif.end();)
        tag = isStorage(*tag) ? exif.erase(tag) : std::next(tag);
}

std::vector<std::uint8_t> encoded(const Exiv2::ExifData &exif)
{
    Exiv2::Blob blob;
    if (!exif.empty())
        Exiv2::ExifParser::encode(blob, Exiv2::littleEndian, exif);
    return blob;
}

/// The packet as it was, but for an orientation that no longer holds.
std::string uprightPacket(const std::string &packet)
{
    if (packet.find("tiff:Orientation") == std::string::npos)
        return packet;
    Exiv2::XmpData xmp;
    if (Exiv2::XmpParser::decode(xmp, packet) != 0)
        return {};
    const auto found = xmp.findKey(Exiv2::XmpKey("Xmp.tiff.Orientation"));
    if (found != xmp.end())
        xmp.erase(found);
    std::string changed;
    return Exiv2::XmpParser::encode(changed, xmp) == 0 ? changed : std::string();
}

void takeExif(FoundMetadata &found, Exiv2::ExifData exif)
{
    found.exifOrientation = orientationOf(exif);
    removeFileTags(exif);
    if (exif.findKey(Exiv2::ExifKey("Exif.Image.Orientation")) != exif.end())
        exif["Exif.Image.Orientation"] = std::uint16_t{1};
    found.metadata.exif = encoded(exif);
}

/// Runs what Exiv2 may refuse; a broken block costs itself, nothing more.
template<class Work>
bool tolerant(Work &&work)
{
    try {
        work();
        return true;
    } catch (const std::exception &) {
        return false;
    }
}

} // namespace

FoundMetadata readMetadata(std::span<const std::byte> bytes)
{
    const auto lock = exiv2Lock();
    FoundMetadata found;
    tolerant([&] {
        const auto image =
            Exiv2::ImageFactory::open(exiv2Bytes(bytes), static_cast<long>(bytes.size()));
        if (image.get() == nullptr)
            return;
        tolerant([&] { image->readMetadata(); });
        if (image->iccProfileDefined()) {
            const Exiv2::DataBuf *profile = image->iccProfile();
            found.metadata.iccProfile.assign(profile->pData_, profile->pData_ + profile->size_);
        }
        tolerant([&] { takeExif(found, image->exifData()); });
        tolerant([&] {
            const std::string packet = uprightPacket(image->xmpPacket());
            found.metadata.xmp.assign(packet.begin(), packet.end());
        });
    });
    return found;
}

void setExifSize(PictureMetadata &metadata, ImageSize size)
{
    if (metadata.exif.empty())
        return;
    const auto lock = exiv2Lock();
    tolerant([&] {
        Exiv2::ExifData exif;
        Exiv2::ExifParser::decode(exif, metadata.exif.data(),
                                  static_cast<std::uint32_t>(metadata.exif.size()));
        const auto set = [&](const char *key, int sidePx) {
            const auto tag = exif.findKey(Exiv2::ExifKey(key));
            if (tag != exif.end())
                *tag = static_cast<std::uint32_t>(sidePx);
        };
        set("Exif.Photo.PixelXDimension", size.widthPx);
        set("Exif.Photo.PixelYDimension", size.heightPx);
        metadata.exif = encoded(exif);
    });
}

bool profileFits(std::span<const std::uint8_t> iccProfile, int channels)
{
    // ICC.1, 7.2: the colour space is a four-letter signature at byte 16 of a header of 128 bytes.
    constexpr std::size_t kHeaderBytes = 128;
    constexpr std::size_t kColourSpaceAt = 16;
    return iccProfile.size() >= kHeaderBytes &&
           std::memcmp(iccProfile.data() + kColourSpaceAt, channels <= 2 ? "GRAY" : "RGB ", 4) == 0;
}

bool addExifToTiff(const std::filesystem::path &path, std::span<const std::uint8_t> exif)
{
    const auto lock = exiv2Lock();
    return tolerant([&] {
        const auto image = Exiv2::ImageFactory::open(path.string());
        image->readMetadata();
        Exiv2::ExifData added;
        Exiv2::ExifParser::decode(added, exif.data(), static_cast<std::uint32_t>(exif.size()));
        for (const Exiv2::Exifdatum &tag : added)
            image->exifData()[tag.key()] = tag.value();
        image->writeMetadata();
    });
}

} // namespace koma
