// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fixtures.h"
#include "tests/support/testmain.h"
#include "ui/canvas/comparecanvas.h"
#include "ui/imageconversion.h"

#include <QApplication>
#include <QSignalSpy>
#include <QWheelEvent>

#include <algorithm>
#include <cstdlib>

using namespace koma;

namespace {

/// A picture of one colour.
DisplayPicture flat(QSize size, QColor color, QRect area)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(color);
    return DisplayPicture::create(fromQImage(image).value(), area).value();
}

QColor colourAt(CompareCanvas &canvas, QPointF point)
{
    const QImage image = canvas.grab().toImage();
    return image.pixelColor((point * image.devicePixelRatio()).toPoint());
}

void turnWheel(CompareCanvas &canvas, QPointF at, int angle, Qt::KeyboardModifiers modifiers)
{
    QWheelEvent event(at, canvas.mapToGlobal(at), QPoint(), QPoint(0, angle), Qt::NoButton,
                      modifiers, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&canvas, &event);
}

} // namespace

class TestCanvas : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_canvas.reset(); }
    void dividerSeparatesBeforeAndAfter();
    void dividerFollowsTheMouseAndKeys();
    void comparingOffShowsTheDrawing();
    void showingBeforeHidesTheDrawing();
    void wheelZoomsTowardsThePointer_data();
    void wheelZoomsTowardsThePointer();
    void middleButtonAndSpacePan();
    void dragOfTheWholePictureIsOffered();
    void crispAboveTwoHundredPercent();
    void coarseDrawingCoversTheWholePicture();
    void patchLiesOverTheDrawing();
    void checkerboardUnderAlpha();
    void panningPaintsTheSameAsPaintingAnew();
    void emptyCanvasTakesAllInput();

private:
    std::unique_ptr<CompareCanvas> m_canvas;
    const QRect m_area = QRect(0, 0, 400, 300);
};

void TestCanvas::init()
{
    m_canvas = std::make_unique<CompareCanvas>();
    m_canvas->resize(600, 400);
    m_canvas->setBefore(flat(QSize(400, 300), Qt::red, m_area));
    m_canvas->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_canvas.get()));
}

void TestCanvas::dividerSeparatesBeforeAndAfter()
{
    m_canvas->setAfter(flat(QSize(400, 300), Qt::blue, m_area));
    QCOMPARE(colourAt(*m_canvas, QPointF(200, 100)), QColor(Qt::red));
    QCOMPARE(colourAt(*m_canvas, QPointF(400, 100)), QColor(Qt::blue));
    m_canvas->setDividerPosition(0.0);
    QCOMPARE(colourAt(*m_canvas, QPointF(200, 100)), QColor(Qt::blue));
}

void TestCanvas::dividerFollowsTheMouseAndKeys()
{
    m_canvas->setAfter(flat(QSize(400, 300), Qt::blue, m_area));
    QSignalSpy moves(m_canvas.get(), &CompareCanvas::dividerMoved);
    const QPoint handle(static_cast<int>(m_canvas->dividerX()), 200);
    QTest::mousePress(m_canvas.get(), Qt::LeftButton, {}, handle);
    QTest::mouseMove(m_canvas.get(), handle + QPoint(90, 0));
    QTest::mouseRelease(m_canvas.get(), Qt::LeftButton, {}, handle + QPoint(90, 0));
    QVERIFY(moves.count() >= 1);
    QVERIFY(std::abs(m_canvas->dividerX() - (handle.x() + 90)) < 1.5);
    const double before = m_canvas->dividerPosition();
    QTest::keyClick(m_canvas.get(), Qt::Key_Left, Qt::ShiftModifier);
    QVERIFY(m_canvas->dividerPosition() < before);
}

void TestCanvas::comparingOffShowsTheDrawing()
{
    m_canvas->setAfter(flat(QSize(400, 300), Qt::blue, m_area));
    m_canvas->setComparing(false);
    QCOMPARE(colourAt(*m_canvas, QPointF(200, 100)), QColor(Qt::blue));
    QCOMPARE(colourAt(*m_canvas, QPointF(400, 100)), QColor(Qt::blue));
}

void TestCanvas::showingBeforeHidesTheDrawing()
{
    m_canvas->setAfter(flat(QSize(400, 300), Qt::blue, m_area));
    m_canvas->setShowingBefore(true);
    QCOMPARE(colourAt(*m_canvas, QPointF(400, 100)), QColor(Qt::red));
    m_canvas->setShowingBefore(false);
    QCOMPARE(colourAt(*m_canvas, QPointF(400, 100)), QColor(Qt::blue));
}

void TestCanvas::wheelZoomsTowardsThePointer_data()
{
    QTest::addColumn<int>("modifiers");
    QTest::newRow("plain, as in Krita") << static_cast<int>(Qt::NoModifier);
    QTest::newRow("with Ctrl") << static_cast<int>(Qt::ControlModifier);
}

void TestCanvas::wheelZoomsTowardsThePointer()
{
    QFETCH(int, modifiers);
    // While the picture fits into the view it stays in the middle; the pointer counts from there
    // on.
    m_canvas->showActualPixels();
    while (m_canvas->transform().showsWholePicture())
        m_canvas->zoomIn();
    m_canvas->zoomIn();
    const QPointF pointer(330.0, 190.0);
    const QPointF before = m_canvas->transform().toPicture(pointer);
    const double zoom = m_canvas->zoom();
    for (int i = 0; i < 5; ++i)
        turnWheel(*m_canvas, pointer, 120, Qt::KeyboardModifiers(modifiers));
    QVERIFY(m_canvas->zoom() > 2.0 * zoom);
    const QPointF off = m_canvas->transform().toPicture(pointer) - before;
    QVERIFY(off.manhattanLength() < 0.01);
}

void TestCanvas::middleButtonAndSpacePan()
{
    m_canvas->showActualPixels();
    for (int i = 0; i < 4; ++i)
        m_canvas->zoomIn();
    const QPointF start = m_canvas->transform().pictureRect().topLeft();
    QTest::mousePress(m_canvas.get(), Qt::MiddleButton, {}, QPoint(300, 200));
    QTest::mouseMove(m_canvas.get(), QPoint(340, 230));
    QTest::mouseRelease(m_canvas.get(), Qt::MiddleButton, {}, QPoint(340, 230));
    QCOMPARE(m_canvas->transform().pictureRect().topLeft(), start + QPointF(40, 30));

    QTest::keyPress(m_canvas.get(), Qt::Key_Space);
    QTest::mousePress(m_canvas.get(), Qt::LeftButton, {}, QPoint(340, 230));
    QTest::mouseMove(m_canvas.get(), QPoint(300, 200));
    QTest::mouseRelease(m_canvas.get(), Qt::LeftButton, {}, QPoint(300, 200));
    QTest::keyRelease(m_canvas.get(), Qt::Key_Space);
    QCOMPARE(m_canvas->transform().pictureRect().topLeft(), start);
}

void TestCanvas::dragOfTheWholePictureIsOffered()
{
    QSignalSpy drags(m_canvas.get(), &CompareCanvas::dragOutRequested);
    QTest::mousePress(m_canvas.get(), Qt::LeftButton, {}, QPoint(200, 150));
    QTest::mouseMove(m_canvas.get(), QPoint(240, 190));
    QTest::mouseMove(m_canvas.get(), QPoint(280, 190));
    QTest::mouseRelease(m_canvas.get(), Qt::LeftButton, {}, QPoint(280, 190));
    QCOMPARE(drags.count(), 1);
}

void TestCanvas::crispAboveTwoHundredPercent()
{
    QImage stripes(400, 300, QImage::Format_RGB32);
    for (int y = 0; y < 300; ++y) {
        for (int x = 0; x < 400; ++x)
            stripes.setPixelColor(x, y, x % 2 == 0 ? Qt::black : Qt::white);
    }
    m_canvas->setBefore(DisplayPicture::create(fromQImage(stripes).value(), m_area).value());
    while (m_canvas->zoom() < 4.0)
        m_canvas->zoomIn();
    const QImage shown = m_canvas->grab().toImage();
    for (int x = 60; x < 540; ++x) {
        const int grey = shown.pixelColor(x, 200).red();
        QVERIFY2(grey == 0 || grey == 255, qPrintable(QString::number(grey)));
    }
}

void TestCanvas::coarseDrawingCoversTheWholePicture()
{
    m_canvas->setAfter(flat(QSize(40, 30), Qt::blue, m_area));
    m_canvas->setComparing(false);
    const QRectF rect = m_canvas->transform().pictureRect();
    for (const QPointF &corner :
         {rect.topLeft() + QPointF(3, 3), rect.bottomRight() - QPointF(3, 3)})
        QCOMPARE(colourAt(*m_canvas, corner), QColor(Qt::blue));
}

void TestCanvas::patchLiesOverTheDrawing()
{
    m_canvas->setAfter(flat(QSize(400, 300), Qt::blue, m_area));
    m_canvas->setComparing(false);
    const QRect part(100, 100, 100, 80);
    m_canvas->setAfterPatch(flat(part.size(), Qt::green, part));
    const auto viewPoint = [&](QPointF picturePoint) {
        return m_canvas->transform().pictureRect().topLeft() +
               picturePoint * m_canvas->transform().zoom();
    };
    QCOMPARE(colourAt(*m_canvas, viewPoint({150, 140})), QColor(Qt::green));
    QCOMPARE(colourAt(*m_canvas, viewPoint({50, 140})), QColor(Qt::blue));
    m_canvas->setAfter(flat(QSize(400, 300), Qt::blue, m_area));
    QCOMPARE(colourAt(*m_canvas, viewPoint({150, 140})), QColor(Qt::blue));
}

void TestCanvas::checkerboardUnderAlpha()
{
    QImage clear(400, 300, QImage::Format_RGBA8888);
    clear.fill(Qt::transparent);
    m_canvas->setBefore(DisplayPicture::create(fromQImage(clear).value(), m_area).value());
    const QImage shown = m_canvas->grab().toImage();
    QSet<QRgb> colours;
    for (int x = 250; x < 290; ++x)
        colours.insert(shown.pixel(x, 200));
    QCOMPARE(colours.size(), 2);
}

void TestCanvas::panningPaintsTheSameAsPaintingAnew()
{
    const Image image = test::paintedImage({400, 300}, 3, SampleType::U8, Random(7));
    const DisplayPicture picture = DisplayPicture::create(image, m_area).value();
    m_canvas->setBefore(picture);
    for (int i = 0; i < 5; ++i)
        m_canvas->zoomIn();
    m_canvas->grab();
    QTest::mousePress(m_canvas.get(), Qt::MiddleButton, {}, QPoint(300, 200));
    for (const QPoint &point : {QPoint(311, 207), QPoint(280, 260), QPoint(350, 150)}) {
        QTest::mouseMove(m_canvas.get(), point);
        m_canvas->grab();
    }
    QTest::mouseRelease(m_canvas.get(), Qt::MiddleButton, {}, QPoint(350, 150));
    const QImage scrolled = m_canvas->grab().toImage();
    ViewportCache fresh;
    fresh.setPicture(picture);
    const QImage anew =
        fresh.pixmap(m_canvas->transform(), m_canvas->palette().color(QPalette::Mid)).toImage();
    // The focus ring is at the edge. Qt samples in fixed point from where its clip begins, which
    // moves hard edges by a few levels; a wrong pixel would be off by far more.
    for (int y = 2; y < 398; ++y) {
        for (int x = 2; x < 598; ++x) {
            const int off =
                std::abs(scrolled.pixelColor(x, y).green() - anew.pixelColor(x, y).green());
            QVERIFY2(off <= 10, qPrintable(QStringLiteral("%1 at %2,%3").arg(off).arg(x).arg(y)));
        }
    }
}

void TestCanvas::emptyCanvasTakesAllInput()
{
    m_canvas->clear();
    turnWheel(*m_canvas, QPointF(100, 100), 120, Qt::NoModifier);
    QTest::mouseClick(m_canvas.get(), Qt::LeftButton, {}, QPoint(100, 100));
    QTest::mouseDClick(m_canvas.get(), Qt::LeftButton, {}, QPoint(100, 100));
    for (const Qt::Key key : {Qt::Key_Plus, Qt::Key_Minus, Qt::Key_Left, Qt::Key_Space})
        QTest::keyClick(m_canvas.get(), key);
    QVERIFY(m_canvas->visiblePictureRect().isEmpty());
    QVERIFY(!m_canvas->grab().isNull());
}

KOMA_TEST_MAIN(QApplication, TestCanvas)
#include "tst_canvas.moc"
