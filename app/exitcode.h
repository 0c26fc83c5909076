// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <string>

namespace koma {

/// What `koma` returns to the shell.
inline constexpr int kExitOk = 0;
inline constexpr int kExitFailed = 1;
inline constexpr int kExitUsage = 2;
inline constexpr int kExitCancelled = 130; ///< 128 + SIGINT, as shells have it

/// Tells the error on stderr (a cancel in one word) and gives the exit code that stands for it.
int tellError(const Error &error);

/// Tells on stderr what is wrong with the command line.
int tellUsage(const std::string &what);

} // namespace koma
