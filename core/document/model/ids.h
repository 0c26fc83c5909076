// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHashFunctions>

#include <compare>
#include <cstdint>

namespace koma {

/// A number that names one thing in a document for as long as the document lives: it is never
/// given to another, also not after the thing was deleted. 0 names nothing. Pages and objects
/// count together.
template<class Tag>
struct Id
{
    std::uint64_t value = 0;

    [[nodiscard]] constexpr bool isValid() const { return value != 0; }
    constexpr auto operator<=>(const Id &) const = default; // NOLINT(modernize-use-nullptr): no 0
};

template<class Tag>
std::size_t qHash(Id<Tag> id, std::size_t seed = 0) noexcept
{
    return ::qHash(id.value, seed);
}

using PageId = Id<struct PageTag>;
using ObjectId = Id<struct ObjectTag>;

} // namespace koma
