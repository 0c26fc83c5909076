// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/interrupt.h"

#include "app/exitcode.h"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdlib>

namespace koma {

namespace {

constexpr char kSignal = 's';
constexpr char kQuit = 'q';

// The only thing a signal handler may touch: the pipe's writing end.
std::atomic<int> signalPipe = -1;

void writeByte(int descriptor, char byte)
{
    ssize_t written = 0;
    do {
        written = ::write(descriptor, &byte, 1);
    } while (written < 0 && errno == EINTR);
}

extern "C" void handleSignal(int /*signal*/)
{
    const int savedErrno = errno;
    writeByte(signalPipe.load(), kSignal);
    errno = savedErrno;
}

} // namespace

Interrupt::Interrupt()
{
    // Without a pipe (no descriptors left) signals keep their usual effect.
    if (::pipe2(m_pipe.data(), O_CLOEXEC) != 0)
        return;
    signalPipe = m_pipe[1];
    m_watcher = std::thread(&Interrupt::watch, this);
    struct sigaction action = {};
    action.sa_handler = &handleSignal;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, &m_previousInterrupt);
    sigaction(SIGTERM, &action, &m_previousTerminate);
}

Interrupt::~Interrupt()
{
    if (!m_watcher.joinable())
        return;
    sigaction(SIGINT, &m_previousInterrupt, nullptr);
    sigaction(SIGTERM, &m_previousTerminate, nullptr);
    writeByte(m_pipe[1], kQuit);
    m_watcher.join();
    signalPipe = -1;
    ::close(m_pipe[0]);
    ::close(m_pipe[1]);
}

void Interrupt::watch()
{
    char byte = 0;
    while (true) {
        const ssize_t count = ::read(m_pipe[0], &byte, 1);
        if (count < 0 && errno == EINTR)
            continue;
        if (count != 1 || byte == kQuit)
            return;
        if (m_source.isCancelled())
            std::_Exit(kExitCancelled);
        m_source.cancel();
    }
}

} // namespace koma
