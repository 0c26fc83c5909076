// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testmain.h"
#include "ui/widgets/colourbutton.h"
#include "ui/widgets/numberfield.h"
#include "ui/widgets/sliderrow.h"

#include <QApplication>
#include <QColorDialog>
#include <QMenu>
#include <QSignalSpy>
#include <QSlider>

using namespace koma;

/// The small widgets that the inspector is made of.
class TestPageWidgets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        for (int i = 0; i < QColorDialog::customCount(); ++i)
            QColorDialog::setCustomColor(i, Qt::white);
    }

    void numberFieldAnnouncesOnlyTheUser();
    void numberFieldMixed();
    void stepsWithoutPauseAreOneStroke();
    void liftedHandEndsTheStroke();
    void colourDialogChooses();
    void colourDialogCancelled();
    void recentColoursAreOffered();
};

void TestPageWidgets::numberFieldAnnouncesOnlyTheUser()
{
    NumberField field;
    field.show();
    const QSignalSpy edits(&field, &NumberField::valueEdited);
    field.showUnit(QStringLiteral(" mm"), 1, -5.0, 50.0);
    field.showValue(12.5);
    field.showMixed(3.0);
    field.showValue(7.0);
    QCOMPARE(edits.count(), 0);
    field.selectAll();
    QTest::keyClicks(&field, QStringLiteral("9"));
    QCOMPARE(edits.count(), 0);
    QTest::keyClick(&field, Qt::Key_Return);
    QCOMPARE(edits.count(), 1);
    QCOMPARE(edits.first().first().toDouble(), 9.0);
}

void TestPageWidgets::numberFieldMixed()
{
    NumberField field;
    field.setRange(0.0, 50.0);
    field.show();
    const QSignalSpy edits(&field, &NumberField::valueEdited);
    field.showMixed(10.0);
    QCOMPARE(field.text(), QStringLiteral("–"));
    // The least value is not the dash.
    field.selectAll();
    QTest::keyClicks(&field, QStringLiteral("0"));
    QTest::keyClick(&field, Qt::Key_Return);
    QCOMPARE(edits.count(), 1);
    QCOMPARE(edits.last().first().toDouble(), 0.0);
    QVERIFY(!field.isMixed());
    QCOMPARE(field.minimum(), 0.0);
    field.showMixed(10.0);
    field.stepUp();
    QCOMPARE(edits.last().first().toDouble(), 11.0);
}

void TestPageWidgets::stepsWithoutPauseAreOneStroke()
{
    NumberField field;
    const QSignalSpy edits(&field, &NumberField::valueEdited);
    for (int i = 0; i < 3; ++i)
        field.stepUp();
    QCOMPARE(edits.count(), 3);
    QCOMPARE(edits[0][1], edits[2][1]);
    QTest::qWait(900);
    field.stepUp();
    QVERIFY(edits[3][1] != edits[2][1]);
}

void TestPageWidgets::liftedHandEndsTheStroke()
{
    SliderRow row({.name = QStringLiteral("Width"), .shape = SliderRow::Shape::Line});
    const QSignalSpy edits(&row, &SliderRow::valueEdited);
    for (const int position : {500, 400}) {
        row.slider()->setSliderDown(true);
        row.slider()->setValue(position);
        row.slider()->setValue(position + 50);
        row.slider()->setSliderDown(false);
    }
    QCOMPARE(edits.count(), 4);
    QCOMPARE(edits[0][1], edits[1][1]);
    QCOMPARE(edits[2][1], edits[3][1]);
    QVERIFY(edits[1][1] != edits[2][1]);
    row.showMixed(30.0);
    QCOMPARE(edits.count(), 4);
    QCOMPARE(row.slider()->value(), 300);
}

void TestPageWidgets::colourDialogChooses()
{
    ColourButton button(QStringLiteral("Fill colour"));
    button.show();
    button.showColour(Qt::red);
    const QSignalSpy edits(&button, &ColourButton::colourEdited);
    QTest::keyClick(&button, Qt::Key_Space);
    auto *dialog = button.findChild<QColorDialog *>();
    QVERIFY(dialog != nullptr && dialog->isVisible());
    QCOMPARE(dialog->currentColor(), QColor(Qt::red));
    dialog->setCurrentColor(QColor(10, 20, 30, 40));
    dialog->accept();
    QCOMPARE(edits.count(), 1);
    QCOMPARE(button.colour(), QColor(10, 20, 30, 40));
    QVERIFY(button.toolTip().contains(QStringLiteral("#280a141e")));
}

void TestPageWidgets::colourDialogCancelled()
{
    ColourButton button(QStringLiteral("Fill colour"));
    button.show();
    button.showMixed();
    const QSignalSpy edits(&button, &ColourButton::colourEdited);
    QTest::mouseClick(&button, Qt::LeftButton, Qt::NoModifier, {6, button.height() / 2});
    auto *dialog = button.findChild<QColorDialog *>();
    QVERIFY(dialog != nullptr);
    dialog->setCurrentColor(Qt::green);
    dialog->reject();
    QCOMPARE(edits.count(), 0);
    QVERIFY(button.isMixed());
    QVERIFY(ColourButton::recentColours().isEmpty());
}

void TestPageWidgets::recentColoursAreOffered()
{
    ColourButton first(QStringLiteral("Fill colour"));
    first.show();
    for (int i = 0; i < 10; ++i) {
        QTest::keyClick(&first, Qt::Key_Space);
        auto *dialog = first.findChild<QColorDialog *>();
        dialog->setCurrentColor(QColor(20 * i, 0, 0));
        dialog->accept();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    QCOMPARE(ColourButton::recentColours().size(), 8);
    QCOMPARE(ColourButton::recentColours().first(), QColor(180, 0, 0));
    ColourButton other(QStringLiteral("Line colour"));
    const QSignalSpy edits(&other, &ColourButton::colourEdited);
    Q_EMIT other.menu()->aboutToShow();
    const QList<QAction *> offered = other.menu()->actions();
    QCOMPARE(offered.first()->text(), QStringLiteral("Black"));
    offered.at(3)->trigger();
    QCOMPARE(edits.count(), 1);
    QCOMPARE(other.colour(), QColor(180, 0, 0));
}

KOMA_TEST_MAIN(QApplication, TestPageWidgets)
#include "tst_pagewidgets.moc"
