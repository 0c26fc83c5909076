// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"

#include <QString>
#include <QtGlobal>

#include <cstdint>
#include <cstdio>

namespace koma::test {

/// The seed of this run's random cases: KOMA_TEST_SEED where set, else a fixed one. It is printed,
/// so that a failure can be repeated.
inline std::uint64_t randomCasesSeed()
{
    bool given = false;
    const std::uint64_t seed = qEnvironmentVariable("KOMA_TEST_SEED").toULongLong(&given);
    const std::uint64_t used = given ? seed : 20240229ULL;
    std::printf("random cases: KOMA_TEST_SEED=%llu\n", static_cast<unsigned long long>(used));
    return used;
}

} // namespace koma::test
