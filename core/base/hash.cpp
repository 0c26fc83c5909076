// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/hash.h"

#include <openssl/evp.h>

#include <array>
#include <fstream>
#include <memory>
#include <vector>

namespace koma {
namespace {

/// OpenSSL's streaming SHA-256 behind three calls.
class Sha256
{
public:
    Sha256() : m_context(EVP_MD_CTX_new(), &EVP_MD_CTX_free)
    {
        EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr);
    }

    void add(const void *data, std::size_t size) { EVP_DigestUpdate(m_context.get(), data, size); }

    std::string hex()
    {
        std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
        unsigned int size = 0;
        EVP_DigestFinal_ex(m_context.get(), digest.data(), &size);
        constexpr std::string_view kDigits = "0123456789abcdef";
        std::string text;
        for (unsigned int i = 0; i < size; ++i) {
            text += kDigits[digest.at(i) >> 4U];
            text += kDigits[digest.at(i) & 15U];
        }
        return text;
    }

private:
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> m_context;
};

} // namespace

std::string sha256Hex(std::span<const std::byte> bytes)
{
    Sha256 sha;
    sha.add(bytes.data(), bytes.size());
    return sha.hex();
}

Result<std::string> sha256HexOfFile(const std::filesystem::path &path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return fail(ErrorKind::Unreadable, "The file " + path.string() + " cannot be opened.");
    Sha256 sha;
    std::vector<char> piece(1U << 16U);
    while (file) {
        file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        sha.add(piece.data(), static_cast<std::size_t>(file.gcount()));
    }
    if (file.bad())
        return fail(ErrorKind::Unreadable,
                    "The file " + path.string() + " cannot be read to its end.");
    return sha.hex();
}

} // namespace koma
