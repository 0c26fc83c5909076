// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace koma {

/// Threads that do the parts of one piece of work side by side. Small tensor operations hardly gain
/// from a second thread, but whole passes side by side do. A single lane is the calling thread.
class Lanes
{
public:
    /// `threadsEach`: what the tensor operations of each lane use.
    Lanes(int count, int threadsEach);
    ~Lanes();
    Lanes(const Lanes &) = delete;
    Lanes &operator=(const Lanes &) = delete;
    Lanes(Lanes &&) = delete;
    Lanes &operator=(Lanes &&) = delete;

    [[nodiscard]] int count() const { return m_count; }

    /// Calls `work` once a lane and returns when all are done. What a lane throws is thrown here,
    /// the first lane's first.
    void run(const std::function<void(int lane)> &work);

private:
    /// The work of the round after `done` rounds; null where the lanes end.
    const std::function<void(int)> *nextWork(const std::stop_token &stop, std::uint64_t done);
    void serve(const std::stop_token &stop, int lane, int threadsEach);

    int m_count;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    const std::function<void(int)> *m_work = nullptr;
    std::uint64_t m_round = 0;
    int m_busy = 0;
    std::vector<std::exception_ptr> m_thrown;
    std::vector<std::jthread> m_threads; // last, so that they end before what they use
};

} // namespace koma
