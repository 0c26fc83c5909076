// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/curves/valuerange.h"

#include "tests/support/testmain.h"

#include <QCoreApplication>

#include <cmath>
#include <limits>

using namespace koma;

namespace {

/// The values 0, 1, … 100, at those steps, out of order as far as values go.
CurveSeries shuffledCurve()
{
    CurveSeries curve;
    for (std::int64_t i = 0; i <= 100; ++i)
        curve.append(i, static_cast<double>(i * 37 % 101));
    return curve;
}

} // namespace

class TestValueRange : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void percentilesAreThoseOfTheValues()
    {
        const auto range =
            percentileRange(shuffledCurve(), 0, 100, ValueScale::Linear, {0.055, 0.9});
        QVERIFY(range.has_value());
        QVERIFY(std::abs(range->low - 5.5) < 1e-9);
        QVERIFY(std::abs(range->high - 90.0) < 1e-9);
    }

    void anOutlierDoesNotPressTheCurveFlat()
    {
        CurveSeries curve = shuffledCurve();
        curve.append(101, 1e9);
        curve.append(102, std::numeric_limits<double>::quiet_NaN());
        const auto range = percentileRange(curve, 0, 1000, ValueScale::Linear);
        QVERIFY(range && range->high <= 100.0);
    }

    void onlyTheStepsInViewCount()
    {
        CurveSeries curve;
        for (std::int64_t i = 0; i < 100; ++i)
            curve.append(i, i < 50 ? 1000.0 : 1.0);
        const auto range = percentileRange(curve, 50, 99, ValueScale::Linear);
        QCOMPARE(range->low, 1.0);
        QCOMPARE(range->high, 1.0);
        QVERIFY(!percentileRange(curve, 100, 200, ValueScale::Linear).has_value());
    }

    void aLogarithmShowsOnlyWhatIsAboveZero()
    {
        CurveSeries curve;
        for (const double value : {-5.0, 0.0, 10.0, 1000.0})
            curve.append(static_cast<std::int64_t>(curve.size()), value);
        const auto range = percentileRange(curve, 0, 3, ValueScale::Logarithmic, {0.0, 1.0});
        QCOMPARE(range->low, 10.0);
        QCOMPARE(range->high, 1000.0);
        QVERIFY(!percentileRange(curve, 0, 1, ValueScale::Logarithmic).has_value());
    }

    void axesHaveAMargin()
    {
        const ValueRange axis = axisRange({-1.0, 3.0}, ValueScale::Linear);
        QVERIFY(std::abs(axis.low + 1.2) < 1e-12 && std::abs(axis.high - 3.2) < 1e-12);
        const ValueRange decades = axisRange({1.0, 100.0}, ValueScale::Logarithmic);
        QVERIFY(std::abs(std::log10(decades.low) + 0.1) < 1e-12);
        QVERIFY(std::abs(std::log10(decades.high) - 2.1) < 1e-12);
    }

    void aConstantHasRoomAroundIt_data()
    {
        QTest::addColumn<double>("value");
        for (const double value : {0.0, 1.0, -250.0, 1e-30, 1e300})
            QTest::addRow("%g", value) << value;
    }

    void aConstantHasRoomAroundIt()
    {
        QFETCH(double, value);
        const ValueRange axis = axisRange({value, value}, ValueScale::Linear);
        QVERIFY(axis.low < value && value < axis.high);
        if (value > 0.0) {
            const ValueRange decades = axisRange({value, value}, ValueScale::Logarithmic);
            QVERIFY(decades.low < value && value < decades.high);
        }
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestValueRange)
#include "tst_valuerange.moc"
