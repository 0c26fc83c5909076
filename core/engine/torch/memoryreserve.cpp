// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/memoryreserve.h"

#include "core/engine/hardware.h"
#include "core/engine/torch/torchcompat.h"

#include <c10/core/Allocator.h>
#include <c10/core/CPUAllocator.h>

#include <malloc.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstring>
#include <string>

namespace koma {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kSmallBytes = 1U << 20U;   ///< smaller ones are not asked about
constexpr std::int64_t kLeastBytes = 64LL << 20; ///< never touched
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

/// What is left of some memory, and how much of it is to stay.
struct Room
{
    std::int64_t leftBytes = 0;
    std::int64_t reserveBytes = 0;

    [[nodiscard]] std::int64_t spareBytes() const { return leftBytes - reserveBytes; }
    /// Where blocks can be taken again none may be long enough, and the heap grows after all.
    [[nodiscard]] bool takes(std::int64_t bytes, std::int64_t blockBytes) const
    {
        return spareBytes() >= bytes ||
               (blockBytes >= 2 * bytes && leftBytes - 2 * bytes >= kLeastBytes);
    }
};

/// How much may be taken, measured from time to time and counted down in between: frees are not
/// counted, so that it errs towards measuring again. Any thread.
class Allowance
{
public:
    void take(std::int64_t bytes)
    {
        const bool isFresh = Clock::now().time_since_epoch().count() < m_validUntil.load();
        if (isFresh && m_spare.fetch_sub(bytes) >= bytes)
            return;
        const MemoryFacts facts = memoryFacts();
        const Room ofSystem{facts.freeBytes, kSystemReserveBytes};
        const Room ofLimits{facts.allowedBytes, kMemoryReserveBytes};
        if (ofLimits.spareBytes() < kMemoryReserveBytes)
            growByWhatIsNeeded();
        const std::int64_t blocks = freeBlocksBytes();
        TORCH_CHECK(ofSystem.takes(bytes, blocks) && ofLimits.takes(bytes, blocks),
                    "not enough memory: a tensor of ", bytes, " bytes is wanted where ",
                    facts.freeBytes, " are free, and ", blocks, " in blocks");
        m_spare = std::min(ofSystem.spareBytes(), ofLimits.spareBytes()) - bytes;
        m_validUntil = (Clock::now() + kMeasuredFor).time_since_epoch().count();
    }

private:
    std::atomic<std::int64_t> m_spare{0};
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
