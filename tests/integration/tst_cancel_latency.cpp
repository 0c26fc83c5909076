// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/inferenceengine.h"
#include "models/builtinmodels.h"

#include "tests/support/convgenerator.h"
#include "tests/support/fixtures.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <ctime>

using namespace koma;

/// How long a cancel can wait: the longest time between two polls, which progress reports
/// accompany.
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

    void pollsComeOften_data()
    {
        QTest::addColumn<int>("pictureLongSidePx");
        QTest::addColumn<int>("pageLongSidePx");
        QTest::newRow("network at full size") << 1600 << 1600;
        QTest::newRow("large picture, small drawing") << 3000 << 512;
    }

    void pollsComeOften()
    {
        QFETCH(int, pictureLongSidePx);
        QFETCH(int, pageLongSidePx);
        const Image picture =
            Image::create({pictureLongSidePx, pictureLongSidePx * 2 / 3}, 3, SampleType::U8)
                .value();
        StyleCard style = m_style;
        style.pageLongSidePx = pageLongSidePx;
        InferenceEngine engine(m_registry, {});
        const double seconds = longestGap(engine, picture, style);
        qInfo("longest work between polls: %.0f ms", 1e3 * seconds);
        QVERIFY(seconds < 0.3);
    }

private:
    /// Processor time of this thread: what another process takes is not the engine's fault.
    static double threadSeconds()
    {
        timespec now{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
        return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
    }

    static double longestGap(InferenceEngine &engine, const Image &picture, const StyleCard &style)
    {
        // The first call loads and measures the network.
        (void)engine.draw(Image::create({64, 64}, 3, SampleType::U8).value(), {.style = style});
        double longest = 0.0;
        double last = threadSeconds();
        const Progress progress([&](double, std::string_view) {
            const double now = threadSeconds();
            longest = std::max(longest, now - last);
            last = now;
        });
        const auto drawing = engine.draw(picture, {.style = style}, {}, progress);
        if (!drawing)
            qFatal("%s %s", drawing.error().message.c_str(), drawing.error().detail.c_str());
        return longest;
    }

    QTemporaryDir m_folder;
    GeneratorRegistry m_registry;
    StyleCard m_style;
};

KOMA_TEST_MAIN(QCoreApplication, TestCancelLatency)
#include "tst_cancel_latency.moc"
