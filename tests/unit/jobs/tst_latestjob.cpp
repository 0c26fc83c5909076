// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/latestjob.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>
#include <QObject>
#include <QThread>

#include <atomic>
#include <optional>
#include <semaphore>
#include <vector>

using namespace koma;

class TestLatestJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void newestWins();
    void newRequestCancelsAtOnce();
    void finishRunningLetsThroughAndSkipsTheMiddle();
    void cancelDropsTheResult();
    void resultThatIsAlreadyOnItsWayIsDropped();
    void failuresArrive();
    void destructionCancels();
    void requestFromTheCallback();
};

namespace {

Result<int> untilCancelled(const CancelToken &cancel)
{
    while (!cancel.isCancelled())
        QThread::msleep(1);
    return failCancelled();
}

LatestJob<int>::Setup setupFor(JobRunner &runner, QObject *context,
                               WhenBusy whenBusy = WhenBusy::CancelRunning)
{
    return {runner, context, Lane::Engine, JobPriority::Normal, whenBusy};
}

} // namespace

void TestLatestJob::newestWins()
{
    JobRunner runner;
    std::vector<int> delivered;
    LatestJob<int> latest(setupFor(runner, this),
                          [&](const Result<int> &result) { delivered.push_back(result.value()); });
    for (int i = 0; i < 50; ++i)
        latest.request([i](const CancelToken &) { return Result<int>(i); });
    QVERIFY(latest.isBusy());
    QTRY_VERIFY(!latest.isBusy());
    QCOMPARE(delivered, std::vector<int>{49});
}

void TestLatestJob::newRequestCancelsAtOnce()
{
    JobRunner runner;
    std::atomic<bool> isRunning = false;
    std::vector<int> delivered;
    LatestJob<int> latest(setupFor(runner, this), [&](const Result<int> &result) {
        delivered.push_back(result.value_or(-1));
    });
    latest.request([&](const CancelToken &cancel) {
        isRunning = true;
        return untilCancelled(cancel);
    });
    QTRY_VERIFY(isRunning);
    latest.request([](const CancelToken &) { return Result<int>(7); });
    QTRY_COMPARE(delivered, std::vector<int>{7});
}

void TestLatestJob::finishRunningLetsThroughAndSkipsTheMiddle()
{
    JobRunner runner;
    std::binary_semaphore release(0);
    std::vector<int> delivered;
    LatestJob<int> latest(setupFor(runner, this, WhenBusy::FinishRunning),
                          [&](const Result<int> &result) { delivered.push_back(result.value()); });
    latest.request([&](const CancelToken &cancel) {
        release.acquire();
        return cancel.isCancelled() ? Result<int>(-1) : Result<int>(1);
    });
    for (int i = 2; i <= 9; ++i)
        latest.request([i](const CancelToken &) { return Result<int>(i); });
    release.release();
    QTRY_COMPARE(delivered, (std::vector<int>{1, 9}));
    QVERIFY(!latest.isBusy());
}

void TestLatestJob::cancelDropsTheResult()
{
    JobRunner runner;
    bool isDelivered = false;
    std::atomic<bool> isLeft = false;
    LatestJob<int> latest(setupFor(runner, this), [&](const Result<int> &) { isDelivered = true; });
    latest.request([&](const CancelToken &cancel) {
        Result<int> result = untilCancelled(cancel);
        isLeft = true;
        return result;
    });
    latest.cancel();
    QVERIFY(!latest.isBusy());
    runner.shutdown();
    QCoreApplication::processEvents();
    QVERIFY(!isDelivered);
}

void TestLatestJob::resultThatIsAlreadyOnItsWayIsDropped()
{
    JobRunner runner;
    std::binary_semaphore isDone(0);
    bool isDelivered = false;
    LatestJob<int> latest(setupFor(runner, this), [&](const Result<int> &) { isDelivered = true; });
    latest.request([](const CancelToken &) { return Result<int>(1); });
    // The lane is first in, first out: when this one runs, the first result is posted.
    runner.start(Job<int>{Lane::Engine, JobPriority::Normal,
                          [&](const CancelToken &) {
                              isDone.release();
                              return Result<int>(0);
                          },
                          this, [](const Result<int> &) {}});
    isDone.acquire();
    latest.cancel();
    QCoreApplication::processEvents();
    QVERIFY(!isDelivered);
}

void TestLatestJob::failuresArrive()
{
    JobRunner runner;
    std::optional<ErrorKind> kind;
    LatestJob<int> latest(setupFor(runner, this),
                          [&](const Result<int> &result) { kind = result.error().kind; });
    latest.request(
        [](const CancelToken &) -> Result<int> { return fail(ErrorKind::BadFormat, "planned"); });
    QTRY_VERIFY(kind.has_value());
    QCOMPARE(*kind, ErrorKind::BadFormat);
}

void TestLatestJob::destructionCancels()
{
    JobRunner runner;
    bool isDelivered = false;
    std::atomic<bool> isRunning = false;
    std::atomic<bool> isCancelled = false;
    {
        LatestJob<int> latest(setupFor(runner, this),
                              [&](const Result<int> &) { isDelivered = true; });
        latest.request([&](const CancelToken &cancel) {
            isRunning = true;
            Result<int> result = untilCancelled(cancel);
            isCancelled = true;
            return result;
        });
        QTRY_VERIFY(isRunning);
    }
    QTRY_VERIFY(isCancelled);
    QCoreApplication::processEvents();
    QVERIFY(!isDelivered);
}

void TestLatestJob::requestFromTheCallback()
{
    JobRunner runner;
    std::vector<int> delivered;
    LatestJob<int> *self = nullptr;
    LatestJob<int> latest(setupFor(runner, this), [&](const Result<int> &result) {
        delivered.push_back(result.value());
        if (delivered.size() < 3)
            self->request(
                [next = result.value() + 1](const CancelToken &) { return Result<int>(next); });
    });
    self = &latest;
    latest.request([](const CancelToken &) { return Result<int>(1); });
    QTRY_COMPARE(delivered, (std::vector<int>{1, 2, 3}));
}

KOMA_TEST_MAIN(QCoreApplication, TestLatestJob)
#include "tst_latestjob.moc"
