// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/balloons/balloonshape.h"
#include "core/document/geometry/planarshape.h"

#include "tests/support/randomcases.h"
#include "tests/support/testmain.h"

#include <QGuiApplication>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

using namespace koma;
using namespace Qt::StringLiterals;

namespace {

constexpr int kCases = 24;
constexpr std::array kForms{BalloonForm::Speech, BalloonForm::Whisper, BalloonForm::Thought,
                            BalloonForm::Shout,  BalloonForm::Burst,   BalloonForm::Caption};
constexpr std::array kEdges{CaptionEdge::Square, CaptionEdge::Rounded, CaptionEdge::Torn};

BalloonShape randomShape(Random &random, BalloonForm form)
{
    BalloonShape shape;
    shape.form = form;
    shape.body = QRectF(random.uniform(-200, 200), random.uniform(-200, 200),
                        random.uniform(40, 200), random.uniform(30, 150));
    shape.exponent = random.uniform(2.0, 4.0);
    shape.depth = random.uniform(0.1, 0.4);
    shape.seed = random.next();
    shape.edge = kEdges.at(static_cast<std::size_t>(random.below(3)));
    return shape;
}

/// A target outside the body, up to a page away.
TailShape randomTail(Random &random, const BalloonShape &shape)
{
    const double angle = random.uniform(0.0, 6.2831853);
    const double distance =
        0.5 * std::hypot(shape.body.width(), shape.body.height()) + random.uniform(3.0, 250.0);
    return {shape.body.center() + distance * QPointF(std::cos(angle), std::sin(angle)),
            random.uniform(4.0, 24.0), random.uniform(-0.8, 0.8)};
}

double distanceTo(const QPainterPath &outline, QPointF point)
{
    double nearest = std::numeric_limits<double>::max();
    for (const QPolygonF &polygon : flattenedPath(outline)) {
        QPointF from = polygon.back();
        for (const QPointF &to : polygon) {
            const QPointF edge = to - from;
            const double share = QPointF::dotProduct(point - from, edge) /
                                 std::max(QPointF::dotProduct(edge, edge), 1e-12);
            const QPointF gap = from + std::clamp(share, 0.0, 1.0) * edge - point;
            nearest = std::min(nearest, std::hypot(gap.x(), gap.y()));
            from = to;
        }
    }
    return nearest;
}

QByteArray describe(const BalloonShape &shape)
{
    return u"form %1, body %2 %3 %4 %5, exponent %6, seed %7"_s.arg(static_cast<int>(shape.form))
        .arg(shape.body.x())
        .arg(shape.body.y())
        .arg(shape.body.width())
        .arg(shape.body.height())
        .arg(shape.exponent)
        .arg(shape.seed)
        .toUtf8();
}

} // namespace

class TestBalloonProperties : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bodiesFillTheirRectangle()
    {
        Random random(test::randomCasesSeed(), 1);
        for (const BalloonForm form : kForms) {
            for (int i = 0; i < kCases; ++i) {
                const BalloonShape shape = randomShape(random, form);
                const QRectF found = balloonBody(shape).boundingRect();
                QVERIFY2(std::abs(found.left() - shape.body.left()) < 0.05 &&
                             std::abs(found.right() - shape.body.right()) < 0.05 &&
                             std::abs(found.top() - shape.body.top()) < 0.05 &&
                             std::abs(found.bottom() - shape.body.bottom()) < 0.05,
                         describe(shape));
            }
        }
    }

    void bodiesAreOneSimpleOutline()
    {
        Random random(test::randomCasesSeed(), 2);
        for (const BalloonForm form : kForms) {
            for (int i = 0; i < kCases; ++i) {
                const BalloonShape shape = randomShape(random, form);
                const QPainterPath body = balloonBody(shape);
                // A self-intersection would split the cleaned path or change its area.
                QCOMPARE(flattenedPath(unitedPaths({body})).size(), std::size_t{1});
                double signedArea = 0.0;
                const QPolygonF polygon = flattenedPath(body).front();
                QPointF last = polygon.back();
                for (const QPointF &point : polygon) {
                    signedArea += 0.5 * (last.x() * point.y() - point.x() * last.y());
                    last = point;
                }
                QVERIFY2(std::abs(std::abs(signedArea) - pathArea(body)) < 0.01 * pathArea(body),
                         describe(shape));
            }
        }
    }

    void tailsReachTheirTargetAndLeaveNoSeam()
    {
        Random random(test::randomCasesSeed(), 3);
        for (const BalloonForm form : kForms) {
            for (int i = 0; i < kCases; ++i) {
                BalloonShape shape = randomShape(random, form);
                shape.tails = {randomTail(random, shape), randomTail(random, shape)};
                const QPainterPath outline = balloonOutline(shape);
                // On its own: a tail may lie over another one's tip.
                BalloonShape single = shape;
                single.tails.resize(1);
                QVERIFY2(distanceTo(balloonOutline(single), single.tails.front().target) < 0.02,
                         describe(shape));
                if (form != BalloonForm::Thought)
                    QVERIFY2(flattenedPath(outline).size() == 1, describe(shape));
                QVERIFY2(pathArea(outline) > pathArea(balloonBody(shape)), describe(shape));
                // The body itself is still covered.
                QVERIFY2(pathArea(subtractedPath(balloonBody(shape), outline)) < 0.05,
                         describe(shape));
            }
        }
    }

    void theTextRegionLiesInsideTheOutline()
    {
        Random random(test::randomCasesSeed(), 4);
        for (const BalloonForm form : kForms) {
            for (int i = 0; i < kCases; ++i) {
                const BalloonShape shape = randomShape(random, form);
                const double paddingPt = random.uniform(0.0, 4.0);
                const TextRegion region = balloonTextRegion(shape, paddingPt);
                QVERIFY2(region.bounds.width() > 0.0, describe(shape));
                const QPainterPath body = balloonBody(shape);
                constexpr int kRows = 40;
                for (int row = 0; row <= kRows; ++row) {
                    const double y =
                        region.bounds.top() + region.bounds.height() * row / double(kRows);
                    const auto span = region.rowSpan(y, y);
                    QVERIFY(span.has_value());
                    QVERIFY2(body.contains(QPointF(span->from, y)) &&
                                 body.contains(QPointF(span->to, y)),
                             describe(shape));
                }
            }
        }
    }

    void theProposedBodyHoldsItsText()
    {
        Random random(test::randomCasesSeed(), 5);
        for (const BalloonForm form : kForms) {
            for (int i = 0; i < kCases; ++i) {
                BalloonShape shape = randomShape(random, form);
                const QSizeF block(random.uniform(20, 150), random.uniform(10, 100));
                const QPointF centre(random.uniform(-50, 50), random.uniform(-50, 50));
                shape.body = balloonBodyForBlock(shape, block, 3.0, centre);
                QVERIFY(std::abs(shape.body.center().x() - centre.x()) < 1e-6);
                const TextRegion region = balloonTextRegion(shape, 3.0);
                const QRectF text(centre - QPointF(0.5 * block.width(), 0.5 * block.height()),
                                  block);
                QVERIFY2(region.contains(text.topLeft()) && region.contains(text.bottomRight()),
                         describe(shape));
                // Not wastefully: a third less would not do.
                BalloonShape smaller = shape;
                const QSizeF less = shape.body.size() * 0.67;
                smaller.body =
                    QRectF(centre - QPointF(0.5 * less.width(), 0.5 * less.height()), less);
                QVERIFY2(!balloonTextRegion(smaller, 3.0).contains(text.topLeft()),
                         describe(shape));
            }
        }
    }

    void largerBodiesHaveLargerAreas()
    {
        Random random(test::randomCasesSeed(), 6);
        for (const BalloonForm form : kForms) {
            for (int i = 0; i < kCases; ++i) {
                BalloonShape shape = randomShape(random, form);
                double area = pathArea(balloonBody(shape));
                for (int step = 0; step < 5; ++step) {
                    shape.body.setWidth(shape.body.width() * (step % 2 == 0 ? 1.1 : 1.0));
                    shape.body.setHeight(shape.body.height() * (step % 2 == 0 ? 1.0 : 1.1));
                    const double grown = pathArea(balloonBody(shape));
                    QVERIFY2(grown > area, describe(shape));
                    area = grown;
                }
            }
        }
    }

    void joinedBalloonsAreOneClosedPath()
    {
        Random random(test::randomCasesSeed(), 7);
        for (int i = 0; i < kCases; ++i) {
            std::vector<BalloonShape> shapes;
            double largest = 0.0;
            for (int n = 0; n < 4; ++n) {
                shapes.push_back(
                    randomShape(random, kForms.at(static_cast<std::size_t>(random.below(6)))));
                largest = std::max(largest, pathArea(balloonBody(shapes.back())));
            }
            if (shapes.back().form != BalloonForm::Thought)
                shapes.back().tails = {randomTail(random, shapes.back())};
            const QPainterPath outline = joinedOutline(shapes, 12.0);
            QVERIFY2(flattenedPath(outline).size() == 1, describe(shapes.front()));
            QVERIFY(pathArea(outline) >= largest);
            for (const BalloonShape &shape : shapes) {
                QVERIFY2(pathArea(subtractedPath(balloonBody(shape), outline)) < 0.05,
                         describe(shape));
            }
        }
    }
};

KOMA_TEST_MAIN(QGuiApplication, TestBalloonProperties)
#include "tst_balloon_properties.moc"
