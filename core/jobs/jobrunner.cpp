// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/jobrunner.h"

#include <condition_variable>
#include <deque>
#include <list>
#include <mutex>
#include <thread>
#include <vector>

namespace koma {

/// One lane: waiting tasks of two priorities, and the threads that take them.
class JobRunner::LaneQueue
{
public:
    /// Background jobs take at most `mostInBackground` of the threads.
    LaneQueue(std::size_t threadCount, std::size_t mostInBackground)
        : m_mostInBackground(mostInBackground)
    {
        m_threads.reserve(threadCount);
        for (std::size_t i = 0; i < threadCount; ++i)
            m_threads.emplace_back([this] { takeTasks(); });
    }
    ~LaneQueue()
    {
        stop();
        join();
    }
    LaneQueue(const LaneQueue &) = delete;
    LaneQueue &operator=(const LaneQueue &) = delete;
    LaneQueue(LaneQueue &&) = delete;
    LaneQueue &operator=(LaneQueue &&) = delete;

    void add(JobPriority priority, Task task, CancelSource source)
    {
        {
            const std::lock_guard lock(m_mutex);
            if (m_stopping)
                return;
            auto &waiting = priority == JobPriority::Normal ? m_normal : m_background;
            waiting.push_back({std::move(task), std::move(source)});
        }
        m_wake.notify_one();
    }

    /// Refuses, forgets and cancels; join() then waits for what runs.
    void stop()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_stopping = true;
            m_normal.clear();
            m_background.clear();
            for (CancelSource &source : m_running)
                source.cancel();
        }
        m_wake.notify_all();
    }

    void join()
    {
        for (std::thread &thread : m_threads) {
            if (thread.joinable())
                thread.join();
        }
    }

private:
    struct Entry
    {
        Task task;
        CancelSource source;
    };

    void takeTasks()
    {
        std::unique_lock lock(m_mutex);
        while (true) {
            m_wake.wait(lock, [this] {
                return m_stopping || !m_normal.empty() ||
                       (!m_background.empty() && m_inBackground < m_mostInBackground);
            });
            if (m_stopping)
                return;
            const bool isBackground = m_normal.empty();
            auto &waiting = isBackground ? m_background : m_normal;
            Entry entry = std::move(waiting.front());
            waiting.pop_front();
            const auto running = m_running.insert(m_running.end(), entry.source);
            m_inBackground += isBackground ? 1 : 0;
            lock.unlock();
            entry.task(entry.source.token());
            entry.task = nullptr; // its captures may be large: free them before the next wait
            lock.lock();
            m_running.erase(running);
            m_inBackground -= isBackground ? 1 : 0;
        }
    }

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Entry> m_normal;
    std::deque<Entry> m_background;
    std::list<CancelSource> m_running;
    std::size_t m_mostInBackground;
    std::size_t m_inBackground = 0;
    bool m_stopping = false;
    std::vector<std::thread> m_threads;
};

JobRunner::JobRunner()
    : m_engine(std::make_unique<LaneQueue>(1, 1)),
      m_training(std::make_unique<LaneQueue>(1, 1)),
      m_io(std::make_unique<LaneQueue>(2, 1))
{
}

JobRunner::~JobRunner() = default;

void JobRunner::shutdown()
{
    for (LaneQueue *queue : {m_engine.get(), m_training.get(), m_io.get()})
        queue->stop();
    for (LaneQueue *queue : {m_engine.get(), m_training.get(), m_io.get()})
        queue->join();
}

JobRunner::LaneQueue &JobRunner::queueOf(Lane lane)
{
    switch (lane) {
    case Lane::Engine:
        return *m_engine;
    case Lane::Training:
        return *m_training;
    case Lane::Io:
        break;
    }
    return *m_io;
}

JobHandle JobRunner::enqueue(Lane lane, JobPriority priority, Task task)
{
    const CancelSource source;
    queueOf(lane).add(priority, std::move(task), source);
    return JobHandle(source);
}

} // namespace koma
