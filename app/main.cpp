// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"
#include "core/engine/device.h"

#include <unistd.h>

#include <cstdlib>

namespace {

/// The OpenMP runtime reads its settings when the program is loaded, so they can only be set for a
/// program that starts anew. Threads that spin while they wait cost nothing on an idle machine, and
/// slow everything to a tenth where another program wants the processor.
void restartWithPassiveWaiting(char **argv)
{
    // NOLINTBEGIN(concurrency-mt-unsafe): no thread runs yet
    if (std::getenv("OMP_WAIT_POLICY") != nullptr)
        return;
    ::setenv("OMP_WAIT_POLICY", "passive", 0);
    // NOLINTEND(concurrency-mt-unsafe)
    ::execv("/proc/self/exe", argv); // returns only where it fails; then Koma runs as it is
}

} // namespace

int main(int argc, char **argv)
{
    restartWithPassiveWaiting(argv);
    koma::CommandLine commandLine;
    if (const std::optional<int> exitCode = commandLine.parse(argc, argv))
        return *exitCode;
    // Before torch, OpenCV or Qt do anything: what they allocate and start depends on it.
    koma::configureRuntime({.threads = commandLine.threads()});
    return commandLine.run();
}
