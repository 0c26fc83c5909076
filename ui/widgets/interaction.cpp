// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/interaction.h"

#include <atomic>

namespace koma {

void Interaction::begin()
{
    static std::atomic<int> last = 0;
    m_number = ++last;
}

int Interaction::ofEdit(bool isHandDown)
{
    constexpr qint64 kPauseMs = 800;
    const bool isPaused = !m_sinceEdit.isValid() || m_sinceEdit.elapsed() > kPauseMs;
    if (m_number == 0 || (isPaused && !isHandDown))
        begin();
    m_sinceEdit.start();
    return m_number;
}

} // namespace koma
