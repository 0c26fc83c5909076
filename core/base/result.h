// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <tl/expected.hpp>

#include <utility>

namespace koma {

/// What every public call that can fail returns: a value or an Error. The API is std::expected's
/// (through tl::expected), with one addition: ignoring a Result is a compiler warning.
template<class T>
class [[nodiscard]] Result : public tl::expected<T, Error>
{
public:
    using tl::expected<T, Error>::expected;
};

/// The failing branch: `return fail(ErrorKind::NotFound, "…");` converts to any Result.
inline tl::unexpected<Error> fail(ErrorKind kind, std::string message, std::string detail = {})
{
    return tl::unexpected<Error>(Error{kind, std::move(message), std::move(detail)});
}

/// Passes an error on: `if (!r) return fail(r.error());`.
inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

} // namespace koma
