// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
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
#include <QComboBox>
#include <QDateTime>
#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>

#include <memory>

using namespace koma;
using koma::test::LogGuard;
using koma::test::waitForDrawing;
using koma::test::WindowFixture;

namespace {

constexpr ImageSize kLarge{900, 600}; ///< longer than the coarse preview: full drawings take time

} // namespace

/// The window as it is used for a while: by keys, with second thoughts and with failures.
class TestMainWindowFlow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<WindowFixture>(); }
    void cleanup()
    {
        m_fixture.reset();
        QVERIFY(QApplication::topLevelWidgets().isEmpty());
    }

    void keysStepThroughTheStyles()
    {
        m_fixture->openPicture(kLarge);
        QTest::keyClick(&window(), Qt::Key_PageDown, Qt::ControlModifier);
        QCOMPARE(styleId(), QStringLiteral("negative"));
        QTest::keyClick(&window(), Qt::Key_PageDown, Qt::ControlModifier);
        QTest::keyClick(&window(), Qt::Key_PageDown, Qt::ControlModifier); // the end: stays
        QCOMPARE(styleId(), QStringLiteral("negative-colour"));
        QCOMPARE(window().gallery().chosenStyleId(), QStringLiteral("negative-colour"));
        QTest::keyClick(&window(), Qt::Key_PageUp, Qt::ControlModifier);
        QCOMPARE(styleId(), QStringLiteral("negative"));
    }

    void aSliderMovedForthAndBackIsNoStep()
    {
        drawNegative();
        QSlider *slider = window().panel().strength()->slider();
        QTest::keyClick(slider, Qt::Key_Left);
        QCOMPARE(window().undoStack().count(), 2);
        QTest::keyClick(slider, Qt::Key_Right);
        QCOMPARE(window().undoStack().count(), 1);
        QCOMPARE(window().panel().strength()->value(), 100.0);
    }

    void escapeStopsADrawing()
    {
        startSlowDrawing();
        QTest::keyClick(&window(), Qt::Key_Escape);
        QTRY_COMPARE(m_fixture->service().cancelledCount(), 1);
        QVERIFY(!window().controller().isBusy());
        QVERIFY(!window().actions().stop->isEnabled());
        QVERIFY(!window().messageBar().isVisible());
    }

    void closingWhileDrawingDoesNotWait()
    {
        startSlowDrawing();
        QElapsedTimer clock;
        clock.start();
        m_fixture->reopenWindow();
        QVERIFY(clock.elapsed() < 5000); // the drawing would take a minute
        QVERIFY(!window().canvas().isVisible());
        QTRY_COMPARE(m_fixture->service().cancelledCount(), 1);
    }

    void aFailingStyleIsToldAndAnotherStillWorks()
    {
        drawNegative();
        m_fixture->service().failWith(
            Error{ErrorKind::HashMismatch, "weights.safetensors was changed.", {}});
        LogGuard::expect(QStringLiteral("weights.safetensors"));
        QTest::keyClick(&window(), Qt::Key_PageDown, Qt::ControlModifier);
        QTRY_VERIFY(window().messageBar().isVisible());
        QCOMPARE(window().messageBar().tone(), MessageBar::Tone::Problem);
        QVERIFY(window().messageBar().explanation().contains(QStringLiteral("weights")));
        QVERIFY(QApplication::activeModalWidget() == nullptr);
        m_fixture->service().failWith(std::nullopt);
        QTest::keyClick(&window(), Qt::Key_PageUp, Qt::ControlModifier);
        QVERIFY(waitForDrawing(window()));
    }

    void themeAndDocksAreRemembered()
    {
        window().actions().themeDark->trigger();
        window().actions().showDrawing->trigger();
        m_fixture->reopenWindow();
        QVERIFY(window().actions().themeDark->isChecked());
        QVERIFY(!window().panel().isVisible());
        QVERIFY(window().gallery().isVisible());
    }

    void exportDrawsFirstWhereTheDrawingIsNotThere()
    {
        m_fixture->service().setFullDrawingMs(300);
        m_fixture->openPicture(kLarge);
        QTest::keyClick(&window(), Qt::Key_PageDown, Qt::ControlModifier);
        QVERIFY(!window().controller().fullDrawing());
        const QString path = exportAs(QStringLiteral("early"));
        QCOMPARE(QImage(path).size(), QSize(kLarge.widthPx, kLarge.heightPx));
    }

    void anExistingFileIsReplacedOnlyWhenAgreed()
    {
        drawNegative();
        const QString first = exportAs(QStringLiteral("same"));
        QVERIFY(!first.isEmpty());
        const QDateTime written = QFileInfo(first).lastModified();

        ExportDialog *dialog = openDialog();
        dialog->nameField()->setText(QStringLiteral("same"));
        QCOMPARE(dialog->exportButton()->text(), QStringLiteral("Replace"));
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(window().findChild<ExportDialog *>() == nullptr);
        QCOMPARE(QFileInfo(first).lastModified(), written);

        QCOMPARE(exportAs(QStringLiteral("same")), first);
        QVERIFY(QFileInfo(first).lastModified() > written);
    }

    void folderAndFormatOfAnExportAreRemembered()
    {
        m_fixture->openPicture(kLarge);
        const QString folder = QDir(m_fixture->folder()).filePath(QStringLiteral("results"));
        QVERIFY(QDir().mkdir(folder));
        ExportDialog *dialog = openDialog();
        dialog->folderField()->setText(folder);
        dialog->formatBox()->setCurrentIndex(
            dialog->formatBox()->findData(static_cast<int>(PictureFormat::Jpeg)));
        dialog->nameField()->setText(QStringLiteral("first"));
        QCOMPARE(accept(dialog), folder + QStringLiteral("/first.jpg"));
        m_fixture->reopenWindow();
        m_fixture->openPicture(kLarge);
        const ExportDialog *next = openDialog();
        QCOMPARE(QFileInfo(next->filePath()).absolutePath(), folder);
        QCOMPARE(next->options().format, PictureFormat::Jpeg);
    }

    void aFailedExportIsToldInsideTheWindow()
    {
        m_fixture->openPicture(kLarge);
        const QString folder = QDir(m_fixture->folder()).filePath(QStringLiteral("gone"));
        QVERIFY(QDir().mkdir(folder));
        ExportDialog *dialog = openDialog();
        dialog->folderField()->setText(folder);
        QVERIFY(QDir().rmdir(folder)); // after the dialog looked
        LogGuard::expect(QStringLiteral("gone"));
        QTest::mouseClick(dialog->exportButton(), Qt::LeftButton);
        QTRY_VERIFY(window().messageBar().isVisible());
        QCOMPARE(window().messageBar().tone(), MessageBar::Tone::Problem);
        QVERIFY(window().messageBar().title().contains(QStringLiteral("export")));
        QTRY_VERIFY(QApplication::activeModalWidget() == nullptr);
    }

private:
    MainWindow &window() { return m_fixture->window(); }
    QString styleId() { return window().controller().parameters().styleId; }

    void drawNegative()
    {
        m_fixture->openPicture(kLarge);
        QTest::keyClick(&window(), Qt::Key_PageDown, Qt::ControlModifier);
        QVERIFY(waitForDrawing(window()));
    }

    void startSlowDrawing()
    {
        m_fixture->service().setFullDrawingMs(60000);
        m_fixture->openPicture(kLarge);
        QTest::keyClick(&window(), Qt::Key_PageDown, Qt::ControlModifier);
        // The first reports of the full drawing have arrived.
        QSignalSpy reports(&window().controller().progress(), &ProgressRelay::progressed);
        QTRY_VERIFY(reports.size() >= 2);
        QVERIFY(window().actions().stop->isEnabled());
    }

    ExportDialog *openDialog()
    {
        // The last one is deleted later, and only then has the window the keys again.
        static_cast<void>(
            QTest::qWaitFor([this] { return window().findChild<ExportDialog *>() == nullptr; }));
        window().activateWindow();
        static_cast<void>(QTest::qWaitForWindowActive(&window()));
        QTest::keyClick(&window(), Qt::Key_E, Qt::ControlModifier);
        return window().findChild<ExportDialog *>();
    }

    /// The exported file's path, or empty where it was not written.
    QString accept(ExportDialog *dialog)
    {
        QSignalSpy exported(&window(), &MainWindow::exportFinished);
        QTest::mouseClick(dialog->exportButton(), Qt::LeftButton);
        return exported.wait(20000) ? exported.first().first().toString() : QString();
    }

    QString exportAs(const QString &name)
    {
        ExportDialog *dialog = openDialog();
        dialog->nameField()->setText(name);
        return accept(dialog);
    }

    std::unique_ptr<WindowFixture> m_fixture;
};

KOMA_TEST_MAIN(QApplication, TestMainWindowFlow)
#include "tst_mainwindow_flow.moc"
