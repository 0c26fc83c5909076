// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/commands/changecommands.h"
#include "tests/support/randomcases.h"
#include "tests/support/randomcomic.h"
#include "tests/support/testmain.h"
#include "ui/page/inspector/inspector.h"
#include "ui/page/session/lengthunit.h"

#include <QApplication>
#include <QSet>
#include <QSettings>
#include <QTemporaryDir>

using namespace koma;

/// Showing values must never change them, whatever they are: random comics, random picks.
class TestInspectorFeedback : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showingAndTabbingChangesNothing();
    void followingOthersChangesNothing();

private:
    static QList<ObjectId> somePicked(const Page &page, Random &random)
    {
        QList<ObjectId> picked;
        forEachObject(page.objects, [&](const PageObject &object) {
            if (random.chance(0.15))
                picked.append(object.id);
        });
        return picked;
    }
};

void TestInspectorFeedback::showingAndTabbingChangesNothing()
{
    test::RandomComic source{Random(test::randomCasesSeed())};
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    QSet<const QWidget *> visited;
    for (int round = 0; round < 12; ++round) {
        Document document(source.comic(2));
        const Comic before = document.comic();
        PageSelection selection(document);
        LengthUnit unit(settings);
        Inspector inspector(selection, {}, unit);
        inspector.resize(320, 800);
        inspector.show();
        for (int pick = 0; pick < 3; ++pick) {
            selection.select(somePicked(document.comic().pages.first(), source.random()));
            QCoreApplication::processEvents();
            // Through every control and out of it again.
            constexpr int kControls = 60;
            for (int i = 0; i < kControls; ++i) {
                QWidget *focused = inspector.focusWidget();
                visited.insert(focused);
                QTest::keyClick(focused != nullptr ? focused : &inspector, Qt::Key_Tab);
            }
        }
        QCOMPARE(document.undoStack().count(), 0);
        QVERIFY(document.comic() == before);
    }
    QVERIFY(visited.size() > 50);
}

void TestInspectorFeedback::followingOthersChangesNothing()
{
    test::RandomComic source{Random(test::randomCasesSeed() + 1)};
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    for (int round = 0; round < 12; ++round) {
        Document document(source.comic(2));
        PageSelection selection(document);
        LengthUnit unit(settings);
        Inspector inspector(selection, {}, unit);
        inspector.show();
        selection.select(somePicked(document.comic().pages.first(), source.random()));
        for (int edit = 0; edit < 4; ++edit) {
            const PointPt offset{source.random().uniform(-9.0, 9.0), 1.0};
            document.undoStack().push(moveObjects(document, selection.objects(), offset).release());
            const Comic moved = document.comic();
            const int steps = document.undoStack().count();
            QCoreApplication::processEvents();
            QVERIFY(document.comic() == moved);
            QCOMPARE(document.undoStack().count(), steps);
        }
        while (document.undoStack().canUndo()) {
            document.undoStack().undo();
            QCoreApplication::processEvents();
        }
        QVERIFY(document.undoStack().index() == 0);
    }
}

KOMA_TEST_MAIN(QApplication, TestInspectorFeedback)
#include "tst_inspectorfeedback.moc"
