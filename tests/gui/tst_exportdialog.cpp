// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testmain.h"
#include "ui/dialogs/exportdialog.h"

#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>

using namespace koma;

class TestExportDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void suggestsANameWithoutForbiddenCharacters();
    void formatChangesTheEnding();
    void qualityOnlyWhereItCounts();
    void namesAnExistingFileBeforeReplacing();
    void missingFolderCannotBeAccepted();
    void endingIsAddedToTheName();
    void tellsWhatAFormatLoses();
    void cancelRejects();

private:
    ExportDialog::Setup setup() const;
    void choose(ExportDialog &dialog, PictureFormat format) const;
    QTemporaryDir m_folder;
};

ExportDialog::Setup TestExportDialog::setup() const
{
    StyleCard style;
    style.id = "ink";
    style.name = "Pen & ink";
    return {.folder = m_folder.path(),
            .pictureName = QStringLiteral("holiday"),
            .style = style,
            .options = {.format = PictureFormat::Png, .quality = 90},
            .size = {4000, 3000},
            .hasAlpha = true,
            .isDeep = true};
}

void TestExportDialog::choose(ExportDialog &dialog, PictureFormat format) const
{
    dialog.formatBox()->setCurrentIndex(dialog.formatBox()->findData(static_cast<int>(format)));
}

void TestExportDialog::suggestsANameWithoutForbiddenCharacters()
{
    StyleCard style;
    style.id = "x";
    style.name = "A/B: \"C\"?";
    const QString name = suggestedFileName(QStringLiteral("in\\out"), style, PictureFormat::Jpeg);
    QCOMPARE(name, QStringLiteral("in_out - A_B_ _C__.jpg"));
    QCOMPARE(suggestedFileName(QStringLiteral("photo"), {}, PictureFormat::Tiff),
             QStringLiteral("photo.tiff"));
}

void TestExportDialog::formatChangesTheEnding()
{
    ExportDialog dialog(setup());
    QCOMPARE(dialog.nameField()->text(), QStringLiteral("holiday - Pen & ink.png"));
    choose(dialog, PictureFormat::Webp);
    QCOMPARE(dialog.nameField()->text(), QStringLiteral("holiday - Pen & ink.webp"));
    QVERIFY(dialog.filePath().endsWith(QStringLiteral("/holiday - Pen & ink.webp")));
    QCOMPARE(dialog.options().format, PictureFormat::Webp);
}

void TestExportDialog::qualityOnlyWhereItCounts()
{
    ExportDialog dialog(setup());
    QVERIFY(!dialog.qualityBox()->isEnabled());
    choose(dialog, PictureFormat::Jpeg);
    QVERIFY(dialog.qualityBox()->isEnabled());
    dialog.qualityBox()->setValue(75);
    QCOMPARE(dialog.options().quality, 75);
}

void TestExportDialog::namesAnExistingFileBeforeReplacing()
{
    QFile file(m_folder.filePath(QStringLiteral("taken.png")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    ExportDialog dialog(setup());
    const QString before = dialog.exportButton()->text();
    dialog.nameField()->setText(QStringLiteral("taken.png"));
    QVERIFY(dialog.exportButton()->text() != before);
    QVERIFY(dialog.exportButton()->isEnabled());
    dialog.nameField()->setText(QStringLiteral("free.png"));
    QCOMPARE(dialog.exportButton()->text(), before);
}

void TestExportDialog::missingFolderCannotBeAccepted()
{
    ExportDialog dialog(setup());
    dialog.folderField()->setText(m_folder.filePath(QStringLiteral("nowhere")));
    QVERIFY(!dialog.exportButton()->isEnabled());
    dialog.folderField()->setText(m_folder.path());
    QVERIFY(dialog.exportButton()->isEnabled());
    dialog.nameField()->clear();
    QVERIFY(!dialog.exportButton()->isEnabled());
}

void TestExportDialog::endingIsAddedToTheName()
{
    ExportDialog dialog(setup());
    dialog.nameField()->setText(QStringLiteral("v1.2 final"));
    QCOMPARE(dialog.filePath(), m_folder.filePath(QStringLiteral("v1.2 final.png")));
    dialog.nameField()->setText(QStringLiteral("shot.jpg"));
    QCOMPARE(dialog.filePath(), m_folder.filePath(QStringLiteral("shot.jpg.png")));
}

void TestExportDialog::tellsWhatAFormatLoses()
{
    ExportDialog dialog(setup());
    const QString png = dialog.note();
    choose(dialog, PictureFormat::Jpeg);
    QVERIFY(dialog.note().size() > png.size());
    QVERIFY(dialog.note().contains(QStringLiteral("16-bit")));
    QVERIFY(dialog.note().contains(QStringLiteral("white paper")));
}

void TestExportDialog::cancelRejects()
{
    ExportDialog dialog(setup());
    QSignalSpy rejected(&dialog, &QDialog::rejected);
    dialog.show();
    QTest::keyClick(&dialog, Qt::Key_Escape);
    QCOMPARE(rejected.count(), 1);
    QVERIFY(!dialog.isVisible());
}

KOMA_TEST_MAIN(QApplication, TestExportDialog)
#include "tst_exportdialog.moc"
