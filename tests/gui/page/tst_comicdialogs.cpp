// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/layout/pagesizes.h"
#include "tests/gui/page/inspectorfixture.h"
#include "tests/support/testmain.h"
#include "ui/page/dialogs/exportcomicdialog.h"
#include "ui/page/dialogs/newcomicdialog.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

using namespace koma;
using namespace koma::test;

namespace {

void chooseData(QWidget &dialog, const char *name, const QVariant &data)
{
    auto *box = control<QComboBox>(dialog, name);
    QVERIFY2(box != nullptr, name);
    QVERIFY2(box->findData(data) >= 0, name);
    box->setCurrentIndex(box->findData(data));
    Q_EMIT box->activated(box->currentIndex());
}

void chooseFormat(QWidget &dialog, ComicFormat format)
{
    chooseData(dialog, "Format", static_cast<int>(format));
}

void typeInto(QWidget &dialog, const char *name, const QString &text)
{
    auto *line = control<QLineEdit>(dialog, name);
    QVERIFY2(line != nullptr, name);
    line->selectAll();
    QTest::keyClick(line, Qt::Key_Delete);
    QTest::keyClicks(line, text);
}

} // namespace

class TestComicDialogs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        // Each test begins as on a new machine.
        static int number = 0;
        const QString file = QStringLiteral("settings-%1.ini").arg(++number);
        m_settings = std::make_unique<QSettings>(m_folder.filePath(file), QSettings::IniFormat);
    }

    void newComicIsFilledAndAccepted();
    void newComicRemembers();
    void newComicCancelled();
    void sizeBringsDirection();
    void templateThatDoesNotFitIsSaid();
    void exportIsFilledAndAccepted();
    void exportRemembersOnlyWhenAccepted();
    void exportSaysWhatIsWrong();
    void exportShowsWhatCounts();
    void exportSummary();
    void exportNamesWhatItReplaces();
    void folderIsChosen();

private:
    static Comic fourPages() { return *makeComic({.sizeId = QStringLiteral("a4"), .pages = 4}); }
    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_settings;
};

void TestComicDialogs::newComicIsFilledAndAccepted()
{
    NewComicDialog dialog(*m_settings);
    dialog.show();
    typeInto(dialog, "Title", QStringLiteral("The Lake"));
    typeInto(dialog, "Creator", QStringLiteral("Ada"));
    chooseData(dialog, "Language", QStringLiteral("ja"));
    chooseData(dialog, "Size", QStringLiteral("a5"));
    chooseData(dialog, "Orientation", true);
    chooseData(dialog, "Reading", static_cast<int>(ReadingDirection::RightToLeft));
    chooseData(dialog, "Template", QStringLiteral("grid-1-2-1"));
    control<QSpinBox>(dialog, "Pages")->setValue(6);
    QTest::mouseClick(buttonOf<QPushButton>(dialog, "Create"), Qt::LeftButton);
    QCOMPARE(dialog.result(), static_cast<int>(QDialog::Accepted));
    const Result<Comic> comic = dialog.comic();
    QVERIFY(comic.has_value());
    QCOMPARE(comic->pages.size(), 6);
    QCOMPARE(comic->pages.first().objects.size(), 4);
    QCOMPARE(comic->settings.title, QStringLiteral("The Lake"));
    QCOMPARE(comic->settings.creator, QStringLiteral("Ada"));
    QCOMPARE(comic->settings.language, QStringLiteral("ja"));
    QCOMPARE(comic->settings.direction, ReadingDirection::RightToLeft);
    const PageSetup a5 = setupOf(*findPageSize(u"a5"));
    QCOMPARE(comic->pages.first().properties.setup.widthPt, a5.heightPt);
}

void TestComicDialogs::newComicRemembers()
{
    {
        NewComicDialog dialog(*m_settings);
        dialog.show();
        chooseData(dialog, "Size", QStringLiteral("album"));
        typeInto(dialog, "Title", QStringLiteral("Once"));
        typeInto(dialog, "Creator", QStringLiteral("Ada"));
        dialog.accept();
    }
    NewComicDialog dialog(*m_settings);
    QCOMPARE(dialog.options().sizeId, QStringLiteral("album"));
    QCOMPARE(dialog.options().creator, QStringLiteral("Ada"));
    QCOMPARE(dialog.options().title, QString());
}

void TestComicDialogs::newComicCancelled()
{
    NewComicDialog dialog(*m_settings);
    dialog.show();
    chooseData(dialog, "Size", QStringLiteral("album"));
    QTest::keyClick(&dialog, Qt::Key_Escape);
    QCOMPARE(dialog.result(), static_cast<int>(QDialog::Rejected));
    QVERIFY(m_settings->allKeys().isEmpty());
}

void TestComicDialogs::sizeBringsDirection()
{
    NewComicDialog dialog(*m_settings);
    dialog.show();
    chooseData(dialog, "Size", QStringLiteral("webtoon"));
    QCOMPARE(dialog.options().direction, ReadingDirection::TopToBottom);
    QVERIFY(!dialog.options().hasFacingPages);
    chooseData(dialog, "Size", QStringLiteral("b5-manga"));
    QCOMPARE(dialog.options().direction, ReadingDirection::RightToLeft);
    chooseData(dialog, "Size", QStringLiteral("a4"));
    QCOMPARE(dialog.options().direction, ReadingDirection::RightToLeft);
}

void TestComicDialogs::templateThatDoesNotFitIsSaid()
{
    NewComicDialog dialog(*m_settings);
    dialog.show();
    // Every size and template: where there is no comic, no button and a reason.
    auto *sizes = control<QComboBox>(dialog, "Size");
    auto *templates = control<QComboBox>(dialog, "Template");
    auto *create = buttonOf<QPushButton>(dialog, "Create");
    auto *warning = dialog.findChild<QLabel *>(QStringLiteral("warningText"));
    for (int size = 0; size < sizes->count(); ++size) {
        sizes->setCurrentIndex(size);
        for (int row = 0; row < templates->count(); ++row) {
            templates->setCurrentIndex(row);
            const bool isMade = dialog.comic().has_value();
            QCOMPARE(create->isEnabled(), isMade);
            QCOMPARE(warning->isVisible(), !isMade);
        }
    }
}

void TestComicDialogs::exportIsFilledAndAccepted()
{
    ExportComicDialog dialog(fourPages(), QStringLiteral("The Lake: 1/2"), m_folder.path(),
                             *m_settings);
    dialog.show();
    QVERIFY(dialog.request().path.endsWith(QStringLiteral("/The Lake_ 1_2.pdf")));
    chooseFormat(dialog, ComicFormat::Tiff);
    typeInto(dialog, "Pages", QStringLiteral("1-2,4"));
    chooseData(dialog, "Area", static_cast<int>(PageArea::CropMarks));
    control<QSpinBox>(dialog, "Resolution")->setValue(600);
    typeInto(dialog, "Name", QStringLiteral("book"));
    QTest::mouseClick(buttonOf<QPushButton>(dialog, "Export"), Qt::LeftButton);
    QCOMPARE(dialog.result(), static_cast<int>(QDialog::Accepted));
    const ComicExportRequest request = dialog.request();
    QCOMPARE(request.path, m_folder.filePath(QStringLiteral("book.tif")));
    QCOMPARE(request.format, ComicFormat::Tiff);
    QCOMPARE(request.options.pages, (QList<qsizetype>{0, 1, 3}));
    QCOMPARE(request.options.pictureFormat, PictureFormat::Tiff);
    QCOMPARE(request.options.dpi, 600.0);
    QCOMPARE(request.options.area, PageArea::CropMarks);
}

void TestComicDialogs::exportRemembersOnlyWhenAccepted()
{
    const auto open = [&] {
        return std::make_unique<ExportComicDialog>(fourPages(), QStringLiteral("a"),
                                                   m_folder.path(), *m_settings);
    };
    auto dialog = open();
    dialog->show();
    chooseFormat(*dialog, ComicFormat::Cbz);
    QTest::keyClick(dialog.get(), Qt::Key_Escape);
    dialog = open();
    dialog->show();
    QCOMPARE(dialog->request().format, ComicFormat::Pdf);
    chooseFormat(*dialog, ComicFormat::Webtoon);
    control<QSpinBox>(*dialog, "Slice width")->setValue(690);
    dialog->accept();
    dialog = open();
    QCOMPARE(dialog->request().format, ComicFormat::Webtoon);
    QCOMPARE(dialog->request().sliceWidthPx, 690);
    QCOMPARE(dialog->request().path, m_folder.filePath(QStringLiteral("a.jpg")));
}

void TestComicDialogs::exportSaysWhatIsWrong()
{
    ExportComicDialog dialog(fourPages(), QStringLiteral("a"), m_folder.path(), *m_settings);
    dialog.show();
    auto *button = buttonOf<QPushButton>(dialog, "Export");
    auto *warning = dialog.findChild<QLabel *>(QStringLiteral("warningText"));
    const auto isRefused = [&](const char *part) {
        return !button->isEnabled() && warning->isVisible() &&
               warning->text().contains(QString::fromUtf8(part));
    };
    QVERIFY(button->isEnabled() && !warning->isVisible());
    typeInto(dialog, "Pages", QStringLiteral("3-1"));
    QVERIFY(isRefused("names no pages"));
    typeInto(dialog, "Pages", QStringLiteral("2-7"));
    QVERIFY(isRefused("no page 5"));
    typeInto(dialog, "Pages", QStringLiteral("2"));
    QVERIFY(button->isEnabled());
    typeInto(dialog, "Name", QString());
    QVERIFY(isRefused("name"));
    typeInto(dialog, "Name", QStringLiteral("a"));
    typeInto(dialog, "Folder", QStringLiteral("/nowhere/at/all"));
    QVERIFY(isRefused("does not exist"));
    typeInto(dialog, "Folder", m_folder.path());
    // A4 at 1600 dpi is higher than WebP can be.
    chooseFormat(dialog, ComicFormat::Webp);
    control<QSpinBox>(dialog, "Resolution")->setValue(1600);
    QVERIFY(isRefused("Page 2"));
    dialog.accept();
    QVERIFY(dialog.isVisible());
    chooseFormat(dialog, ComicFormat::Png);
    QVERIFY(button->isEnabled());

    ExportComicDialog empty({}, QStringLiteral("a"), m_folder.path(), *m_settings);
    QVERIFY(empty.problem().contains(QStringLiteral("no pages")));
}

void TestComicDialogs::exportShowsWhatCounts()
{
    ExportComicDialog dialog(fourPages(), QStringLiteral("a"), m_folder.path(), *m_settings);
    dialog.show();
    const auto isShown = [&](const char *name) {
        return control<QComboBox>(dialog, name) != nullptr ||
               control<QSpinBox>(dialog, name) != nullptr;
    };
    QVERIFY(isShown("Area") && !isShown("Quality") && !isShown("Pictures"));
    chooseFormat(dialog, ComicFormat::Cbz);
    QVERIFY(!isShown("Area") && isShown("Quality") && isShown("Pictures"));
    chooseData(dialog, "Pictures", static_cast<int>(PictureFormat::Png));
    QVERIFY(!isShown("Quality"));
    QCOMPARE(dialog.request().options.area, PageArea::Trim);
    chooseFormat(dialog, ComicFormat::Webtoon);
    QVERIFY(isShown("Slice width") && !isShown("Resolution"));
    chooseFormat(dialog, ComicFormat::OpenRaster);
    QVERIFY(dialog.request().path.endsWith(QStringLiteral("a.ora")));
    QVERIFY(isShown("Area") && !isShown("Quality"));
}

void TestComicDialogs::exportSummary()
{
    Comic comic = fourPages();
    {
        ExportComicDialog dialog(comic, QStringLiteral("a"), m_folder.path(), *m_settings);
        dialog.show();
        // A4 at 300 dpi, rounded up.
        QCOMPARE(dialog.summary(), QStringLiteral("4 pages, 2481 × 3508 px each"));
        typeInto(dialog, "Pages", QStringLiteral("3"));
        QCOMPARE(dialog.summary(), QStringLiteral("1 page, 2481 × 3508 px"));
    }
    comic.pages[2].properties.setup.dpi = 600;
    ExportComicDialog dialog(comic, QStringLiteral("a"), m_folder.path(), *m_settings);
    QCOMPARE(dialog.summary(), QStringLiteral("4 pages, from 2481 × 3508 px to 4961 × 7016 px"));
}

void TestComicDialogs::exportNamesWhatItReplaces()
{
    QFile existing(m_folder.filePath(QStringLiteral("b-002.png")));
    QVERIFY(existing.open(QIODevice::WriteOnly));
    ExportComicDialog dialog(fourPages(), QStringLiteral("b"), m_folder.path(), *m_settings);
    dialog.show();
    QVERIFY(buttonOf<QPushButton>(dialog, "Export") != nullptr);
    chooseFormat(dialog, ComicFormat::Png);
    auto *replace = buttonOf<QPushButton>(dialog, "Replace");
    QVERIFY(replace != nullptr && replace->isEnabled());
    auto *warning = dialog.findChild<QLabel *>(QStringLiteral("warningText"));
    QVERIFY(warning->text().contains(QStringLiteral("b-002.png")));
}

void TestComicDialogs::folderIsChosen()
{
    ExportComicDialog dialog(fourPages(), QStringLiteral("a"), QStringLiteral("/tmp"), *m_settings);
    dialog.show();
    QTest::mouseClick(buttonOf<QPushButton>(dialog, "Browse…"), Qt::LeftButton);
    auto *chooser = dialog.findChild<QFileDialog *>();
    QVERIFY(chooser != nullptr && chooser->isVisible());
    Q_EMIT chooser->fileSelected(m_folder.path());
    chooser->close();
    QVERIFY(dialog.request().path.startsWith(m_folder.path()));
}

KOMA_TEST_MAIN(QApplication, TestComicDialogs)
#include "tst_comicdialogs.moc"
