// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/curves/curveseries.h"

#include "tests/support/testmain.h"

#include <QCoreApplication>

#include <cmath>
#include <ctime>
#include <limits>

using namespace koma;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t kFirst = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kLast = std::numeric_limits<std::int64_t>::max();

/// Time that this thread computed: other programs on the machine do not count.
double processorSeconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

CurveSeries longCurve(std::int64_t points)
{
    CurveSeries curve;
    for (std::int64_t i = 0; i < points; ++i)
        curve.append(i, std::sin(static_cast<double>(i) * 0.001));
    return curve;
}

} // namespace

class TestCurveSeries : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEmptyCurveAnswers()
    {
        const CurveSeries curve;
        QVERIFY(curve.empty());
        QVERIFY(curve.buckets(kFirst, kLast, 10).empty());
        QVERIFY(!curve.nearest(5).has_value());
        QCOMPARE(curve.summary(kFirst, kLast).finiteCount, 0);
        QVERIFY(std::isnan(curve.summary(kFirst, kLast).mean));
    }

    void fewPointsAreABucketEach()
    {
        CurveSeries curve;
        curve.append(10, 1.5);
        curve.append(20, -2.0);
        const auto buckets = curve.buckets(10, 20, 2);
        QCOMPARE(buckets.size(), std::size_t{2});
        QCOMPARE(buckets[1].firstStep, 20);
        QCOMPARE(buckets[1].lastStep, 20);
        QCOMPARE(buckets[1].summary.min, -2.0);
        QCOMPARE(buckets[1].summary.last, -2.0);
        QVERIFY(curve.buckets(11, 19, 2).empty());
        QVERIFY(curve.buckets(20, 10, 2).empty());
        QVERIFY(curve.buckets(10, 20, 0).empty());
    }

    void aBucketHasMinMaxMeanAndLast()
    {
        CurveSeries curve;
        for (const double value : {4.0, 1.0, kNan, 7.0})
            curve.append(static_cast<std::int64_t>(curve.size()), value);
        const auto buckets = curve.buckets(0, 3, 1);
        QCOMPARE(buckets.size(), std::size_t{1});
        const CurveSummary &summary = buckets[0].summary;
        QCOMPARE(summary.min, 1.0);
        QCOMPARE(summary.max, 7.0);
        QCOMPARE(summary.mean, 4.0);
        QCOMPARE(summary.last, 7.0);
        QCOMPARE(summary.finiteCount, 3);
        QCOMPARE(summary.nonFiniteCount, 1);
    }

    void hugeValuesDoNotOverflowTheMean()
    {
        CurveSeries curve;
        for (std::int64_t i = 0; i < 100; ++i)
            curve.append(i, std::numeric_limits<double>::max());
        const double mean = curve.summary(kFirst, kLast).mean;
        QVERIFY(std::isfinite(mean));
        QCOMPARE(mean, std::numeric_limits<double>::max());
    }

    void aStepBackDropsWhatCameAfter()
    {
        CurveSeries curve = longCurve(1000);
        QCOMPARE(curve.cuts(), 0U);
        curve.append(500, 42.0);
        QCOMPARE(curve.size(), std::size_t{501});
        QCOMPARE(curve.at(500), (CurvePoint{500, 42.0}));
        QCOMPARE(curve.cuts(), 1U);
        QCOMPARE(curve.summary(kFirst, kLast).max, 42.0);
        curve.cutAfter(500); // nothing is after it
        QCOMPARE(curve.cuts(), 1U);
        curve.cutAfter(-1);
        QVERIFY(curve.empty());
        curve.append(7, 1.0);
        QCOMPARE(curve.summary(kFirst, kLast).max, 1.0);
    }

    void findsTheNearestPoint()
    {
        CurveSeries curve;
        for (const std::int64_t step : {kFirst, std::int64_t{0}, std::int64_t{10}})
            curve.append(step, static_cast<double>(step));
        QCOMPARE(curve.nearest(4)->step, 0);
        QCOMPARE(curve.nearest(5)->step, 0);
        QCOMPARE(curve.nearest(6)->step, 10);
        QCOMPARE(curve.nearest(kLast)->step, 10);
        QCOMPARE(curve.nearest(kFirst + 1)->step, kFirst);
    }

    void innerLimitsStandStillWhilePanning()
    {
        const CurveSeries curve = longCurve(10000);
        const auto here = curve.buckets(1000, 5000, 100);
        const auto there = curve.buckets(1003, 5003, 100);
        for (std::size_t i = 1; i + 1 < here.size(); ++i)
            QCOMPARE(here[i].firstStep, there[i].firstStep);
    }

    void aMillionPointsAreTakenInASecond()
    {
        const double start = processorSeconds();
        const CurveSeries curve = longCurve(1'000'000);
        const double seconds = processorSeconds() - start;
        QVERIFY2(seconds < 1.0, qPrintable(QString::number(seconds)));
        QCOMPARE(curve.size(), std::size_t{1'000'000});
    }

    void aQueryCostsWhatItsBucketsCost()
    {
        const auto secondsPerQuery = [](const CurveSeries &curve) {
            constexpr int kQueries = 400;
            const auto last = static_cast<std::int64_t>(curve.size());
            const double start = processorSeconds();
            std::size_t buckets = 0;
            for (std::int64_t i = 0; i < kQueries; ++i)
                buckets += curve.buckets(i, last - 2 * i, 500).size();
            const double seconds = (processorSeconds() - start) / kQueries;
            return buckets >= std::size_t{kQueries} * 250 ? seconds : 1e9;
        };
        const double ofMany = secondsPerQuery(longCurve(20'000));
        const double ofAMillion = secondsPerQuery(longCurve(1'000'000));
        // Walking the points would make it fifty times the time; the margin is for a busy machine.
        QVERIFY2(ofAMillion < 6.0 * ofMany + 20e-6,
                 qPrintable(QStringLiteral("%1 s, %2 s").arg(ofMany).arg(ofAMillion)));
        QVERIFY2(ofAMillion < 1e-3, qPrintable(QString::number(ofAMillion)));
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestCurveSeries)
#include "tst_curveseries.moc"
