// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"

#include <array>
#include <csignal>
#include <thread>

namespace koma {

/// While it lives, Ctrl+C and SIGTERM cancel a token instead of ending the process; a second one
/// ends it at once. One at a time, made on the main thread.
class Interrupt
{
public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt &) = delete;
    Interrupt &operator=(const Interrupt &) = delete;
    Interrupt(Interrupt &&) = delete;
    Interrupt &operator=(Interrupt &&) = delete;

    [[nodiscard]] CancelToken token() const { return m_source.token(); }

private:
    void watch();

    CancelSource m_source;
    std::array<int, 2> m_pipe = {-1, -1};
    struct sigaction m_previousInterrupt = {};
    struct sigaction m_previousTerminate = {};
    std::thread m_watcher;
};

} // namespace koma
