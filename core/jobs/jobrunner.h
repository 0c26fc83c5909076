// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/deliverytarget.h"
#include "core/jobs/job.h"

#include <exception>
#include <functional>
#include <memory>
#include <new>
#include <utility>

namespace koma {

/// Runs jobs on a few threads that live as long as it does. start() may be called from any thread
/// that owns the job's context; shutdown() and the destructor from the thread that made the runner.
class JobRunner
{
public:
    JobRunner();
    ~JobRunner();
    JobRunner(const JobRunner &) = delete;
    JobRunner &operator=(const JobRunner &) = delete;
    JobRunner(JobRunner &&) = delete;
    JobRunner &operator=(JobRunner &&) = delete;

    template<class T>
    JobHandle start(Job<T> job);

    /// Refuses new jobs, forgets the waiting ones, cancels the running ones and joins their
    /// threads.
    void shutdown();

private:
    using Task = std::function<void(const CancelToken &)>;
    JobHandle enqueue(Lane lane, JobPriority priority, Task task);

    class LaneQueue;
    LaneQueue &queueOf(Lane lane);

    std::unique_ptr<LaneQueue> m_engine;
    std::unique_ptr<LaneQueue> m_training;
    std::unique_ptr<LaneQueue> m_io;
};

namespace detail {

/// No exception crosses a thread: what a job throws becomes its failure.
template<class T>
Result<T> runJob(const std::function<Result<T>(const CancelToken &)> &work,
                 const CancelToken &cancel)
{
    if (cancel.isCancelled())
        return failCancelled();
    try {
        return work(cancel);
    } catch (const CancelledException &) {
        return failCancelled();
    } catch (const std::bad_alloc &) {
        return fail(ErrorKind::OutOfMemory, "There is not enough memory for this; "
                                            "close other programs or use a smaller picture.");
    } catch (const std::exception &error) {
        return fail(ErrorKind::Internal, "Koma made a mistake in a background job.", error.what());
    }
}

} // namespace detail

template<class T>
JobHandle JobRunner::start(Job<T> job)
{
    const DeliveryTarget target(job.context);
    return enqueue(job.lane, job.priority,
                   [work = std::move(job.work), done = std::move(job.done),
                    target](const CancelToken &cancel) {
                       auto result = std::make_shared<Result<T>>(detail::runJob<T>(work, cancel));
                       target.post([done, result] { done(std::move(*result)); });
                   });
}

} // namespace koma
