// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"

#include <QObject>

#include <functional>

namespace koma {

/// Which of the runner's persistent threads does the work. The engine lane is one thread, so that
/// all inference is serialised and torch keeps its per-thread state; the training lane is one, for
/// work of minutes and hours; the io lane has two.
enum class Lane { Engine, Training, Io };

/// Within a lane, background jobs wait while any normal job does. On the io lane one runs at a
/// time, so that a normal job need not wait for one to end.
enum class JobPriority { Background, Normal };

/// Work for a lane and the place where its result goes. The work gets snapshots of what it needs by
/// capture, never a widget. `done` is called once on `context`'s thread, also for a cancelled job
/// (ErrorKind::Cancelled), but not when `context` is gone or shutdown() came before it began.
template<class T>
struct Job
{
    Lane lane = Lane::Io;
    JobPriority priority = JobPriority::Normal;
    std::function<Result<T>(const CancelToken &)> work;
    QObject *context = nullptr;
    std::function<void(Result<T>)> done;
};

/// Stops a started job; dropping the handle does not.
class JobHandle
{
public:
    JobHandle() = default;
    explicit JobHandle(CancelSource source) : m_source(std::move(source)) {}

    void cancel() { m_source.cancel(); }

private:
    CancelSource m_source;
};

} // namespace koma
