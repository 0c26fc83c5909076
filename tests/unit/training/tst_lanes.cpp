// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/game/lanes.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>

#include <atomic>
#include <chrono>
#include <set>
#include <stdexcept>

using namespace koma;

class TestLanes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneLaneIsTheCaller()
    {
        Lanes lanes(1, 1);
        std::thread::id worked;
        lanes.run([&](int lane) {
            QCOMPARE(lane, 0);
            worked = std::this_thread::get_id();
        });
        QVERIFY(worked == std::this_thread::get_id());
    }

    void allLanesWorkAtOnceOnThreadsThatStay()
    {
        constexpr int kLanes = 4;
        Lanes lanes(kLanes, 1);
        std::vector<std::set<std::thread::id>> threads(kLanes);
        for (int round = 0; round < 100; ++round) {
            std::atomic<int> arrived = 0;
            lanes.run([&](int lane) {
                threads[static_cast<std::size_t>(lane)].insert(std::this_thread::get_id());
                ++arrived;
                while (arrived < kLanes) // ends only if all are here at once
                    std::this_thread::yield();
            });
            QCOMPARE(arrived.load(), kLanes);
        }
        std::set<std::thread::id> all;
        for (const auto &ofLane : threads) {
            QCOMPARE(ofLane.size(), std::size_t{1});
            all.insert(ofLane.begin(), ofLane.end());
        }
        QCOMPARE(all.size(), std::size_t{kLanes});
        QVERIFY(!all.contains(std::this_thread::get_id()));
    }

    void theFirstLanesExceptionComesOutWhenAllAreDone()
    {
        Lanes lanes(3, 1);
        std::atomic<int> finished = 0;
        const auto work = [&](int lane) {
            if (lane == 0)
                std::this_thread::sleep_for(std::chrono::milliseconds(20));
            ++finished;
            if (lane != 2)
                throw std::runtime_error(std::to_string(lane));
        };
        for (int round = 1; round <= 2; ++round) {
            try {
                lanes.run(work);
                QFAIL("nothing was thrown");
            } catch (const std::runtime_error &error) {
                QCOMPARE(error.what(), "0");
            }
            QCOMPARE(finished.load(), 3 * round);
        }
        lanes.run([](int) {}); // and what was thrown is forgotten
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestLanes)
#include "tst_lanes.moc"
