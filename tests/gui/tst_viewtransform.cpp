// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/randomcases.h"
#include "tests/support/testmain.h"
#include "ui/canvas/viewtransform.h"

#include <QCoreApplication>
#include <QObject>

#include <algorithm>
#include <cmath>

using namespace koma;

class TestViewTransform : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fitShowsTheWholePicture_data();
    void fitShowsTheWholePicture();
    void fitFollowsTheView();
    void zoomKeepsThePointUnderTheAnchor();
    void zoomIsBounded();
    void pictureStaysReachable();
    void cornerIsOnWholePixels();
};

void TestViewTransform::fitShowsTheWholePicture_data()
{
    QTest::addColumn<QSize>("picture");
    QTest::newRow("landscape") << QSize(4000, 3000);
    QTest::newRow("portrait") << QSize(600, 4000);
    QTest::newRow("tiny") << QSize(16, 16);
    QTest::newRow("strip") << QSize(16384, 16);
}

void TestViewTransform::fitShowsTheWholePicture()
{
    QFETCH(QSize, picture);
    ViewTransform transform;
    transform.setViewSize(QSize(800, 600));
    transform.setPictureSize(picture);
    QVERIFY(transform.showsWholePicture());
    QVERIFY(transform.isFitted());
    const QRectF rect = transform.pictureRect();
    QVERIFY(std::abs(rect.center().x() - 400.0) <= 1.0);
    QVERIFY(std::abs(rect.center().y() - 300.0) <= 1.0);
    QVERIFY(transform.zoom() <= 8.0);
    const bool touchesMargin = std::max(rect.width() / 768.0, rect.height() / 568.0) > 0.999;
    QVERIFY(touchesMargin || transform.zoom() == 8.0);
}

void TestViewTransform::fitFollowsTheView()
{
    ViewTransform transform;
    transform.setViewSize(QSize(800, 600));
    transform.setPictureSize(QSize(4000, 3000));
    const double before = transform.zoom();
    transform.setViewSize(QSize(1600, 1200));
    QVERIFY(transform.zoom() > 1.9 * before);
    transform.zoomTo(1.0, QPointF(100, 100));
    transform.setViewSize(QSize(800, 600));
    QCOMPARE(transform.zoom(), 1.0);
}

void TestViewTransform::zoomKeepsThePointUnderTheAnchor()
{
    Random random(test::randomCasesSeed());
    for (int i = 0; i < 200; ++i) {
        ViewTransform transform;
        transform.setViewSize(QSize(900, 700));
        transform.setPictureSize(QSize(2000, 1500));
        // Inside the middle, where keeping the picture in reach never interferes.
        const QPointF anchor(350.0 + 200.0 * random.uniform(), 250.0 + 200.0 * random.uniform());
        transform.zoomTo(1.0 + 3.0 * random.uniform(), anchor);
        const QPointF point = transform.toPicture(anchor);
        transform.zoomTo(1.0 + 5.0 * random.uniform(), anchor);
        const QPointF off = transform.toPicture(anchor) - point;
        QVERIFY2(off.manhattanLength() < 1e-6, qPrintable(QString::number(i)));
    }
}

void TestViewTransform::zoomIsBounded()
{
    ViewTransform transform;
    transform.setViewSize(QSize(900, 700));
    transform.setPictureSize(QSize(2000, 1500));
    transform.zoomTo(1e9, QPointF(10, 10));
    QCOMPARE(transform.zoom(), ViewTransform::kMaxZoom);
    transform.zoomTo(1e-9, QPointF(10, 10));
    QCOMPARE(transform.zoom(), ViewTransform::kMinZoom);
}

void TestViewTransform::pictureStaysReachable()
{
    Random random(test::randomCasesSeed());
    ViewTransform transform;
    transform.setViewSize(QSize(900, 700));
    transform.setPictureSize(QSize(2000, 1500));
    for (int i = 0; i < 500; ++i) {
        transform.zoomTo(0.05 + 4.0 * random.uniform(),
                         QPointF(900.0 * random.uniform(), 700.0 * random.uniform()));
        transform.panBy({4000.0 * (random.uniform() - 0.5), 4000.0 * (random.uniform() - 0.5)});
        QVERIFY2(!transform.visibleRect().isEmpty(), qPrintable(QString::number(i)));
    }
}

void TestViewTransform::cornerIsOnWholePixels()
{
    ViewTransform transform;
    transform.setViewSize(QSize(901, 703));
    transform.setPictureSize(QSize(2000, 1500));
    transform.zoomTo(1.37, QPointF(333.3, 222.2));
    transform.panBy(QPointF(0.4, -7.3));
    const QPointF corner = transform.pictureRect().topLeft();
    QCOMPARE(corner, QPointF(std::round(corner.x()), std::round(corner.y())));
}

KOMA_TEST_MAIN(QCoreApplication, TestViewTransform)
#include "tst_viewtransform.moc"
