// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/game/lanes.h"

#include "core/engine/device.h"

namespace koma {

Lanes::Lanes(int count, int threadsEach) : m_count(count), m_thrown(static_cast<std::size_t>(count))
{
    for (int lane = 0; count > 1 && lane < count; ++lane)
        m_threads.emplace_back([this, lane, threadsEach](const std::stop_token &stop) {
            serve(stop, lane, threadsEach);
        });
}

Lanes::~Lanes()
{
    for (std::jthread &thread : m_threads)
        thread.request_stop();
}

void Lanes::run(const std::function<void(int lane)> &work)
{
    if (m_threads.empty()) {
        work(0);
        return;
    }
    std::unique_lock lock(m_mutex);
    m_work = &work;
    m_busy = m_count;
    ++m_round;
    m_changed.notify_all();
    m_changed.wait(lock, [this] { return m_busy == 0; });
    m_work = nullptr;
    std::exception_ptr first;
    for (std::exception_ptr &thrown : m_thrown) {
        if (!first)
            first = thrown;
        thrown = nullptr;
    }
    lock.unlock();
    if (first)
        std::rethrow_exception(first);
}

const std::function<void(int)> *Lanes::nextWork(const std::stop_token &stop, std::uint64_t done)
{
    std::unique_lock lock(m_mutex);
    const bool isThere = m_changed.wait(lock, stop, [&] { return m_round > done; });
    return isThere ? m_work : nullptr;
}

void Lanes::serve(const std::stop_token &stop, int lane, int threadsEach)
{
    computeOnThreads(threadsEach);
    std::uint64_t done = 0; // rounds come one at a time: run() waits for all lanes
    while (const auto *work = nextWork(stop, done++)) {
        std::exception_ptr thrown;
        try {
            (*work)(lane);
        } catch (...) {
            thrown = std::current_exception();
        }
        const std::scoped_lock lock(m_mutex);
        m_thrown[static_cast<std::size_t>(lane)] = thrown;
        if (--m_busy == 0)
            m_changed.notify_all();
    }
}

} // namespace koma
