// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/autocast_mode.h>
#include <torch/torch.h>
#include <torch/version.h>

#ifdef KOMA_TORCH_CUDA
#include <ATen/cuda/CUDAContext.h>
#include <c10/cuda/CUDACachingAllocator.h>
#include <c10/cuda/CUDAFunctions.h>
#include <c10/cuda/CUDAGuard.h>
#endif

#include <cstdint>
#include <functional>
#include <string>

/// Everything that differs between LibTorch 1.13 and 2.x, or with and without CUDA, and nothing
/// else. KOMA_TORCH_CUDA is set where the LibTorch at hand was built with CUDA.
namespace koma::torchcompat {

#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 2)
#define KOMA_TORCH_ALLOCATE_CONST
#else
#define KOMA_TORCH_ALLOCATE_CONST const
#endif

struct CudaDevice
{
    int index = 0;
    std::string name;
    std::int64_t totalBytes = 0;
    std::int64_t freeBytes = 0;
};

#ifdef KOMA_TORCH_CUDA
/// Calls `add` for each GPU and returns an empty text, or why there is none.
inline std::string listCudaDevices(const std::function<void(const CudaDevice &)> &add)
{
    const int count = c10::cuda::device_count();
    for (int index = 0; index < count; ++index) {
        const c10::cuda::CUDAGuard guard(static_cast<c10::DeviceIndex>(index));
        const auto *properties = at::cuda::getDeviceProperties(index);
        std::size_t freeBytes = 0;
        std::size_t totalBytes = 0;
        C10_CUDA_CHECK(cudaMemGetInfo(&freeBytes, &totalBytes));
        add({index, properties->name, static_cast<std::int64_t>(totalBytes),
             static_cast<std::int64_t>(freeBytes)});
    }
    return count > 0 ? "" : "No NVIDIA GPU with a working driver was found.";
}

inline bool cudaComputesBFloat16(int index)
{
    constexpr int kAmpere = 8;
    return at::cuda::getDeviceProperties(index)->major >= kAmpere;
}

/// Gives unused device memory back to the driver.
inline void emptyDeviceCache()
{
    if (c10::cuda::device_count() > 0)
        c10::cuda::CUDACachingAllocator::emptyCache();
}
#else
inline std::string listCudaDevices(const std::function<void(const CudaDevice &)> & /*add*/)
{
    return "This Koma is built with a LibTorch without CUDA, so it runs on the processor.";
}

inline bool cudaComputesBFloat16(int /*index*/)
{
    return false;
}

inline void emptyDeviceCache() {}
#endif

inline void setAutocast(c10::DeviceType device, bool enabled)
{
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)
    at::autocast::set_autocast_enabled(device, enabled);
    at::autocast::set_autocast_dtype(device, at::kBFloat16);
#else
    if (device == c10::kCUDA) {
        at::autocast::set_enabled(enabled);
        at::autocast::set_autocast_gpu_dtype(at::kBFloat16);
    } else {
        at::autocast::set_cpu_enabled(enabled);
        at::autocast::set_autocast_cpu_dtype(at::kBFloat16);
    }
#endif
}

/// bfloat16 autocast for one scope. Thread-local in torch, like gradient mode.
class AutocastScope
{
public:
    AutocastScope(c10::DeviceType device, bool enabled) : m_device(device), m_enabled(enabled)
    {
        if (m_enabled)
            setAutocast(m_device, true);
    }
    ~AutocastScope()
    {
        if (m_enabled) {
            setAutocast(m_device, false);
            at::autocast::clear_cache();
        }
    }
    AutocastScope(const AutocastScope &) = delete;
    AutocastScope &operator=(const AutocastScope &) = delete;
    AutocastScope(AutocastScope &&) = delete;
    AutocastScope &operator=(AutocastScope &&) = delete;

private:
    c10::DeviceType m_device;
    bool m_enabled;
};

/// Leaves autocast for one scope: losses are summed in float32.
class NoAutocastScope
{
public:
    explicit NoAutocastScope(c10::DeviceType device, bool wasEnabled)
        : m_device(device), m_wasEnabled(wasEnabled)
    {
        if (m_wasEnabled)
            setAutocast(m_device, false);
    }
    ~NoAutocastScope()
    {
        if (m_wasEnabled)
            setAutocast(m_device, true);
    }
    NoAutocastScope(const NoAutocastScope &) = delete;
    NoAutocastScope &operator=(const NoAutocastScope &) = delete;
    NoAutocastScope(NoAutocastScope &&) = delete;
    NoAutocastScope &operator=(NoAutocastScope &&) = delete;

private:
    c10::DeviceType m_device;
    bool m_wasEnabled;
};

} // namespace koma::torchcompat
