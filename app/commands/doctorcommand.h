// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/commandcontext.h"

namespace koma {

/// `koma doctor`: versions, devices, threads, instruction sets, memory, styles, and what is
/// missing.
struct DoctorOptions
{
    EngineOptions engine; ///< only --threads
};

void describeDoctor(CLI::App &command, DoctorOptions &options);
int runDoctor(const CommandContext &context, const DoctorOptions &options);

} // namespace koma
