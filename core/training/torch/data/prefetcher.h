// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>
#include <vector>

namespace koma {

/// Makes the items of a numbered sequence ahead on background threads and hands them out in order.
/// next() from one thread; destruction stops and joins.
template<class Item>
class Prefetcher
{
public:
    struct Setup
    {
        std::int64_t first = 0;
        std::int64_t ahead = 4; ///< items made before they are asked for
        int threads = 1;
    };
    /// The item of a number; called on the background threads, must not throw.
    using Make = std::function<Result<Item>(std::int64_t)>;

    Prefetcher(const Setup &setup, Make make)
        : m_make(std::move(make)),
          m_ahead(setup.ahead),
          m_nextToMake(setup.first),
          m_nextToHand(setup.first)
    {
        for (int i = 0; i < setup.threads; ++i)
            m_threads.emplace_back([this](const std::stop_token &stop) { work(stop); });
    }

    ~Prefetcher()
    {
        for (std::jthread &thread : m_threads)
            thread.request_stop();
    }

    Prefetcher(const Prefetcher &) = delete;
    Prefetcher &operator=(const Prefetcher &) = delete;
    Prefetcher(Prefetcher &&) = delete;
    Prefetcher &operator=(Prefetcher &&) = delete;

    /// Waits for the next item of the sequence, which may be the reason why there is none.
    Result<Item> next()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_ready.contains(m_nextToHand); });
        auto item = std::move(m_ready.extract(m_nextToHand).mapped());
        ++m_nextToHand;
        m_changed.notify_all();
        return item;
    }

private:
    void work(const std::stop_token &stop)
    {
        while (!stop.stop_requested()) {
            std::int64_t number = 0;
            {
                std::unique_lock lock(m_mutex);
                if (!m_changed.wait(lock, stop,
                                    [this] { return m_nextToMake < m_nextToHand + m_ahead; }))
                    return;
                number = m_nextToMake++;
            }
            auto item = m_make(number);
            const std::scoped_lock lock(m_mutex);
            m_ready.emplace(number, std::move(item));
            m_changed.notify_all();
        }
    }

    Make m_make;
    std::int64_t m_ahead;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::map<std::int64_t, Result<Item>> m_ready;
    std::int64_t m_nextToMake;
    std::int64_t m_nextToHand;
    std::vector<std::jthread> m_threads; // last, so that they end before what they use
};

} // namespace koma
