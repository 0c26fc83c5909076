// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/file/zipsalvage.h"

#include <QtEndian>

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <string_view>

namespace koma::detail {
namespace {

constexpr std::string_view kSignature("PK\x03\x04", 4);
constexpr std::size_t kHeaderBytes = 30;
constexpr std::size_t kMaxEntries = 100'000;

class Walk
{
public:
    Walk(std::ifstream &file, std::uint64_t sizeBytes) : m_file(file), m_sizeBytes(sizeBytes) {}

    std::vector<SalvagedEntry> entries()
    {
        std::vector<SalvagedEntry> found;
        std::uint64_t position = 0;
        while (found.size() < kMaxEntries) {
            const auto header = nextSignature(position);
            if (!header)
                break;
            auto entry = entryAt(*header);
            // Behind a sound entry comes the next; behind an unsound one anything may.
            position = entry ? entry->offset + entry->sizeBytes : *header + kSignature.size();
            if (entry)
                found.push_back(*std::move(entry));
        }
        return found;
    }

private:
    std::string bytesAt(std::uint64_t position, std::size_t count)
    {
        std::string bytes(count, '\0');
        m_file.clear();
        m_file.seekg(static_cast<std::streamoff>(position));
        m_file.read(bytes.data(), static_cast<std::streamsize>(count));
        bytes.resize(static_cast<std::size_t>(m_file.gcount()));
        return bytes;
    }

    std::optional<std::uint64_t> nextSignature(std::uint64_t position)
    {
        constexpr std::size_t kPiece = 1U << 16U;
        while (position + kHeaderBytes <= m_sizeBytes) {
            const std::string piece = bytesAt(position, kPiece);
            if (const std::size_t at = piece.find(kSignature); at != std::string::npos)
                return position + at;
            if (piece.size() < kPiece)
                return {};
            position += kPiece - (kSignature.size() - 1);
        }
        return {};
    }

    std::optional<SalvagedEntry> entryAt(std::uint64_t position)
    {
        const std::string header = bytesAt(position, kHeaderBytes);
        if (header.size() < kHeaderBytes)
            return {};
        const auto u16 = [&](std::size_t at) {
            return qFromLittleEndian<quint16>(header.data() + at);
        };
        const auto u32 = [&](std::size_t at) {
            return qFromLittleEndian<quint32>(header.data() + at);
        };
        constexpr unsigned kEncryptedOrStreamed = 0x0009U;
        const bool isStored =
            u16(8) == 0 && (u16(6) & kEncryptedOrStreamed) == 0 && u32(18) == u32(22);
        if (!isStored)
            return {};
        SalvagedEntry entry;
        entry.name = bytesAt(position + kHeaderBytes, u16(26));
        entry.offset = position + kHeaderBytes + u16(26) + u16(28);
        entry.sizeBytes = u32(22);
        entry.isCutShort = entry.offset + entry.sizeBytes > m_sizeBytes;
        if (entry.name.size() != u16(26) || entry.offset > m_sizeBytes)
            return {};
        if (entry.isCutShort)
            entry.sizeBytes = m_sizeBytes - entry.offset;
        return entry;
    }

    std::ifstream &m_file;
    std::uint64_t m_sizeBytes;
};

} // namespace

Result<std::vector<SalvagedEntry>> salvagedEntries(const std::filesystem::path &path)
{
    std::error_code error;
    const std::uint64_t size = std::filesystem::file_size(path, error);
    std::ifstream file(path, std::ios::binary);
    if (error || !file)
        return fail(ErrorKind::Unreadable, "The file " + path.string() + " cannot be read.",
                    error.message());
    return Walk(file, size).entries();
}

} // namespace koma::detail
