// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/machineload.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <fstream>

namespace koma::bench {
namespace {

/// What all processors together worked since the machine started, time stolen by other machines
/// included.
double busySeconds()
{
    std::ifstream stat("/proc/stat");
    std::string label;
    double user = 0.0;
    double nice = 0.0;
    double system = 0.0;
    double idle = 0.0;
    double inputOutput = 0.0;
    double interrupts = 0.0;
    double softInterrupts = 0.0;
    double stolen = 0.0;
    stat >> label >> user >> nice >> system >> idle >> inputOutput >> interrupts >>
        softInterrupts >> stolen;
    return (user + nice + system + interrupts + softInterrupts + stolen) /
           static_cast<double>(::sysconf(_SC_CLK_TCK));
}

double ownSeconds()
{
    double sum = 0.0;
    for (const auto who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
        rusage usage{};
        ::getrusage(who, &usage);
        for (const timeval &time : {usage.ru_utime, usage.ru_stime})
            sum += static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
    }
    return sum;
}

double clockSeconds()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

} // namespace

std::string loadAverages()
{
    std::ifstream file("/proc/loadavg");
    std::string one;
    std::string five;
    std::string fifteen;
    file >> one >> five >> fifteen;
    return one + " " + five + " " + fifteen;
}

MachineLoad::MachineLoad()
    : m_busySeconds(busySeconds()), m_ownSeconds(ownSeconds()), m_startSeconds(clockSeconds())
{
}

double MachineLoad::processorsUsedByOthers() const
{
    const double elapsed = std::max(1e-3, clockSeconds() - m_startSeconds);
    const double others = busySeconds() - m_busySeconds - (ownSeconds() - m_ownSeconds);
    return std::max(0.0, others / elapsed);
}

} // namespace koma::bench
