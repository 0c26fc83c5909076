// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <concepts>
#include <type_traits>

namespace koma::detail {

/// The fields of every struct that is saved are described once for writing and reading: describe()
/// calls `visit(name, field)` or `visit(name, field, range)` in the file's order. A field that is
/// added to the model must be added there; the round-trip test finds one that was forgotten.
struct Range
{
    double low;
    double high;
};

constexpr Range kFraction{0.0, 1.0};
constexpr Range kPositive{1e-9, 1e9};
constexpr Range kNotNegative{0.0, 1e9};
constexpr Range kAnyLength{-1e9, 1e9};

template<class T, class Struct>
concept Like = std::same_as<std::remove_const_t<T>, Struct>;

} // namespace koma::detail
