// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/export/pageexport.h"

#include "core/document/render/objectshapes.h"
#include "core/document/render/qimageconversion.h"
#include "tests/support/fixtures.h"
#include "tests/support/testmain.h"
#include "tests/unit/document/export/exportfixture.h"

#include <QGuiApplication>
#include <QPainter>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QXmlStreamReader>

#include <cmath>

using namespace koma;
using koma::test::OnePicture;
using koma::test::outputOf;
using namespace Qt::StringLiterals;
namespace fs = std::filesystem;

namespace {

Page pageOf(std::uint64_t id, double widthPt, double heightPt, const QString &words)
{
    Page page;
    page.id = {id};
    page.properties.setup.widthPt = widthPt;
    page.properties.setup.heightPt = heightPt;
    page.properties.setup.bleedPt = 9.0;
    page.properties.setup.dpi = 144;
    Panel panel;
    panel.outlinePt = outlineOf(RectPt{18, 18, widthPt - 36, heightPt - 36});
    ArtLayer art;
    art.picture = {QString(64, u'b'), u"png"_s, 300, 200};
    coverBox(art, boundsOf(panel.outlinePt));
    Balloon balloon;
    balloon.boundsPt = {40, 40, 110, 60};
    BalloonTail tail;
    tail.tipPt = {100, 140};
    balloon.tails = {tail};
    PageObject speech{{id + 3}, {}, balloon, {}};
    TextBlock text;
    text.framePt = textFrameOf(speech, page);
    TextRun run;
    run.text = words;
    text.runs = {run};
    text.sizePt = 12.0;
    speech.children = {{{id + 4}, {}, text, {}}};
    page.objects = {{{id + 1}, {}, panel, {{{id + 2}, {}, art, {}}}}, speech};
    return page;
}

Comic comicOfThree()
{
    Comic comic;
    comic.settings.title = u"Three <pages> & more"_s;
    comic.settings.creator = u"A. Hand"_s;
    comic.settings.language = u"ja"_s;
    comic.settings.direction = ReadingDirection::RightToLeft;
    comic.pages = {pageOf(10, 200, 300, u"One"_s), pageOf(20, 400, 300, u"Two"_s),
                   pageOf(30, 200, 300, u"Three"_s)};
    comic.pages[0].properties.role = PageRole::FrontCover;
    comic.pages[1].properties.isDoublePage = true;
    return comic;
}

double meanDifference(const QImage &a, const QImage &b)
{
    double sum = 0.0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x)
            sum += std::abs(qGray(a.pixel(x, y)) - qGray(b.pixel(x, y)));
    }
    return sum / a.width() / a.height();
}

} // namespace

class PageExportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void popplerSeesThePagesOfThePdf();
    void popplerPaintsThePdfAsTheRenderer();
    void pdfHasBlendedLayers();
    void pdfHasItsBoxes_data();
    void pdfHasItsBoxes();
    void pdfIsReadInItsDirection();
    void highPdfPagesKeepTheirSize();
    void picturesHaveTheirResolution_data();
    void picturesHaveTheirResolution();
    void archiveHasPagesAndInfo();
    void pageRangesAndNames();
    void cancelLeavesTheOldFile();
    void foreignPagesAreRefused();

private:
    fs::path path(const char *name) const { return test::pathOf(m_folder) / name; }
    QString name(const char *file) const { return QString::fromStdString(path(file).string()); }

    QTemporaryDir m_folder;
    OnePicture m_art;
};

void PageExportTest::popplerSeesThePagesOfThePdf()
{
    ExportOptions options;
    const auto report = exportPdf(path("book.pdf"), comicOfThree(), m_art, options);
    QVERIFY(report);
    QVERIFY(report->pages.empty());
    const QString info = outputOf(u"pdfinfo"_s, {u"-l"_s, u"3"_s, name("book.pdf")});
    QVERIFY2(info.contains(QRegularExpression(u"Title:\\s+Three <pages> & more"_s)),
             qPrintable(info));
    QVERIFY(info.contains(QRegularExpression(u"Pages:\\s+3\\b"_s)));
    QVERIFY(info.contains(QRegularExpression(u"Page\\s+1 size:\\s+200 x 300 pts"_s)));
    QVERIFY(info.contains(QRegularExpression(u"Page\\s+2 size:\\s+400 x 300 pts"_s)));
    // Outlines, so that no fonts are needed.
    QCOMPARE(outputOf(u"pdffonts"_s, {name("book.pdf")}).split(u'\n', Qt::SkipEmptyParts).size(),
             2);
}

void PageExportTest::popplerPaintsThePdfAsTheRenderer()
{
    const Comic comic = comicOfThree();
    QVERIFY(exportPdf(path("book.pdf"), comic, m_art, {}));
    outputOf(u"pdftoppm"_s, {u"-r"_s, u"72"_s, u"-png"_s, name("book.pdf"), name("page")});
    const PageRenderer renderer(comic.settings, m_art);
    for (int i = 0; i < 3; ++i) {
        const QImage theirs(m_folder.filePath(u"page-%1.png"_s.arg(i + 1)));
        const QImage ours = renderer.render(comic.pages[i], 72)->image;
        QCOMPARE(theirs.size(), ours.size());
        const double difference = meanDifference(theirs, ours);
        QVERIFY2(difference < 4.0, qPrintable(QString::number(difference)));
        QVERIFY(meanDifference(theirs, renderer.render(comic.pages[(i + 2) % 3], 72)
                                           ->image.scaled(theirs.size())) > difference);
    }
}

void PageExportTest::pdfHasBlendedLayers()
{
    Comic comic = comicOfThree();
    comic.pages = {comic.pages[0]};
    comic.pages[0].objects[0].properties.blend = BlendMode::Multiply;
    comic.pages[0].properties.paper = {0xffc0d0e0U};
    QVERIFY(exportPdf(path("blend.pdf"), comic, m_art, {}));
    outputOf(u"pdftoppm"_s, {u"-r"_s, u"72"_s, u"-png"_s, name("blend.pdf"), name("blend")});
    const QImage theirs(m_folder.filePath(u"blend-1.png"_s));
    const QImage ours = PageRenderer(comic.settings, m_art).render(comic.pages[0], 72)->image;
    QCOMPARE(theirs.size(), ours.size());
    QVERIFY(meanDifference(theirs, ours) < 4.0);
}

void PageExportTest::pdfHasItsBoxes_data()
{
    QTest::addColumn<PageArea>("area");
    QTest::addColumn<QStringList>("boxes"); // media, bleed, trim by hand: left bottom right top
    const QString trim = u"0.00 0.00 200.50 300.25"_s;
    QTest::newRow("trim") << PageArea::Trim << QStringList({trim, trim, trim});
    // Bleed 9 all around; the trimmed page inside it.
    QTest::newRow("bleed") << PageArea::Bleed
                           << QStringList({u"0.00 0.00 218.50 318.25"_s,
                                           u"0.00 0.00 218.50 318.25"_s,
                                           u"9.00 9.00 209.50 309.25"_s});
    // Marks: 4 + 14 + 2 pt more on each side.
    QTest::newRow("crop marks") << PageArea::CropMarks
                                << QStringList({u"0.00 0.00 258.50 358.25"_s,
                                                u"20.00 20.00 238.50 338.25"_s,
                                                u"29.00 29.00 229.50 329.25"_s});
}

void PageExportTest::pdfHasItsBoxes()
{
    QFETCH(PageArea, area);
    QFETCH(QStringList, boxes);
    Comic comic = comicOfThree();
    comic.pages[0].properties.setup.widthPt = 200.5;
    comic.pages[0].properties.setup.heightPt = 300.25;
    ExportOptions options;
    options.area = area;
    QVERIFY(exportPdf(path("boxes.pdf"), comic, m_art, options));
    const QString info =
        outputOf(u"pdfinfo"_s, {u"-box"_s, u"-f"_s, u"1"_s, u"-l"_s, u"1"_s, name("boxes.pdf")});
    const QStringList names{u"MediaBox"_s, u"BleedBox"_s, u"TrimBox"_s};
    for (qsizetype i = 0; i < names.size(); ++i) {
        const auto match = QRegularExpression(names[i] + u":\\s+(.+)"_s).match(info);
        QVERIFY2(match.hasMatch(), qPrintable(info));
        QCOMPARE(match.captured(1).simplified(), boxes[i]);
    }
    // What is painted lies where the boxes say.
    outputOf(u"pdftoppm"_s, {u"-r"_s, u"144"_s, u"-f"_s, u"1"_s, u"-l"_s, u"1"_s, u"-png"_s,
                             name("boxes.pdf"), name("boxes")});
    RenderOptions render;
    render.area = area;
    const QImage theirs(m_folder.filePath(u"boxes-1.png"_s));
    const QImage ours =
        PageRenderer(comic.settings, m_art).render(comic.pages[0], 144, render)->image;
    QCOMPARE(theirs.size(), ours.size());
    QVERIFY2(meanDifference(theirs, ours) < 4.0,
             qPrintable(QString::number(meanDifference(theirs, ours))));
}

void PageExportTest::pdfIsReadInItsDirection()
{
    QVERIFY(exportPdf(path("viewing.pdf"), comicOfThree(), m_art, {}));
    QVERIFY(outputOf(u"pdfinfo"_s, {name("viewing.pdf")})
                .contains(QRegularExpression(u"Author:\\s+A\\. Hand"_s)));
    QFile file(name("viewing.pdf"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    QVERIFY(bytes.contains("/Direction /R2L"));
    QVERIFY(bytes.contains("/PageLayout /TwoPageRight"));
    QVERIFY(bytes.contains("/Lang (ja)"));
}

void PageExportTest::highPdfPagesKeepTheirSize()
{
    // Above 200 inches a PDF counts in larger units.
    Comic comic = comicOfThree();
    comic.pages = {comic.pages[0]};
    comic.pages[0].properties.setup.heightPt = 20'000.5;
    QVERIFY(exportPdf(path("high.pdf"), comic, m_art, {}));
    const QString info = outputOf(u"pdfinfo"_s, {u"-box"_s, name("high.pdf")});
    const auto unit = QRegularExpression(u"UserUnit:\\s+([0-9.]+)"_s).match(info);
    const auto size = QRegularExpression(u"Page size:\\s+([0-9.]+) x ([0-9.]+)"_s).match(info);
    QVERIFY2(size.hasMatch(), qPrintable(info));
    const double scale = unit.hasMatch() ? unit.captured(1).toDouble() : 1.0;
    QVERIFY2(std::abs(size.captured(2).toDouble() * scale - 20'000.5) < 0.1, qPrintable(info));
    QVERIFY2(std::abs(size.captured(1).toDouble() * scale - 200.0) < 0.1, qPrintable(info));
}

void PageExportTest::picturesHaveTheirResolution_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<PictureFormat>("format");
    QTest::newRow("png") << u"one.png"_s << PictureFormat::Png;
    QTest::newRow("jpeg") << u"one.jpg"_s << PictureFormat::Jpeg;
}

void PageExportTest::picturesHaveTheirResolution()
{
    QFETCH(QString, file);
    QFETCH(PictureFormat, format);
    ExportOptions options;
    options.pages = {0};
    options.dpi = 300;
    options.area = PageArea::Bleed;
    options.pictureFormat = format;
    const std::string fileName = file.toStdString();
    const auto report = exportPictures(path(fileName.c_str()), comicOfThree(), m_art, options);
    QVERIFY(report);
    QCOMPARE(report->files.size(), 1U);
    const QImage read(m_folder.filePath(file)); // by Qt's readers, not Koma's
    QCOMPARE(read.size(), QSize(909, 1325));
    QVERIFY(std::abs(read.dotsPerMeterX() * 0.0254 - 300.0) < 0.1);
}

void PageExportTest::archiveHasPagesAndInfo()
{
    ExportOptions options;
    options.dpi = 72;
    options.pictureFormat = PictureFormat::Jpeg;
    QVERIFY(exportCbz(path("book.cbz"), comicOfThree(), m_art, options));
    QCOMPARE(
        outputOf(u"unzip"_s, {u"-Z1"_s, name("book.cbz")}).split(u'\n', Qt::SkipEmptyParts),
        QStringList({u"ComicInfo.xml"_s, u"page-001.jpg"_s, u"page-002.jpg"_s, u"page-003.jpg"_s}));
    QVERIFY(!outputOf(u"unzip"_s, {u"-t"_s, name("book.cbz")}).isEmpty());
    QXmlStreamReader xml(outputOf(u"unzip"_s, {u"-p"_s, name("book.cbz"), u"ComicInfo.xml"_s}));
    QStringList elements;
    QList<QXmlStreamAttributes> pages;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == u"Page"_s)
            pages.append(xml.attributes());
        else if (xml.name() != u"ComicInfo"_s && xml.name() != u"Pages"_s)
            elements.append(xml.name().toString() + u'=' + xml.readElementText());
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    QCOMPARE(elements,
             QStringList({u"Title=Three <pages> & more"_s, u"Writer=A. Hand"_s, u"PageCount=3"_s,
                          u"LanguageISO=ja"_s, u"Manga=YesAndRightToLeft"_s}));
    QCOMPARE(pages.size(), 3);
    QCOMPARE(pages[0].value(u"Type"_s), u"FrontCover"_s);
    QCOMPARE(pages[1].value(u"DoublePage"_s), u"true"_s);
    QCOMPARE(pages[1].value(u"ImageWidth"_s), u"400"_s);
    QVERIFY(!pages[2].hasAttribute(u"DoublePage"_s));
}

void PageExportTest::pageRangesAndNames()
{
    ExportOptions options;
    options.pages = {2, 0};
    options.dpi = 36;
    const auto report = exportPictures(path("some.png"), comicOfThree(), m_art, options);
    QVERIFY(report);
    QCOMPARE(report->files, (std::vector{path("some-003.png"), path("some-001.png")}));
    QVERIFY(fs::exists(path("some-003.png")) && !fs::exists(path("some-002.png")));
}

void PageExportTest::cancelLeavesTheOldFile()
{
    ExportOptions options;
    QVERIFY(exportPdf(path("kept.pdf"), comicOfThree(), m_art, options));
    const auto size = fs::file_size(path("kept.pdf"));
    CancelSource source;
    source.cancel();
    options.cancel = source.token();
    options.pages = {0};
    QCOMPARE(exportPdf(path("kept.pdf"), comicOfThree(), m_art, options).error().kind,
             ErrorKind::Cancelled);
    QCOMPARE(fs::file_size(path("kept.pdf")), size);
    QCOMPARE(exportCbz(path("kept.pdf"), comicOfThree(), m_art, options).error().kind,
             ErrorKind::Cancelled);
    QCOMPARE(fs::file_size(path("kept.pdf")), size);
}

void PageExportTest::foreignPagesAreRefused()
{
    ExportOptions options;
    options.pages = {3};
    QCOMPARE(exportPdf(path("no.pdf"), comicOfThree(), m_art, options).error().kind,
             ErrorKind::InvalidArgument);
    QCOMPARE(exportPdf(path("no.pdf"), Comic(), m_art, {}).error().kind,
             ErrorKind::InvalidArgument);
    QVERIFY(!fs::exists(path("no.pdf")));
}

KOMA_TEST_MAIN(QGuiApplication, PageExportTest)
#include "tst_pageexport.moc"
