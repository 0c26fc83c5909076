// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/trainingcontrol.h"

namespace koma {

void TrainingControl::pause()
{
    const std::scoped_lock lock(m_mutex);
    m_paused = true;
}

void TrainingControl::resume()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_paused = false;
    }
    m_changed.notify_all();
}

bool TrainingControl::isPaused() const
{
    const std::scoped_lock lock(m_mutex);
    return m_paused;
}

void TrainingControl::waitWhilePaused(const CancelToken &cancel)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, cancel.stopToken(), [this] { return !m_paused; });
}

} // namespace koma
