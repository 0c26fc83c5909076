// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/pictureio.h"
#include "tests/gui/windowfixture.h"
#include "tests/support/testmain.h"
#include "ui/canvas/comparecanvas.h"
#include "ui/dialogs/exportdialog.h"
#include "ui/gallery/stylegallery.h"
#include "ui/stylize/stylizepanel.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/sliderrow.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDockWidget>
#include <QDropEvent>
#include <QFile>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QUrl>

using namespace koma;
using koma::test::WindowFixture;

class TestMainWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startsWithAnEmptyState();
    void opensByDropOfAFile();
    void opensByDropOfImageData();
    void pastesFromTheClipboard();
    void nothingToPasteIsTold();
    void brokenFileIsToldAndNothingIsLost();
    void choosesAStyleAndDraws();
    void undoGoesBackOverStylesAndSliders();
    void anotherPictureClearsUndo();
    void exportsThroughTheDialog();
    void exportCanBeStopped();
    void copiesTheResult();
    void compareKeyTogglesAndIsRemembered();
    void layoutAndStyleAreRemembered();
    void allCommandsAreReachableByKeyboard();
};

namespace {

void drop(MainWindow &window, QMimeData &data)
{
    QDragEnterEvent enter(QPoint(300, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event(QPointF(300, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &event);
}

void chooseNegative(MainWindow &window)
{
    StyleGallery &gallery = window.gallery();
    const QModelIndex entry = gallery.model()->index(1, 0);
    QTest::mouseClick(gallery.viewport(), Qt::LeftButton, {}, gallery.visualRect(entry).center());
}

ExportDialog *exportDialogOf(MainWindow &window)
{
    window.actions().exportResult->trigger();
    return window.findChild<ExportDialog *>();
}

} // namespace

void TestMainWindow::startsWithAnEmptyState()
{
    WindowFixture fixture;
    MainWindow &window = fixture.window();
    QVERIFY(!window.canvas().isVisible());
    QVERIFY(!window.actions().exportResult->isEnabled());
    QVERIFY(!window.panel().exportButton()->isEnabled());
    QVERIFY(!window.messageBar().isVisible());
}

void TestMainWindow::opensByDropOfAFile()
{
    WindowFixture fixture;
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(fixture.pictureFile({300, 200}))});
    drop(fixture.window(), data);
    QTRY_VERIFY(fixture.window().canvas().isVisible());
    QVERIFY(fixture.window().windowTitle().startsWith(QStringLiteral("picture1")));
    QCOMPARE(fixture.settings().openFolder(), fixture.folder());
}

void TestMainWindow::opensByDropOfImageData()
{
    WindowFixture fixture;
    QMimeData data;
    QImage image(120, 90, QImage::Format_RGB32);
    image.fill(Qt::cyan);
    data.setImageData(image);
    drop(fixture.window(), data);
    QTRY_VERIFY(fixture.window().controller().picture() != nullptr);
    QCOMPARE(fixture.window().controller().picture()->size(), (ImageSize{120, 90}));
}

void TestMainWindow::pastesFromTheClipboard()
{
    WindowFixture fixture;
    QImage image(64, 48, QImage::Format_ARGB32);
    image.fill(QColor(10, 200, 30, 120));
    QGuiApplication::clipboard()->setImage(image);
    fixture.window().actions().paste->trigger();
    QTRY_VERIFY(fixture.window().controller().picture() != nullptr);
    const Image &pixels = fixture.window().controller().picture()->source.image;
    QCOMPARE(pixels.size(), (ImageSize{64, 48}));
    QVERIFY(pixels.hasAlpha());
    const auto *pixel = pixels.view().rowAs<std::uint8_t>(20);
    QVERIFY(std::abs(pixel[1] - 200) <= 1);
    QCOMPARE(pixel[3], std::uint8_t(120));
}

void TestMainWindow::nothingToPasteIsTold()
{
    WindowFixture fixture;
    QGuiApplication::clipboard()->setText(QStringLiteral("words"));
    fixture.window().actions().paste->trigger();
    QVERIFY(fixture.window().messageBar().isVisible());
    QVERIFY(fixture.window().messageBar().tone() == MessageBar::Tone::Information);
}

void TestMainWindow::brokenFileIsToldAndNothingIsLost()
{
    WindowFixture fixture;
    fixture.openPicture();
    const OpenedPicturePointer before = fixture.window().controller().picture();
    const QString path = fixture.folder() + QStringLiteral("/broken.png");
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("\x89PNG\r\n\x1a\nnot really");
    file.close();
    test::LogGuard::expect(QStringLiteral("broken.png"));
    fixture.window().openPicture({.filePath = path, .encoded = {}, .pixels = {}, .name = {}});
    QTRY_VERIFY(fixture.window().messageBar().isVisible());
    QVERIFY(fixture.window().messageBar().tone() == MessageBar::Tone::Problem);
    QCOMPARE(fixture.window().controller().picture(), before);
}

void TestMainWindow::choosesAStyleAndDraws()
{
    WindowFixture fixture;
    fixture.openPicture();
    chooseNegative(fixture.window());
    QCOMPARE(fixture.window().controller().parameters().styleId, QStringLiteral("negative"));
    QVERIFY(test::waitForDrawing(fixture.window()));
    QVERIFY(fixture.window().panel().strength()->isEnabled());
}

void TestMainWindow::undoGoesBackOverStylesAndSliders()
{
    WindowFixture fixture;
    MainWindow &window = fixture.window();
    fixture.openPicture();
    chooseNegative(window);
    QSlider *slider = window.panel().strength()->slider();
    slider->setSliderDown(true);
    for (const int position : {800, 600, 400})
        slider->setValue(position);
    slider->setSliderDown(false);
    QCOMPARE(window.undoStack().count(), 2);
    QCOMPARE(window.controller().parameters().blend.strength, 0.4);

    window.actions().undo->trigger();
    QCOMPARE(window.controller().parameters().blend.strength, 1.0);
    QCOMPARE(window.panel().strength()->value(), 100.0);
    QCOMPARE(window.controller().parameters().styleId, QStringLiteral("negative"));
    window.actions().undo->trigger();
    QCOMPARE(window.controller().parameters().styleId, QString());
    QCOMPARE(window.gallery().chosenStyleId(), QString());
    window.actions().redo->trigger();
    window.actions().redo->trigger();
    QCOMPARE(window.controller().parameters().blend.strength, 0.4);
    QCOMPARE(window.undoStack().count(), 2);
}

void TestMainWindow::anotherPictureClearsUndo()
{
    WindowFixture fixture;
    fixture.openPicture();
    chooseNegative(fixture.window());
    QCOMPARE(fixture.window().undoStack().count(), 1);
    fixture.openPicture({500, 500});
    QCOMPARE(fixture.window().undoStack().count(), 0);
    QCOMPARE(fixture.window().controller().parameters().styleId, QStringLiteral("negative"));
}

void TestMainWindow::exportsThroughTheDialog()
{
    WindowFixture fixture;
    MainWindow &window = fixture.window();
    fixture.openPicture();
    chooseNegative(window);
    QVERIFY(test::waitForDrawing(window));
    QSignalSpy exports(&window, &MainWindow::exportFinished);
    ExportDialog *dialog = exportDialogOf(window);
    QVERIFY(dialog != nullptr);
    dialog->nameField()->setText(QStringLiteral("result.png"));
    QTest::mouseClick(dialog->exportButton(), Qt::LeftButton);
    QTRY_COMPARE(exports.count(), 1);
    const Result<Picture> written =
        readPicture(QString(fixture.folder() + QStringLiteral("/result.png")).toStdString());
    QVERIFY(written.has_value());
    QCOMPARE(written->image.size(), (ImageSize{900, 600}));
    QVERIFY(window.messageBar().isVisible());
    QVERIFY(window.messageBar().tone() == MessageBar::Tone::Information);
}

void TestMainWindow::exportCanBeStopped()
{
    WindowFixture fixture;
    MainWindow &window = fixture.window();
    fixture.service().setFullDrawingMs(30000);
    fixture.openPicture({1200, 900});
    chooseNegative(window);
    ExportDialog *dialog = exportDialogOf(window);
    dialog->nameField()->setText(QStringLiteral("never.png"));
    QTest::mouseClick(dialog->exportButton(), Qt::LeftButton);
    QTRY_VERIFY(window.actions().stop->isEnabled());
    window.actions().stop->trigger();
    QTRY_VERIFY(!window.actions().stop->isEnabled());
    QVERIFY(!QFile::exists(fixture.folder() + QStringLiteral("/never.png")));
    QVERIFY(!window.messageBar().isVisible());
}

void TestMainWindow::copiesTheResult()
{
    WindowFixture fixture;
    MainWindow &window = fixture.window();
    fixture.openPicture();
    chooseNegative(window);
    QVERIFY(test::waitForDrawing(window));
    QGuiApplication::clipboard()->setText(QStringLiteral("words"));
    window.actions().copy->trigger();
    const auto hasImage = [] {
        const QMimeData *data = QGuiApplication::clipboard()->mimeData();
        return data != nullptr && data->hasImage();
    };
    QTRY_VERIFY(hasImage());
    const QImage copied = QGuiApplication::clipboard()->image();
    QCOMPARE(copied.size(), QSize(900, 600));
    QVERIFY(copied.isGrayscale());
    QVERIFY(QGuiApplication::clipboard()->mimeData()->hasFormat(QStringLiteral("image/png")));
}

void TestMainWindow::compareKeyTogglesAndIsRemembered()
{
    WindowFixture fixture;
    fixture.openPicture();
    QVERIFY(fixture.window().canvas().isComparing());
    fixture.window().actions().compare->trigger();
    QVERIFY(!fixture.window().canvas().isComparing());
    fixture.reopenWindow();
    QVERIFY(!fixture.window().canvas().isComparing());
    QVERIFY(!fixture.window().actions().compare->isChecked());
}

void TestMainWindow::layoutAndStyleAreRemembered()
{
    WindowFixture fixture;
    fixture.openPicture();
    chooseNegative(fixture.window());
    fixture.window().resize(1000, 680);
    fixture.window().findChild<QDockWidget *>(QStringLiteral("stylesDock"))->hide();
    fixture.reopenWindow();
    QCOMPARE(fixture.window().size(), QSize(1000, 680));
    QVERIFY(!fixture.window().findChild<QDockWidget *>(QStringLiteral("stylesDock"))->isVisible());
    fixture.openPicture({500, 400});
    QCOMPARE(fixture.window().controller().parameters().styleId, QStringLiteral("negative"));
}

void TestMainWindow::allCommandsAreReachableByKeyboard()
{
    WindowFixture fixture;
    const Actions &actions = fixture.window().actions();
    for (const QAction *action :
         {actions.open, actions.exportResult, actions.undo, actions.redo, actions.copy,
          actions.paste, actions.stop, actions.zoomIn, actions.zoomOut, actions.fit,
          actions.actualPixels, actions.compare, actions.showBefore, actions.nextStyle,
          actions.previousStyle, actions.quit})
        QVERIFY2(!action->shortcut().isEmpty(), qPrintable(action->text()));
    for (const Workspace workspace : {Workspace::Stylise, Workspace::Page, Workspace::Train}) {
        fixture.window().showWorkspace(workspace);
        QList<QKeySequence> ofWindow;
        QList<QKeySequence> ofWidgets;
        for (const QAction *action : fixture.window().findChildren<QAction *>()) {
            if (!action->isVisible())
                continue;
            // Those of a widget hold where it has the focus; Qt tells them apart.
            const bool isOfWindow = action->shortcutContext() == Qt::WindowShortcut;
            for (const QKeySequence &keys : action->shortcuts()) {
                QVERIFY2(!isOfWindow || !ofWindow.contains(keys), qPrintable(keys.toString()));
                (isOfWindow ? ofWindow : ofWidgets).append(keys);
            }
        }
        for (const QKeySequence &keys : ofWidgets)
            QVERIFY2(workspace != Workspace::Page || !ofWindow.contains(keys),
                     qPrintable(keys.toString()));
    }
}

KOMA_TEST_MAIN(QApplication, TestMainWindow)
#include "tst_mainwindow.moc"
