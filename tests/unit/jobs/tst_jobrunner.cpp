// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/jobrunner.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QObject>
#include <QThread>

#include <algorithm>
#include <atomic>
#include <memory>
#include <semaphore>
#include <set>
#include <stdexcept>
#include <vector>

using namespace koma;

namespace {

/// Work that waits for its cancel and says so.
Result<int> waitForCancel(const CancelToken &cancel)
{
    while (!cancel.isCancelled())
        QThread::msleep(1);
    return failCancelled();
}

} // namespace

class TestJobRunner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void resultArrivesOnTheContextThread();
    void engineLaneIsOneThreadForAll();
    void ioLaneRunsTwoAtOnce();
    void backgroundJobsLeaveAnIoThreadFree();
    void backgroundJobsGiveWay();
    void cancelReachesRunningWork();
    void cancelledWhileWaitingIsNotRun();
    void exceptionsBecomeErrors_data();
    void exceptionsBecomeErrors();
    void destroyedContextIsNotCalled();
    void contextDestroyedDuringDeliveryStorm();
    void shutdownCancelsJoinsAndRefuses();

private:
    /// Holds the engine lane until released.
    static JobHandle blockEngine(JobRunner &runner, QObject *context,
                                 std::binary_semaphore &started, std::binary_semaphore &release);
};

JobHandle TestJobRunner::blockEngine(JobRunner &runner, QObject *context,
                                     std::binary_semaphore &started, std::binary_semaphore &release)
{
    const JobHandle handle = runner.start(Job<int>{Lane::Engine, JobPriority::Normal,
                                                   [&](const CancelToken &) {
                                                       started.release();
                                                       release.acquire();
                                                       return Result<int>(0);
                                                   },
                                                   context, [](const Result<int> &) {}});
    started.acquire();
    return handle;
}

void TestJobRunner::resultArrivesOnTheContextThread()
{
    JobRunner runner;
    QThread *workThread = nullptr;
    QThread *doneThread = nullptr;
    int value = 0;
    runner.start(Job<int>{Lane::Io, JobPriority::Normal,
                          [&](const CancelToken &) {
                              workThread = QThread::currentThread();
                              return Result<int>(42);
                          },
                          this,
                          [&](const Result<int> &result) {
                              doneThread = QThread::currentThread();
                              value = result.value_or(-1);
                          }});
    QTRY_COMPARE(value, 42);
    QCOMPARE(doneThread, thread());
    QVERIFY(workThread != thread());
}

void TestJobRunner::engineLaneIsOneThreadForAll()
{
    JobRunner runner;
    std::set<Qt::HANDLE> threads;
    int done = 0;
    for (int i = 0; i < 20; ++i) {
        runner.start(Job<Qt::HANDLE>{
            Lane::Engine, JobPriority::Normal,
            [](const CancelToken &) { return Result<Qt::HANDLE>(QThread::currentThreadId()); },
            this,
            [&](const Result<Qt::HANDLE> &result) {
                threads.insert(result.value());
                ++done;
            }});
    }
    QTRY_COMPARE(done, 20);
    QCOMPARE(threads.size(), std::size_t(1));
}

void TestJobRunner::ioLaneRunsTwoAtOnce()
{
    JobRunner runner;
    std::binary_semaphore first(0);
    std::binary_semaphore second(0);
    int done = 0;
    const auto finish = [&](const Result<int> &) { ++done; };
    // Each waits for the other: one thread alone would never end.
    runner.start(Job<int>{Lane::Io, JobPriority::Normal,
                          [&](const CancelToken &) {
                              first.release();
                              second.acquire();
                              return Result<int>(1);
                          },
                          this, finish});
    runner.start(Job<int>{Lane::Io, JobPriority::Normal,
                          [&](const CancelToken &) {
                              second.release();
                              first.acquire();
                              return Result<int>(2);
                          },
                          this, finish});
    QTRY_COMPARE(done, 2);
}

void TestJobRunner::backgroundJobsLeaveAnIoThreadFree()
{
    JobRunner runner;
    std::counting_semaphore<4> release(0);
    std::atomic<int> most = 0;
    std::atomic<int> running = 0;
    int done = 0;
    const auto finish = [&](const Result<int> &) { ++done; };
    for (int i = 0; i < 3; ++i) {
        runner.start(Job<int>{Lane::Io, JobPriority::Background,
                              [&](const CancelToken &) {
                                  most = std::max(most.load(), ++running);
                                  release.acquire();
                                  --running;
                                  return Result<int>(0);
                              },
                              this, finish});
    }
    QTRY_COMPARE(running.load(), 1);
    // Comes to its end though the background jobs are stuck.
    runner.start(Job<int>{Lane::Io, JobPriority::Normal,
                          [](const CancelToken &) { return Result<int>(0); }, this, finish});
    QTRY_COMPARE(done, 1);
    release.release(3);
    QTRY_COMPARE(done, 4);
    QCOMPARE(most.load(), 1);
}

void TestJobRunner::backgroundJobsGiveWay()
{
    JobRunner runner;
    std::binary_semaphore started(0);
    std::binary_semaphore release(0);
    blockEngine(runner, this, started, release);
    std::vector<int> order;
    const auto add = [&](int number, JobPriority priority) {
        runner.start(Job<int>{Lane::Engine, priority,
                              [number](const CancelToken &) { return Result<int>(number); }, this,
                              [&](const Result<int> &result) { order.push_back(result.value()); }});
    };
    add(3, JobPriority::Background);
    add(4, JobPriority::Background);
    add(1, JobPriority::Normal);
    add(2, JobPriority::Normal);
    release.release();
    QTRY_COMPARE(order.size(), std::size_t(4));
    QCOMPARE(order, (std::vector<int>{1, 2, 3, 4}));
}

void TestJobRunner::cancelReachesRunningWork()
{
    JobRunner runner;
    std::atomic<bool> isRunning = false;
    std::unique_ptr<Error> error;
    JobHandle handle = runner.start(Job<int>{
        Lane::Engine, JobPriority::Normal,
        [&](const CancelToken &cancel) {
            isRunning = true;
            return waitForCancel(cancel);
        },
        this, [&](const Result<int> &result) { error = std::make_unique<Error>(result.error()); }});
    QTRY_VERIFY(isRunning);
    QVERIFY(!error);
    handle.cancel();
    QTRY_VERIFY(error != nullptr);
    QCOMPARE(error->kind, ErrorKind::Cancelled);
}

void TestJobRunner::cancelledWhileWaitingIsNotRun()
{
    JobRunner runner;
    std::binary_semaphore started(0);
    std::binary_semaphore release(0);
    blockEngine(runner, this, started, release);
    std::atomic<bool> wasRun = false;
    std::unique_ptr<Error> error;
    JobHandle handle = runner.start(Job<int>{
        Lane::Engine, JobPriority::Normal,
        [&](const CancelToken &) {
            wasRun = true;
            return Result<int>(0);
        },
        this, [&](const Result<int> &result) { error = std::make_unique<Error>(result.error()); }});
    handle.cancel();
    release.release();
    QTRY_VERIFY(error != nullptr);
    QCOMPARE(error->kind, ErrorKind::Cancelled);
    QVERIFY(!wasRun);
}

void TestJobRunner::exceptionsBecomeErrors_data()
{
    QTest::addColumn<int>("thrown");
    QTest::addColumn<int>("kind");
    QTest::newRow("std::exception") << 0 << static_cast<int>(ErrorKind::Internal);
    QTest::newRow("out of memory") << 1 << static_cast<int>(ErrorKind::OutOfMemory);
    QTest::newRow("cancelled") << 2 << static_cast<int>(ErrorKind::Cancelled);
}

void TestJobRunner::exceptionsBecomeErrors()
{
    QFETCH(int, thrown);
    QFETCH(int, kind);
    JobRunner runner;
    int delivered = -1;
    runner.start(Job<int>{
        Lane::Io, JobPriority::Normal,
        [thrown](const CancelToken &) -> Result<int> {
            if (thrown == 0)
                throw std::runtime_error("planned");
            if (thrown == 1)
                throw std::bad_alloc();
            throw CancelledException();
        },
        this,
        [&](const Result<int> &result) { delivered = static_cast<int>(result.error().kind); }});
    QTRY_COMPARE(delivered, kind);
}

void TestJobRunner::destroyedContextIsNotCalled()
{
    JobRunner runner;
    std::binary_semaphore started(0);
    std::binary_semaphore release(0);
    bool isCalled = false;
    auto context = std::make_unique<QObject>();
    runner.start(Job<int>{Lane::Engine, JobPriority::Normal,
                          [&](const CancelToken &) {
                              started.release();
                              release.acquire();
                              return Result<int>(0);
                          },
                          context.get(), [&](const Result<int> &) { isCalled = true; }});
    started.acquire();
    context.reset();
    release.release();
    bool isNextDone = false;
    runner.start(Job<int>{Lane::Engine, JobPriority::Normal,
                          [](const CancelToken &) { return Result<int>(0); }, this,
                          [&](const Result<int> &) { isNextDone = true; }});
    QTRY_VERIFY(isNextDone);
    QVERIFY(!isCalled);
}

void TestJobRunner::contextDestroyedDuringDeliveryStorm()
{
    JobRunner runner;
    for (int round = 0; round < 200; ++round) {
        auto context = std::make_unique<QObject>();
        for (int i = 0; i < 4; ++i) {
            runner.start(Job<int>{Lane::Io, JobPriority::Normal,
                                  [](const CancelToken &) { return Result<int>(1); }, context.get(),
                                  [object = context.get()](const Result<int> &) {
                                      object->setObjectName(QStringLiteral("alive"));
                                  }});
        }
        if (round % 3 == 0)
            QCoreApplication::processEvents();
    }
    int done = 0;
    runner.start(Job<int>{Lane::Io, JobPriority::Normal,
                          [](const CancelToken &) { return Result<int>(1); }, this,
                          [&](const Result<int> &) { ++done; }});
    QTRY_COMPARE(done, 1);
}

void TestJobRunner::shutdownCancelsJoinsAndRefuses()
{
    JobRunner runner;
    std::atomic<bool> isRunning = false;
    std::atomic<bool> isLeft = false;
    std::atomic<bool> wasWaitingRun = false;
    bool isDelivered = false;
    runner.start(Job<int>{Lane::Engine, JobPriority::Normal,
                          [&](const CancelToken &cancel) {
                              isRunning = true;
                              Result<int> result = waitForCancel(cancel);
                              isLeft = true;
                              return result;
                          },
                          this, [](const Result<int> &) {}});
    runner.start(Job<int>{Lane::Engine, JobPriority::Normal,
                          [&](const CancelToken &) {
                              wasWaitingRun = true;
                              return Result<int>(0);
                          },
                          this, [](const Result<int> &) {}});
    QTRY_VERIFY(isRunning);
    runner.shutdown();
    QVERIFY(isLeft);
    QVERIFY(!wasWaitingRun);
    runner.start(Job<int>{Lane::Io, JobPriority::Normal,
                          [](const CancelToken &) { return Result<int>(0); }, this,
                          [&](const Result<int> &) { isDelivered = true; }});
    QTest::qWait(20);
    QVERIFY(!isDelivered);
}

KOMA_TEST_MAIN(QCoreApplication, TestJobRunner)
#include "tst_jobrunner.moc"
