// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/package/rawzip.h"

#include <QByteArray>

namespace koma::test {

namespace {

constexpr std::uint16_t kVersion = 20;
constexpr std::uint16_t kMadeByUnix = 3U << 8U;
constexpr std::uint16_t kDosDate = 0x21;

/// CRC-32 of IEEE 802.3, bit by bit.
std::uint32_t crc32Of(const std::string &text)
{
    std::uint32_t crc = ~0U;
    for (const char letter : text) {
        crc ^= static_cast<unsigned char>(letter);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xedb88320U : 0U);
    }
    return ~crc;
}

/// The DEFLATE stream in Qt's zlib stream: after 4 bytes of size and 2 of header, before 4 of
/// checksum.
std::string deflate(const std::string &text)
{
    const QByteArray zlib =
        qCompress(QByteArray(text.data(), static_cast<qsizetype>(text.size())), 9);
    return zlib.mid(6, zlib.size() - 10).toStdString();
}

void put(std::string &out, std::uint32_t value, int bytes)
{
    for (int i = 0; i < bytes; ++i)
        out += static_cast<char>((value >> (8U * static_cast<unsigned>(i))) & 0xffU);
}

std::uint32_t count(std::size_t value)
{
    return static_cast<std::uint32_t>(value);
}

/// What the local header and the central directory have in common, from "version needed" to the
/// length of the extra field.
void putCommon(std::string &out, const RawZipFile &file, const std::string &stored,
               const std::string &name)
{
    put(out, kVersion, 2);
    put(out, file.flags, 2);
    put(out, file.method != 0 ? file.method : (file.deflated ? 8U : 0U), 2);
    put(out, 0, 2);
    put(out, kDosDate, 2);
    put(out, file.claimedCrc ? *file.claimedCrc : crc32Of(file.content), 4);
    put(out, count(stored.size()), 4);
    put(out, file.claimedBytes.value_or(count(file.content.size())), 4);
    put(out, count(name.size()), 2);
    put(out, count(file.extraField.size()), 2);
}

} // namespace

std::string rawZip(const std::vector<RawZipFile> &files, const std::string &comment)
{
    std::string out;
    std::string directory;
    for (const RawZipFile &file : files) {
        const std::string stored = file.deflated ? deflate(file.content) : file.content;
        const std::uint32_t offset = count(out.size());
        const std::string &localName = file.localName ? *file.localName : file.name;
        put(out, 0x04034b50, 4);
        putCommon(out, file, stored, localName);
        out += localName + file.extraField + stored;
        put(directory, 0x02014b50, 4);
        put(directory, kMadeByUnix | kVersion, 2);
        putCommon(directory, file, stored, file.name);
        put(directory, 0, 2); // no comment
        put(directory, 0, 2); // the first disk
        put(directory, 0, 2);
        put(directory, file.attributes, 4);
        put(directory, offset, 4);
        directory += file.name + file.extraField;
    }
    const std::uint32_t offset = count(out.size());
    out += directory;
    put(out, 0x06054b50, 4);
    put(out, 0, 2);
    put(out, 0, 2);
    put(out, count(files.size()), 2);
    put(out, count(files.size()), 2);
    put(out, count(directory.size()), 4);
    put(out, offset, 4);
    put(out, count(comment.size()), 2);
    return out + comment;
}

std::span<const std::byte> bytesOf(const std::string &text)
{
    return std::as_bytes(std::span(text.data(), text.size()));
}

} // namespace koma::test
