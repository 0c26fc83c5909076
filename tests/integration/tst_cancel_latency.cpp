// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/inferenceengine.h"
#include "models/builtinmodels.h"

#include "tests/support/convgenerator.h"
#include "tests/support/fixtures.h"
#include "tests/support/randomcases.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>
#include <QTemporaryDir>
#include <QTest>

#include <pthread.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <ctime>
#include <thread>

using namespace koma;

/// How long a cancel waits, whenever it comes.
class TestCancelLatency : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        configureRuntime();
        registerBuiltinModels(m_registry);
        m_style = test::writeStyle(m_registry, test::pathOf(m_folder) / "unet", "koma-unet",
                                   {{"normalised", 0}});
    }

    void cancelIsAnswered_data()
    {
        QTest::addColumn<int>("pictureLongSidePx");
        QTest::addColumn<int>("pageLongSidePx");
        QTest::newRow("network at full size") << 1800 << 1800;
        QTest::newRow("several passes") << 4000 << 4000;
        QTest::newRow("large picture, small drawing") << 3000 << 512;
    }

    void cancelIsAnswered()
    {
        QFETCH(int, pictureLongSidePx);
        QFETCH(int, pageLongSidePx);
        const Image picture =
            Image::create({pictureLongSidePx, pictureLongSidePx * 2 / 3}, 3, SampleType::U8)
                .value();
        StyleCard style = m_style;
        style.pageLongSidePx = pageLongSidePx;
        InferenceEngine engine(m_registry, {});
        const double whole = secondsFor(engine, picture, style, {});
        Random random(test::randomCasesSeed(), 51);
        double longest = 0.0;
        int stopped = 0;
        for (int i = 0; i < 12; ++i) {
            CancelSource source;
            std::atomic<double> asked = 0.0;
            const double delay = random.uniform(0.0, 0.9) * whole;
            clockid_t drawingClock{};
            pthread_getcpuclockid(pthread_self(), &drawingClock);
            std::jthread canceller([&] {
                std::this_thread::sleep_for(std::chrono::duration<double>(delay));
                asked = cpuSeconds(drawingClock);
                source.cancel();
            });
            const auto drawing = engine.draw(picture, {.style = style}, source.token());
            const double answered = cpuSeconds(drawingClock);
            canceller.join();
            if (drawing)
                continue; // it was faster than the cancel
            QVERIFY(drawing.error().kind == ErrorKind::Cancelled);
            ++stopped;
            longest = std::max(longest, answered - asked);
        }
        qInfo("longest wait of %d cancels: %.0f ms of a drawing's %.0f ms", stopped, 1e3 * longest,
              1e3 * whole);
        QVERIFY(stopped >= 4);
        QVERIFY(longest < 0.3);
    }

private:
    /// Processor time of the drawing thread: what another process takes is not the engine's fault.
    static double cpuSeconds(clockid_t clock)
    {
        timespec now{};
        clock_gettime(clock, &now);
        return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
    }

    static double secondsFor(InferenceEngine &engine, const Image &picture, const StyleCard &style,
                             const CancelToken &cancel)
    {
        // The first drawing loads and measures the network and fetches memory: three times as long
        // as those that are to be cancelled, which would all be done before.
        (void)engine.draw(picture, {.style = style}, cancel);
        const auto start = std::chrono::steady_clock::now();
        const auto drawing = engine.draw(picture, {.style = style}, cancel);
        if (!drawing)
            qFatal("%s %s", drawing.error().message.c_str(), drawing.error().detail.c_str());
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    }

    QTemporaryDir m_folder;
    GeneratorRegistry m_registry;
    StyleCard m_style;
};

KOMA_TEST_MAIN(QCoreApplication, TestCancelLatency)
#include "tst_cancel_latency.moc"
