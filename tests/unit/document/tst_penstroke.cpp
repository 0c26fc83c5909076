// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/geometry/planarshape.h"
#include "core/document/tones/penstroke.h"

#include "tests/support/randomcases.h"
#include "tests/support/testmain.h"

#include <QGuiApplication>

#include <cmath>
#include <numbers>

using namespace koma;

namespace {

/// A walk as a hand makes it: steady steps that turn little by little.
std::vector<PenSample> randomWalk(Random &random)
{
    std::vector<PenSample> samples;
    QPointF place(random.uniform(-50, 50), random.uniform(-50, 50));
    double angle = random.uniform(0.0, 6.28);
    const auto count = 2 + random.below(60);
    for (int i = 0; i < count; ++i) {
        samples.push_back({place, random.uniform()});
        angle += random.uniform(-0.9, 0.9);
        place += random.uniform(0.3, 6.0) * QPointF(std::cos(angle), std::sin(angle));
    }
    return samples;
}

} // namespace

class TestPenStroke : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aStraightStrokeIsAStadium()
    {
        const PenNib nib{4.0, 0.15};
        const QPainterPath path =
            strokeOutline({{{10, 10}, 1.0}, {{30, 10}, 1.0}, {{60, 10}, 1.0}}, nib);
        QVERIFY(std::abs(pathArea(path) - (50.0 * 4.0 + std::numbers::pi * 4.0)) < 0.15);
        const QRectF bounds = path.boundingRect();
        QVERIFY(std::abs(bounds.left() - 8.0) < 0.02 && std::abs(bounds.right() - 62.0) < 0.02);
        QVERIFY(std::abs(bounds.top() - 8.0) < 0.02 && std::abs(bounds.bottom() - 12.0) < 0.02);
    }

    void widthFollowsPressure()
    {
        const PenNib nib{10.0, 0.2};
        std::vector<PenSample> samples;
        for (int i = 0; i <= 40; ++i)
            samples.push_back({{2.0 * i, 0.0}, i / 40.0});
        const QPainterPath path = strokeOutline(samples, nib);
        const auto widthAt = [&](double x) {
            QPainterPath slice;
            slice.addRect(x - 0.05, -20, 0.1, 40);
            return pathArea(intersectedPath(path, slice)) / 0.1;
        };
        for (const double x : {10.0, 40.0, 70.0})
            QVERIFY(std::abs(widthAt(x) - (2.0 + 8.0 * x / 80.0)) < 0.1);
        QVERIFY(strokeOutline({{{0, 0}, 0.0}, {{9, 0}, 0.0}}, nib).boundingRect().height() < 2.05);
    }

    void oneSampleMakesADot()
    {
        const QPainterPath dot = strokeOutline({{{5, 6}, 1.0}}, {3.0, 0.1});
        QVERIFY(std::abs(pathArea(dot) - std::numbers::pi * 2.25) < 0.05);
        QVERIFY(std::abs(dot.boundingRect().center().x() - 5.0) < 0.02);
        QVERIFY(strokeOutline({}, {}).isEmpty());
        QVERIFY(strokeOutline({{{5, 6}, 1.0}}, {0.0, 0.1}).isEmpty());
        // The same place again and again is still one dot.
        QVERIFY(std::abs(pathArea(strokeOutline({{{5, 6}, 1.0}, {{5, 6}, 1.0}}, {3.0, 0.1})) -
                         pathArea(dot)) < 1e-6);
    }

    void sharpTurnsAreRound()
    {
        const PenNib nib{6.0, 1.0};
        const QPainterPath path =
            strokeOutline({{{0, 0}, 1.0}, {{40, 0}, 1.0}, {{0, 1}, 1.0}}, nib);
        // Nothing sticks out beyond half a width from the curve's own farthest point.
        double farthest = 0.0;
        for (const PenSample &sample : smoothedSamples({{{0, 0}}, {{40, 0}}, {{0, 1}}}, 0.1))
            farthest = std::max(farthest, sample.positionPt.x());
        QVERIFY(std::abs(path.boundingRect().right() - farthest - 3.0) < 0.05);
    }

    void smoothingGoesThroughEverySample()
    {
        Random random(test::randomCasesSeed(), 1);
        const std::vector<PenSample> samples = randomWalk(random);
        const std::vector<PenSample> curve = smoothedSamples(samples, 0.25);
        for (const PenSample &sample : samples) {
            double nearest = 1e9;
            for (const PenSample &point : curve) {
                const QPointF gap = point.positionPt - sample.positionPt;
                nearest = std::min(nearest, std::hypot(gap.x(), gap.y()));
            }
            QVERIFY(nearest < 1e-6);
        }
        // A circle of few samples stays a circle.
        std::vector<PenSample> circle;
        for (int i = 0; i <= 16; ++i)
            circle.push_back({10.0 * QPointF(std::cos(i * 0.35), std::sin(i * 0.35)), 1.0});
        for (const PenSample &point : smoothedSamples(circle, 0.1))
            QVERIFY(std::abs(std::hypot(point.positionPt.x(), point.positionPt.y()) - 10.0) < 0.06);
    }

    void theOutlineIsHalfAWidthFromTheCurve()
    {
        Random random(test::randomCasesSeed(), 3);
        for (int i = 0; i < 12; ++i) {
            const std::vector<PenSample> samples = randomWalk(random);
            const PenNib nib{random.uniform(1.0, 9.0), 1.0};
            const QPainterPath path = strokeOutline(samples, nib);
            const std::vector<PenSample> curve = smoothedSamples(samples, 0.05);
            for (int k = 0; k < 150; ++k) {
                const QPointF near =
                    samples.at(static_cast<std::size_t>(k) % samples.size()).positionPt;
                const QPointF point = near + QPointF(random.uniform(-7, 7), random.uniform(-7, 7));
                double distance = 1e9;
                for (const PenSample &place : curve) {
                    const QPointF gap = place.positionPt - point;
                    distance = std::min(distance, std::hypot(gap.x(), gap.y()));
                }
                if (std::abs(distance - 0.5 * nib.widthPt) > 0.06)
                    QCOMPARE(path.contains(point), distance < 0.5 * nib.widthPt);
            }
        }
    }

    void randomStrokesAreOneOutlineRoundTheirSamples()
    {
        Random random(test::randomCasesSeed(), 2);
        for (int i = 0; i < 40; ++i) {
            const std::vector<PenSample> samples = randomWalk(random);
            const PenNib nib{random.uniform(0.4, 9.0), random.uniform(0.1, 1.0)};
            const QPainterPath path = strokeOutline(samples, nib);
            QCOMPARE(flattenedPath(withoutHoles(path)).size(), std::size_t{1});
            for (const PenSample &sample : samples)
                QVERIFY(path.contains(sample.positionPt));
            // Cleaning again changes nothing: no part of it overlaps another.
            QVERIFY(std::abs(pathArea(unitedPaths({path})) - pathArea(path)) < 1e-3);
            double most = std::numbers::pi * nib.widthPt * nib.widthPt;
            const std::vector<PenSample> curve = smoothedSamples(samples, 0.1);
            for (std::size_t k = 1; k < curve.size(); ++k) {
                const QPointF step = curve.at(k).positionPt - curve.at(k - 1).positionPt;
                most += nib.widthPt * std::hypot(step.x(), step.y());
            }
            QVERIFY(pathArea(path) < most);
        }
    }
};

KOMA_TEST_MAIN(QGuiApplication, TestPenStroke)
#include "tst_penstroke.moc"
