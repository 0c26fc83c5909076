// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/commands/changecommands.h"
#include "core/document/model/units.h"
#include "tests/gui/page/inspectorfixture.h"
#include "tests/support/testmain.h"
#include "ui/widgets/colourbutton.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSlider>
#include <QToolButton>
#include <QWheelEvent>

using namespace koma;
using namespace koma::test;

class TestInspector : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsWhatIsPicked();
    void nothingPickedIsPageAndComic();
    void movesAndResizes();
    void unitIsKept();
    void alignsAndDistributes();
    void pictureKeepsItsProportions();
    void rotates();
    void panelsTogether();
    void differentValuesAreADash();
    void aDragIsOneStep();
    void followsUndoAndOthers();
    void lockedIsNotChanged();
    void mergesPanels();
    void pageSetup();
    void pageSizeAndOrientation();
    void doublePageIsTwiceAsWide();
    void setupForAllPages();
    void comicSettings();
    void typingIsNotForOthers();
    void hiddenItWaits();
    void theWheelScrollsOnly();
    void everythingIsNamed();
};

void TestInspector::showsWhatIsPicked()
{
    InspectorFixture f;
    const auto titles = [&] {
        QStringList shown;
        for (const InspectorForm *section : f.inspector.sections())
            shown.append(section->title());
        return shown;
    };
    f.pick({f.panel});
    QCOMPARE(titles(), (QStringList{QStringLiteral("Position and size"), QStringLiteral("Panel")}));
    f.pick({f.art, f.panel});
    QCOMPARE(titles(), (QStringList{QStringLiteral("Position and size"), QStringLiteral("Panel"),
                                    QStringLiteral("Picture")}));
    // Its words belong to a balloon.
    f.pick({f.balloon});
    QCOMPARE(titles(), (QStringList{QStringLiteral("Position and size"), QStringLiteral("Balloon"),
                                    QStringLiteral("Text")}));
    // A tone over the whole panel has no place of its own.
    f.pick({f.tone});
    QCOMPARE(titles(), QStringList{QStringLiteral("Tone")});
}

void TestInspector::nothingPickedIsPageAndComic()
{
    InspectorFixture f;
    QCOMPARE(f.inspector.sections().size(), 2);
    auto *name = control<QLineEdit>(f.inspector, "Name");
    name->setFocus();
    QTest::keyClicks(name, QStringLiteral("Arrival"));
    QTest::keyClick(name, Qt::Key_Return);
    QCOMPARE(f.document.comic().pages[0].properties.name, QStringLiteral("Arrival"));
    f.selection.setPage(f.document.comic().pages[1].id);
    f.settle();
    QCOMPARE(name->text(), QString());
    f.undo();
    QCOMPARE(f.document.comic().pages[0].properties.name, QString());
}

void TestInspector::movesAndResizes()
{
    InspectorFixture f;
    f.pick({f.balloon});
    f.type("X", "25.4");
    RectPt box = f.contentOf<Balloon>(f.balloon).boundsPt;
    QCOMPARE(box.xPt, 72.0);
    QCOMPARE(box.widthPt, 120.0);
    // Its words went along.
    QCOMPARE(f.contentOf<TextBlock>(f.text).framePt.xPt, 92.0);
    f.type("Height", "50.8");
    box = f.contentOf<Balloon>(f.balloon).boundsPt;
    QCOMPARE(box.heightPt, 144.0);
    QCOMPARE(box.yPt, 40.0);
    QCOMPARE(box.widthPt, 120.0);
    QTest::mouseClick(control<QToolButton>(f.inspector, "Keep proportions"), Qt::LeftButton);
    f.type("Height", "25.4");
    QCOMPARE(f.contentOf<Balloon>(f.balloon).boundsPt.widthPt, 60.0);
    for (int i = 0; i < 3; ++i)
        f.undo();
    QCOMPARE(f.contentOf<Balloon>(f.balloon).boundsPt, (RectPt{40.0, 40.0, 120.0, 60.0}));
    QCOMPARE(f.shown("X"), QStringLiteral("14.11"));
}

void TestInspector::unitIsKept()
{
    InspectorFixture f;
    f.pick({f.balloon});
    f.choose("Unit of lengths", "px");
    // 120 pt at 300 dpi.
    QCOMPARE(f.shown("Width"), QStringLiteral("500.0"));
    f.type("Width", "250");
    QCOMPARE(f.contentOf<Balloon>(f.balloon).boundsPt.widthPt, 60.0);
    LengthUnit unit(f.settings);
    Inspector another(f.selection, {}, unit);
    another.show();
    QCOMPARE(control<QComboBox>(another, "Unit of lengths")->currentText(), QStringLiteral("px"));
}

void TestInspector::alignsAndDistributes()
{
    InspectorFixture f;
    f.pick({f.balloon, f.balloon2});
    auto *right = control<QToolButton>(f.inspector, "Align right edges");
    QVERIFY(!control<QToolButton>(f.inspector, "Equal gaps across")->isEnabled());
    QTest::mouseClick(right, Qt::LeftButton);
    QCOMPARE(f.contentOf<Balloon>(f.balloon).boundsPt.rightPt(), 360.0);
    QCOMPARE(f.contentOf<Balloon>(f.balloon2).boundsPt.rightPt(), 360.0);
    f.undo();
    QCOMPARE(f.contentOf<Balloon>(f.balloon).boundsPt.xPt, 40.0);
    f.pick({f.balloon, f.balloon2, f.ink});
    QTest::mouseClick(control<QToolButton>(f.inspector, "Equal gaps across"), Qt::LeftButton);
    const double left = boundsPt(*f.document.object(f.balloon)).rightPt();
    const RectPt middle = boundsPt(*f.document.object(f.ink));
    const double rightPt = f.contentOf<Balloon>(f.balloon2).boundsPt.xPt;
    QVERIFY(std::abs((middle.xPt - left) - (rightPt - middle.rightPt())) < 1e-3);
}

void TestInspector::pictureKeepsItsProportions()
{
    InspectorFixture f;
    f.pick({f.art});
    const RectPt before = unrotatedBoundsPt(f.contentOf<ArtLayer>(f.art));
    f.type("Width", "50.8");
    const RectPt after = unrotatedBoundsPt(f.contentOf<ArtLayer>(f.art));
    QVERIFY(std::abs(after.widthPt - 144.0) < 1e-6);
    QVERIFY(std::abs(after.heightPt - 72.0) < 1e-6);
    QVERIFY(std::abs(after.xPt - before.xPt) < 1e-6);
}

void TestInspector::rotates()
{
    InspectorFixture f;
    f.pick({f.art});
    f.type("Rotation", "30");
    QCOMPARE(f.contentOf<ArtLayer>(f.art).rotationDeg, 30.0);
    f.undo();
    QCOMPARE(f.contentOf<ArtLayer>(f.art).rotationDeg, 0.0);
    QCOMPARE(f.shown("Rotation"), QStringLiteral("0.0°"));
    f.pick({f.panel});
    QCOMPARE(f.shown("Rotation"), QStringLiteral("not shown"));
}

void TestInspector::panelsTogether()
{
    InspectorFixture f;
    f.pick({f.panel, f.panel2});
    f.choose("Border", "Dashed");
    f.type("Border width", "4");
    f.type("Corner radius", "9");
    for (const ObjectId id : {f.panel, f.panel2}) {
        const auto panel = f.contentOf<Panel>(id);
        QCOMPARE(panel.border.style, BorderStyle::Dashed);
        QCOMPARE(panel.border.widthPt, 4.0);
        QCOMPARE(panel.cornerRadiusPt, 9.0);
    }
    auto *background = control<ColourButton>(f.inspector, "Background");
    Q_EMIT background->colourEdited(QColor(1, 2, 3), 99);
    QCOMPARE(f.contentOf<Panel>(f.panel2).background.argb, 0xff010203U);
    while (f.steps() > 0)
        f.undo();
    QCOMPARE(f.contentOf<Panel>(f.panel).border, PanelBorder());
    QCOMPARE(f.shown("Border width"), QStringLiteral("1.50 pt"));
    QCOMPARE(background->colour(), QColor(Qt::white));
}

void TestInspector::differentValuesAreADash()
{
    InspectorFixture f;
    f.pick({f.panel});
    f.type("Border width", "4");
    f.choose("Border", "Dotted");
    f.pick({f.panel, f.panel2});
    QCOMPARE(f.shown("Border width"), QStringLiteral("–"));
    QCOMPARE(control<QComboBox>(f.inspector, "Border")->currentIndex(), -1);
    // Leaving the field changes nothing; the value that one of them has holds for all.
    auto *width = control<QDoubleSpinBox>(f.inspector, "Border width");
    const int before = f.steps();
    QTest::keyClick(width, Qt::Key_Tab);
    f.settle();
    QCOMPARE(f.steps(), before);
    f.type("Border width", "4");
    QCOMPARE(f.contentOf<Panel>(f.panel2).border.widthPt, 4.0);
    QCOMPARE(f.shown("Border width"), QStringLiteral("4.00 pt"));
    f.undo();
    QCOMPARE(f.shown("Border width"), QStringLiteral("–"));
    QTest::keyClick(width, Qt::Key_Up);
    f.settle();
    QVERIFY(f.contentOf<Panel>(f.panel2).border.widthPt > 4.0);
    QCOMPARE(f.contentOf<Panel>(f.panel).border.widthPt,
             f.contentOf<Panel>(f.panel2).border.widthPt);
}

void TestInspector::aDragIsOneStep()
{
    InspectorFixture f;
    f.pick({f.panel, f.panel2});
    auto *slider = control<QSlider>(f.inspector, "Corner radius");
    const QPoint middle = slider->rect().center();
    QTest::mousePress(slider, Qt::LeftButton, Qt::NoModifier, {8, middle.y()});
    for (int x = 10; x < 60; x += 10) {
        QTest::mouseMove(slider, {x, middle.y()});
        f.settle();
    }
    QTest::mouseRelease(slider, Qt::LeftButton, Qt::NoModifier, {60, middle.y()});
    f.settle();
    QVERIFY(f.contentOf<Panel>(f.panel2).cornerRadiusPt > 0.0);
    QCOMPARE(f.steps(), 1);
    const double dragged = f.contentOf<Panel>(f.panel).cornerRadiusPt;
    // Another drag is another step.
    QTest::mousePress(slider, Qt::LeftButton, Qt::NoModifier, {60, middle.y()});
    QTest::mouseMove(slider, {80, middle.y()});
    QTest::mouseRelease(slider, Qt::LeftButton, Qt::NoModifier, {80, middle.y()});
    QCOMPARE(f.steps(), 2);
    f.undo();
    QCOMPARE(f.contentOf<Panel>(f.panel).cornerRadiusPt, dragged);
    f.undo();
    QCOMPARE(slider->value(), 0);
}

void TestInspector::followsUndoAndOthers()
{
    InspectorFixture f;
    f.pick({f.balloon});
    // As the canvas does.
    f.document.undoStack().push(
        moveObjects(f.document, {f.balloon}, {ptFromMm(10.0), 0.0}).release());
    f.settle();
    QCOMPARE(f.shown("X"), QStringLiteral("24.11"));
    QCOMPARE(f.steps(), 1);
    f.undo();
    QCOMPARE(f.shown("X"), QStringLiteral("14.11"));
    QCOMPARE(f.document.undoStack().count(), 1);
    f.document.reset({});
    f.settle();
    QCOMPARE(f.inspector.sections().size(), 1);
}

void TestInspector::lockedIsNotChanged()
{
    InspectorFixture f;
    f.document.undoStack().push(changeLayers(f.document, {f.panel}, [](ObjectProperties &layer) {
                                    layer.isLocked = true;
                                }).release());
    f.pick({f.panel});
    QVERIFY(!f.inspector.sections().last()->isEnabled());
    f.undo();
    QVERIFY(f.inspector.sections().last()->isEnabled());
}

void TestInspector::mergesPanels()
{
    InspectorFixture f;
    f.pick({f.panel});
    QVERIFY(buttonOf<QPushButton>(f.inspector, "Merge panels") == nullptr);
    const RectPt both =
        united(boundsPt(*f.document.object(f.panel)), boundsPt(*f.document.object(f.panel2)));
    f.pick({f.panel, f.panel2});
    QTest::mouseClick(buttonOf<QPushButton>(f.inspector, "Merge panels"), Qt::LeftButton);
    QVERIFY(f.document.object(f.panel2) == nullptr);
    QCOMPARE(boundsPt(*f.document.object(f.panel)), both);
    f.undo();
    QVERIFY(f.document.object(f.panel2) != nullptr);
    // Across the corner of four they do not face each other.
    const ObjectId opposite = f.document.comic().pages[0].objects.last().id;
    f.pick({f.panel, opposite});
    const int steps = f.steps();
    QTest::mouseClick(buttonOf<QPushButton>(f.inspector, "Merge panels"), Qt::LeftButton);
    QCOMPARE(f.steps(), steps);
    const QList<QLabel *> labels =
        f.inspector.findChildren<QLabel *>(QStringLiteral("warningText"));
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
        return label->isVisible() && !label->text().isEmpty();
    }));
}

void TestInspector::pageSetup()
{
    InspectorFixture f;
    const auto properties = [&] { return f.document.comic().pages[0].properties; };
    f.type("Resolution", "600");
    QCOMPARE(properties().setup.dpi, 600);
    f.type("Bleed", "5");
    QVERIFY(std::abs(properties().setup.bleedPt - ptFromMm(5.0)) < 1e-9);
    f.type("Safe margin at the top", "20");
    QVERIFY(std::abs(properties().setup.safeMarginsPt.topPt - ptFromMm(20.0)) < 1e-9);
    QVERIFY(std::abs(properties().setup.safeMarginsPt.leftPt - ptFromMm(10.0)) < 1e-9);
    f.choose("Role", "Front cover");
    QCOMPARE(properties().role, PageRole::FrontCover);
    Q_EMIT control<ColourButton>(f.inspector, "Paper")->colourEdited(QColor(255, 250, 240), 1);
    QCOMPARE(properties().paper.argb, 0xfffffaf0U);
    QCOMPARE(f.document.comic().pages[1].properties.setup.dpi, 300);
    while (f.steps() > 0)
        f.undo();
    QCOMPARE(properties().setup, f.document.settings().pageSetup);
    QCOMPARE(f.shown("Resolution"), QStringLiteral("300 dpi"));
}

void TestInspector::pageSizeAndOrientation()
{
    InspectorFixture f;
    QCOMPARE(control<QComboBox>(f.inspector, "Size")->currentText(), QStringLiteral("A4"));
    f.choose("Orientation", "Landscape");
    const PageSetup turned = f.document.comic().pages[0].properties.setup;
    QVERIFY(std::abs(turned.widthPt - ptFromMm(297.0)) < 1e-9);
    QVERIFY(std::abs(turned.heightPt - ptFromMm(210.0)) < 1e-9);
    QCOMPARE(control<QComboBox>(f.inspector, "Size")->currentText(), QStringLiteral("A4"));
    f.type("Page width", "123");
    QCOMPARE(control<QComboBox>(f.inspector, "Size")->currentText(), QStringLiteral("Own size"));
}

void TestInspector::doublePageIsTwiceAsWide()
{
    InspectorFixture f;
    const double widthPt = f.document.comic().pages[0].properties.setup.widthPt;
    QTest::mouseClick(buttonOf<QCheckBox>(f.inspector, "Double page"), Qt::LeftButton,
                      Qt::NoModifier, {8, 8});
    QCOMPARE(f.document.comic().pages[0].properties.setup.widthPt, 2.0 * widthPt);
    QVERIFY(f.document.comic().pages[0].properties.isDoublePage);
    f.settle();
    QCOMPARE(control<QComboBox>(f.inspector, "Size")->currentText(), QStringLiteral("A4"));
    f.undo();
    QCOMPARE(f.document.comic().pages[0].properties.setup.widthPt, widthPt);
}

void TestInspector::setupForAllPages()
{
    InspectorFixture f;
    f.type("Resolution", "450");
    const Comic before = f.document.comic();
    QTest::mouseClick(buttonOf<QPushButton>(f.inspector, "Use for all pages"), Qt::LeftButton);
    QCOMPARE(f.document.comic().pages[1].properties.setup.dpi, 450);
    QCOMPARE(f.document.settings().pageSetup.dpi, 450);
    f.undo();
    QVERIFY(f.document.comic() == before);
}

void TestInspector::comicSettings()
{
    InspectorFixture f;
    f.choose("Reading", "Right to left");
    f.choose("Language", "日本語");
    f.type("Gutter between rows", "6");
    const DocumentSettings &settings = f.document.settings();
    QCOMPARE(settings.direction, ReadingDirection::RightToLeft);
    QCOMPARE(settings.language, QStringLiteral("ja"));
    QVERIFY(std::abs(settings.gutters.betweenRowsPt - ptFromMm(6.0)) < 1e-9);
    QTest::mouseClick(buttonOf<QCheckBox>(f.inspector, "Facing pages"), Qt::LeftButton,
                      Qt::NoModifier, {8, 8});
    QVERIFY(!settings.hasFacingPages);
    auto *title = control<QLineEdit>(f.inspector, "Title");
    title->selectAll();
    QTest::keyClicks(title, QStringLiteral("Winter"));
    // Not before it is done: each letter would be a step.
    QCOMPARE(settings.title, QStringLiteral("The Lake"));
    QTest::keyClick(title, Qt::Key_Return);
    QCOMPARE(settings.title, QStringLiteral("Winter"));
    f.undo();
    QCOMPARE(title->text(), QStringLiteral("The Lake"));
}

void TestInspector::typingIsNotForOthers()
{
    InspectorFixture f;
    auto *name = control<QLineEdit>(f.inspector, "Name");
    name->setFocus();
    QTest::keyClicks(name, QStringLiteral("Arrival"));
    // Another page by a shortcut, the caret still in the field.
    f.selection.setPage(f.document.comic().pages[1].id);
    f.settle();
    QTest::keyClick(name, Qt::Key_Return);
    QCOMPARE(name->text(), QString());
    QCOMPARE(f.steps(), 0);
}

void TestInspector::hiddenItWaits()
{
    InspectorFixture f;
    f.inspector.hide();
    f.pick({f.panel});
    QCOMPARE(f.inspector.sections().first()->title(), QStringLiteral("Page"));
    f.inspector.show();
    f.settle();
    QCOMPARE(f.inspector.sections().last()->title(), QStringLiteral("Panel"));
}

void TestInspector::theWheelScrollsOnly()
{
    InspectorFixture f;
    f.pick({f.panel});
    const auto turn = [](QWidget *control) {
        const QPointF at = control->rect().center();
        QWheelEvent wheel(at, control->mapToGlobal(at), {}, {0, -120}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(control, &wheel);
    };
    auto *border = control<QComboBox>(f.inspector, "Border");
    for (QWidget *each :
         {static_cast<QWidget *>(border),
          static_cast<QWidget *>(control<QSlider>(f.inspector, "Border width")),
          static_cast<QWidget *>(control<QDoubleSpinBox>(f.inspector, "Border width"))}) {
        each->clearFocus();
        turn(each);
    }
    QCOMPARE(f.steps(), 0);
    f.inspector.activateWindow();
    border->setFocus();
    turn(border);
    QCOMPARE(f.contentOf<Panel>(f.panel).border.style, BorderStyle::Dashed);
}

void TestInspector::everythingIsNamed()
{
    InspectorFixture f;
    f.pick({f.panel, f.art, f.balloon, f.tone, f.lines, f.ink, f.mask});
    for (const QWidget *widget : f.inspector.findChildren<QWidget *>()) {
        const bool isOwnControl =
            widget->isVisible() && widget->focusPolicy() != Qt::NoFocus &&
            !widget->inherits("QScrollArea") && !widget->inherits("QPlainTextEdit") &&
            qobject_cast<QComboBox *>(widget->parentWidget()) == nullptr &&
            qobject_cast<QAbstractSpinBox *>(widget->parentWidget()) == nullptr;
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        if (!isOwnControl || (button != nullptr && !button->text().isEmpty()))
            continue;
        QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
    }
}

KOMA_TEST_MAIN(QApplication, TestInspector)
#include "tst_inspector.moc"
