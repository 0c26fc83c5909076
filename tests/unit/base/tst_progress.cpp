// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/progress.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>
#include <string>
#include <thread>
#include <vector>

using namespace koma;

namespace {

/// A progress that writes down what it hears. Reports come one at a time, whatever thread they are
/// from.
struct Listener
{
    std::vector<double> fractions;
    std::vector<std::string> stages;
    Progress progress{[this](double fraction, std::string_view stage) {
        fractions.push_back(fraction);
        stages.emplace_back(stage);
    }};
};

} // namespace

class TestProgress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void defaultSwallowsReports()
    {
        const Progress silent;
        silent.report(0.5, "tiles");
        silent.sub(0.0, 0.5).report(1.0);
        const Progress empty{Progress::Sink{}};
        empty.report(1.0);
    }

    void neverGoesBackwards()
    {
        Listener listener;
        for (const double fraction : {0.1, 0.6, 0.3, 0.7})
            listener.progress.report(fraction, "tiles");
        QVERIFY((listener.fractions == std::vector<double>{0.1, 0.6, 0.6, 0.7}));
        QVERIFY(listener.stages == std::vector<std::string>(4, "tiles"));
    }

    void staysWithinItsRange()
    {
        Listener listener;
        listener.progress.report(-3.0);
        listener.progress.report(std::numeric_limits<double>::quiet_NaN());
        listener.progress.report(17.0);
        QVERIFY((listener.fractions == std::vector<double>{0.0, 0.0, 1.0}));
    }

    void partsFillTheirShareOfTheWhole()
    {
        Listener listener;
        const Progress second = listener.progress.sub(0.25, 0.75);
        second.report(0.0);
        second.report(0.5);
        second.sub(0.5, 1.0).report(0.5);
        second.report(2.0);
        QVERIFY((listener.fractions == std::vector<double>{0.25, 0.5, 0.625, 0.75}));
    }

    void partsShareWhatWasReached()
    {
        Listener listener;
        listener.progress.sub(0.5, 1.0).report(0.5);
        listener.progress.sub(0.0, 0.5).report(1.0);
        QVERIFY((listener.fractions == std::vector<double>{0.75, 0.75}));
    }

    void manyThreadsGiveOneRisingSeries()
    {
        constexpr int kThreads = 4;
        constexpr int kReports = 500;
        Listener listener;
        {
            std::vector<std::jthread> threads;
            threads.reserve(kThreads);
            for (int t = 0; t < kThreads; ++t) {
                threads.emplace_back([progress = listener.progress, t] {
                    for (int i = 0; i < kReports; ++i)
                        progress.report((i * kThreads + t) / double{kReports * kThreads});
                });
            }
        }
        QCOMPARE(listener.fractions.size(), std::size_t{kThreads} * kReports);
        QVERIFY(std::is_sorted(listener.fractions.begin(), listener.fractions.end()));
        QCOMPARE(listener.fractions.back(), (kReports * kThreads - 1.0) / (kReports * kThreads));
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestProgress)
#include "tst_progress.moc"
