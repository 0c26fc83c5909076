// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace koma::test {

/// A file of a zip archive, field by field (PKWARE APPNOTE 6.3.9, sections 4.3.7 and 4.3.12), so
/// that each can lie.
struct RawZipFile
{
    std::string name;
    std::string content{};
    bool deflated = false;
    std::optional<std::uint32_t> claimedBytes{}; ///< when inflated; else the truth
    std::optional<std::uint32_t> claimedCrc{};
    std::uint16_t method = 0; ///< replaces what `deflated` says where it is not 0
    std::uint16_t flags = 0;
    std::uint32_t attributes = 0100644U << 16U; ///< the mode of a Unix file in the upper half
    std::string extraField{};
    std::optional<std::string> localName{}; ///< the name before the data, where it differs
};

/// The archive's bytes, made without a zip library.
std::string rawZip(const std::vector<RawZipFile> &files, const std::string &comment = {});

std::span<const std::byte> bytesOf(const std::string &text);

} // namespace koma::test
