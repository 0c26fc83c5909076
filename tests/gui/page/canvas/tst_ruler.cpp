// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/model/units.h"
#include "tests/gui/page/canvas/canvasfixture.h"
#include "tests/gui/page/dockfixture.h"
#include "tests/support/randomcases.h"
#include "tests/support/testmain.h"
#include "ui/page/rulers/ruler.h"
#include "ui/page/session/lengthunit.h"

#include <QApplication>
#include <QMouseEvent>
#include <QSettings>
#include <QSignalSpy>

#include <cmath>

using namespace koma;

namespace {

/// Two rulers on the canvas, whose pixels are theirs.
struct Ruled
{
    Ruled()
    {
        across.setGeometry(0, 0, canvas.canvas.width(), Ruler::kThicknessPx);
        down.setGeometry(0, 0, Ruler::kThicknessPx, canvas.canvas.height());
        across.show();
        down.show();
    }

    static void drag(Ruler &ruler, QPointF from, QPointF to, Qt::KeyboardModifiers modifiers = {})
    {
        send(ruler, QEvent::MouseButtonPress, from, modifiers);
        send(ruler, QEvent::MouseMove, (from + to) / 2.0, modifiers);
        send(ruler, QEvent::MouseMove, to, modifiers);
        send(ruler, QEvent::MouseButtonRelease, to, modifiers);
    }
    static void send(Ruler &ruler, QEvent::Type type, QPointF at, Qt::KeyboardModifiers modifiers)
    {
        const bool isMove = type == QEvent::MouseMove;
        const bool isRelease = type == QEvent::MouseButtonRelease;
        QMouseEvent event(type, at, ruler.mapToGlobal(at), isMove ? Qt::NoButton : Qt::LeftButton,
                          isRelease ? Qt::NoButton : Qt::LeftButton, modifiers);
        QApplication::sendEvent(&ruler, &event);
    }
    [[nodiscard]] QPointF px(PointPt point) const
    {
        return canvas.canvas.transform().toView(point);
    }
    [[nodiscard]] const QList<PageGuide> &guides() const { return canvas.page().properties.guides; }

    test::CanvasFixture canvas{test::emptyPages(1)};
    QSettings settings{canvas.folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat};
    LengthUnit unit{settings};
    Ruler across{Qt::Horizontal, canvas.canvas, canvas.selection, unit, &canvas.canvas};
    Ruler down{Qt::Vertical, canvas.canvas, canvas.selection, unit, &canvas.canvas};
};

bool isWholeMillimetre(double positionPt)
{
    const double mm = mmFromPt(positionPt);
    return std::abs(mm - std::round(mm)) < 1e-6;
}

} // namespace

class TestRuler : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesCanBeReadAtAnyScale();
    void aDragOntoThePageMakesAGuide();
    void marksMoveAndRemoveGuides();
    void bothUnitsAndZoomsPaint();
};

void TestRuler::linesCanBeReadAtAnyScale()
{
    Random random(test::randomCasesSeed(), 71);
    for (int i = 0; i < 200; ++i) {
        const double pxPerUnit = std::pow(10.0, random.uniform(-3.0, 3.0));
        const RulerScale scale = RulerScale::forScale(pxPerUnit);
        const double longPx = scale.longStep * pxPerUnit;
        QVERIFY2(longPx >= 55.9 && longPx <= 150.0, qPrintable(QString::number(pxPerUnit)));
        QVERIFY(scale.shortStep() * pxPerUnit >= 4.9);
        const double place = random.uniform(-500.0, 500.0) * scale.longStep;
        QVERIFY(std::abs(scale.nearest(place) - place) <= 0.5001 * scale.shortStep());
    }
    QCOMPARE(RulerScale::forScale(1.0).longStep, 100.0);
    QCOMPARE(RulerScale::forScale(6.0).longStep, 10.0);
    QCOMPARE(RulerScale::forScale(6.0).shortPerLong, 10);
}

void TestRuler::aDragOntoThePageMakesAGuide()
{
    Ruled f;
    QSignalSpy dragged(&f.across, &Ruler::guideDragged);
    const QPointF from(f.px({50.0, 0.0}).x(), 10.0);
    Ruled::drag(f.across, from, f.px({50.0, 100.0}));
    QCOMPARE(dragged.count(), 1);
    QCOMPARE(f.canvas.steps(), 1);
    QCOMPARE(f.guides().size(), 1);
    QVERIFY(f.guides().first().axis == GuideAxis::Horizontal);
    QVERIFY(std::abs(f.guides().first().positionPt - 100.0) < ptFromMm(1.0));
    QVERIFY(isWholeMillimetre(f.guides().first().positionPt));

    Ruled::drag(f.down, {10.0, 300.0}, f.px({33.3, 90.0}), Qt::ControlModifier);
    QCOMPARE(f.guides().size(), 2);
    QVERIFY(f.guides().last().axis == GuideAxis::Vertical);
    QVERIFY(std::abs(f.guides().last().positionPt - 33.3) < 0.5); // a pixel of the screen
    QVERIFY(!isWholeMillimetre(f.guides().last().positionPt));
    f.canvas.undoAll();
    QVERIFY(f.guides().isEmpty());

    // Back on the ruler, or beside the page, there is none, and no step either.
    Ruled::drag(f.across, from, {200.0, -5.0});
    Ruled::drag(f.across, from, f.px({50.0, 320.0}));
    QVERIFY(f.guides().isEmpty());
    QCOMPARE(f.canvas.document.undoStack().index(), 0);
}

void TestRuler::marksMoveAndRemoveGuides()
{
    Ruled f;
    Ruled::drag(f.down, {10.0, 300.0}, f.px({40.0, 90.0}));
    QCOMPARE(f.guides().size(), 1);
    const int steps = f.canvas.steps();
    const double at = f.guides().first().positionPt;
    Ruled::drag(f.across, {f.px({at, 0.0}).x() + 2.0, 10.0}, {f.px({120.0, 0.0}).x(), 14.0});
    QCOMPARE(f.guides().size(), 1);
    QVERIFY(f.guides().first().axis == GuideAxis::Vertical);
    QVERIFY(std::abs(f.guides().first().positionPt - 120.0) < ptFromMm(1.0));
    QCOMPARE(f.canvas.steps(), steps + 1);
    f.canvas.document.undoStack().undo();
    QCOMPARE(f.guides().first().positionPt, at);
    Ruled::drag(f.across, {f.px({at, 0.0}).x(), 10.0}, {f.px({230.0, 0.0}).x(), 10.0});
    QVERIFY(f.guides().isEmpty());
    f.canvas.document.undoStack().undo();
    QCOMPARE(f.guides().size(), 1);
}

void TestRuler::bothUnitsAndZoomsPaint()
{
    Ruled f;
    Ruled::drag(f.down, {10.0, 300.0}, f.px({40.0, 90.0}));
    const int markPx = qRound(f.px({f.guides().first().positionPt, 0.0}).x());
    const QImage seen = f.across.grab().toImage();
    QCOMPARE(seen.pixelColor(markPx, Ruler::kThicknessPx - 8), PageCanvas::guideColour());
    for (const LengthUnit::Unit unit : {LengthUnit::Unit::Pixels, LengthUnit::Unit::Millimetres}) {
        f.unit.setUnit(unit);
        const QImage fitted = f.down.grab().toImage();
        f.canvas.canvas.zoomIn();
        QVERIFY(f.down.grab().toImage() != fitted);
        f.canvas.canvas.fit();
        QCOMPARE(f.down.grab().toImage(), fitted);
    }
}

KOMA_TEST_MAIN(QApplication, TestRuler)
#include "tst_ruler.moc"
