// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/device.h"
#include "core/engine/hardware.h"
#include "core/engine/torch/memoryreserve.h"

#include "tests/support/testmain.h"

#include <torch/torch.h>

#include <QCoreApplication>
#include <QTest>

#include <sched.h>
#include <sys/resource.h>

#include <fstream>
#include <limits>
#include <string_view>
#include <thread>

using namespace koma;

class TestDevice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { configureRuntime(); }

    void theProcessorIsAlwaysListedLast()
    {
        const DeviceList list = listDevices();
        QVERIFY(!list.devices.empty());
        QCOMPARE(list.devices.back().device, Device{});
        QVERIFY(list.devices.back().totalBytes > 0);
        QVERIFY(list.devices.back().freeBytes > 0);
        QVERIFY(list.devices.back().freeBytes <= list.devices.back().totalBytes);
    }

    void aMissingGpuHasAReason()
    {
        const DeviceList list = listDevices();
        const bool hasGpu = list.devices.front().device.kind == DeviceKind::Cuda;
        QCOMPARE(list.noGpuReason.empty(), hasGpu);
    }

    void namesFindDevices()
    {
        QCOMPARE(deviceFromName("cpu").value(), Device{});
        QCOMPARE(deviceFromName("auto").value(), listDevices().devices.front().device);
        QCOMPARE(deviceName({DeviceKind::Cuda, 1}), std::string("cuda:1"));
        for (const char *name : {"", "gpu", "cuda:99", "CPU", "cpu:0"}) {
            const auto found = deviceFromName(name);
            QVERIFY2(!found, name);
            QCOMPARE(found.error().kind, ErrorKind::NotFound);
            QVERIFY(found.error().message.find("cpu") != std::string::npos);
        }
    }

    void allCoresWorkAndNeverOneAlone()
    {
        QCOMPARE(at::get_num_threads(), std::max(2, processorFacts().physicalCores));
        QCOMPARE(at::get_num_interop_threads(), 1);
        cpu_set_t mask;
        CPU_ZERO(&mask);
        QCOMPARE(::sched_getaffinity(0, sizeof mask, &mask), 0);
        QVERIFY(processorFacts().physicalCores >= 1);
        QVERIFY(processorFacts().physicalCores <= CPU_COUNT(&mask));
    }

    void threadsFlushDenormals()
    {
        float product = 1.0F;
        std::thread([&product] {
            volatile float tiny = std::numeric_limits<float>::min();
            product = tiny * 0.25F;
        }).join();
        QCOMPARE(product, 0.0F);
    }

    void settingsTwiceAreHarmless()
    {
        configureRuntime({.threads = 3});
        QCOMPARE(at::get_num_threads(), 3);
        configureRuntime();
        QCOMPARE(at::get_num_threads(), std::max(2, processorFacts().physicalCores));
    }

    void tensorsLeaveAReserveOfALimit()
    {
#if defined(__SANITIZE_ADDRESS__)
        QSKIP("The sanitizer needs terabytes of address space.");
#endif
        constexpr std::int64_t kRoomBytes = 3 * kMemoryReserveBytes;
        rlimit before{};
        QCOMPARE(::getrlimit(RLIMIT_DATA, &before), 0);
        const auto limited = [&](rlim_t bytes) {
            const rlimit limit{bytes, before.rlim_max};
            QCOMPARE(::setrlimit(RLIMIT_DATA, &limit), 0);
        };
        constexpr rlim_t kAnyBytes = 1ULL << 40U;
        limited(kAnyBytes);
        const MemoryFacts unlimited = memoryFacts();
        limited(kAnyBytes / 1024);
        QCOMPARE(memoryFacts().totalBytes, std::int64_t{kAnyBytes / 1024});
        // What is in use counts, whatever it is: a limit from which so much is left.
        const std::int64_t used =
            static_cast<std::int64_t>(kAnyBytes / 1024) - memoryFacts().freeBytes;
        limited(static_cast<rlim_t>(used + kRoomBytes));
        const std::int64_t left = memoryFacts().freeBytes;
        const bool fits = left > 0 && left <= kRoomBytes && left <= unlimited.freeBytes;
        bool isGiven = false;
        bool isRefused = false;
        try {
            isGiven = torch::empty({kMemoryReserveBytes}, torch::kUInt8).defined();
            torch::empty({left - kMemoryReserveBytes / 2}, torch::kUInt8);
        } catch (const c10::Error &error) {
            isRefused =
                std::string_view(error.what()).find("not enough memory") != std::string_view::npos;
        }
        QCOMPARE(::setrlimit(RLIMIT_DATA, &before), 0);
        QVERIFY(fits);
        QVERIFY(isGiven);
        QVERIFY(isRefused);
    }

    void factsAreComplete()
    {
        const RuntimeInfo info = runtimeInfo();
        QVERIFY(!info.komaVersion.empty());
        QVERIFY(!info.torchVersion.empty());
        QVERIFY(!info.opencvVersion.empty());
        QVERIFY(!info.blas.empty());
        QVERIFY(!info.cpuName.empty());
        QCOMPARE(info.torchThreads, at::get_num_threads());
        QVERIFY(info.memoryTotalBytes >= info.memoryFreeBytes);
    }

    void blasIsTheLibraryThatIsMapped()
    {
        const std::string library = loadedBlasLibrary();
        if (library.empty())
            QSKIP("this torch has its matrix products linked in");
        std::ifstream maps("/proc/self/maps");
        bool mapped = false;
        for (std::string line; std::getline(maps, line);)
            mapped = mapped || line.find(library) != std::string::npos;
        QVERIFY2(mapped, library.c_str());
    }

    void reducedPrecisionFollowsTheInstructionSet()
    {
        std::ifstream cpuinfo("/proc/cpuinfo");
        const std::string text{std::istreambuf_iterator<char>(cpuinfo), {}};
        const bool native = text.find("avx512_bf16") != std::string::npos ||
                            text.find("amx_bf16") != std::string::npos;
        QCOMPARE(hasFastBFloat16(Device{}), native);
    }

    void trimmingIsHarmless()
    {
        const torch::Tensor kept = torch::ones({1000});
        trimMemory();
        QCOMPARE(kept.sum().item<float>(), 1000.0F);
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestDevice)
#include "tst_device.moc"
