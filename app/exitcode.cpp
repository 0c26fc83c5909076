// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exitcode.h"

#include <spdlog/fmt/fmt.h>
#include <spdlog/spdlog.h>

#include <cstdio>

namespace koma {

int tellError(const Error &error)
{
    if (error.kind == ErrorKind::Cancelled) {
        fmt::print(stderr, "koma: cancelled\n");
        return kExitCancelled;
    }
    fmt::print(stderr, "koma: {}\n", error.message);
    if (!error.detail.empty())
        spdlog::info("{}: {}", errorKindName(error.kind), error.detail);
    return kExitFailed;
}

int tellUsage(const std::string &what)
{
    fmt::print(stderr, "koma: {}\nRun with --help for more information.\n", what);
    return kExitUsage;
}

} // namespace koma
