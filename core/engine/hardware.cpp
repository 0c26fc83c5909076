// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/hardware.h"

#include <ctime>
#include <link.h>
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <optional>
#include <set>
#include <sstream>
#include <string_view>
#include <utility>

namespace koma {
namespace {

namespace fs = std::filesystem;

std::optional<std::int64_t> readNumber(const fs::path &path)
{
    std::ifstream file(path);
    std::int64_t number = 0;
    if (file >> number)
        return number;
    return std::nullopt;
}

/// The text after the colon of the first line of a /proc file that begins with `key`.
std::string procField(const char *path, std::string_view key)
{
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        const std::size_t colon = line.find(':');
        if (colon == std::string::npos || line.compare(0, key.size(), key) != 0)
            continue;
        const std::size_t begin = line.find_first_not_of(" \t", colon + 1);
        return begin == std::string::npos ? std::string() : line.substr(begin);
    }
    return {};
}

/// This process's folders in a control-group tree, innermost first. `controller` is empty for
/// version 2.
std::vector<fs::path> groupFolders(std::string_view controller)
{
    const fs::path root = fs::path("/sys/fs/cgroup") / controller;
    std::ifstream file("/proc/self/cgroup");
    std::string own = "/";
    for (std::string line; std::getline(file, line);) {
        const std::size_t first = line.find(':');
        const std::size_t second = line.find(':', first + 1);
        if (second == std::string::npos)
            continue;
        if (line.substr(first + 1, second - first - 1) == controller)
            own = line.substr(second + 1);
    }
    std::vector<fs::path> folders;
    for (fs::path relative = fs::path(own).relative_path(); !relative.empty();
         relative = relative.parent_path())
        folders.push_back(root / relative);
    folders.push_back(root);
    return folders;
}

/// Processors' worth of time that the control groups grant, or nothing without a limit.
std::optional<double> groupProcessors()
{
    std::optional<double> least;
    const auto take = [&](double quota, double period) {
        if (quota > 0.0 && period > 0.0)
            least = std::min(least.value_or(quota / period), quota / period);
    };
    for (const fs::path &folder : groupFolders("")) {
        std::ifstream file(folder / "cpu.max");
        double quota = 0.0;
        double period = 0.0;
        if (file >> quota >> period) // "max 100000" stops at the word
            take(quota, period);
    }
    for (const fs::path &folder : groupFolders("cpu"))
        take(static_cast<double>(readNumber(folder / "cpu.cfs_quota_us").value_or(0)),
             static_cast<double>(readNumber(folder / "cpu.cfs_period_us").value_or(0)));
    return least;
}

/// Cores rather than hyper-threads: two threads of one core share its arithmetic units.
int countPhysicalCores()
{
    cpu_set_t mask;
    CPU_ZERO(&mask);
    if (::sched_getaffinity(0, sizeof mask, &mask) != 0)
        return 1;
    std::set<std::pair<std::int64_t, std::int64_t>> cores;
    for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
        if (!CPU_ISSET(cpu, &mask))
            continue;
        const fs::path topology = "/sys/devices/system/cpu/cpu" + std::to_string(cpu) + "/topology";
        cores.emplace(readNumber(topology / "physical_package_id").value_or(0),
                      readNumber(topology / "core_id").value_or(cpu));
    }
    int count = std::max(1, static_cast<int>(cores.size()));
    if (const auto granted = groupProcessors())
        count = std::clamp(static_cast<int>(std::lround(*granted)), 1, count);
    return count;
}

std::vector<std::string> knownInstructionSets()
{
    static constexpr std::array<std::string_view, 9> kSets = {
        "avx2",        "fma",      "avx512f", "avx512bw", "avx512_vnni",
        "avx512_bf16", "amx_bf16", "asimd",   "bf16"};
    std::string flags = procField("/proc/cpuinfo", "flags");
    if (flags.empty())
        flags = procField("/proc/cpuinfo", "Features");
    std::istringstream words(flags);
    std::set<std::string> present;
    for (std::string word; words >> word;)
        present.insert(word);
    std::vector<std::string> found;
    for (const std::string_view set : kSets) {
        if (present.count(std::string(set)) != 0)
            found.emplace_back(set);
    }
    return found;
}

std::int64_t procMemoryBytes(std::string_view key)
{
    std::istringstream text(procField("/proc/meminfo", key));
    std::int64_t kibibytes = 0;
    text >> kibibytes;
    return kibibytes * 1024;
}

void applyLimit(MemoryFacts &facts, std::int64_t limitBytes, std::int64_t usedBytes)
{
    facts.totalBytes = std::min(facts.totalBytes, limitBytes);
    facts.allowedBytes =
        std::min(facts.allowedBytes, std::max<std::int64_t>(0, limitBytes - usedBytes));
    facts.freeBytes = std::min(facts.freeBytes, facts.allowedBytes);
}

/// What a control group holds of files, which the kernel gives up before it refuses memory.
std::int64_t cachedFileBytes(const fs::path &statisticsFile)
{
    std::ifstream file(statisticsFile);
    std::int64_t bytes = 0;
    std::string name;
    for (std::int64_t value = 0; file >> name >> value;) {
        if (name == "inactive_file" || name == "active_file")
            bytes += value;
    }
    return bytes;
}

/// Both files hold plain byte counts.
void applyGroupMemory(MemoryFacts &facts, const fs::path &folder, const char *limitFile,
                      const char *usedFile)
{
    const auto limit = readNumber(folder / limitFile);
    if (!limit || *limit <= 0 || *limit >= facts.totalBytes)
        return;
    const std::int64_t used = readNumber(folder / usedFile).value_or(0);
    applyLimit(facts, *limit, used - cachedFileBytes(folder / "memory.stat"));
}

/// What this process has mapped, and of that what counts as data.
struct MappedBytes
{
    std::int64_t all = 0;
    std::int64_t data = 0;
};

MappedBytes mappedBytes()
{
    std::ifstream file("/proc/self/statm");
    std::int64_t all = 0;
    std::int64_t data = 0;
    std::string passedOver;
    file >> all >> passedOver >> passedOver >> passedOver >> passedOver >> data;
    const std::int64_t pageBytes = ::sysconf(_SC_PAGESIZE);
    return {all * pageBytes, data * pageBytes};
}

/// As `ulimit -v` and `ulimit -d` set them.
void applyProcessLimits(MemoryFacts &facts)
{
    const MappedBytes mapped = mappedBytes();
    for (const auto &[resource, used] :
         {std::pair(RLIMIT_AS, mapped.all), std::pair(RLIMIT_DATA, mapped.data)}) {
        rlimit limit{};
        const bool isLimited =
            ::getrlimit(resource, &limit) == 0 &&
            limit.rlim_cur < static_cast<rlim_t>(std::numeric_limits<std::int64_t>::max());
        if (isLimited)
            applyLimit(facts, static_cast<std::int64_t>(limit.rlim_cur), used);
    }
}

} // namespace

const ProcessorFacts &processorFacts()
{
    static const ProcessorFacts facts = [] {
        ProcessorFacts read;
        read.name = procField("/proc/cpuinfo", "model name");
        read.instructionSets = knownInstructionSets();
        read.physicalCores = countPhysicalCores();
        return read;
    }();
    return facts;
}

MemoryFacts memoryFacts()
{
    MemoryFacts facts{procMemoryBytes("MemTotal"), procMemoryBytes("MemAvailable")};
    for (const fs::path &folder : groupFolders(""))
        applyGroupMemory(facts, folder, "memory.max", "memory.current");
    for (const fs::path &folder : groupFolders("memory"))
        applyGroupMemory(facts, folder, "memory.limit_in_bytes", "memory.usage_in_bytes");
    applyProcessLimits(facts);
    return facts;
}

std::int64_t processMemoryBytes()
{
    std::ifstream file("/proc/self/statm");
    std::int64_t wholePages = 0;
    std::int64_t residentPages = 0;
    file >> wholePages >> residentPages;
    return residentPages * ::sysconf(_SC_PAGESIZE);
}

double threadWorkSeconds()
{
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

std::string loadedBlasLibrary()
{
    std::string found;
    const auto look = [](dl_phdr_info *info, std::size_t, void *target) {
        const std::string name = fs::path(info->dlpi_name).filename().string();
        static constexpr std::array<std::string_view, 5> kNames = {
            "libmkl_", "libopenblas", "libblis", "libflexiblas", "libblas."};
        const bool isBlas = std::any_of(kNames.begin(), kNames.end(), [&](std::string_view start) {
            return name.compare(0, start.size(), start) == 0;
        });
        if (!isBlas)
            return 0;
        std::error_code error;
        const fs::path real = fs::canonical(info->dlpi_name, error);
        *static_cast<std::string *>(target) = error ? info->dlpi_name : real.string();
        return 1;
    };
    ::dl_iterate_phdr(look, &found);
    return found;
}

} // namespace koma
