// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/commandcontext.h"

#include <CLI/CLI.hpp>

#include <map>

namespace koma {

namespace {

constexpr int kMaxThreads = 1024;

} // namespace

void describeEngineOptions(CLI::App &command, EngineOptions &options)
{
    static const std::map<std::string, Precision> precisions = {
        {"auto", Precision::Auto},
        {"float32", Precision::Float32},
        {"bfloat16", Precision::BFloat16},
    };
    command.add_option("--device", options.device, kDeviceHelp)->capture_default_str();
    command
        .add_option("--precision", options.precision,
                    "auto, float32 or bfloat16; auto takes bfloat16 where it is fast")
        ->transform(CLI::CheckedTransformer(precisions))
        ->type_name("NAME");
    command.add_option("--threads", options.threads, "Threads on the CPU; 0: all physical cores")
        ->check(CLI::Range(0, kMaxThreads))
        ->capture_default_str();
}

Result<InferenceEngine> makeEngine(const CommandContext &context, const EngineOptions &options)
{
    const Result<Device> device = deviceFromName(options.device);
    if (!device)
        return fail(device.error());
    return InferenceEngine(context.registry, {.device = *device, .precision = options.precision});
}

} // namespace koma
