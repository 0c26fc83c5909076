// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>

namespace koma {

/// Lets jobs use an object that may go before they do. A job takes a Pass for as long as it uses
/// the object and does nothing without one; the object's destructor calls close(), after which
/// nobody gets in, and which waits for those inside. Copies are the same gate. Thread-safe.
class JobGate
{
    struct State
    {
        std::mutex mutex;
        std::condition_variable left;
        int insideCount = 0;
        bool isClosed = false;
    };

public:
    JobGate() : m_state(std::make_shared<State>()) {}

    class Pass
    {
    public:
        explicit Pass(const JobGate &gate) : m_state(gate.m_state)
        {
            const std::lock_guard lock(m_state->mutex);
            m_isInside = !m_state->isClosed;
            m_state->insideCount += m_isInside ? 1 : 0;
        }
        ~Pass()
        {
            if (!m_isInside)
                return;
            const std::lock_guard lock(m_state->mutex);
            --m_state->insideCount;
            m_state->left.notify_all();
        }
        Pass(const Pass &) = delete;
        Pass &operator=(const Pass &) = delete;
        Pass(Pass &&) = delete;
        Pass &operator=(Pass &&) = delete;

        [[nodiscard]] bool isInside() const { return m_isInside; }

    private:
        std::shared_ptr<State> m_state;
        bool m_isInside = false;
    };

    void close()
    {
        std::unique_lock lock(m_state->mutex);
        m_state->isClosed = true;
        m_state->left.wait(lock, [this] { return m_state->insideCount == 0; });
    }

private:
    std::shared_ptr<State> m_state;
};

} // namespace koma
