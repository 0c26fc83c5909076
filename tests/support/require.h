// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <stdexcept>

namespace koma::test {

/// For set-up that must not fail: throws, and so ends the test program, with the error's message.
inline void require(const Result<void> &result)
{
    if (!result)
        throw std::runtime_error(result.error().message);
}

} // namespace koma::test
