// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/curves/smoothedcurve.h"

#include "tests/support/testmain.h"

#include <QCoreApplication>

#include <cmath>
#include <limits>

using namespace koma;

namespace {

CurveSeries curveOf(std::initializer_list<double> values)
{
    CurveSeries curve;
    for (const double value : values)
        curve.append(static_cast<std::int64_t>(curve.size()), value);
    return curve;
}

void compare(double actual, double wanted)
{
    QVERIFY2(std::abs(actual - wanted) <= 1e-12 * std::max(1.0, std::abs(wanted)),
             qPrintable(QStringLiteral("%1, not %2").arg(actual, 0, 'g', 17).arg(wanted)));
}

} // namespace

class TestSmoothedCurve : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFirstValuesAreThoseOfAHandCalculation()
    {
        // w = 0.6: 1; (0.6·1 + 4)/1.6; (0.36·1 + 0.6·4 + 2)/1.96
        ExponentialSmoothing smoothing(0.6);
        compare(smoothing.next(1.0), 1.0);
        compare(smoothing.next(4.0), 2.875);
        compare(smoothing.next(2.0), 4.76 / 1.96);
    }

    void withoutWeightNothingIsSmoothed()
    {
        for (const double weight : {0.0, -1.0, std::numeric_limits<double>::quiet_NaN()}) {
            ExponentialSmoothing smoothing(weight);
            QCOMPARE(smoothing.weight(), 0.0);
            QCOMPARE(smoothing.next(3.0), 3.0);
            QCOMPARE(smoothing.next(-5.0), -5.0);
        }
        QCOMPARE(ExponentialSmoothing(7.0).weight(), ExponentialSmoothing::kMaxWeight);
    }

    void aConstantStaysWhatItIs()
    {
        ExponentialSmoothing smoothing(0.99);
        for (int i = 0; i < 1000; ++i)
            compare(smoothing.next(0.125), 0.125);
    }

    void aNanIsAGapAndNoMore()
    {
        ExponentialSmoothing smoothing(0.6);
        ExponentialSmoothing without(0.6);
        compare(smoothing.next(1.0), without.next(1.0));
        QVERIFY(std::isnan(smoothing.next(std::numeric_limits<double>::quiet_NaN())));
        QVERIFY(std::isinf(smoothing.next(std::numeric_limits<double>::infinity())));
        compare(smoothing.next(4.0), without.next(4.0));
    }

    void followsAGrowingCurve()
    {
        CurveSeries source = curveOf({1.0, 4.0});
        SmoothedCurve smoothed(0.6);
        smoothed.follow(source);
        source.append(9, 2.0);
        smoothed.follow(source);
        smoothed.follow(source);
        QCOMPARE(smoothed.series().size(), std::size_t{3});
        QCOMPARE(smoothed.series().at(2).step, 9);
        compare(smoothed.series().at(2).value, 4.76 / 1.96);
    }

    void beginsAnewWhereTheCurveWasCut()
    {
        CurveSeries source = curveOf({1.0, 100.0, 100.0});
        SmoothedCurve smoothed(0.6);
        smoothed.follow(source);
        source.append(1, 4.0); // back to before the peak
        source.append(2, 2.0); // as many points as before
        smoothed.follow(source);
        QCOMPARE(smoothed.series().size(), std::size_t{3});
        compare(smoothed.series().at(2).value, 4.76 / 1.96);
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestSmoothedCurve)
#include "tst_smoothedcurve.moc"
