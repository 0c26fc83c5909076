// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace koma {

/// A lock that is given in the order of asking: who takes it again and again, as training does for
/// each step, cannot keep out who asks once, as a preview does. For std::unique_lock; any thread.
class FairMutex
{
public:
    void lock()
    {
        std::unique_lock guard(m_mutex);
        const std::uint64_t ticket = m_nextTicket++;
        m_changed.wait(guard, [&] { return ticket == m_served; });
    }

    void unlock()
    {
        {
            const std::scoped_lock guard(m_mutex);
            ++m_served;
        }
        m_changed.notify_all();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::uint64_t m_nextTicket = 0;
    std::uint64_t m_served = 0;
};

} // namespace koma
