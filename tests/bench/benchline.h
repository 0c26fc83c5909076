// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

namespace koma::bench {

/// One line of a table of targets.
inline void printLine(const std::string &what, double measured, double target, const char *unit)
{
    std::printf("%-60s %8.1f %-3s  target %6.0f  %s\n", what.c_str(), measured, unit, target,
                measured <= target ? "met" : "MISSED");
    std::fflush(stdout);
}

/// Of all threads of this process.
inline double processTimeMs()
{
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

inline double medianOf(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values.at(values.size() / 2);
}

} // namespace koma::bench
