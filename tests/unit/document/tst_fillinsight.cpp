// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/document/geometry/fillinsight.h"
#include "tests/support/randomcases.h"
#include "tests/support/testmain.h"

#include <QGuiApplication>
#include <QImage>

#include <functional>

using namespace koma;
using namespace Qt::StringLiterals;

namespace {

QPainterPath manyContours(Random &random)
{
    QPainterPath path;
    path.setFillRule(random.chance(0.5) ? Qt::WindingFill : Qt::OddEvenFill);
    for (int i = 0; i < 60; ++i) {
        const QPointF at(random.uniform(0.0, 300.0), random.uniform(0.0, 300.0));
        const auto near = [&] {
            return at + QPointF(random.uniform(-30.0, 30.0), random.uniform(-30.0, 30.0));
        };
        path.moveTo(at);
        for (int part = 0; part < 3; ++part) {
            if (random.chance(0.5))
                path.lineTo(near());
            else
                path.cubicTo(near(), near(), near());
        }
        if (random.chance(0.5))
            path.closeSubpath();
    }
    return path;
}

QImage painted(const std::function<void(QPainter &)> &paint)
{
    QImage image(240, 200, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    paint(painter);
    painter.end();
    return image;
}

} // namespace

class TestFillInSight : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noPixelDiffersFromAWholeFill();
    void whatLiesOutsideIsLeftOut();
};

void TestFillInSight::noPixelDiffersFromAWholeFill()
{
    const std::uint64_t seed = test::randomCasesSeed();
    for (std::uint64_t item = 0; item < 100; ++item) {
        Random random(seed, 3, item);
        const QPainterPath path = manyContours(random);
        const QTransform place = QTransform::fromTranslate(random.uniform(-80.0, 80.0), -30.0) *
                                 QTransform().rotate(random.uniform(-180.0, 180.0)) *
                                 QTransform::fromScale(random.uniform(0.3, 3.0), 1.0);
        const QRectF clip(random.uniform(0.0, 200.0), random.uniform(0.0, 200.0),
                          random.uniform(5.0, 80.0), random.uniform(5.0, 80.0));
        const bool clips = random.chance(0.7);
        const auto paint = [&](QPainter &painter, bool inSight) {
            painter.setTransform(place);
            if (clips)
                painter.setClipRect(clip);
            if (inSight)
                fillInSight(painter, path, QColor(20, 60, 200, 160));
            else
                painter.fillPath(path, QColor(20, 60, 200, 160));
        };
        const QImage whole = painted([&](QPainter &painter) { paint(painter, false); });
        const QImage part = painted([&](QPainter &painter) { paint(painter, true); });
        QVERIFY2(whole == part, qPrintable(u"seed %1, case %2"_s.arg(seed).arg(item)));
    }
}

void TestFillInSight::whatLiesOutsideIsLeftOut()
{
    QPainterPath path;
    path.addRect(0.0, 0.0, 10.0, 10.0);
    path.addEllipse(100.0, 100.0, 10.0, 10.0);
    path.addRect(-20.0, -20.0, 200.0, 200.0); // around all
    const QPainterPath near = contoursWithin(path, {-5.0, -5.0, 20.0, 20.0});
    QCOMPARE(near.toSubpathPolygons().size(), 2);
    QCOMPARE(contoursWithin(path, {98.0, 98.0, 20.0, 20.0}).elementCount(),
             path.elementCount() - 5);
    QVERIFY(contoursWithin(path, {500.0, 500.0, 1.0, 1.0}).isEmpty());
}

KOMA_TEST_MAIN(QGuiApplication, TestFillInSight)
#include "tst_fillinsight.moc"
