// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"

#include <condition_variable>
#include <mutex>

namespace koma {

/// The pause button of a run. A run waits between two steps while it is paused. Any thread.
class TrainingControl
{
public:
    void pause();
    void resume();
    [[nodiscard]] bool isPaused() const;

    /// Returns at once where nothing is paused, else when resumed or cancelled.
    void waitWhilePaused(const CancelToken &cancel);

private:
    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    bool m_paused = false;
};

} // namespace koma
