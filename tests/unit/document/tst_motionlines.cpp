// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/geometry/planarshape.h"
#include "core/document/tones/motionlines.h"

#include "tests/support/testmain.h"

#include <QGuiApplication>

#include <cmath>

using namespace koma;

namespace {

QPainterPath box(const QRectF &rect)
{
    QPainterPath path;
    path.addRect(rect);
    return path;
}

QPainterPath ellipse(QPointF centre, double radiusX, double radiusY)
{
    QPainterPath path;
    path.addEllipse(centre, radiusX, radiusY);
    return path;
}

const QRectF kPanel(10, 20, 200, 100);

} // namespace

class TestMotionLines : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesStayInTheirArea()
    {
        const QPainterPath round = ellipse({110, 70}, 90, 45);
        ParallelLines speed;
        speed.angleDegrees = 25.0;
        FocusLines focus;
        focus.centre = {120, 60};
        ImpactFlash flash;
        flash.centre = {110, 70};
        for (const QPainterPath &area : {box(kPanel), round}) {
            for (const QPainterPath &lines :
                 {parallelLines(area, speed), focusLines(area, focus), impactFlash(area, flash)}) {
                QVERIFY(pathArea(lines) > 10.0);
                QVERIFY(pathArea(subtractedPath(lines, area)) < 0.01);
            }
        }
    }

    void aPlainSpeedLineIsATriangle()
    {
        ParallelLines lines;
        lines.count = 10;
        lines.minWidthPt = 2.0;
        lines.maxWidthPt = 2.0;
        lines.lengthJitter = 0.0;
        lines.spacingJitter = 0.0;
        const QPainterPath path = parallelLines(box(kPanel), lines);
        QVERIFY(std::abs(pathArea(path) - 10 * 0.5 * 2.0 * 200.0) < 0.5);
        // Evenly spaced from the left edge, thick end first.
        QCOMPARE(flattenedPath(path).size(), std::size_t{10});
        QVERIFY(path.contains(QPointF(11, 25)) && !path.contains(QPointF(11, 30)));
        QVERIFY(path.contains(QPointF(11, 25.8)) && !path.contains(QPointF(180, 25.8)));
        lines.taper = LineTaper::Both;
        const QPainterPath both = parallelLines(box(kPanel), lines);
        QVERIFY(std::abs(pathArea(both) - 10 * 0.5 * 2.0 * 200.0) < 0.5);
        QVERIFY(!both.contains(QPointF(11, 25.8)) && both.contains(QPointF(90, 25.8)));
    }

    void speedLinesRunAlongTheirAngle()
    {
        ParallelLines lines;
        lines.angleDegrees = 90.0; // downwards
        lines.count = 1;
        lines.minWidthPt = 4.0;
        lines.maxWidthPt = 4.0;
        lines.lengthJitter = 0.0;
        lines.spacingJitter = 0.0;
        const QPainterPath path = parallelLines(box(kPanel), lines);
        QVERIFY(path.contains(QPointF(110 + 1.5, 25)));
        QVERIFY(!path.contains(QPointF(110 + 1.5, 115)));
        QVERIFY(path.contains(QPointF(110, 115)));
    }

    void theEllipseStaysClear()
    {
        FocusLines focus;
        focus.centre = {100, 65};
        focus.clearRadiusXPt = 50.0;
        focus.clearRadiusYPt = 25.0;
        const QPainterPath lines = focusLines(box(kPanel), focus);
        QVERIFY(pathArea(intersectedPath(lines, ellipse(focus.centre, 49.9, 24.9))) < 0.01);
        // Without jitter each tip touches it.
        focus.lengthJitter = 0.0;
        const QPainterPath touching = focusLines(box(kPanel), focus);
        QVERIFY(pathArea(intersectedPath(touching, ellipse(focus.centre, 55.0, 27.5))) > 0.1);
        ImpactFlash flash;
        flash.centre = {100, 65};
        flash.clearRadiusXPt = 50.0;
        flash.clearRadiusYPt = 25.0;
        flash.reach = 0.4;
        const QPainterPath ink = impactFlash(box(kPanel), flash);
        // Between two spikes the ink comes to the ellipse, less the sagitta of a chord.
        QVERIFY(pathArea(intersectedPath(ink, ellipse(flash.centre, 49.0, 24.5))) < 0.5);
        QVERIFY(ink.contains(QPointF(12, 22)));
        const QPainterPath beyond = ellipse(flash.centre, 50.0 * 1.41, 25.0 * 1.41);
        QVERIFY(pathArea(subtractedPath(subtractedPath(box(kPanel), beyond), ink)) < 0.01);
    }

    void theSeedDecides()
    {
        ParallelLines speed;
        FocusLines focus;
        focus.centre = {100, 65};
        ImpactFlash flash;
        flash.centre = {100, 65};
        const QPainterPath area = box(kPanel);
        QCOMPARE(parallelLines(area, speed), parallelLines(area, speed));
        const QPainterPath a = parallelLines(area, speed);
        const QPainterPath b = focusLines(area, focus);
        const QPainterPath c = impactFlash(area, flash);
        speed.seed = focus.seed = flash.seed = 2;
        QVERIFY(parallelLines(area, speed) != a);
        QVERIFY(focusLines(area, focus) != b);
        QVERIFY(impactFlash(area, flash) != c);
    }

    void nothingComesOfNothing()
    {
        QVERIFY(parallelLines({}, {}).isEmpty());
        QVERIFY(focusLines({}, {}).isEmpty());
        QVERIFY(impactFlash({}, {}).isEmpty());
        ParallelLines none;
        none.count = 0;
        QVERIFY(parallelLines(box(kPanel), none).isEmpty());
    }
};

KOMA_TEST_MAIN(QGuiApplication, TestMotionLines)
#include "tst_motionlines.moc"
