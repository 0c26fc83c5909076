// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace koma {

/// What the kernel says about processor and memory (Linux /proc, /sys and control groups).
struct ProcessorFacts
{
    std::string name;
    std::vector<std::string> instructionSets; ///< those that matter for networks, best last
    int physicalCores = 1; ///< that this process may use: affinity and group quota honoured
};

struct MemoryFacts
{
    /// Of the machine, of the control group or by the process's limits, whichever is least.
    std::int64_t totalBytes = 0;
    std::int64_t freeBytes = 0; ///< what can be taken without swapping
    /// What control group and limits leave, whose end no swapping puts off.
    std::int64_t allowedBytes = std::numeric_limits<std::int64_t>::max();
};

/// Read once; later calls are free.
const ProcessorFacts &processorFacts();

/// Read afresh at each call.
MemoryFacts memoryFacts();

/// What this process holds in memory now; 0 where the system does not say.
std::int64_t processMemoryBytes();

/// Seconds that the calling thread has worked; unlike a clock on the wall it leaves out other
/// programs.
double threadWorkSeconds();

/// The file of the library that answers for matrix products, resolved through links; empty where
/// none is loaded as a shared library.
std::string loadedBlasLibrary();

} // namespace koma
