// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace koma {

/// What is left for all but tensors: what oneDNN generates, pictures, the window, other programs.
inline constexpr std::int64_t kMemoryReserveBytes = 512LL << 20;

/// From now on torch refuses a tensor of the CPU that would leave less than the reserve of what the
/// process may take (memoryFacts()), with an exception that torchGuard() makes OutOfMemory. Without
/// it the memory ends anywhere: in oneDNN, whose code generator does not look at what malloc gives
/// it, or in a system that swaps until it kills. Again does nothing.
void keepMemoryReserve();

} // namespace koma
