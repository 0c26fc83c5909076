// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"
#include "core/engine/device.h"

int main(int argc, char **argv)
{
    koma::CommandLine commandLine;
    if (const std::optional<int> exitCode = commandLine.parse(argc, argv))
        return *exitCode;
    // Before torch, OpenCV or Qt do anything: what they allocate and start depends on it.
    koma::configureRuntime({.threads = commandLine.threads()});
    return commandLine.run();
}
