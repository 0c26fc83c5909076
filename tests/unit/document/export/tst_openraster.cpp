// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/export/pageexport.h"
#include "core/document/render/qimageconversion.h"
#include "tests/support/fixtures.h"
#include "tests/support/randomcases.h"
#include "tests/support/randomcomic.h"
#include "tests/support/testmain.h"
#include "tests/unit/document/export/exportfixture.h"

#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QProcess>
#include <QTemporaryDir>
#include <QXmlStreamReader>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

using namespace koma;
using koma::test::OnePicture;
using koma::test::outputOf;
using namespace Qt::StringLiterals;
namespace fs = std::filesystem;

namespace {

/// Layers laid on each other by the formulas of "Compositing and Blending Level 1" (W3C), in
/// doubles: no code of Koma's or Qt's painter.
class Canvas
{
public:
    Canvas(int width, int height)
        : m_width(width), m_pixels(static_cast<std::size_t>(width * height))
    {
    }

    void lay(const Canvas &layer, double opacity, const QString &operation)
    {
        for (std::size_t i = 0; i < m_pixels.size(); ++i)
            blend(m_pixels[i], layer.m_pixels[i], opacity, operation);
    }
    void draw(const QImage &image, int left, int top, double opacity, const QString &operation)
    {
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const QRgb pixel = image.pixel(x, y); // straight
                const double alpha = qAlpha(pixel) / 255.0;
                const Pixel source{{qRed(pixel) / 255.0 * alpha, qGreen(pixel) / 255.0 * alpha,
                                    qBlue(pixel) / 255.0 * alpha},
                                   alpha};
                blend(m_pixels[static_cast<std::size_t>((top + y) * m_width + left + x)], source,
                      opacity, operation);
            }
        }
    }
    struct Difference
    {
        double largest = 0.0;    ///< in levels of premultiplied colour and alpha
        double shareAbove = 0.0; ///< of the pixels that differ by more than 3 levels
    };
    [[nodiscard]] Difference differenceTo(const QImage &picture) const
    {
        const QImage image = picture.convertToFormat(QImage::Format_ARGB32_Premultiplied);
        Difference result;
        for (std::size_t i = 0; i < m_pixels.size(); ++i) {
            const int at = static_cast<int>(i);
            const QRgb theirs = image.pixel(at % m_width, at / m_width); // as stored
            const Pixel &ours = m_pixels[i];
            double largest = 0.0;
            for (const double difference :
                 {qRed(theirs) - ours.colour[0] * 255.0, qGreen(theirs) - ours.colour[1] * 255.0,
                  qBlue(theirs) - ours.colour[2] * 255.0, qAlpha(theirs) - ours.alpha * 255.0})
                largest = std::max(largest, std::abs(difference));
            result.largest = std::max(result.largest, largest);
            result.shareAbove += largest > 3.0 ? 1.0 / static_cast<double>(m_pixels.size()) : 0.0;
        }
        return result;
    }

private:
    struct Pixel
    {
        std::array<double, 3> colour{}; ///< premultiplied
        double alpha = 0.0;
    };

    static void blend(Pixel &below, Pixel source, double opacity, const QString &operation)
    {
        source.alpha *= opacity;
        for (std::size_t c = 0; c < 3; ++c) {
            source.colour[c] *= opacity;
            const double s = source.colour[c];
            const double b = below.colour[c];
            double common = s * below.alpha; // as · ab · B(cb, cs) with B = cs
            if (operation == u"svg:multiply"_s)
                common = s * b;
            else if (operation == u"svg:screen"_s)
                common = s * below.alpha + b * source.alpha - s * b;
            below.colour[c] = s * (1.0 - below.alpha) + b * (1.0 - source.alpha) + common;
        }
        below.alpha = source.alpha + below.alpha * (1.0 - source.alpha);
    }

    int m_width;
    std::vector<Pixel> m_pixels;
};

/// stack.xml as a tree, bottom first.
struct Node
{
    QXmlStreamAttributes attributes;
    bool isStack = false;
    std::vector<Node> children;

    QString value(const QString &name) const { return attributes.value(name).toString(); }
};

Node readNode(QXmlStreamReader &xml)
{
    Node node{xml.attributes(), xml.name() == u"stack"_s, {}};
    while (xml.readNextStartElement())
        node.children.insert(node.children.begin(), readNode(xml));
    return node;
}

/// The files of an unpacked OpenRaster file.
struct OpenRaster
{
    explicit OpenRaster(const fs::path &file)
    {
        outputOf(u"unzip"_s,
                 {u"-q"_s, QString::fromStdString(file.string()), u"-d"_s, folder.path()});
        QFile stackFile(folder.filePath(u"stack.xml"_s));
        if (!stackFile.open(QIODevice::ReadOnly))
            return;
        QXmlStreamReader xml(&stackFile);
        xml.readNextStartElement();
        image = xml.attributes();
        xml.readNextStartElement();
        root = readNode(xml);
        isSound = !xml.hasError();
    }
    QImage picture(const QString &name) const { return QImage(folder.filePath(name)); }

    void compose(Canvas &canvas, const Node &stack, int width, int height) const
    {
        for (const Node &node : stack.children) {
            const double opacity = node.value(u"opacity"_s).toDouble();
            const QString operation = node.value(u"composite-op"_s);
            if (node.value(u"visibility"_s) == u"hidden"_s)
                continue;
            if (!node.isStack) {
                canvas.draw(picture(node.value(u"src"_s)), node.value(u"x"_s).toInt(),
                            node.value(u"y"_s).toInt(), opacity, operation);
            } else if (opacity < 1.0 || operation != u"svg:src-over"_s) {
                Canvas own(width, height);
                compose(own, node, width, height);
                canvas.lay(own, opacity, operation);
            } else {
                compose(canvas, node, width, height);
            }
        }
    }

    QTemporaryDir folder;
    QXmlStreamAttributes image;
    Node root;
    bool isSound = false;
};

QStringList namesOf(const Node &stack)
{
    QStringList names;
    for (const Node &node : stack.children)
        names.append(node.value(u"name"_s));
    return names;
}

Page smallPage()
{
    Page page;
    page.id = {1};
    page.properties.setup.widthPt = 200;
    page.properties.setup.heightPt = 300;
    page.properties.setup.dpi = 72;
    Panel panel;
    panel.outlinePt = {{20, 20}, {170, 35}, {180, 160}, {20, 150}};
    ArtLayer art;
    art.picture = {QString(64, u'b'), u"png"_s, 300, 200};
    coverBox(art, boundsOf(panel.outlinePt));
    Balloon balloon;
    balloon.boundsPt = {40, 100, 90, 50};
    balloon.joinId = {50};
    Balloon second = balloon;
    second.boundsPt = {100, 140, 80, 50};
    TextBlock text;
    text.framePt = {50, 110, 70, 30};
    TextRun run;
    run.text = u"Hello <there> & \"you\""_s;
    text.runs = {run};
    page.objects = {{{2}, {}, panel, {{{3}, {}, art, {}}}},
                    {{4}, {}, balloon, {{{5}, {}, text, {}}}},
                    {{6}, {}, second, {}}};
    page.objects[0].properties.name = u"Opening"_s;
    return page;
}

} // namespace

/// Pages in layers for painting programs.
class OpenRasterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fileIsAsTheSpecificationSays();
    void layersHaveNamesAndOrder();
    void layersGiveThePage();
    void randomPagesToo();
    void cropMarksAreALayer();
    void onePageOneFile();

private:
    fs::path path(const char *name) const { return test::pathOf(m_folder) / name; }
    Comic comicOf(const Page &page) const
    {
        Comic comic;
        comic.pages = {page};
        return comic;
    }
    /// Between the layers, laid on each other, and the renderer's page.
    Canvas::Difference differenceOf(const Comic &comic, const ExportOptions &options)
    {
        const auto report = exportOpenRaster(path("page.ora"), comic, m_art, options);
        if (!report)
            return {1e9, 1.0};
        const OpenRaster file(report->files.at(0));
        RenderOptions render;
        render.area = options.area;
        const double dpi = options.dpi > 0 ? options.dpi : comic.pages[0].properties.setup.dpi;
        const QImage page =
            PageRenderer(comic.settings, m_art).render(comic.pages[0], dpi, render)->image;
        Canvas canvas(page.width(), page.height());
        file.compose(canvas, file.root, page.width(), page.height());
        const QImage merged = file.picture(u"mergedimage.png"_s);
        const bool isSame = merged.size() == page.size() &&
                            *toQImage(*toImage(page)) == merged.convertToFormat(page.format());
        return isSame && file.isSound ? canvas.differenceTo(page) : Canvas::Difference{1e9, 1.0};
    }

    QTemporaryDir m_folder;
    OnePicture m_art{4};
};

void OpenRasterTest::fileIsAsTheSpecificationSays()
{
    QVERIFY(exportOpenRaster(path("spec.ora"), comicOf(smallPage()), m_art, {}));
    const QString name = QString::fromStdString(path("spec.ora").string());
    QFile raw(name);
    QVERIFY(raw.open(QIODevice::ReadOnly));
    // The first entry, stored, without extra fields: its bytes lie at 38 of the file.
    const QByteArray head = raw.read(54);
    QCOMPARE(head.left(4), QByteArray("PK\x03\x04"));
    QCOMPARE(head.mid(8, 2), QByteArray("\0\0", 2)); // stored
    QCOMPARE(head.mid(30), QByteArray("mimetypeimage/openraster"));
    QVERIFY(!outputOf(u"unzip"_s, {u"-t"_s, name}).isEmpty());
    const QStringList entries = outputOf(u"unzip"_s, {u"-Z1"_s, name}).split(u'\n');
    QVERIFY(entries.contains(u"stack.xml"_s) && entries.contains(u"mergedimage.png"_s));
    const OpenRaster file(path("spec.ora"));
    QVERIFY(file.isSound);
    QCOMPARE(file.image.value(u"w"_s), u"200"_s);
    QCOMPARE(file.image.value(u"h"_s), u"300"_s);
    QCOMPARE(file.image.value(u"xres"_s), u"72"_s);
    QVERIFY(file.image.hasAttribute(u"version"_s));
    // At most 256 a side, and never larger than the page.
    QCOMPARE(file.picture(u"Thumbnails/thumbnail.png"_s).size(), QSize(170, 256));
}

void OpenRasterTest::layersHaveNamesAndOrder()
{
    Page page = smallPage();
    page.objects[1].properties.isHidden = true;
    page.objects[2].properties.isLocked = true;
    page.objects[2].properties.opacity = 0.5;
    page.objects[2].properties.blend = BlendMode::Multiply;
    QVERIFY(exportOpenRaster(path("names.ora"), comicOf(page), m_art, {}));
    const OpenRaster file(path("names.ora"));
    QCOMPARE(namesOf(file.root),
             QStringList({u"Paper"_s, u"Opening"_s, u"Balloon"_s, u"Balloon"_s}));
    QCOMPARE(namesOf(file.root.children[1]),
             QStringList({u"Background"_s, u"Picture"_s, u"Border"_s}));
    QVERIFY(file.root.children[2].isStack);
    QCOMPARE(namesOf(file.root.children[2]),
             QStringList({u"Balloon"_s, u"Hello <there> & \"you\""_s}));
    QCOMPARE(file.root.children[2].value(u"visibility"_s), u"hidden"_s);
    QCOMPARE(file.root.children[3].value(u"visibility"_s), u"visible"_s);
    QCOMPARE(file.root.children[3].value(u"opacity"_s).toDouble(), 0.5);
    QCOMPARE(file.root.children[3].value(u"composite-op"_s), u"svg:multiply"_s);
    QCOMPARE(file.root.children[3].value(u"edit-locked"_s), u"true"_s);
    // What is hidden is painted all the same, to be shown again.
    QVERIFY(!file.picture(file.root.children[2].children[0].value(u"src"_s)).isNull());
}

void OpenRasterTest::layersGiveThePage()
{
    Page page = smallPage();
    QVERIFY(differenceOf(comicOf(page), {}).largest <= 2.0);
    // Faded and blended, the panel as a whole and its picture inside.
    page.objects[0].properties.opacity = 0.6;
    page.objects[0].children[0].properties.blend = BlendMode::Screen;
    page.objects[1].properties.blend = BlendMode::Multiply;
    page.properties.paper = {0xffe0d0c0U};
    MaskStroke mask;
    mask.points = {{60, 60, 1.0}, {140, 120, 1.0}};
    mask.widthPt = 30.0;
    page.objects[0].children.append({{9}, {}, mask, {}});
    const double difference = differenceOf(comicOf(page), {}).largest;
    QVERIFY2(difference <= 2.0, qPrintable(QString::number(difference)));
}

void OpenRasterTest::randomPagesToo()
{
    const std::uint64_t seed = test::randomCasesSeed();
    for (std::uint64_t item = 0; item < 12; ++item) {
        test::RandomComic make(Random(seed, 33, item));
        Comic comic = make.comic(1);
        ExportOptions options;
        options.dpi = 20.0;
        const Canvas::Difference difference = differenceOf(comic, options);
        // The format clips nothing: on a panel's edge, layers of a faded group are softened one by
        // one instead of once. Everywhere else only 8-bit rounding is left.
        QVERIFY2(difference.shareAbove <= 0.01 && difference.largest <= 80.0,
                 qPrintable(u"case %1: %2 of the pixels, up to %3"_s.arg(item)
                                .arg(difference.shareAbove)
                                .arg(difference.largest)));
    }
}

void OpenRasterTest::cropMarksAreALayer()
{
    Page page = smallPage();
    page.properties.setup.bleedPt = 9.0;
    ExportOptions options;
    options.area = PageArea::CropMarks;
    QVERIFY(differenceOf(comicOf(page), options).largest <= 2.0);
    QCOMPARE(namesOf(OpenRaster(path("page.ora")).root).last(), u"Crop marks"_s);
}

void OpenRasterTest::onePageOneFile()
{
    Comic comic = comicOf(smallPage());
    comic.pages.append(comic.pages[0]);
    const auto report = exportOpenRaster(path("book.ora"), comic, m_art, {});
    QVERIFY(report);
    QCOMPARE(report->files, (std::vector{path("book-001.ora"), path("book-002.ora")}));
    CancelSource source;
    source.cancel();
    ExportOptions options;
    options.cancel = source.token();
    QCOMPARE(exportOpenRaster(path("no.ora"), comic, m_art, options).error().kind,
             ErrorKind::Cancelled);
    QVERIFY(!fs::exists(path("no-001.ora")));
}

KOMA_TEST_MAIN(QGuiApplication, OpenRasterTest)
#include "tst_openraster.moc"
