// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/benchcase.h"

#include <sys/resource.h>

#include <chrono>
#include <cstdint>
#include <fstream>
#include <iostream>

namespace koma::bench {
namespace {

double processorSeconds()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval &time) {
        return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/// The most memory that this process ever had resident.
std::int64_t peakBytes()
{
    std::ifstream status("/proc/self/status");
    std::string word;
    std::int64_t kibibytes = 0;
    while (status >> word) {
        if (word == "VmHWM:")
            status >> kibibytes;
    }
    return kibibytes * 1024;
}

void say(const nlohmann::json &line)
{
    std::cout << line.dump()
              << std::endl; // NOLINT(performance-avoid-endl): the parent waits for it
}

int sayError(const Error &error)
{
    say({{"error", error.message + (error.detail.empty() ? "" : " " + error.detail)}});
    return 1;
}

} // namespace

int serveCase(const BenchCase &benchCase)
{
    const auto prepared = benchCase.prepare();
    if (!prepared)
        return sayError(prepared.error());
    say({{"facts", prepared->facts}});
    std::string command;
    while (std::getline(std::cin, command)) {
        const double processorBefore = processorSeconds();
        const auto start = std::chrono::steady_clock::now();
        if (auto done = prepared->repeat(); !done)
            return sayError(done.error());
        const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
        say({{"seconds", elapsed.count()},
             {"processorSeconds", processorSeconds() - processorBefore}});
    }
    say({{"peakBytes", peakBytes()}});
    return 0;
}

} // namespace koma::bench
