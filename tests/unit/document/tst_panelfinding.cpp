// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/import/panelfinding.h"

#include "core/document/commands/picturecommands.h"
#include "core/document/layout/pagesizes.h"
#include "core/document/layout/pagetemplates.h"
#include "core/document/render/objectshapes.h"
#include "core/document/render/pagerenderer.h"
#include "core/document/render/qimageconversion.h"
#include "tests/support/fixtures.h"
#include "tests/support/randomcases.h"
#include "tests/support/testmain.h"

#include <QBuffer>
#include <QDir>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <cmath>

using namespace koma;
using namespace Qt::StringLiterals;

namespace {

constexpr double kPagePixels = 900'000.0;

/// How a page is spoilt before its panels are looked for.
enum class Wear { None, Jpeg, Rotated, Balloons, BlackGutters };

PageSetup pageFor(const PageTemplate &pageTemplate)
{
    const auto *size = pageTemplate.group == TemplateGroup::Strip     ? u"newspaper-strip"
                       : pageTemplate.group == TemplateGroup::Webtoon ? u"webtoon"
                                                                      : u"b5-manga";
    return setupOf(*findPageSize(QStringView(size)));
}

/// A page that was drawn elsewhere: the picture, and where its panels are, in its pixels.
struct DrawnPage
{
    QImage image;
    QList<QPolygonF> panels;
};

class PageArtist
{
public:
    explicit PageArtist(Random random) : m_random(random) {}

    DrawnPage draw(const PageTemplate &pageTemplate, Wear wear)
    {
        const PageSetup setup = pageFor(pageTemplate);
        GutterWidths gutters;
        gutters.betweenColumnsPt = number(5.0, 12.0);
        const auto outlines =
            templatePanels(pageTemplate, setup, gutters, ReadingDirection::LeftToRight);
        DrawnPage page;
        const double scale = std::sqrt(kPagePixels / (setup.widthPt * setup.heightPt));
        page.image = QImage(qRound(setup.widthPt * scale), qRound(setup.heightPt * scale),
                            QImage::Format_RGB32);
        const bool isBlack = wear == Wear::BlackGutters;
        page.image.fill(isBlack ? Qt::black : Qt::white);
        QPainter painter(&page.image);
        painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
        for (const OutlinePt &outline : *outlines) {
            const QPolygonF panel = QTransform::fromScale(scale, scale).map(polygonOf(outline));
            paintPanel(painter, panel, isBlack);
            page.panels.append(panel.intersected(QRectF(page.image.rect())));
        }
        if (wear == Wear::Balloons)
            paintBalloons(painter, page.panels);
        painter.end();
        if (wear == Wear::Jpeg)
            page.image = worn(page.image);
        return wear == Wear::Rotated ? rotated(page, m_random.chance(0.5) ? 1.0 : -1.0) : page;
    }

private:
    double number(double low, double high) { return m_random.uniform(low, high); }

    static QPolygonF polygonOf(const OutlinePt &outline)
    {
        QPolygonF polygon;
        for (const PointPt &point : outline)
            polygon.append(QPointF(point.xPt, point.yPt));
        return polygon;
    }

    /// Painted art, or figures in ink on white, or a sky that grows lighter.
    void paintPanel(QPainter &painter, const QPolygonF &panel, bool isBlack)
    {
        QPainterPath path;
        path.addPolygon(panel);
        path.closeSubpath();
        const QRectF box = panel.boundingRect();
        painter.save();
        painter.setClipPath(path);
        const auto kind = m_random.below(3);
        if (kind == 0) {
            const auto image =
                test::paintedImage({240, 240}, 3, SampleType::U8, Random(m_random.next()));
            painter.drawImage(box, *toQImage(image));
        } else {
            QLinearGradient sky(box.topLeft(), box.bottomLeft());
            sky.setColorAt(0.0, kind == 1 ? Qt::white : QColor(150, 170, 190));
            sky.setColorAt(1.0, kind == 1 ? Qt::white : QColor(240, 240, 235));
            painter.fillRect(box, sky);
            for (int i = 0; i < 14; ++i)
                paintFigure(painter, box);
        }
        painter.restore();
        painter.setPen(QPen(isBlack ? Qt::white : Qt::black, 2.4));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(path);
    }

    void paintFigure(QPainter &painter, const QRectF &box)
    {
        const auto point = [&] {
            return QPointF(number(box.left(), box.right()), number(box.top(), box.bottom()));
        };
        QPainterPath figure(point());
        figure.cubicTo(point(), point(), point());
        painter.setPen(QPen(Qt::black, number(1.0, 5.0)));
        painter.setBrush(m_random.chance(0.3) ? QBrush(Qt::black) : QBrush(Qt::NoBrush));
        painter.drawPath(figure);
    }

    /// White balloons with words, in the middle between panels.
    void paintBalloons(QPainter &painter, const QList<QPolygonF> &panels)
    {
        for (qsizetype i = 0; i + 1 < panels.size(); i += 2) {
            const QRectF a = panels[i].boundingRect();
            const QRectF b = panels[i + 1].boundingRect();
            const QPointF middle = (a.center() + b.center()) / 2.0;
            const double side = 0.28 * std::min({a.width(), a.height(), b.width(), b.height()});
            const QRectF body(middle.x() - 1.2 * side, middle.y() - 0.7 * side, 2.4 * side,
                              1.4 * side);
            painter.setPen(QPen(Qt::black, 2.0));
            painter.setBrush(Qt::white);
            painter.drawEllipse(body);
            for (double y = body.top() + 0.3 * body.height(); y < body.bottom() - 0.2 * side;
                 y += 12.0)
                painter.drawLine(QPointF(body.left() + 0.2 * body.width(), y),
                                 QPointF(body.right() - 0.2 * body.width(), y));
        }
    }

    /// Grain, yellowed paper and JPEG.
    QImage worn(QImage image)
    {
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const QRgb pixel = image.pixel(x, y);
                const double grain = number(-9.0, 9.0) + number(-9.0, 9.0);
                const auto level = [&](int value, double paper) {
                    return std::clamp(qRound(value * paper + grain), 0, 255);
                };
                image.setPixel(x, y,
                               qRgb(level(qRed(pixel), 0.95), level(qGreen(pixel), 0.92),
                                    level(qBlue(pixel), 0.84)));
            }
        }
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        image.save(&buffer, "JPEG", 60);
        return QImage::fromData(bytes).convertToFormat(QImage::Format_RGB32);
    }

    static DrawnPage rotated(const DrawnPage &page, double degrees)
    {
        DrawnPage result{QImage(page.image.size(), QImage::Format_RGB32), {}};
        result.image.fill(Qt::white);
        const QPointF middle = QRectF(page.image.rect()).center();
        QTransform turn;
        turn.translate(middle.x(), middle.y());
        turn.rotate(degrees);
        turn.translate(-middle.x(), -middle.y());
        QPainter painter(&result.image);
        painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
        painter.setTransform(turn);
        painter.drawImage(0, 0, page.image);
        for (const QPolygonF &panel : page.panels)
            result.panels.append(turn.map(panel).intersected(QRectF(page.image.rect())));
        return result;
    }

    Random m_random;
};

double areaOf(const QPolygonF &polygon)
{
    double twice = 0.0;
    for (qsizetype i = 0; i < polygon.size(); ++i) {
        const QPointF &a = polygon[i];
        const QPointF &b = polygon[(i + 1) % polygon.size()];
        twice += a.x() * b.y() - b.x() * a.y();
    }
    return std::abs(twice) / 2.0;
}

double overlap(const QPolygonF &a, const QPolygonF &b)
{
    const double common = areaOf(a.intersected(b));
    return common / (areaOf(a) + areaOf(b) - common);
}

struct Score
{
    int found = 0;
    int wanted = 0;
    int right = 0;
};

/// An ArtLayer whose picture's pixels are points of the page.
ArtLayer pixelsAsPoints(QSize size)
{
    ArtLayer art;
    art.picture = {QString(64, u'c'), u"png"_s, size.width(), size.height()};
    art.centrePt = {size.width() / 2.0, size.height() / 2.0};
    return art;
}

QList<QPolygonF> found(const QImage &image)
{
    const auto panels = findPanels(*toImage(image), pixelsAsPoints(image.size()), {});
    QList<QPolygonF> polygons;
    for (const OutlinePt &outline : panels.value()) {
        QPolygonF polygon;
        for (const PointPt &point : outline)
            polygon.append(QPointF(point.xPt, point.yPt));
        polygons.append(polygon);
    }
    return polygons;
}

/// Where a run leaves pages that were not understood, to be looked at.
void writeForEyes(const QString &name, const DrawnPage &page, const QList<QPolygonF> &panels)
{
    const QString folder = qEnvironmentVariable("KOMA_PICTURES_FOLDER");
    if (folder.isEmpty())
        return;
    QImage image = page.image;
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Qt::green, 3));
    for (const QPolygonF &panel : page.panels)
        painter.drawPolygon(panel);
    painter.setPen(QPen(Qt::red, 3));
    for (const QPolygonF &panel : panels)
        painter.drawPolygon(panel);
    painter.end();
    image.save(folder + u'/' + name + u".png"_s);
}

/// The same picture, whatever is asked for.
class Drawn : public ArtSource
{
public:
    explicit Drawn(QImage image) : m_image(std::move(image)) {}
    Result<QImage> picture(const ArtRequest &) const override { return m_image; }

private:
    QImage m_image;
};

int largestDifference(const QImage &a, const QImage &b)
{
    int largest = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x)
            largest = std::max(largest, std::abs(qGray(a.pixel(x, y)) - qGray(b.pixel(x, y))));
    }
    return largest;
}

} // namespace

/// Panels of pages that are pictures, and what is made of them.
class PanelFindingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pagesOfAllTemplates_data();
    void pagesOfAllTemplates();
    void pinwheelsAndEmptyPages();
    void placedPicturesAndReadingOrder();
    void panelsLookAsThePictureDid();
    void whatIsNoPictureIsRefused();
};

void PanelFindingTest::pagesOfAllTemplates_data()
{
    QTest::addColumn<Wear>("wear");
    QTest::addColumn<double>("precision");
    QTest::addColumn<double>("recall");
    QTest::newRow("clean") << Wear::None << 0.90 << 0.90;
    QTest::newRow("paper, grain and JPEG") << Wear::Jpeg << 0.88 << 0.88;
    QTest::newRow("turned by a degree") << Wear::Rotated << 0.90 << 0.90;
    QTest::newRow("balloons over gutters") << Wear::Balloons << 0.88 << 0.88;
    QTest::newRow("black gutters") << Wear::BlackGutters << 0.88 << 0.88;
}

void PanelFindingTest::pagesOfAllTemplates()
{
    QFETCH(Wear, wear);
    QFETCH(double, precision);
    QFETCH(double, recall);
    const std::uint64_t seed = test::randomCasesSeed();
    Score score;
    QElapsedTimer timer;
    qint64 slowestMs = 0;
    // Each kind of wear is tried on every fifth template, or on all where that is asked for.
    const bool isThorough = qEnvironmentVariableIsSet("KOMA_ALL_PAGES");
    for (std::size_t i = 0; i < pageTemplates().size(); ++i) {
        if (!isThorough && i % 5 != static_cast<std::size_t>(wear))
            continue;
        const PageTemplate &pageTemplate = pageTemplates()[i];
        const DrawnPage page = PageArtist(Random(seed, 35 + static_cast<std::uint64_t>(wear), i))
                                   .draw(pageTemplate, wear);
        timer.start();
        const QList<QPolygonF> panels = found(page.image);
        slowestMs = std::max(slowestMs, timer.elapsed());
        int right = 0;
        for (const QPolygonF &wanted : page.panels)
            right += std::any_of(panels.begin(), panels.end(), [&](const QPolygonF &panel) {
                return overlap(panel, wanted) > 0.9;
            });
        score.found += static_cast<int>(panels.size());
        score.wanted += static_cast<int>(page.panels.size());
        score.right += right;
        if (right < page.panels.size() || panels.size() > page.panels.size()) {
            std::printf("  %s: %d of %lld, %lld found\n", pageTemplate.id, right,
                        static_cast<long long>(page.panels.size()),
                        static_cast<long long>(panels.size()));
            writeForEyes(QString::fromLatin1(pageTemplate.id) +
                             QString::fromLatin1(QTest::currentDataTag()),
                         page, panels);
        }
    }
    const double gotPrecision = static_cast<double>(score.right) / score.found;
    const double gotRecall = static_cast<double>(score.right) / score.wanted;
    std::printf("%s: precision %.3f, recall %.3f of %d panels at IoU > 0.9; slowest page %lld ms\n",
                QTest::currentDataTag(), gotPrecision, gotRecall, score.wanted,
                static_cast<long long>(slowestMs));
    QVERIFY(gotPrecision >= precision);
    QVERIFY(gotRecall >= recall);
}

void PanelFindingTest::pinwheelsAndEmptyPages()
{
    // Four panels round a fifth: no straight gutter goes through.
    QImage page(600, 600, QImage::Format_RGB32);
    page.fill(Qt::white);
    const QList<QRectF> boxes{{30, 30, 360, 160},
                              {410, 30, 160, 360},
                              {210, 410, 360, 160},
                              {30, 210, 160, 360},
                              {210, 210, 180, 180}};
    QPainter painter(&page);
    for (const QRectF &box : boxes)
        painter.drawImage(
            box, *toQImage(test::paintedImage({90, 90}, 3, SampleType::U8,
                                              Random(static_cast<std::uint64_t>(box.x())))));
    painter.end();
    const QList<QPolygonF> panels = found(page);
    QCOMPARE(panels.size(), 5);
    // Upright panels are exact rectangles, so that their gutters can be moved.
    QVERIFY(std::all_of(panels.begin(), panels.end(), [](const QPolygonF &panel) {
        return panel.size() == 4 && std::all_of(panel.begin(), panel.end(), [&](QPointF corner) {
                   const QRectF box = panel.boundingRect();
                   return (corner.x() == box.left() || corner.x() == box.right()) &&
                          (corner.y() == box.top() || corner.y() == box.bottom());
               });
    }));
    for (const QRectF &box : boxes)
        QVERIFY(std::any_of(panels.begin(), panels.end(), [&](const QPolygonF &panel) {
            return overlap(panel, QPolygonF(box)) > 0.9;
        }));
    page.fill(Qt::white);
    QVERIFY(found(page).isEmpty());
    // Words alone are no panels.
    QPainter writer(&page);
    for (int y = 200; y < 320; y += 24)
        writer.drawText(100, y, u"No panels on this page, only words in lines."_s);
    writer.end();
    QVERIFY(found(page).isEmpty());
    QCOMPARE(findPanels(Image(), ArtLayer(), {}).error().kind, ErrorKind::InvalidArgument);
    CancelSource source;
    source.cancel();
    PanelFinding options;
    options.cancel = source.token();
    QCOMPARE(findPanels(*toImage(page), pixelsAsPoints(page.size()), options).error().kind,
             ErrorKind::Cancelled);
}

void PanelFindingTest::placedPicturesAndReadingOrder()
{
    QImage page(400, 600, QImage::Format_RGB32);
    page.fill(Qt::white);
    QPainter painter(&page);
    for (const QRectF &box :
         {QRectF(20, 20, 170, 270), QRectF(210, 20, 170, 270), QRectF(20, 310, 360, 270)})
        painter.fillRect(box, Qt::darkCyan);
    painter.end();
    // Half as large, upside down and at another place; from right to left.
    ArtLayer art = pixelsAsPoints(page.size());
    art.scalePtPerPx = 0.5;
    art.centrePt = {500, 300};
    art.rotationDeg = 180.0;
    PanelFinding options;
    options.direction = ReadingDirection::RightToLeft;
    const auto panels = findPanels(*toImage(page), art, options);
    QCOMPARE(panels->size(), 3);
    // By hand: x' = 500 - (x - 200) / 2, y' = 300 - (y - 300) / 2.
    const QList<RectPt> wanted{{410, 160, 180, 135}, {505, 305, 85, 135}, {410, 305, 85, 135}};
    for (qsizetype i = 0; i < 3; ++i) {
        const RectPt box = boundsOf((*panels)[i]);
        QVERIFY(std::abs(box.xPt - wanted[i].xPt) < 2.0 && std::abs(box.yPt - wanted[i].yPt) < 2.0);
        QVERIFY(std::abs(box.widthPt - wanted[i].widthPt) < 3.0);
        QVERIFY(signedAreaPt2((*panels)[i]) > 0.0);
    }
    // Only the left half is used: the panels end where it does.
    art = pixelsAsPoints(page.size());
    art.crop.right = 0.5;
    const auto cropped = findPanels(*toImage(page), art, {});
    QCOMPARE(cropped->size(), 2);
    QVERIFY(boundsOf(cropped->last()).widthPt < 185.0);
}

void PanelFindingTest::panelsLookAsThePictureDid()
{
    const std::uint64_t seed = test::randomCasesSeed();
    const PageTemplate &pageTemplate = *findPageTemplate(u"manga-six-slanted");
    const DrawnPage drawn = PageArtist(Random(seed, 36)).draw(pageTemplate, Wear::Balloons);
    const Drawn source(drawn.image);
    Page page;
    page.id = {1};
    page.properties.setup.widthPt = drawn.image.width() * 0.5;
    page.properties.setup.heightPt = drawn.image.height() * 0.5;
    ArtLayer art = pixelsAsPoints(drawn.image.size());
    coverBox(art, page.properties.setup.trimPt());
    page.objects = {{{2}, {}, art, {}}};
    Comic comic;
    comic.pages = {page};
    Document document(comic);
    const auto outlines = findPanels(*toImage(drawn.image), art, {});
    const auto picture = [&] {
        return PageRenderer(document.settings(), source)
            .render(document.comic().pages[0], 100.0)
            ->image;
    };
    const QImage before = picture();
    auto command = panelsFromPicture(document, {2}, *outlines);
    QVERIFY(command);
    document.undoStack().push(command->release());
    const QList<PageObject> &objects = document.comic().pages[0].objects;
    QCOMPARE(objects.size(), outlines->size() + 1);
    QVERIFY(objects[0].id == ObjectId{2} && objects[0].properties.isLocked);
    for (qsizetype i = 1; i < objects.size(); ++i) {
        const auto *panelArt = objects[i].children.at(0).as<ArtLayer>();
        QCOMPARE(panelArt->picture, art.picture);
        const RectPt box = unrotatedBoundsPt(*panelArt);
        QVERIFY(box.grownBy(1e-6).contains(boundsOf(objects[i].as<Panel>()->outlinePt)));
        // Cropped to the panel: no more than the margin beyond it.
        QVERIFY(boundsOf(objects[i].as<Panel>()->outlinePt).grownBy(1.001).contains(box));
    }
    const int difference = largestDifference(before, picture());
    QVERIFY2(difference <= 3, qPrintable(QString::number(difference)));
    document.undoStack().undo();
    QVERIFY(document.comic() == comic);
    // Without the picture below, the panels alone show what is in them.
    document.undoStack().push(
        panelsFromPicture(document, {2}, *outlines, PictureRest::Goes)->release());
    QCOMPARE(document.comic().pages[0].objects.size(), outlines->size());
    const QPointF inside = drawn.panels[0].boundingRect().center() * 0.5 * 100.0 / 72.0;
    QCOMPARE(picture().pixel(inside.toPoint()), before.pixel(inside.toPoint()));
}

void PanelFindingTest::whatIsNoPictureIsRefused()
{
    Page page;
    page.id = {1};
    page.properties.setup.widthPt = 200;
    page.properties.setup.heightPt = 200;
    Panel panel;
    panel.outlinePt = outlineOf({0, 0, 100, 100});
    page.objects = {{{2}, {}, panel, {{{3}, {}, pixelsAsPoints({10, 10}), {}}}},
                    {{4}, {}, pixelsAsPoints({10, 10}), {}}};
    Comic comic;
    comic.pages = {page};
    Document document(comic);
    const QList<OutlinePt> outlines{outlineOf({0, 0, 5, 5})};
    for (const std::uint64_t id : {2U, 3U, 9U})
        QVERIFY(!panelsFromPicture(document, {id}, outlines));
    QVERIFY(!panelsFromPicture(document, {4}, {}));
    QVERIFY(panelsFromPicture(document, {4}, outlines));
}

KOMA_TEST_MAIN(QGuiApplication, PanelFindingTest)
#include "tst_panelfinding.moc"
