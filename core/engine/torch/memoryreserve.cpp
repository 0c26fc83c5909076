// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/memoryreserve.h"

#include "core/engine/hardware.h"
#include "core/engine/torch/torchcompat.h"

#include <c10/core/Allocator.h>
#include <c10/core/CPUAllocator.h>

#include <malloc.h>

#include <atomic>
#include <chrono>
#include <cstring>
#include <string>

namespace koma {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kSmallBytes = 1U << 20U;                ///< smaller ones are not asked about
constexpr std::int64_t kLeastBytes = kMemoryReserveBytes / 8; ///< of the reserve, never touched
constexpr std::chrono::milliseconds kMeasuredFor{100};

/// Blocks that were freed stay in the process and can be taken again, by it alone.
std::int64_t freeBlocksBytes()
{
    return static_cast<std::int64_t>(::mallinfo2().fordblks);
}

/// The heap grows by tens of megabytes at a time, of which there are none to spare now.
void growByWhatIsNeeded()
{
    mallopt(M_TOP_PAD, 0); // NOLINT(concurrency-mt-unsafe): glibc locks its arena
}

/// How much may be taken, measured from time to time and counted down in between: frees are not
/// counted, so that it errs towards measuring again. Any thread.
class Allowance
{
public:
    void take(std::int64_t bytes)
    {
        const bool isFresh = Clock::now().time_since_epoch().count() < m_validUntil.load();
        if (isFresh && m_left.fetch_sub(bytes) - bytes >= kMemoryReserveBytes)
            return;
        const std::int64_t free = memoryFacts().freeBytes;
        const std::int64_t again = freeBlocksBytes();
        if (free < 2 * kMemoryReserveBytes)
            growByWhatIsNeeded();
        const std::int64_t left = free - bytes;
        // Of blocks that can be taken again none may be long enough, and the heap grows after all.
        const bool fits =
            left >= kMemoryReserveBytes || (again >= 2 * bytes && free - 2 * bytes >= kLeastBytes);
        TORCH_CHECK(fits, "not enough memory: a tensor of ", bytes, " bytes is wanted where ", free,
                    " are free, and ", again, " in blocks");
        m_left = left;
        m_validUntil = (Clock::now() + kMeasuredFor).time_since_epoch().count();
    }

private:
    std::atomic<std::int64_t> m_left{0};
    std::atomic<Clock::rep> m_validUntil{0};
};

class ReservingAllocator : public c10::Allocator
{
public:
    explicit ReservingAllocator(c10::Allocator &inner) : m_inner(inner) {}

    c10::DataPtr allocate(std::size_t bytes) KOMA_TORCH_ALLOCATE_CONST override
    {
        if (bytes >= kSmallBytes)
            m_allowance.take(static_cast<std::int64_t>(bytes));
        return m_inner.allocate(bytes);
    }
    [[nodiscard]] c10::DeleterFnPtr raw_deleter() const override { return m_inner.raw_deleter(); }
    /// Wanted by later versions of LibTorch.
    void copy_data(void *to, const void *from, std::size_t bytes) const // NOLINT: torch's name
    {
        std::memcpy(to, from, bytes);
    }

private:
    c10::Allocator &m_inner;
    mutable Allowance m_allowance;
};

} // namespace

void keepMemoryReserve()
{
    // Never destroyed: tensors of static duration are freed through it.
    static auto *const allocator = new ReservingAllocator(*c10::GetDefaultCPUAllocator());
    c10::SetCPUAllocator(allocator);
}

} // namespace koma
