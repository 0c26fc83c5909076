// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/doctorcommand.h"

#include "app/datafolders.h"
#include "app/exitcode.h"
#include "core/engine/device.h"

#include <CLI/CLI.hpp>
#include <QtGlobal>
#include <spdlog/fmt/fmt.h>
#include <spdlog/fmt/ranges.h>

#include <string>
#include <string_view>
#include <vector>

namespace koma {

namespace {

void line(std::string_view label, std::string_view value)
{
    fmt::print("{:<18} {}\n", label, value);
}

std::string gibibytes(std::int64_t bytes)
{
    return fmt::format("{:.1f} GiB", static_cast<double>(bytes) / (1024.0 * 1024.0 * 1024.0));
}

void tellVersions(const RuntimeInfo &info)
{
    line("Koma", info.komaVersion);
    line("LibTorch", info.torchVersion);
    line("OpenCV", info.opencvVersion);
    line("Qt", qVersion());
    line("Compiler", "g++ " __VERSION__);
}

void tellMachine(const RuntimeInfo &info, const DeviceList &devices)
{
    line("Processor", info.cpuName);
    line("Cores, threads", fmt::format("{} physical cores, {} threads in use", info.physicalCores,
                                       info.torchThreads));
    line("Instruction sets", fmt::format("{}", fmt::join(info.instructionSets, " ")));
    line("Matrix products", info.blas);
    line("Memory", fmt::format("{} free of {}", gibibytes(info.memoryFreeBytes),
                               gibibytes(info.memoryTotalBytes)));
    for (const DeviceInfo &device : devices.devices) {
        const bool bfloat16 = hasFastBFloat16(device.device);
        line("Device",
             fmt::format("{}: {}, {} free of {}, {}", deviceName(device.device), device.name,
                         gibibytes(device.freeBytes), gibibytes(device.totalBytes),
                         bfloat16 ? "bfloat16" : "float32"));
    }
}

void tellStyles(const CommandContext &context)
{
    line("Data folder", context.dataFolder.string());
    line("Your styles", (userDataFolder() / "styles").string());
    for (const StyleCard &style : context.catalog.styles())
        line("Style", fmt::format("{}: {} ({})", style.id, style.name, style.licence));
}

/// What is wrong or missing, with what to do.
std::vector<std::string> findings(const CommandContext &context, const RuntimeInfo &info)
{
    std::vector<std::string> found = info.remarks;
    for (const CatalogIssue &issue : context.catalog.issues())
        found.push_back(fmt::format("{}: {}", issue.where.string(), issue.error.message));
    if (context.catalog.styles().empty())
        found.emplace_back("There is no style. Make one with koma train, or set KOMA_DATA_DIR.");
    if (const Result<std::filesystem::path> sample = samplePicture(context.dataFolder); !sample)
        found.push_back(sample.error().message);
    return found;
}

} // namespace

void describeDoctor(CLI::App &command, DoctorOptions &options)
{
    command.add_option("--threads", options.engine.threads, "As in koma stylize");
}

int runDoctor(const CommandContext &context, const DoctorOptions & /*options*/)
{
    const RuntimeInfo info = runtimeInfo();
    tellVersions(info);
    tellMachine(info, listDevices());
    tellStyles(context);
    const std::vector<std::string> found = findings(context, info);
    for (const std::string &finding : found)
        line("Missing or slow", finding);
    if (found.empty())
        line("Nothing is missing", "");
    return context.catalog.styles().empty() ? kExitFailed : kExitOk;
}

} // namespace koma
