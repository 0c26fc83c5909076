// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/page/inspectorfixture.h"

#include "core/document/commands/objectcommands.h"
#include "core/document/layout/newcomic.h"

#include <QComboBox>

namespace koma::test {
namespace {

/// Two rows of one panel on an A4 page, and a second page.
Comic twoPages()
{
    return *makeComic({.title = QStringLiteral("The Lake"),
                       .sizeId = QStringLiteral("a4"),
                       .templateId = QStringLiteral("grid-2x2"),
                       .pages = 2});
}

} // namespace

InspectorFixture::InspectorFixture()
    : settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat),
      document(twoPages()),
      selection(document),
      inspector(selection, {&styles, kStyleIdRole}, unit)
{
    for (const char *style : {"", "ink", "wash"}) {
        auto *item = new QStandardItem(QStringLiteral("Style %1").arg(QLatin1String(style)));
        item->setData(QString::fromLatin1(style), kStyleIdRole);
        styles.appendRow(item);
    }
    const QList<PageObject> &panels = document.comic().pages.first().objects;
    panel = panels[0].id;
    panel2 = panels[1].id;
    ArtLayer picture;
    picture.picture = {QString(64, QLatin1Char('a')), QStringLiteral("png"), 800, 400};
    coverBox(picture, boundsPt(panels[0]));
    art = put(panel, picture);
    art2 = put(panel2, picture);
    Balloon speech;
    speech.boundsPt = {40.0, 40.0, 120.0, 60.0};
    balloon = put({}, speech);
    speech.boundsPt.xPt = 240.0;
    balloon2 = put({}, speech);
    TextBlock words;
    words.framePt = {60.0, 50.0, 80.0, 40.0};
    words.runs.append(TextRun());
    words.runs.first().text = QStringLiteral("Have you seen it?");
    text = put(balloon, words);
    tone = put(panel, ToneFill());
    lines = put(panel, SpeedLines());
    InkStroke stroke;
    stroke.points = {{100.0F, 100.0F, 1.0F}, {160.0F, 180.0F, 1.0F}};
    ink = put({}, stroke);
    MaskStroke brush;
    brush.points = stroke.points;
    mask = put(art, brush);
    document.undoStack().clear();
    inspector.resize(320, 900);
    inspector.show();
    settle();
}

ObjectId InspectorFixture::put(ObjectId parent, const ObjectContent &content)
{
    const ObjectId id = document.makeObjectId();
    auto added = addObjects(document, {document.comic().pages.first().id, parent, 0},
                            {{id, {}, content, {}}});
    document.undoStack().push(added->release());
    return id;
}

void InspectorFixture::pick(const QList<ObjectId> &objects)
{
    selection.select(objects);
    settle();
}

void InspectorFixture::settle()
{
    QCoreApplication::processEvents();
}

void InspectorFixture::undo()
{
    document.undoStack().undo();
    settle();
}

void InspectorFixture::type(const char *name, const char *number)
{
    auto *field = control<QDoubleSpinBox>(inspector, name);
    QVERIFY2(field != nullptr, name);
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, QString::fromUtf8(number));
    QTest::keyClick(field, Qt::Key_Return);
    settle();
}

QString InspectorFixture::shown(const char *name)
{
    auto *field = control<QDoubleSpinBox>(inspector, name);
    return field != nullptr ? field->text() : QStringLiteral("not shown");
}

void InspectorFixture::choose(const char *name, const char *entry)
{
    auto *box = control<QComboBox>(inspector, name);
    QVERIFY2(box != nullptr, name);
    const int row = box->findText(QString::fromUtf8(entry));
    QVERIFY2(row >= 0, entry);
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Home);
    for (int i = 0; i < row; ++i)
        QTest::keyClick(box, Qt::Key_Down);
    settle();
    QCOMPARE(box->currentText(), QString::fromUtf8(entry));
}

} // namespace koma::test
