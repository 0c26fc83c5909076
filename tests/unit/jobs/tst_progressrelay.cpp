// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/jobrunner.h"
#include "core/jobs/progressrelay.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QObject>
#include <QSignalSpy>
#include <QThread>

using namespace koma;

class TestProgressRelay : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void limitsTheRateAndEndsWithAll();
    void neverGoesBackwards();
    void failureDoesNotReportAll();
    void olderProgressIsIgnored();
    void reportsAfterTheRelayAreHarmless();
};

void TestProgressRelay::limitsTheRateAndEndsWithAll()
{
    JobRunner runner;
    ProgressRelay relay;
    QSignalSpy reports(&relay, &ProgressRelay::progressed);
    bool isDone = false;
    QElapsedTimer clock;
    clock.start();
    runner.start(Job<int>{Lane::Io, JobPriority::Normal,
                          [progress = relay.begin()](const CancelToken &) {
                              for (int i = 0; i <= 400; ++i) {
                                  progress.report(i / 400.0, "tiles");
                                  QThread::msleep(1);
                              }
                              return Result<int>(0);
                          },
                          this,
                          [&](const Result<int> &) {
                              relay.finish(ProgressRelay::Outcome::Done);
                              isDone = true;
                          }});
    QTRY_VERIFY(isDone);
    const auto allowed = clock.elapsed() / 50 + 2; // the first at 0 and the last at 1 come on top
    QVERIFY2(reports.count() <= allowed, qPrintable(QString::number(reports.count())));
    QVERIFY(reports.count() >= 3);
    QCOMPARE(reports.last().at(0).toDouble(), 1.0);
    QCOMPARE(reports.at(1).at(1).toString(), QStringLiteral("tiles"));
}

void TestProgressRelay::neverGoesBackwards()
{
    ProgressRelay relay;
    QSignalSpy reports(&relay, &ProgressRelay::progressed);
    const Progress progress = relay.begin();
    for (const double fraction : {0.5, 0.2, 0.7, 0.1}) {
        progress.report(fraction);
        QTest::qWait(60);
    }
    relay.finish(ProgressRelay::Outcome::Done);
    double last = 0.0;
    for (const QList<QVariant> &report : reports) {
        QVERIFY(report.at(0).toDouble() >= last);
        last = report.at(0).toDouble();
    }
    QCOMPARE(last, 1.0);
}

void TestProgressRelay::failureDoesNotReportAll()
{
    ProgressRelay relay;
    QSignalSpy reports(&relay, &ProgressRelay::progressed);
    QSignalSpy ends(&relay, &ProgressRelay::finished);
    const Progress progress = relay.begin();
    progress.report(0.4);
    relay.finish(ProgressRelay::Outcome::Failed);
    QCOMPARE(ends.count(), 1);
    QVERIFY(reports.last().at(0).toDouble() < 1.0);
    relay.finish(ProgressRelay::Outcome::Failed);
    QCOMPARE(ends.count(), 1);
}

void TestProgressRelay::olderProgressIsIgnored()
{
    ProgressRelay relay;
    const Progress older = relay.begin();
    const Progress newer = relay.begin();
    QSignalSpy reports(&relay, &ProgressRelay::progressed);
    older.report(0.9);
    newer.report(0.1);
    QTest::qWait(120);
    QCOMPARE(reports.count(), 1);
    QCOMPARE(reports.first().at(0).toDouble(), 0.1);
}

void TestProgressRelay::reportsAfterTheRelayAreHarmless()
{
    Progress progress;
    {
        ProgressRelay relay;
        progress = relay.begin();
        progress.report(0.1);
    }
    progress.report(0.5);
    QCoreApplication::processEvents();
}

KOMA_TEST_MAIN(QCoreApplication, TestProgressRelay)
#include "tst_progressrelay.moc"
