// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/curves/smoothedcurve.h"
#include "core/training/curves/valuerange.h"

#include "tests/support/randomcases.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

using namespace koma;

namespace {

constexpr int kCases = 300;

/// The plain list of points that a CurveSeries is compared with.
using Points = std::vector<CurvePoint>;

struct Case
{
    CurveSeries curve;
    Points points;
};

double randomValue(Random &random)
{
    if (random.chance(0.03))
        return random.chance(0.5) ? std::numeric_limits<double>::quiet_NaN()
                                  : -std::numeric_limits<double>::infinity();
    return random.uniform(-1.0, 1.0) * std::pow(10.0, random.uniform(-3.0, 3.0));
}

/// Grows by steps of random size; now and then it goes back, by an append or by a cut.
Case randomCase(Random &random, std::int64_t maxPoints)
{
    Case both;
    const std::int64_t appends = random.below(random.chance(0.3) ? 40 : maxPoints);
    std::int64_t step = random.below(1000) - 500;
    const bool goesBack = random.chance(0.5);
    for (std::int64_t i = 0; i < appends; ++i) {
        if (goesBack && random.chance(0.005)) {
            step -= random.below(300);
            if (random.chance(0.5)) {
                both.curve.cutAfter(step);
                std::erase_if(both.points, [&](const CurvePoint &p) { return p.step > step; });
            }
        }
        const double value = randomValue(random);
        both.curve.append(step, value);
        std::erase_if(both.points, [&](const CurvePoint &p) { return p.step >= step; });
        both.points.push_back({step, value});
        step += 1 + (random.chance(0.1) ? random.below(50) : 0);
    }
    return both;
}

bool same(double a, double b)
{
    return (std::isnan(a) && std::isnan(b)) ||
           std::abs(a - b) <= 1e-9 * std::max({1.0, std::abs(a), std::abs(b)});
}

bool describes(const CurveSummary &summary, const Points &points)
{
    std::vector<double> values;
    for (const CurvePoint &point : points) {
        if (std::isfinite(point.value))
            values.push_back(point.value);
    }
    if (summary.finiteCount != static_cast<std::int64_t>(values.size()) ||
        summary.nonFiniteCount != static_cast<std::int64_t>(points.size() - values.size()))
        return false;
    if (values.empty())
        return std::isnan(summary.min) && std::isnan(summary.max) && std::isnan(summary.mean) &&
               std::isnan(summary.last);
    long double sum = 0.0L;
    for (const double value : values)
        sum += value;
    return summary.min == *std::min_element(values.begin(), values.end()) &&
           summary.max == *std::max_element(values.begin(), values.end()) &&
           summary.last == values.back() &&
           same(summary.mean, static_cast<double>(sum / static_cast<long double>(values.size())));
}

Points between(const Points &points, std::int64_t first, std::int64_t last)
{
    Points found;
    std::copy_if(points.begin(), points.end(), std::back_inserter(found),
                 [&](const CurvePoint &p) { return p.step >= first && p.step <= last; });
    return found;
}

QByteArray number(int index)
{
    return "case " + QByteArray::number(index);
}

} // namespace

class TestCurvesProperties : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bucketsAreWhatAWalkOverThePointsFinds()
    {
        Random random(test::randomCasesSeed(), 1);
        for (int i = 0; i < kCases; ++i) {
            const Case both = randomCase(random, 3000);
            QVERIFY2(both.curve.size() == both.points.size(), number(i));
            const std::int64_t first = random.below(4000) - 700;
            const std::int64_t last = first + random.below(6000) - 5;
            const auto most = static_cast<std::size_t>(1 + random.below(200));
            const auto buckets = both.curve.buckets(first, last, most);
            const Points inRange = between(both.points, first, last);
            QVERIFY2(buckets.size() <= most, number(i));
            QVERIFY2(buckets.size() >= std::min(inRange.size(), (most + 1) / 2), number(i));
            auto next = inRange.begin();
            for (const CurveBucket &bucket : buckets) {
                const Points own = between(inRange, bucket.firstStep, bucket.lastStep);
                QVERIFY2(!own.empty() && next != inRange.end(), number(i));
                QVERIFY2(own.front().step == next->step, number(i));
                QVERIFY2(own.front().step == bucket.firstStep, number(i));
                QVERIFY2(own.back().step == bucket.lastStep, number(i));
                QVERIFY2(describes(bucket.summary, own), number(i));
                next += static_cast<std::ptrdiff_t>(own.size());
            }
            QVERIFY2(next == inRange.end(), number(i));
            QVERIFY2(describes(both.curve.summary(first, last), inRange), number(i));
        }
    }

    void theNearestPointIsTheNearest()
    {
        Random random(test::randomCasesSeed(), 2);
        for (int i = 0; i < kCases; ++i) {
            const Case both = randomCase(random, 500);
            const std::int64_t step = random.below(3000) - 1000;
            const auto nearest =
                std::min_element(both.points.begin(), both.points.end(),
                                 [&](const CurvePoint &a, const CurvePoint &b) {
                                     return std::abs(a.step - step) < std::abs(b.step - step);
                                 });
            const auto found = both.curve.nearest(step);
            QVERIFY2(found.has_value() == (nearest != both.points.end()), number(i));
            QVERIFY2(!found || found->step == nearest->step, number(i));
        }
    }

    /// Against the sum that defines it, in which every value is looked at for every point.
    void smoothingIsTheWeightedMeanOfAllBefore()
    {
        Random random(test::randomCasesSeed(), 3);
        for (int i = 0; i < kCases / 10; ++i) {
            const Case both = randomCase(random, 400);
            const double weight = random.chance(0.2) ? 0.0 : random.uniform(0.0, 0.999);
            SmoothedCurve smoothed(weight);
            smoothed.follow(both.curve);
            QVERIFY2(smoothed.series().size() == both.points.size(), number(i));
            for (std::size_t n = 0; n < both.points.size(); ++n) {
                long double sum = 0.0L;
                long double weights = 0.0L;
                long double power = 1.0L;
                for (std::size_t k = n + 1; k-- > 0;) {
                    if (!std::isfinite(both.points[k].value))
                        continue;
                    sum += power * both.points[k].value;
                    weights += power;
                    power *= weight;
                }
                const double found = smoothed.series().at(n).value;
                if (std::isfinite(both.points[n].value))
                    QVERIFY2(same(found, static_cast<double>(sum / weights)), number(i));
                else
                    QVERIFY2(!std::isfinite(found), number(i));
            }
        }
    }

    /// Following in pieces, with cuts between, gives what following at once gives.
    void followingInPiecesIsFollowing()
    {
        Random random(test::randomCasesSeed(), 4);
        for (int i = 0; i < kCases; ++i) {
            CurveSeries curve;
            SmoothedCurve live(0.9);
            std::int64_t step = 0;
            for (int k = 0; k < 300; ++k) {
                step += random.chance(0.02) ? -random.below(50) : 1;
                curve.append(step, randomValue(random));
                if (random.chance(0.1))
                    live.follow(curve);
            }
            live.follow(curve);
            SmoothedCurve atOnce(0.9);
            atOnce.follow(curve);
            QVERIFY2(live.series().size() == curve.size(), number(i));
            for (std::size_t k = 0; k < curve.size(); ++k) {
                QVERIFY2(live.series().at(k).step == atOnce.series().at(k).step, number(i));
                QVERIFY2(same(live.series().at(k).value, atOnce.series().at(k).value) ||
                             !std::isfinite(curve.at(k).value),
                         number(i));
            }
        }
    }

    /// The rank of the answer among all values is what was asked for: exactly for short curves,
    /// within three in a hundred for long ones, of which a sample is taken.
    void percentilesHaveTheirRank()
    {
        Random random(test::randomCasesSeed(), 5);
        for (int i = 0; i < 40; ++i) {
            const Case both = randomCase(random, i % 4 == 0 ? 60'000 : 3000);
            std::vector<double> values;
            for (const CurvePoint &point : both.points) {
                if (std::isfinite(point.value))
                    values.push_back(point.value);
            }
            const ValueShares shares{random.uniform(0.0, 0.5), random.uniform(0.5, 1.0)};
            const auto range =
                percentileRange(both.curve, -1'000'000, 1'000'000'000, ValueScale::Linear, shares);
            QVERIFY2(range.has_value() == !values.empty(), number(i));
            if (!range)
                continue;
            std::sort(values.begin(), values.end());
            const bool exact = values.size() + 200 < 4096 && both.points.size() <= 4096;
            const double slack = (exact ? 0.0 : 0.03) + 1.0 / static_cast<double>(values.size());
            const auto rank = [&](double value, double share) {
                const auto count = static_cast<double>(values.size());
                const double low = static_cast<double>(
                    std::lower_bound(values.begin(), values.end(), value) - values.begin());
                const double high = static_cast<double>(
                    std::upper_bound(values.begin(), values.end(), value) - values.begin());
                return low / count <= share + slack && high / count >= share - slack;
            };
            QVERIFY2(rank(range->low, shares.low) && rank(range->high, shares.high), number(i));
        }
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestCurvesProperties)
#include "tst_curves_properties.moc"
