// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace koma {

enum class DeviceKind { Cpu, Cuda };

/// Where a network runs. The CPU is always there.
struct Device
{
    DeviceKind kind = DeviceKind::Cpu;
    int index = 0;

    bool operator==(const Device &) const = default;
};

struct DeviceInfo
{
    Device device;
    std::string name;
    std::int64_t totalBytes = 0;
    std::int64_t freeBytes = 0; ///< at the time of asking
};

/// The devices that this build and machine offer, best first, and why there is no GPU if there is
/// none.
struct DeviceList
{
    std::vector<DeviceInfo> devices;
    std::string noGpuReason; ///< empty where a GPU is listed
};

DeviceList listDevices();

/// "auto", "cpu", "cuda", "cuda:1" to a device that is there; NotFound says what is.
Result<Device> deviceFromName(const std::string &name);
std::string deviceName(Device device);

enum class Precision { Auto, Float32, BFloat16 };

/// Reduced precision pays only where the processor computes it natively (AVX-512 BF16, AMX, CUDA).
bool hasFastBFloat16(Device device);

struct RuntimeSettings
{
    int threads =
        0; ///< 0: all physical cores, at least 2 (one thread falls off oneDNN's fast path)
};

/// Once, first thing in main, before torch, OpenCV or Qt allocate: keeps large blocks in the
/// process (mallopt), keeps a reserve of memory, flushes denormals, sets intra-op threads and one
/// inter-op thread, and OpenCV's threads.
void configureRuntime(const RuntimeSettings &settings = {});

/// From now on the tensor operations that this thread calls use so many threads.
void computeOnThreads(int count);

/// Facts for `koma doctor`, the status line and bug reports.
struct RuntimeInfo
{
    std::string komaVersion;
    std::string torchVersion;
    std::string opencvVersion;
    std::string blas; ///< what matrix products run on
    std::string cpuName;
    std::vector<std::string> instructionSets; ///< those that matter here, such as "avx512_bf16"
    int physicalCores = 0;
    int torchThreads = 0;
    std::int64_t memoryTotalBytes = 0;
    std::int64_t memoryFreeBytes = 0;
    std::vector<std::string> remarks; ///< what is missing or slow, and what to install
};

RuntimeInfo runtimeInfo();

/// Hands memory that torch's work has freed back to the system; call after a large job.
void trimMemory();

} // namespace koma
