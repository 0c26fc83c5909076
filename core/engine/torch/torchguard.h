// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <exception>
#include <functional>

namespace koma {

/// The Error that stands for an exception out of torch, C++ or a CancelledException: out-of-memory
/// of host and device is recognised, everything unknown is Internal with the exception's text as
/// detail.
Error errorFromException(const std::exception_ptr &exception);

/// The one place where exceptions of torch code stop: runs `work` and turns what it throws into an
/// Error.
template<class Work>
auto torchGuard(Work &&work) -> decltype(work())
{
    try {
        return std::forward<Work>(work)();
    } catch (...) {
        return fail(errorFromException(std::current_exception()));
    }
}

} // namespace koma
