// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/version.h"
#include "core/engine/device.h"
#include "core/engine/hardware.h"
#include "core/engine/torch/memoryreserve.h"
#include "core/engine/torch/torchcompat.h"

#include <opencv2/core.hpp>
#include <spdlog/spdlog.h>

#include <dlfcn.h>
#include <malloc.h>

#include <algorithm>
#include <exception>

namespace koma {
namespace {

bool hasInstructionSet(const char *name)
{
    const auto &sets = processorFacts().instructionSets;
    return std::find(sets.begin(), sets.end(), name) != sets.end();
}

/// glibc returns large blocks to the kernel at once, and each layer's output is then paged in
/// again: half of a network's time. Large blocks stay instead, and in one arena: in a second arena,
/// which every thread but the first would get, they are mapped afresh whatever the threshold.
void keepLargeBlocks()
{
    // NOLINTBEGIN(concurrency-mt-unsafe): no other thread runs yet
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    mallopt(M_TRIM_THRESHOLD, 0x7fffffff);
    mallopt(M_TOP_PAD, 64 << 20);
    mallopt(M_ARENA_MAX, 1);
    // NOLINTEND(concurrency-mt-unsafe)
}

/// OpenBLAS takes all cores whatever torch is told, its threads spin while they wait, and callers
/// wait for each other. What Koma leaves to it are small matrices: convolutions are oneDNN's.
void keepBlasOnItsCallersThread()
{
    using SetThreads = void (*)(int);
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): what dlsym() is for
    if (const auto set =
            reinterpret_cast<SetThreads>(::dlsym(RTLD_DEFAULT, "openblas_set_num_threads")))
        set(1);
}

/// oneDNN keeps what it has generated for each shape of tensors; for shapes that come again it
/// generates anew. Nothing where oneDNN is linked into torch and cannot be asked.
void forgetGeneratedCode()
{
    using GetCapacity = int (*)(int *);
    using SetCapacity = int (*)(int);
    // NOLINTBEGIN(cppcoreguidelines-pro-type-reinterpret-cast): what dlsym() is for
    const auto get =
        reinterpret_cast<GetCapacity>(::dlsym(RTLD_DEFAULT, "dnnl_get_primitive_cache_capacity"));
    const auto set =
        reinterpret_cast<SetCapacity>(::dlsym(RTLD_DEFAULT, "dnnl_set_primitive_cache_capacity"));
    // NOLINTEND(cppcoreguidelines-pro-type-reinterpret-cast)
    int capacity = 0;
    if (get == nullptr || set == nullptr || get(&capacity) != 0)
        return;
    set(0);
    set(capacity);
}

DeviceInfo cpuInfo()
{
    const MemoryFacts memory = memoryFacts();
    return {Device{}, processorFacts().name, memory.totalBytes, memory.freeBytes};
}

bool isReferenceBlas(const std::string &library)
{
    return library.find("/blas/libblas.") != std::string::npos;
}

std::string blasName()
{
    const std::string library = loadedBlasLibrary();
    if (isReferenceBlas(library))
        return "reference BLAS (" + library + ")";
    if (!library.empty())
        return library;
    return at::globalContext().hasMKL() ? "Intel MKL, linked into torch" : "unknown";
}

std::vector<std::string> remarksOn(const RuntimeInfo &info, const DeviceList &devices)
{
    std::vector<std::string> remarks;
    if (isReferenceBlas(loadedBlasLibrary()))
        remarks.emplace_back(
            "Matrix products run on the reference BLAS, about 30 times slower than "
            "OpenBLAS: install libopenblas0-pthread.");
    if (!at::globalContext().hasMKLDNN())
        remarks.emplace_back(
            "This LibTorch is built without oneDNN; networks run several times slower.");
    if (!hasInstructionSet("avx2") && !hasInstructionSet("asimd"))
        remarks.emplace_back("The processor has no AVX2; networks run several times slower.");
    if (info.torchThreads < 2)
        remarks.emplace_back("torch runs on one thread, which misses oneDNN's fast path.");
    if (!devices.noGpuReason.empty())
        remarks.push_back(devices.noGpuReason);
    return remarks;
}

} // namespace

DeviceList listDevices()
{
    DeviceList list;
    try {
        list.noGpuReason = torchcompat::listCudaDevices([&](const torchcompat::CudaDevice &gpu) {
            list.devices.push_back(
                {Device{DeviceKind::Cuda, gpu.index}, gpu.name, gpu.totalBytes, gpu.freeBytes});
        });
    } catch (const std::exception &error) {
        spdlog::debug("asking for CUDA devices failed: {}", error.what());
        list.noGpuReason = "The NVIDIA driver does not answer.";
    }
    list.devices.push_back(cpuInfo());
    return list;
}

bool hasFastBFloat16(Device device)
{
    if (device.kind == DeviceKind::Cuda)
        return torchcompat::cudaComputesBFloat16(device.index);
    return hasInstructionSet("avx512_bf16") || hasInstructionSet("amx_bf16");
}

void configureRuntime(const RuntimeSettings &settings)
{
    keepLargeBlocks();
    keepMemoryReserve();
    const int threads =
        settings.threads > 0 ? settings.threads : std::max(2, processorFacts().physicalCores);
    // Before any worker thread starts: threads inherit the flag. A tiny number costs 100 cycles
    // without it.
    at::globalContext().setFlushDenormal(true);
    at::set_num_threads(threads);
    keepBlasOnItsCallersThread();
    try {
        at::set_num_interop_threads(1);
    } catch (const c10::Error &error) {
        spdlog::debug("inter-op threads were already set: {}", error.what_without_backtrace());
    }
    // OpenCV has its own pool beside torch's: never more threads than cores.
    cv::setNumThreads(std::min(threads, processorFacts().physicalCores));
}

void computeOnThreads(int count)
{
    using SetThreads = void (*)(int);
    // Of the OpenMP that torch has loaded: an official LibTorch brings its own.
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): what dlsym() is for
    static const auto set =
        reinterpret_cast<SetThreads>(::dlsym(RTLD_DEFAULT, "omp_set_num_threads"));
    at::get_num_threads(); // at a thread's first question torch sets its own number
    if (set)
        set(count);
}

RuntimeInfo runtimeInfo()
{
    const MemoryFacts memory = memoryFacts();
    RuntimeInfo info;
    info.komaVersion = kVersion;
    info.torchVersion = TORCH_VERSION;
    info.opencvVersion = cv::getVersionString();
    info.blas = blasName();
    info.cpuName = processorFacts().name;
    info.instructionSets = processorFacts().instructionSets;
    info.physicalCores = processorFacts().physicalCores;
    info.torchThreads = at::get_num_threads();
    info.memoryTotalBytes = memory.totalBytes;
    info.memoryFreeBytes = memory.freeBytes;
    info.remarks = remarksOn(info, listDevices());
    return info;
}

void trimMemory()
{
    torchcompat::emptyDeviceCache();
    forgetGeneratedCode();
    ::malloc_trim(0);
}

} // namespace koma
