// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/export/epubparts.h"
#include "core/document/export/pageexport.h"
#include "core/document/render/qimageconversion.h"
#include "tests/support/fixtures.h"
#include "tests/support/randomcases.h"
#include "tests/support/randomcomic.h"
#include "tests/support/testmain.h"
#include "tests/unit/document/export/exportfixture.h"

#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QXmlStreamReader>

using namespace koma;
using koma::test::OnePicture;
using namespace Qt::StringLiterals;
namespace fs = std::filesystem;

namespace {

struct Outcome
{
    int exitCode = -1;
    QString output;
};

Outcome run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    const bool isDone = process.waitForFinished();
    return {isDone ? process.exitCode() : -1, QString::fromUtf8(process.readAll())};
}

PageObject balloonWith(std::uint64_t id, const RectPt &box, const QString &words)
{
    Balloon balloon;
    balloon.boundsPt = box;
    TextBlock text;
    text.framePt = box;
    TextRun run;
    run.text = words;
    text.runs = {run};
    return {{id}, {}, balloon, {{{id + 1}, {}, text, {}}}};
}

Page pageOf(std::uint64_t id)
{
    Page page;
    page.id = {id};
    page.properties.setup.widthPt = 200;
    page.properties.setup.heightPt = 300;
    page.properties.setup.dpi = 72;
    return page;
}

/// Five pages from right to left, the third one double.
Comic rightToLeftComic()
{
    Comic comic;
    comic.settings.title = u"A <title> & \x01more"_s;
    comic.settings.creator = u"A. Hand"_s;
    comic.settings.language = u"ja"_s;
    comic.settings.direction = ReadingDirection::RightToLeft;
    for (std::uint64_t i = 0; i < 5; ++i)
        comic.pages.append(pageOf(100 * (i + 1)));
    comic.pages[0].properties.role = PageRole::FrontCover;
    comic.pages[2].properties.isDoublePage = true;
    comic.pages[2].properties.setup.widthPt = 400;
    comic.pages[1].objects = {balloonWith(210, {10, 10, 60, 40}, u"second \"words\" & <more>"_s),
                              balloonWith(220, {130, 10, 60, 40}, u"first\nwords"_s)};
    return comic;
}

struct Element
{
    QString name;
    QXmlStreamAttributes attributes;
    QString text;

    QString value(const QString &attribute) const { return attributes.value(attribute).toString(); }
};

} // namespace

/// Fixed-layout books.
class EpubExportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void bookKeepsTheRules();
    void spreadsAndDirection();
    void pagesHaveTheirWords();
    void leftToRightWithoutSpreads();
    void identifierIsOfTheContent();
    void randomBooksKeepTheRules();
    void whatReadersDoNotKnowIsRefused();

private:
    fs::path path(const char *name) const { return test::pathOf(*m_folder) / name; }
    QString name(const char *file) const { return QString::fromStdString(path(file).string()); }
    /// The checks of a program of its own; empty where all is well.
    QString faultsOf(const char *file) const
    {
        const QString script =
            QString::fromStdString(test::testData("golden/scripts/epub_check.py").string());
        const Outcome outcome = run(u"python3"_s, {script, name(file)});
        return outcome.exitCode == 0 ? QString() : outcome.output + u"failed"_s;
    }
    QList<Element> elements(const char *file, const QString &entry, const QString &wanted) const
    {
        QXmlStreamReader xml(run(u"unzip"_s, {u"-p"_s, name(file), entry}).output);
        QList<Element> found;
        while (!xml.atEnd()) {
            if (xml.readNext() != QXmlStreamReader::StartElement || xml.name() != wanted)
                continue;
            Element element{xml.name().toString(), xml.attributes(), {}};
            element.text = xml.readElementText(QXmlStreamReader::IncludeChildElements);
            found.append(element);
        }
        return found;
    }
    ExportOptions jpeg() const
    {
        ExportOptions options;
        options.pictureFormat = PictureFormat::Jpeg;
        return options;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    OnePicture m_art;
};

void EpubExportTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void EpubExportTest::bookKeepsTheRules()
{
    QVERIFY(exportEpub(path("book.epub"), rightToLeftComic(), m_art, jpeg()));
    QCOMPARE(faultsOf("book.epub"), QString());
    const auto titles = elements("book.epub", u"EPUB/package.opf"_s, u"title"_s);
    QCOMPARE(titles.size(), 1);
    QCOMPARE(titles[0].text, u"A <title> & more"_s);
    const auto items = elements("book.epub", u"EPUB/package.opf"_s, u"item"_s);
    QCOMPARE(items.size(), 11);
    QCOMPARE(items[2].value(u"properties"_s), u"cover-image"_s);
    // The checks themselves can fail: a book without its pictures is none.
    QCOMPARE(run(u"python3"_s, {u"-c"_s,
                                u"import sys, zipfile\n"
                                "old = zipfile.ZipFile(sys.argv[1])\n"
                                "new = zipfile.ZipFile(sys.argv[2], 'w')\n"
                                "[new.writestr(i, old.read(i)) for i in old.infolist()\n"
                                " if not i.filename.endswith('page-002.jpg')]\n"
                                "new.close()"_s,
                                name("book.epub"), name("broken.epub")})
                 .exitCode,
             0);
    QVERIFY(faultsOf("broken.epub").contains(u"page-002.jpg"_s));
}

void EpubExportTest::spreadsAndDirection()
{
    QVERIFY(exportEpub(path("book.epub"), rightToLeftComic(), m_art, jpeg()));
    const auto spine = elements("book.epub", u"EPUB/package.opf"_s, u"spine"_s);
    QCOMPARE(spine[0].value(u"page-progression-direction"_s), u"rtl"_s);
    QStringList sides;
    for (const Element &item : elements("book.epub", u"EPUB/package.opf"_s, u"itemref"_s))
        sides.append(item.value(u"properties"_s));
    // By hand: the first page alone on the left, then a right one that the double page leaves
    // alone, and after it a new pair that begins on the right.
    QCOMPARE(sides, QStringList({u"page-spread-left"_s, u"page-spread-right"_s,
                                 u"rendition:page-spread-center"_s, u"page-spread-right"_s,
                                 u"page-spread-left"_s}));
}

void EpubExportTest::pagesHaveTheirWords()
{
    QVERIFY(exportEpub(path("book.epub"), rightToLeftComic(), m_art, jpeg()));
    const auto pictures = elements("book.epub", u"EPUB/page-002.xhtml"_s, u"img"_s);
    QCOMPARE(pictures.size(), 1);
    // From right to left, a line for each balloon.
    QCOMPARE(pictures[0].value(u"alt"_s), u"first words\nsecond \"words\" & <more>"_s);
    QCOMPARE(elements("book.epub", u"EPUB/page-001.xhtml"_s, u"img"_s)[0].value(u"alt"_s),
             u"Page 1"_s);
    const auto metas = elements("book.epub", u"EPUB/page-003.xhtml"_s, u"meta"_s);
    QCOMPARE(metas.last().value(u"content"_s), u"width=400, height=300"_s);
    const Outcome picture =
        run(u"unzip"_s, {u"-q"_s, name("book.epub"), u"-d"_s, m_folder->filePath(u"out"_s)});
    QCOMPARE(picture.exitCode, 0);
    QCOMPARE(QImage(m_folder->filePath(u"out/EPUB/pictures/page-003.jpg"_s)).size(),
             QSize(400, 300));
}

void EpubExportTest::leftToRightWithoutSpreads()
{
    Comic comic = rightToLeftComic();
    comic.settings.direction = ReadingDirection::TopToBottom;
    comic.settings.language = u"no language!"_s;
    ExportOptions options;
    options.pages = {3, 1};
    QVERIFY(exportEpub(path("two.epub"), comic, m_art, options));
    QCOMPARE(faultsOf("two.epub"), QString());
    const auto language = elements("two.epub", u"EPUB/package.opf"_s, u"language"_s);
    QCOMPARE(language[0].text, u"und"_s);
    const auto items = elements("two.epub", u"EPUB/package.opf"_s, u"itemref"_s);
    QCOMPARE(items.size(), 2);
    QVERIFY(!items[0].attributes.hasAttribute(u"properties"_s));
    QCOMPARE(elements("two.epub", u"EPUB/package.opf"_s, u"spine"_s)[0].value(
                 u"page-progression-direction"_s),
             u"ltr"_s);
}

void EpubExportTest::identifierIsOfTheContent()
{
    const auto identifier = [&](const Comic &comic) {
        if (!exportEpub(path("id.epub"), comic, m_art, jpeg()))
            return QString();
        return elements("id.epub", u"EPUB/package.opf"_s, u"identifier"_s)[0].text;
    };
    Comic comic = rightToLeftComic();
    const QString first = identifier(comic);
    QVERIFY(QRegularExpression(u"^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"_s)
                .match(first)
                .hasMatch());
    QCOMPARE(identifier(comic), first);
    comic.pages[4].properties.paper = {0xffff0000U};
    QVERIFY(identifier(comic) != first);
}

void EpubExportTest::randomBooksKeepTheRules()
{
    const std::uint64_t seed = test::randomCasesSeed();
    for (std::uint64_t item = 0; item < 4; ++item) {
        test::RandomComic make(Random(seed, 34, item));
        ExportOptions options = jpeg();
        options.dpi = 8.0;
        QVERIFY(exportEpub(path("random.epub"), make.comic(3), m_art, options));
        QCOMPARE(faultsOf("random.epub"), QString());
    }
}

void EpubExportTest::whatReadersDoNotKnowIsRefused()
{
    ExportOptions options;
    options.pictureFormat = PictureFormat::Tiff;
    QCOMPARE(exportEpub(path("no.epub"), rightToLeftComic(), m_art, options).error().kind,
             ErrorKind::InvalidArgument);
    CancelSource source;
    source.cancel();
    options = jpeg();
    options.cancel = source.token();
    QCOMPARE(exportEpub(path("no.epub"), rightToLeftComic(), m_art, options).error().kind,
             ErrorKind::Cancelled);
    QVERIFY(!fs::exists(path("no.epub")));
}

KOMA_TEST_MAIN(QGuiApplication, EpubExportTest)
#include "tst_epubexport.moc"
