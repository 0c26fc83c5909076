// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/jobrunner.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace koma {

/// What a new request does to the one that is running.
enum class WhenBusy {
    CancelRunning, ///< for long work: stop it at once
    FinishRunning, ///< for short work that follows a slider: let it through, then do the newest
};

/// A slot in which only the newest request counts: waiting ones are replaced, and results of
/// replaced or cancelled ones are dropped. Failures other than Cancelled arrive like results. Lives
/// on its context's thread; destroying it cancels.
template<class T>
class LatestJob
{
public:
    using Work = std::function<Result<T>(const CancelToken &)>;
    using Done = std::function<void(Result<T>)>;

    struct Setup
    {
        JobRunner &runner;
        QObject *context;
        Lane lane = Lane::Io;
        JobPriority priority = JobPriority::Normal;
        WhenBusy whenBusy = WhenBusy::CancelRunning;
    };

    LatestJob(Setup setup, Done done) : m_slot(std::make_shared<Slot>(setup, std::move(done))) {}
    ~LatestJob() { cancel(); }
    LatestJob(const LatestJob &) = delete;
    LatestJob &operator=(const LatestJob &) = delete;
    LatestJob(LatestJob &&) = delete;
    LatestJob &operator=(LatestJob &&) = delete;

    void request(Work work)
    {
        if (m_slot->running && m_slot->setup.whenBusy == WhenBusy::FinishRunning) {
            m_slot->next = std::move(work);
            return;
        }
        cancel();
        start(m_slot, std::move(work));
    }

    void cancel()
    {
        m_slot->handle.cancel();
        m_slot->next.reset();
        m_slot->running = false;
        ++m_slot->sequence;
    }

    [[nodiscard]] bool isBusy() const { return m_slot->running; }

private:
    struct Slot
    {
        Slot(Setup given, Done callback) : setup(given), done(std::move(callback)) {}
        Setup setup;
        Done done;
        JobHandle handle;
        std::uint64_t sequence = 0;
        bool running = false;
        std::optional<Work> next;
    };

    static void start(const std::shared_ptr<Slot> &slot, Work work)
    {
        slot->running = true;
        const std::uint64_t sequence = ++slot->sequence;
        const auto deliver = [weak = std::weak_ptr<Slot>(slot), sequence](Result<T> result) {
            const auto alive = weak.lock();
            if (!alive || alive->sequence != sequence)
                return;
            alive->running = false;
            if (alive->next)
                start(alive, *std::exchange(alive->next, std::nullopt));
            alive->done(std::move(result));
        };
        slot->handle = slot->setup.runner.start(Job<T>{
            slot->setup.lane, slot->setup.priority, std::move(work), slot->setup.context, deliver});
    }

    std::shared_ptr<Slot> m_slot;
};

} // namespace koma
