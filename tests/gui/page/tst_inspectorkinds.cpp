// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/commands/changecommands.h"
#include "core/document/model/units.h"
#include "core/document/render/objectshapes.h"
#include "tests/gui/page/inspectorfixture.h"
#include "tests/support/testmain.h"
#include "ui/widgets/colourbutton.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QFontComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>

using namespace koma;
using namespace koma::test;

/// The sections of each kind of object but panels.
class TestInspectorKinds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void artStyle();
    void artZoomAndFit();
    void artCropStaysInPlace();
    void artResolutionWarns();
    void balloonLook();
    void balloonTails();
    void balloonsJoinAndSeparate();
    void balloonFitsWords();
    void textType();
    void textSetting();
    void textWords();
    void textRubyAndTateChuYoko();
    void textCurve();
    void tone();
    void toneGradient();
    void speedLines();
    void inkAndMask();
};

void TestInspectorKinds::artStyle()
{
    InspectorFixture f;
    f.pick({f.art});
    QVERIFY(!control<QDoubleSpinBox>(f.inspector, "Strength")->isEnabled());
    f.choose("Style", "Style wash");
    QCOMPARE(f.contentOf<ArtLayer>(f.art).style.styleId, QStringLiteral("wash"));
    f.pick({f.art, f.art2});
    QCOMPARE(control<QComboBox>(f.inspector, "Style")->currentIndex(), -1);
    f.choose("Style", "Style ink");
    f.type("Strength", "40");
    f.type("Stroke scale", "2");
    QTest::mouseClick(buttonOf<QCheckBox>(f.inspector, "Keep colours"), Qt::LeftButton,
                      Qt::NoModifier, {8, 8});
    for (const ObjectId id : {f.art, f.art2}) {
        const ArtStyle expected{QStringLiteral("ink"), 0.4, 2.0, true};
        QCOMPARE(f.contentOf<ArtLayer>(id).style, expected);
    }
    while (f.steps() > 0)
        f.undo();
    QCOMPARE(f.contentOf<ArtLayer>(f.art2).style, ArtStyle());
    // A style that came with the file and is not here stays, and is named.
    f.document.undoStack().push(changeEach<ArtLayer>(f.document, {f.art}, [](ArtLayer &art) {
                                    art.style.styleId = QStringLiteral("gone");
                                }).release());
    f.pick({f.art});
    auto *box = control<QComboBox>(f.inspector, "Style");
    QCOMPARE(box->currentIndex(), -1);
    QVERIFY(box->placeholderText().contains(QStringLiteral("gone")));
}

void TestInspectorKinds::artZoomAndFit()
{
    InspectorFixture f;
    f.pick({f.art});
    const double covering = f.contentOf<ArtLayer>(f.art).scalePtPerPx;
    QCOMPARE(f.shown("Zoom"), QStringLiteral("100.0 %"));
    f.type("Zoom", "250");
    QVERIFY(std::abs(f.contentOf<ArtLayer>(f.art).scalePtPerPx / covering - 2.5) < 1e-9);
    f.document.undoStack().push(moveObjects(f.document, {f.art}, {30.0, 40.0}).release());
    QTest::mouseClick(buttonOf<QPushButton>(f.inspector, "Fit to panel"), Qt::LeftButton);
    QVERIFY(std::abs(f.contentOf<ArtLayer>(f.art).scalePtPerPx - covering) < 1e-9);
    QCOMPARE(f.contentOf<ArtLayer>(f.art).centrePt, boundsPt(*f.document.object(f.panel)).centre());
    f.undo();
    QCOMPARE(f.shown("Zoom"), QStringLiteral("250.0 %"));
    QTest::mouseClick(buttonOf<QCheckBox>(f.inspector, "Mirrored"), Qt::LeftButton, Qt::NoModifier,
                      {8, 8});
    QVERIFY(f.contentOf<ArtLayer>(f.art).isMirrored);
}

void TestInspectorKinds::artCropStaysInPlace()
{
    // By hand: turned by a right angle, the picture's left side is at the top of the page.
    InspectorFixture f;
    f.pick({f.art});
    f.type("Rotation", "90");
    const auto before = f.contentOf<ArtLayer>(f.art);
    const RectPt whole = boundsPt(*f.document.object(f.art));
    f.type("Crop from the left", "25");
    const auto after = f.contentOf<ArtLayer>(f.art);
    QCOMPARE(after.crop.left, 0.25);
    const RectPt rest = boundsPt(*f.document.object(f.art));
    const double cutPt = before.scalePtPerPx * before.picture.widthPx * 0.25;
    QVERIFY(std::abs(rest.yPt - (whole.yPt + cutPt)) < 1e-6);
    QVERIFY(std::abs(rest.bottomPt() - whole.bottomPt()) < 1e-6);
    QVERIFY(std::abs(rest.xPt - whole.xPt) < 1e-6);
    // The other side cannot pass it.
    f.type("Crop from the right", "99");
    QVERIFY(f.contentOf<ArtLayer>(f.art).crop.right > f.contentOf<ArtLayer>(f.art).crop.left);
}

void TestInspectorKinds::artResolutionWarns()
{
    InspectorFixture f;
    f.pick({f.art});
    auto *label = control<QLabel>(f.inspector, "Resolution");
    f.type("Zoom", "100");
    QCOMPARE(label->objectName(), QStringLiteral("warningText"));
    // 800 pixels on 200 pt are 288 dpi, near the page's 300.
    f.document.undoStack().push(changeEach<ArtLayer>(f.document, {f.art}, [](ArtLayer &art) {
                                    art.scalePtPerPx = 0.25;
                                }).release());
    f.settle();
    QVERIFY(label->text().contains(QStringLiteral("288")));
    QCOMPARE(label->objectName(), QStringLiteral("mutedText"));
}

void TestInspectorKinds::balloonLook()
{
    InspectorFixture f;
    f.pick({f.balloon, f.balloon2});
    f.choose("Kind", "Shout");
    f.type("Roundness", "30");
    f.type("Line width", "2.5");
    Q_EMIT control<ColourButton>(f.inspector, "Line colour")->colourEdited(Qt::red, 5);
    Q_EMIT control<ColourButton>(f.inspector, "Fill colour")->colourEdited(Qt::yellow, 6);
    for (const ObjectId id : {f.balloon, f.balloon2}) {
        const auto balloon = f.contentOf<Balloon>(id);
        QCOMPARE(balloon.kind, BalloonKind::Shout);
        QCOMPARE(balloon.roundness, 0.3);
        QCOMPARE(balloon.lineWidthPt, 2.5);
        QCOMPARE(balloon.lineColour.argb, 0xffff0000U);
        QCOMPARE(balloon.fillColour.argb, 0xffffff00U);
    }
    while (f.steps() > 0)
        f.undo();
    QCOMPARE(f.contentOf<Balloon>(f.balloon2).kind, BalloonKind::Speech);
    QCOMPARE(f.contentOf<Balloon>(f.balloon2).fillColour, kWhite);
}

void TestInspectorKinds::balloonTails()
{
    InspectorFixture f;
    f.pick({f.balloon});
    auto *list = control<QComboBox>(f.inspector, "Tails");
    QVERIFY(!list->isEnabled());
    auto *add = buttonOf<QPushButton>(f.inspector, "Add tail");
    QTest::mouseClick(add, Qt::LeftButton);
    f.settle();
    QTest::mouseClick(add, Qt::LeftButton);
    f.settle();
    QCOMPARE(f.contentOf<Balloon>(f.balloon).tails.size(), 2);
    QVERIFY(f.contentOf<Balloon>(f.balloon).tails[0].tipPt.yPt > 100.0);
    f.type("Base width", "20");
    QCOMPARE(f.contentOf<Balloon>(f.balloon).tails[0].baseWidthPt, 20.0);
    QCOMPARE(f.contentOf<Balloon>(f.balloon).tails[1].baseWidthPt, 20.0);
    f.document.undoStack().push(changeEach<Balloon>(f.document, {f.balloon}, [&](Balloon &balloon) {
                                    balloon.tails[1].target = f.balloon2;
                                }).release());
    f.settle();
    f.choose("Tails", "2: to Balloon");
    f.type("Bend", "-50");
    QCOMPARE(f.contentOf<Balloon>(f.balloon).tails[0].bend, 0.0);
    QCOMPARE(f.contentOf<Balloon>(f.balloon).tails[1].bend, -0.5);
    QTest::mouseClick(buttonOf<QPushButton>(f.inspector, "Remove"), Qt::LeftButton);
    f.settle();
    QCOMPARE(f.contentOf<Balloon>(f.balloon).tails.size(), 1);
    QVERIFY(!f.contentOf<Balloon>(f.balloon).tails[0].target.isValid());
    f.undo();
    QCOMPARE(f.contentOf<Balloon>(f.balloon).tails.size(), 2);
}

void TestInspectorKinds::balloonsJoinAndSeparate()
{
    InspectorFixture f;
    f.pick({f.balloon});
    QVERIFY(buttonOf<QPushButton>(f.inspector, "Join") == nullptr);
    f.pick({f.balloon, f.balloon2});
    QTest::mouseClick(buttonOf<QPushButton>(f.inspector, "Join"), Qt::LeftButton);
    f.settle();
    const ObjectId join = f.contentOf<Balloon>(f.balloon).joinId;
    QVERIFY(join.isValid());
    QCOMPARE(f.contentOf<Balloon>(f.balloon2).joinId, join);
    QTest::mouseClick(buttonOf<QPushButton>(f.inspector, "Separate"), Qt::LeftButton);
    QVERIFY(!f.contentOf<Balloon>(f.balloon2).joinId.isValid());
    f.undo();
    QCOMPARE(f.contentOf<Balloon>(f.balloon2).joinId, join);
}

void TestInspectorKinds::balloonFitsWords()
{
    InspectorFixture f;
    f.pick({f.balloon});
    f.type("Width", "120");
    f.type("Height", "80");
    const int steps = f.steps();
    QTest::mouseClick(buttonOf<QPushButton>(f.inspector, "Fit to words"), Qt::LeftButton);
    f.settle();
    QCOMPARE(f.steps(), steps + 1);
    const auto area = [&] {
        const RectPt box = f.contentOf<Balloon>(f.balloon).boundsPt;
        return box.widthPt * box.heightPt;
    };
    QVERIFY(area() < ptFromMm(60.0) * ptFromMm(40.0));
    // The words fit at their own size, and would not in a balloon a fifth smaller.
    const auto sizeNow = [&] { return fittedSizesPt(f.document.comic()).value(f.text); };
    const double wanted = f.contentOf<TextBlock>(f.text).sizePt;
    QVERIFY(sizeNow() > 0.97 * wanted);
    const RectPt box = f.contentOf<Balloon>(f.balloon).boundsPt;
    RectPt smaller = box;
    smaller.widthPt *= 0.8;
    smaller.heightPt *= 0.8;
    f.document.undoStack().push(changeEach<Balloon>(f.document, {f.balloon}, [&](Balloon &balloon) {
                                    balloon.boundsPt = smaller;
                                }).release());
    QVERIFY(sizeNow() < 0.95 * wanted);
}

void TestInspectorKinds::textType()
{
    InspectorFixture f;
    f.pick({f.text});
    f.type("Size", "14");
    QTest::mouseClick(buttonOf<QCheckBox>(f.inspector, "Fit to the frame"), Qt::LeftButton,
                      Qt::NoModifier, {8, 8});
    QTest::mouseClick(control<QToolButton>(f.inspector, "Italic"), Qt::LeftButton);
    auto *family = control<QFontComboBox>(f.inspector, "Font");
    QCOMPARE(family->lineEdit()->placeholderText(), QStringLiteral("Comic Neue"));
    family->lineEdit()->selectAll();
    QTest::keyClicks(family->lineEdit(), QStringLiteral("My Letters"));
    QTest::keyClick(family->lineEdit(), Qt::Key_Return);
    f.settle();
    const auto text = f.contentOf<TextBlock>(f.text);
    QCOMPARE(text.sizePt, 14.0);
    QVERIFY(!text.isAutoFitted);
    QVERIFY(text.runs.first().isItalic);
    QVERIFY(text.fontFamily.startsWith(QStringLiteral("My Letters")));
    while (f.steps() > 0)
        f.undo();
    QCOMPARE(f.contentOf<TextBlock>(f.text).fontFamily, QString());
    QVERIFY(!control<QToolButton>(f.inspector, "Italic")->isChecked());
    QCOMPARE(family->currentText(), QString());
}

void TestInspectorKinds::textSetting()
{
    InspectorFixture f;
    f.pick({f.text});
    f.type("Line spacing", "1.5");
    f.type("Tracking", "10");
    f.choose("Direction", "Columns, right to left");
    f.choose("Alignment", "Start");
    f.choose("Language", "繁體中文");
    f.type("Outline", "2");
    Q_EMIT control<ColourButton>(f.inspector, "Colour")->colourEdited(Qt::blue, 3);
    Q_EMIT control<ColourButton>(f.inspector, "Outline colour")->colourEdited(Qt::green, 4);
    const auto text = f.contentOf<TextBlock>(f.text);
    QCOMPARE(text.lineSpacing, 1.5);
    QCOMPARE(text.trackingEm, 0.1);
    QCOMPARE(text.writingMode, WritingMode::VerticalRightToLeft);
    QCOMPARE(text.alignment, TextAlignment::Start);
    QCOMPARE(text.language, QStringLiteral("zh-Hant"));
    QCOMPARE(text.outline, (TextOutline{2.0, {0xff00ff00U}}));
    QCOMPARE(text.colour.argb, 0xff0000ffU);
    QCOMPARE(f.steps(), 8);
    while (f.steps() > 0)
        f.undo();
    QCOMPARE(f.contentOf<TextBlock>(f.text).language, QString());
    QCOMPARE(f.contentOf<TextBlock>(f.text).outline, TextOutline());
}

void TestInspectorKinds::textWords()
{
    InspectorFixture f;
    f.pick({f.balloon});
    auto *field = control<QPlainTextEdit>(f.inspector, "Words");
    QCOMPARE(field->toPlainText(), QStringLiteral("Have you seen it?"));
    field->setFocus();
    QTest::keyClick(field, Qt::Key_End, Qt::ControlModifier);
    QTest::keyClicks(field, QStringLiteral(" There"));
    f.settle();
    QCOMPARE(plainText(f.contentOf<TextBlock>(f.text)), QStringLiteral("Have you seen it? There"));
    // Still there to go on typing, and one step back for the word.
    QTest::keyClicks(field, QStringLiteral("!"));
    QCOMPARE(plainText(f.contentOf<TextBlock>(f.text)), QStringLiteral("Have you seen it? There!"));
    while (f.steps() > 0)
        QTest::keyClick(field, Qt::Key_Z, Qt::ControlModifier);
    f.settle();
    QCOMPARE(field->toPlainText(), QStringLiteral("Have you seen it?"));
    QVERIFY(f.document.undoStack().count() <= 3);
    f.pick({f.panel});
    f.pick({f.text, f.balloon2});
    QVERIFY(control<QPlainTextEdit>(f.inspector, "Words") != nullptr);
}

void TestInspectorKinds::textRubyAndTateChuYoko()
{
    InspectorFixture f;
    f.pick({f.text});
    auto *field = control<QPlainTextEdit>(f.inspector, "Words");
    auto *ruby = control<QLineEdit>(f.inspector, "Ruby");
    QVERIFY(!ruby->isEnabled());
    const auto mark = [&](int from, int to) {
        QTextCursor cursor = field->textCursor();
        cursor.setPosition(from);
        cursor.setPosition(to, QTextCursor::KeepAnchor);
        field->setTextCursor(cursor);
    };
    mark(5, 8);
    QTest::keyClicks(ruby, QStringLiteral("yoo"));
    QTest::keyClick(ruby, Qt::Key_Return);
    mark(9, 13);
    QTest::mouseClick(control<QToolButton>(f.inspector, "Bold marked words"), Qt::LeftButton);
    mark(14, 16);
    QTest::mouseClick(control<QToolButton>(f.inspector, "Tate-chu-yoko"), Qt::LeftButton);
    f.choose("Size of marked words", "150 %");
    const QList<TextRun> runs = f.contentOf<TextBlock>(f.text).runs;
    QStringList parts;
    for (const TextRun &run : runs)
        parts.append(run.text);
    QCOMPARE(parts.join(QLatin1Char('|')), QStringLiteral("Have |you| |seen| |it|?"));
    QCOMPARE(runs[1].ruby, QStringLiteral("yoo"));
    QVERIFY(runs[3].isBold);
    QVERIFY(runs[5].isTateChuYoko);
    QCOMPARE(runs[5].sizeFactor, 1.5);
    mark(5, 8);
    QCOMPARE(ruby->text(), QStringLiteral("yoo"));
    while (f.steps() > 0)
        f.undo();
    QCOMPARE(f.contentOf<TextBlock>(f.text).runs.size(), 1);
}

void TestInspectorKinds::textCurve()
{
    InspectorFixture f;
    f.pick({f.text});
    f.choose("Curve", "Wave");
    const auto text = f.contentOf<TextBlock>(f.text);
    QCOMPARE(text.curvePt.size(), 7);
    QCOMPARE(text.curvePt.first().xPt, text.framePt.xPt);
    QVERIFY(std::abs(text.curvePt.last().xPt - text.framePt.rightPt()) < 1e-9);
    // It moves along and stays the wave.
    f.document.undoStack().push(moveObjects(f.document, {f.text}, {5.0, 5.0}).release());
    f.settle();
    QCOMPARE(control<QComboBox>(f.inspector, "Curve")->currentText(), QStringLiteral("Wave"));
    f.document.undoStack().push(changeEach<TextBlock>(f.document, {f.text}, [](TextBlock &block) {
                                    block.curvePt[1].yPt += 9.0;
                                }).release());
    f.settle();
    QCOMPARE(control<QComboBox>(f.inspector, "Curve")->currentText(), QStringLiteral("As drawn"));
    f.choose("Curve", "None");
    QVERIFY(f.contentOf<TextBlock>(f.text).curvePt.isEmpty());
}

void TestInspectorKinds::tone()
{
    InspectorFixture f;
    f.pick({f.tone});
    f.choose("Pattern", "Lines");
    f.type("Lines per inch", "42.5");
    f.type("Angle", "15");
    f.type("Density", "55");
    Q_EMIT control<ColourButton>(f.inspector, "Colour")->colourEdited(Qt::red, 1);
    const auto tone = f.contentOf<ToneFill>(f.tone);
    QCOMPARE(tone.pattern, TonePattern::Lines);
    QCOMPARE(tone.lpi, 42.5);
    QCOMPARE(tone.angleDeg, 15.0);
    QCOMPARE(tone.density, 0.55);
    QCOMPARE(tone.colour.argb, 0xffff0000U);
    QCOMPARE(f.shown("End density"), QStringLiteral("not shown"));
    while (f.steps() > 0)
        f.undo();
    QCOMPARE(f.contentOf<ToneFill>(f.tone), ToneFill());
}

void TestInspectorKinds::toneGradient()
{
    InspectorFixture f;
    f.pick({f.tone});
    f.choose("Pattern", "Gradient");
    f.type("End density", "80");
    f.choose("Runs", "To the right");
    const auto tone = f.contentOf<ToneFill>(f.tone);
    const RectPt panel = boundsPt(*f.document.object(f.panel));
    QCOMPARE(tone.endDensity, 0.8);
    QCOMPARE(tone.gradientFromPt, (PointPt{panel.xPt, panel.centre().yPt}));
    QCOMPARE(tone.gradientToPt, (PointPt{panel.rightPt(), panel.centre().yPt}));
}

void TestInspectorKinds::speedLines()
{
    InspectorFixture f;
    f.pick({f.lines});
    f.type("Count", "50");
    f.type("Least width", "3");
    f.type("Uneven length", "10");
    f.type("Uneven gaps", "20");
    f.type("Clear width", "99");
    QCOMPARE(f.shown("Angle"), QStringLiteral("not shown"));
    f.choose("Kind", "Parallel");
    QCOMPARE(f.shown("Clear width"), QStringLiteral("not shown"));
    f.type("Angle", "-12");
    QTest::mouseClick(buttonOf<QPushButton>(f.inspector, "Another"), Qt::LeftButton);
    const auto lines = f.contentOf<SpeedLines>(f.lines);
    QCOMPARE(lines.count, 50);
    QCOMPARE(lines.minWidthPt, 3.0);
    QCOMPARE(lines.maxWidthPt, 3.0); // it may not be thinner than the thinnest
    QCOMPARE(lines.lengthJitter, 0.1);
    QCOMPARE(lines.spacingJitter, 0.2);
    QCOMPARE(lines.clearRadiusXPt, 99.0);
    QCOMPARE(lines.angleDeg, -12.0);
    QCOMPARE(lines.seed, 2U);
    while (f.steps() > 0)
        f.undo();
    QCOMPARE(f.contentOf<SpeedLines>(f.lines), SpeedLines());
}

void TestInspectorKinds::inkAndMask()
{
    InspectorFixture f;
    f.pick({f.ink});
    f.type("Width", "3");
    f.pick({f.mask});
    f.type("Hardness", "25");
    f.choose("Effect", "Reveal");
    QCOMPARE(f.contentOf<MaskStroke>(f.mask).hardness, 0.25);
    QCOMPARE(f.contentOf<MaskStroke>(f.mask).effect, MaskEffect::Reveal);
    f.pick({f.ink});
    f.type("Least width", "50");
    QCOMPARE(f.contentOf<InkStroke>(f.ink).minWidthFraction, 0.5);
    Q_EMIT control<ColourButton>(f.inspector, "Colour")->colourEdited(Qt::red, 1);
    QCOMPARE(f.contentOf<InkStroke>(f.ink).colour.argb, 0xffff0000U);
}

KOMA_TEST_MAIN(QApplication, TestInspectorKinds)
#include "tst_inspectorkinds.moc"
