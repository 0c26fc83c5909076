// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/export/pageexport.h"
#include "core/document/export/webtooncuts.h"
#include "core/document/model/units.h"
#include "core/document/render/qimageconversion.h"
#include "tests/support/fixtures.h"
#include "tests/support/randomcases.h"
#include "tests/support/randomcomic.h"
#include "tests/support/testmain.h"
#include "tests/unit/document/export/exportfixture.h"

#include <QGuiApplication>
#include <QPainter>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace koma;
using koma::test::OnePicture;
using namespace Qt::StringLiterals;
namespace fs = std::filesystem;

namespace {

PageObject artIn(std::uint64_t id, const RectPt &box)
{
    ArtLayer art;
    art.picture = {QString(64, u'b'), u"png"_s, 300, 200};
    coverBox(art, box);
    return {{id}, {}, art, {}};
}

PageObject panelOf(std::uint64_t id, const RectPt &box)
{
    Panel panel;
    panel.outlinePt = outlineOf(box);
    return {{id}, {}, panel, {artIn(id + 1, box)}};
}

PageObject balloonOf(std::uint64_t id, const RectPt &box)
{
    Balloon balloon;
    balloon.boundsPt = box;
    return {{id}, {}, balloon, {}};
}

Page scrollPage(std::uint64_t id, double heightPt)
{
    Page page;
    page.id = {id};
    page.properties.setup.widthPt = 400.0;
    page.properties.setup.heightPt = heightPt;
    page.properties.setup.dpi = 72;
    return page;
}

/// What a slice should be a part of: the renderer's pages on white, under each other.
QImage strip(const Comic &comic, const ArtSource &art, int widthPx)
{
    QList<QImage> bands;
    int height = 0;
    for (const Page &page : comic.pages) {
        const double dpi = kPtPerInch * widthPx / page.properties.setup.widthPt;
        bands.append(PageRenderer(comic.settings, art).render(page, dpi)->image);
        height += bands.last().height();
    }
    QImage whole(widthPx, height, QImage::Format_RGB32);
    whole.fill(Qt::white);
    QPainter painter(&whole);
    int top = 0;
    for (const QImage &band : bands) {
        painter.drawImage(0, top, band);
        top += band.height();
    }
    return whole;
}

/// The cheapest sum of all ways to cut, by trying them.
double cheapest(std::span<const float> prices, std::size_t from, int mostPx, int fewestPx)
{
    const auto unevenness = [&](int height) {
        const double missing = static_cast<double>(mostPx - height) / mostPx;
        return 1.5 * missing * missing;
    };
    const int rest = static_cast<int>(prices.size() - from);
    double best = rest <= mostPx && (rest >= fewestPx || from == 0)
                      ? unevenness(rest)
                      : std::numeric_limits<double>::infinity();
    for (int height = fewestPx; height <= std::min(mostPx, rest - 1); ++height) {
        const std::size_t next = from + static_cast<std::size_t>(height);
        best = std::min(best, unevenness(height) + static_cast<double>(prices[next]) +
                                  cheapest(prices, next, mostPx, fewestPx));
    }
    return best;
}

} // namespace

/// A comic as slices for scrolling.
class WebtoonExportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void slicesAreTheWholeStrip();
    void cutsAreTheCheapest();
    void cutsKeepOffLettering();
    void cutsPreferTheWhiteBetween();
    void picturesWithoutObjectsAreReadByTheirPixels();
    void balloonsHigherThanASlice();
    void formatsAndNames_data();
    void formatsAndNames();
    void whatCannotBeIsRefused();

private:
    fs::path path(const char *name) const { return test::pathOf(m_folder) / name; }
    /// The rows at which slices begin, the first's aside.
    QList<int> cutsOf(const Comic &comic, const WebtoonOptions &webtoon, const char *name)
    {
        const auto report = exportWebtoon(path(name), comic, m_art, {}, webtoon);
        QList<int> cuts;
        int top = 0;
        for (const fs::path &file : report->files) {
            cuts.append(top);
            top += QImage(QString::fromStdString(file.string())).height();
        }
        cuts.removeFirst();
        return cuts;
    }

    QTemporaryDir m_folder;
    OnePicture m_art;
};

void WebtoonExportTest::slicesAreTheWholeStrip()
{
    const std::uint64_t seed = test::randomCasesSeed();
    for (std::uint64_t item = 0; item < 6; ++item) {
        test::RandomComic make(Random(seed, 31, item));
        const Comic comic = make.comic(4);
        const WebtoonOptions webtoon{static_cast<int>(make.random().below(120)) + 80,
                                     static_cast<int>(make.random().below(300)) + 64};
        const auto report = exportWebtoon(path("whole.png"), comic, m_art, {}, webtoon);
        QVERIFY2(report, report ? "" : report.error().message.c_str());
        const QImage whole = strip(comic, m_art, webtoon.widthPx);
        int top = 0;
        for (const fs::path &file : report->files) {
            const QImage slice =
                QImage(QString::fromStdString(file.string())).convertToFormat(whole.format());
            QCOMPARE(slice.width(), webtoon.widthPx);
            QVERIFY(slice.height() <= webtoon.mostHeightPx);
            QVERIFY(slice.height() >= webtoon.mostHeightPx / 4 || report->files.size() == 1);
            QVERIFY2(slice == whole.copy(0, top, slice.width(), slice.height()),
                     qPrintable(u"case %1 row %2"_s.arg(item).arg(top)));
            top += slice.height();
        }
        QCOMPARE(top, whole.height());
    }
}

void WebtoonExportTest::cutsAreTheCheapest()
{
    const std::uint64_t seed = test::randomCasesSeed();
    for (std::uint64_t item = 0; item < 60; ++item) {
        Random random(seed, 32, item);
        std::vector<float> prices(static_cast<std::size_t>(random.below(28)) + 3);
        for (float &price : prices)
            price = random.chance(0.3) ? 0.0F : static_cast<float>(random.uniform(0.0, 4.0));
        const SliceLimits limits{8};
        const std::vector<int> cuts = chooseCuts(prices, limits, StripEnd::Known);
        double sum = 0.0;
        int top = 0;
        for (std::size_t i = 0; i <= cuts.size(); ++i) {
            const int end = i < cuts.size() ? cuts[i] : static_cast<int>(prices.size());
            QVERIFY(end - top <= 8 && end > top);
            sum += 1.5 * std::pow((8.0 - (end - top)) / 8.0, 2.0);
            sum += i < cuts.size() ? static_cast<double>(prices[static_cast<std::size_t>(end)]) : 0;
            top = end;
        }
        const double best = cheapest(prices, 0, 8, limits.fewestPx());
        QVERIFY2(std::abs(sum - best) < 1e-4,
                 qPrintable(u"case %1: %2, best %3"_s.arg(item).arg(sum).arg(best)));
    }
}

void WebtoonExportTest::cutsKeepOffLettering()
{
    // Art to the edges throughout; balloons with 60 pt between them, 200 pt slices at 72 dpi.
    Page page = scrollPage(1, 2000.0);
    page.objects.append(artIn(2, {0, 0, 400, 2000}));
    QList<RectPt> boxes;
    for (int i = 0; i < 12; ++i) {
        boxes.append({50.0 + (i % 3) * 80.0, 20.0 + i * 160.0, 120.0, 100.0});
        page.objects.append(balloonOf(10 + static_cast<std::uint64_t>(i), boxes.last()));
    }
    // Text that stands alone and two joined balloons, whose band is no place to cut.
    TextBlock text;
    text.framePt = {300, 80, 90, 40};
    TextRun run;
    run.text = u"KRASH"_s;
    text.runs = {run};
    page.objects.append({{50}, {}, text, {}});
    for (const qsizetype i : {4, 5})
        std::get<Balloon>(page.objects[i + 1].content).joinId = {90};
    Comic comic;
    comic.pages = {page};
    const QList<int> cuts = cutsOf(comic, {400, 400}, "off.png");
    QVERIFY(cuts.size() >= 4);
    for (const int cut : cuts) {
        for (const RectPt &box : boxes)
            QVERIFY2(cut < box.yPt || cut > box.bottomPt(), qPrintable(QString::number(cut)));
        QVERIFY(cut <= boxes[4].yPt || cut >= boxes[5].bottomPt());
        QVERIFY(cut < 85 || cut > 115);
    }
}

void WebtoonExportTest::cutsPreferTheWhiteBetween()
{
    Comic comic;
    const QImage::Format format = QImage::Format_RGB32;
    for (std::uint64_t p = 0; p < 3; ++p) {
        Page page = scrollPage(100 * p + 1, 900.0);
        for (std::uint64_t i = 0; i < 4; ++i) {
            const double top = 15.0 + static_cast<double>(i) * 225.0;
            page.objects.append(panelOf(100 * p + 10 + 2 * i, {20, top, 360, 195}));
        }
        comic.pages.append(page);
    }
    const QList<int> cuts = cutsOf(comic, {400, 500}, "white.png");
    const QImage whole = strip(comic, m_art, 400).convertToFormat(format);
    QVERIFY(cuts.size() >= 5);
    for (const int cut : cuts) {
        for (int x = 0; x < whole.width(); ++x) {
            QCOMPARE(whole.pixel(x, cut - 1), qRgb(255, 255, 255));
            QCOMPARE(whole.pixel(x, cut), qRgb(255, 255, 255));
        }
    }
}

void WebtoonExportTest::picturesWithoutObjectsAreReadByTheirPixels()
{
    // A scanned strip: one picture with three even bands, two of them white, one black.
    class Bands : public ArtSource
    {
    public:
        Result<QImage> picture(const ArtRequest &) const override
        {
            QImage image = *toQImage(test::paintedImage({300, 900}, 3, SampleType::U8, Random(5)));
            QPainter painter(&image);
            painter.fillRect(0, 180, 300, 12, Qt::white);
            painter.fillRect(0, 430, 300, 12, Qt::black);
            painter.fillRect(0, 640, 300, 12, Qt::white);
            return image;
        }
    };
    Page page = scrollPage(1, 1200.0);
    ArtLayer art;
    art.picture = {QString(64, u'b'), u"png"_s, 300, 900};
    coverBox(art, page.properties.setup.trimPt());
    page.objects = {{{2}, {}, art, {}}};
    Comic comic;
    comic.pages = {page};
    const auto report = exportWebtoon(path("scan.png"), comic, Bands(), {}, {300, 300});
    QVERIFY(report);
    int top = 0;
    QList<int> cuts;
    for (const fs::path &file : report->files) {
        top += QImage(QString::fromStdString(file.string())).height();
        cuts.append(top);
    }
    QCOMPARE(cuts.size(), 4);
    QVERIFY(cuts[0] > 180 && cuts[0] < 192);
    QVERIFY(cuts[1] > 430 && cuts[1] < 442);
    QVERIFY(cuts[2] > 640 && cuts[2] < 652);
}

void WebtoonExportTest::balloonsHigherThanASlice()
{
    Page page = scrollPage(1, 700.0);
    page.objects = {balloonOf(2, {20, 20, 360, 650})};
    Comic comic;
    comic.pages = {page};
    const QList<int> cuts = cutsOf(comic, {400, 300}, "high.png");
    QVERIFY(cuts.size() >= 2);
    int top = 0;
    for (const int cut : cuts) {
        QVERIFY(cut - top <= 300 && cut - top >= 75);
        top = cut;
    }
}

void WebtoonExportTest::formatsAndNames_data()
{
    QTest::addColumn<QString>("extension");
    QTest::addColumn<PictureFormat>("format");
    QTest::newRow("jpeg") << u"jpg"_s << PictureFormat::Jpeg;
    QTest::newRow("png") << u"png"_s << PictureFormat::Png;
    QTest::newRow("webp") << u"webp"_s << PictureFormat::Webp;
}

void WebtoonExportTest::formatsAndNames()
{
    QFETCH(QString, extension);
    QFETCH(PictureFormat, format);
    Comic comic;
    comic.pages = {scrollPage(1, 1000.0)};
    ExportOptions options;
    options.pictureFormat = format;
    const std::string name = "book." + extension.toStdString();
    const auto report = exportWebtoon(path(name.c_str()), comic, m_art, options, {});
    QVERIFY(report);
    // 2000 rows at the default 800 x 1280.
    QCOMPARE(report->files.size(), 2U);
    QCOMPARE(QString::fromStdString(report->files[1].filename().string()),
             u"book-002."_s + extension);
    int height = 0;
    for (const fs::path &file : report->files) {
        const auto picture = readPicture(file); // Qt has no WebP reader of its own
        QVERIFY(picture);
        QCOMPARE(picture->image.size().widthPx, 800);
        height += picture->image.size().heightPx;
    }
    QCOMPARE(height, 2000);
}

void WebtoonExportTest::whatCannotBeIsRefused()
{
    Comic comic;
    comic.pages = {scrollPage(1, 1000.0)};
    const auto kind = [&](const WebtoonOptions &webtoon) {
        return exportWebtoon(path("no.png"), comic, m_art, {}, webtoon).error().kind;
    };
    QCOMPARE(kind({0, 1280}), ErrorKind::InvalidArgument);
    QCOMPARE(kind({800, 63}), ErrorKind::InvalidArgument);
    QCOMPARE(kind({800, 20'000}), ErrorKind::InvalidArgument);
    CancelSource source;
    source.cancel();
    ExportOptions options;
    options.cancel = source.token();
    QCOMPARE(exportWebtoon(path("no.png"), comic, m_art, options).error().kind,
             ErrorKind::Cancelled);
    QVERIFY(!fs::exists(path("no-001.png")));
}

KOMA_TEST_MAIN(QGuiApplication, WebtoonExportTest)
#include "tst_webtoonexport.moc"
