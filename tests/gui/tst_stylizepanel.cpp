// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testmain.h"
#include "ui/stylize/stylizepanel.h"
#include "ui/widgets/sliderrow.h"

#include <QApplication>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>

using namespace koma;

class TestStylizePanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void disabledUntilThereIsSomethingToDraw();
    void slidersAndFieldsAgree();
    void oneDragIsOneInteraction();
    void doubleClickResets();
    void showingParametersIsSilent();
    void strokeScaleIsLogarithmic();
    void factsAreShown();
    void everythingHasAnAccessibleName();

private:
    static void enable(StylizePanel &panel);
};

void TestStylizePanel::enable(StylizePanel &panel)
{
    panel.setPictureOpen(true);
    StylizeParameters parameters;
    parameters.styleId = QStringLiteral("ink");
    panel.showParameters(parameters);
    panel.resize(270, 640);
    panel.show();
}

void TestStylizePanel::disabledUntilThereIsSomethingToDraw()
{
    StylizePanel panel;
    QVERIFY(!panel.strength()->isEnabled());
    QVERIFY(!panel.exportButton()->isEnabled());
    panel.setPictureOpen(true);
    QVERIFY(panel.exportButton()->isEnabled());
    QVERIFY(!panel.strength()->isEnabled());
    enable(panel);
    QVERIFY(panel.strength()->isEnabled());
}

void TestStylizePanel::slidersAndFieldsAgree()
{
    StylizePanel panel;
    enable(panel);
    QSignalSpy edits(&panel, &StylizePanel::edited);
    panel.strength()->slider()->setValue(500);
    QCOMPARE(panel.strength()->spinBox()->value(), 50.0);
    QCOMPARE(edits.count(), 1);
    panel.colourKeep()->spinBox()->setValue(25.0);
    QCOMPARE(panel.colourKeep()->slider()->value(), 250);
    const auto parameters = edits.last().first().value<StylizeParameters>();
    QCOMPARE(parameters.blend.strength, 0.5);
    QCOMPARE(parameters.blend.colourKeep, 0.25);
}

void TestStylizePanel::oneDragIsOneInteraction()
{
    StylizePanel panel;
    enable(panel);
    QSignalSpy edits(&panel, &StylizePanel::edited);
    QSlider *slider = panel.strength()->slider();
    slider->setSliderDown(true);
    for (const int position : {900, 800, 700})
        slider->setValue(position);
    slider->setSliderDown(false);
    const int first = edits.first().at(2).toInt();
    QCOMPARE(edits.count(), 3);
    QCOMPARE(edits.last().at(2).toInt(), first);
    slider->setSliderDown(true);
    slider->setValue(600);
    slider->setSliderDown(false);
    QVERIFY(edits.last().at(2).toInt() != first);
}

void TestStylizePanel::doubleClickResets()
{
    StylizePanel panel;
    enable(panel);
    panel.strength()->slider()->setValue(300);
    QTest::mouseDClick(panel.strength()->slider(), Qt::LeftButton);
    QCOMPARE(panel.strength()->value(), 100.0);
}

void TestStylizePanel::showingParametersIsSilent()
{
    StylizePanel panel;
    enable(panel);
    QSignalSpy edits(&panel, &StylizePanel::edited);
    StylizeParameters parameters;
    parameters.styleId = QStringLiteral("ink");
    parameters.blend = {0.3, 0.6};
    parameters.strokeScale = 2.0;
    panel.showParameters(parameters);
    QCOMPARE(edits.count(), 0);
    QCOMPARE(panel.strength()->value(), 30.0);
    QCOMPARE(panel.colourKeep()->value(), 60.0);
    QCOMPARE(panel.strokeScale()->value(), 2.0);
}

void TestStylizePanel::strokeScaleIsLogarithmic()
{
    StylizePanel panel;
    enable(panel);
    QSlider *slider = panel.strokeScale()->slider();
    QCOMPARE(slider->value(), 500);
    slider->setValue(1000);
    QCOMPARE(panel.strokeScale()->value(), 4.0);
    slider->setValue(0);
    QCOMPARE(panel.strokeScale()->value(), 0.25);
    slider->setValue(750);
    QCOMPARE(panel.strokeScale()->value(), 2.0);
}

void TestStylizePanel::factsAreShown()
{
    StylizePanel panel;
    StyleCard card;
    card.id = "ink";
    card.name = "Pen & ink";
    card.artist = "C. D. <Gibson>";
    card.licence = "Public domain";
    panel.showStyle(card);
    QString text;
    const auto labels = panel.findChildren<QLabel *>();
    for (const QLabel *label : labels)
        text += label->text() + QLatin1Char('\n');
    QVERIFY(text.contains(QStringLiteral("Pen & ink")));
    QVERIFY(text.contains(QStringLiteral("C. D. &lt;Gibson&gt;")));
    QVERIFY(text.contains(QStringLiteral("Public domain")));
}

void TestStylizePanel::everythingHasAnAccessibleName()
{
    StylizePanel panel;
    for (const SliderRow *row : {panel.strength(), panel.colourKeep(), panel.strokeScale()}) {
        QVERIFY(!row->slider()->accessibleName().isEmpty());
        QVERIFY(!row->spinBox()->accessibleName().isEmpty());
        QVERIFY(row->slider()->focusPolicy() != Qt::NoFocus);
    }
}

KOMA_TEST_MAIN(QApplication, TestStylizePanel)
#include "tst_stylizepanel.moc"
