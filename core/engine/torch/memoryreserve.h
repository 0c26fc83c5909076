// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace koma {

/// What is left of the process's limits for all but tensors: the code that oneDNN generates, the
/// buffers of OpenBLAS, threads, pictures.
inline constexpr std::int64_t kMemoryReserveBytes = 512LL << 20;
/// What is left of the machine's memory, so that the system need not swap.
inline constexpr std::int64_t kSystemReserveBytes = 128LL << 20;

/// From now on torch refuses a tensor of the CPU that would leave less than these reserves
/// (memoryFacts()), with an exception that torchGuard() makes OutOfMemory. Without
/// it the memory ends anywhere: in oneDNN, whose code generator does not look at what malloc gives
/// it, or in a system that swaps until it kills. Again does nothing.
void keepMemoryReserve();

} // namespace koma
