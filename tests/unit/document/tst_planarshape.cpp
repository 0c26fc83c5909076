// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/geometry/planarshape.h"
#include "core/document/geometry/superellipse.h"

#include "tests/support/testmain.h"

#include <QGuiApplication>

#include <cmath>
#include <numbers>

using namespace koma;

namespace {

QPainterPath box(double x, double y, double width, double height)
{
    QPainterPath path;
    path.addRect(x, y, width, height);
    return path;
}

bool near(double value, double expected, double tolerance)
{
    return std::abs(value - expected) <= tolerance;
}

} // namespace

class TestPlanarShape : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void boxesUniteSubtractAndIntersect()
    {
        const QPainterPath a = box(0, 0, 10, 10);
        const QPainterPath b = box(5, 5, 10, 10);
        QVERIFY(near(pathArea(unitedPaths({a, b})), 175.0, 1e-6));
        QVERIFY(near(pathArea(subtractedPath(a, b)), 75.0, 1e-6));
        QVERIFY(near(pathArea(intersectedPath(a, b)), 25.0, 1e-6));
    }

    void holesCountDownAndCanBeFilled()
    {
        const QPainterPath frame = subtractedPath(box(0, 0, 10, 10), box(2, 2, 6, 6));
        QVERIFY(near(pathArea(frame), 64.0, 1e-6));
        QVERIFY(!frame.contains(QPointF(5, 5)));
        QVERIFY(near(pathArea(withoutHoles(frame)), 100.0, 1e-6));
    }

    void offsetsHaveRoundCorners()
    {
        // Steiner's formula: A + perimeter d + pi d^2.
        const double expected = 100.0 + 40.0 * 3.0 + std::numbers::pi * 9.0;
        QVERIFY(near(pathArea(offsetPath(box(0, 0, 10, 10), 3.0)), expected, 0.1));
        QVERIFY(near(pathArea(offsetPath(box(0, 0, 10, 10), -3.0)), 16.0, 1e-6));
        QVERIFY(offsetPath(box(0, 0, 10, 10), -6.0).isEmpty());
    }

    void curvesAreFlattenedFinely()
    {
        QPainterPath circle;
        circle.addEllipse(QPointF(30, 40), 20, 20);
        const std::vector<QPolygonF> polygons = flattenedPath(circle);
        QCOMPARE(polygons.size(), std::size_t{1});
        for (const QPointF &point : polygons.front()) {
            // Qt's own circle is four cubics, off by 0.03 %.
            QVERIFY(near(std::hypot(point.x() - 30, point.y() - 40), 20.0, 0.012));
        }
    }

    void aSuperellipseLiesOnItsCurve_data()
    {
        QTest::addColumn<double>("exponent");
        QTest::newRow("ellipse") << 2.0;
        QTest::newRow("balloon") << 2.5;
        QTest::newRow("full") << 4.0;
    }
    void aSuperellipseLiesOnItsCurve()
    {
        QFETCH(const double, exponent);
        const Superellipse curve{{10, 20, 80, 50}, exponent};
        for (const QPolygonF &polygon : flattenedPath(curve.path())) {
            for (const QPointF &point : polygon) {
                // The equation itself, by hand.
                const double value = std::pow(std::abs((point.x() - 50) / 40), exponent) +
                                     std::pow(std::abs((point.y() - 45) / 25), exponent);
                QVERIFY2(near(value, 1.0, 0.004), qPrintable(QString::number(value)));
            }
        }
        // The area of Lamé's curve: 4ab gamma(1 + 1/n)^2 / gamma(1 + 2/n).
        const double area = 4.0 * 40 * 25 * std::pow(std::tgamma(1 + 1 / exponent), 2) /
                            std::tgamma(1 + 2 / exponent);
        QVERIFY(near(pathArea(curve.path()), area, 0.001 * area));
    }

    void pointsAtSharesAreEvenlySpaced()
    {
        const Superellipse curve{{0, 0, 200, 40}, 2.5};
        std::vector<double> shares;
        for (int i = 0; i < 100; ++i)
            shares.push_back(i / 100.0);
        const std::vector<QPointF> points = curve.pointsAtShares(shares);
        const double step = curve.path().length() / 100.0;
        for (std::size_t i = 1; i < points.size(); ++i) {
            const QPointF chord = points.at(i) - points.at(i - 1);
            QVERIFY(near(std::hypot(chord.x(), chord.y()), step, 0.06 * step));
        }
        QVERIFY(near(curve.normalAt({200, 20}).x(), 1.0, 1e-9));
        QVERIFY(near(curve.normalAt({100, 0}).y(), -1.0, 1e-9));
    }
};

KOMA_TEST_MAIN(QGuiApplication, TestPlanarShape)
#include "tst_planarshape.moc"
