// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/progress.h"

#include <algorithm>
#include <mutex>
#include <utility>

namespace koma {

struct Progress::Shared
{
    Sink sink;
    std::mutex mutex;
    double reached = 0.0;
};

Progress::Progress(Sink sink) : m_shared(std::make_shared<Shared>())
{
    m_shared->sink = std::move(sink);
}

void Progress::report(double fraction, std::string_view stage) const
{
    if (!m_shared || !m_shared->sink)
        return;
    const double whole = m_from + (m_to - m_from) * std::clamp(fraction, 0.0, 1.0);
    const std::lock_guard lock(m_shared->mutex);
    m_shared->reached = std::max(m_shared->reached, whole);
    m_shared->sink(m_shared->reached, stage);
}

Progress Progress::sub(double from, double to) const
{
    Progress part = *this;
    part.m_from = m_from + (m_to - m_from) * from;
    part.m_to = m_from + (m_to - m_from) * to;
    return part;
}

} // namespace koma
