// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/jobgate.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>
#include <QThread>

#include <atomic>
#include <semaphore>
#include <thread>

using namespace koma;

class TestJobGate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void letsManyInUntilItIsClosed()
    {
        JobGate gate;
        {
            const JobGate::Pass first(gate);
            const JobGate::Pass second(gate);
            QVERIFY(first.isInside());
            QVERIFY(second.isInside());
        }
        gate.close();
        const JobGate::Pass late(gate);
        QVERIFY(!late.isInside());
    }

    void closingWaitsForThoseInside()
    {
        JobGate gate;
        std::binary_semaphore entered(0);
        std::atomic<bool> hasLeft = false;
        std::thread job([&, copy = gate] {
            const JobGate::Pass pass(copy);
            entered.release();
            QThread::msleep(50);
            hasLeft = true;
        });
        entered.acquire();
        gate.close();
        QVERIFY(hasLeft);
        job.join();
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestJobGate)
#include "tst_jobgate.moc"
