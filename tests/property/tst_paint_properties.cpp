// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/render/pagerenderer.h"
#include "tests/support/busypage.h"
#include "tests/support/randomcases.h"
#include "tests/support/randomcomic.h"
#include "tests/support/testmain.h"

#include <QGuiApplication>
#include <QPainter>

#include <algorithm>

using namespace koma;

namespace {

constexpr int kCases = 12;

RenderOptions bleedOptions()
{
    RenderOptions options;
    options.area = PageArea::Bleed;
    return options;
}

/// A part of a page in whole pixels of a scale: what the canvas shows.
struct Viewport
{
    QRect pixels; ///< from the corner of the trimmed page
    double pxPerPt = 1.0;

    [[nodiscard]] QTransform transform() const
    {
        return QTransform::fromScale(pxPerPt, pxPerPt) *
               QTransform::fromTranslate(-pixels.x(), -pixels.y());
    }
    [[nodiscard]] QImage emptySheet() const
    {
        QImage image(pixels.size(), QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        return image;
    }
};

QImage painted(const PageRenderer &renderer, const Page &page, const Viewport &viewport)
{
    QImage image = viewport.emptySheet();
    QPainter painter(&image);
    painter.setTransform(viewport.transform());
    if (const auto report = renderer.paint(painter, page, bleedOptions()); !report)
        throw std::runtime_error(report.error().message);
    return image;
}

Viewport wholeOf(const Page &page, double pxPerPt)
{
    const RectPt box = areaPt(page.properties.setup, PageArea::Bleed);
    const QRectF px(box.xPt * pxPerPt, box.yPt * pxPerPt, box.widthPt * pxPerPt,
                    box.heightPt * pxPerPt);
    return {px.toAlignedRect(), pxPerPt};
}

/// Steps of a channel by which two pictures differ most.
int largestDifference(const QImage &a, const QImage &b)
{
    if (a.size() != b.size())
        return 256;
    int largest = 0;
    for (int y = 0; y < a.height(); ++y) {
        const uchar *rowA = a.constScanLine(y);
        const uchar *rowB = b.constScanLine(y);
        for (int x = 0; x < a.width() * 4; ++x)
            largest = std::max(largest, std::abs(int{rowA[x]} - int{rowB[x]}));
    }
    return largest;
}

int below(Random &random, int limit)
{
    return static_cast<int>(random.below(limit));
}

/// One thing that an artist does.
void edit(Page &page, test::RandomComic &comic)
{
    Random &random = comic.random();
    if (page.objects.isEmpty())
        return;
    const qsizetype index = random.below(page.objects.size());
    PageObject &object = page.objects[index];
    switch (random.below(6)) {
    case 0:
        transformObject(object, {1.0, 1.0, {random.uniform(-40, 40), random.uniform(-40, 40)}});
        break;
    case 1:
        page.objects.removeAt(index);
        break;
    case 2:
        page.objects.move(index, random.below(page.objects.size()));
        break;
    case 3:
        object.properties.isHidden = !object.properties.isHidden;
        break;
    case 4:
        page.objects.insert(index, comic.object(ObjectKind::Panel, 2));
        break;
    default:
        if (!object.children.isEmpty())
            transformObject(object.children.first(), {1.1, 0.9, {random.uniform(-20, 20), 3.0}});
        break;
    }
}

/// Quicker to have than pictures.
class NoArt : public ArtSource
{
public:
    Result<QImage> picture(const ArtRequest & /*request*/) const override
    {
        return fail(ErrorKind::NotFound, "There is no picture.");
    }
};

/// A small page that shows these objects.
Page pageWith(const QList<PageObject> &objects)
{
    Page page;
    page.id = {1};
    page.properties.setup = {200.0, 200.0, 300, 0.0, {}};
    page.objects = objects;
    return page;
}

/// Steps by which a page that was repainted after an edit differs from one painted anew.
int repaintingError(const Page &before, const Page &after)
{
    const NoArt art;
    const PageRenderer renderer({}, art);
    const Viewport viewport = wholeOf(before, 2.0);
    QImage sheet = painted(renderer, before, viewport);
    if (sheet == painted(renderer, after, viewport))
        throw std::runtime_error("The edit shows nothing.");
    QPainter painter(&sheet);
    painter.setTransform(viewport.transform());
    if (const auto report = renderer.repaint(painter, before, after, {}, bleedOptions()); !report)
        throw std::runtime_error(report.error().message);
    painter.end();
    return largestDifference(sheet, painted(renderer, after, viewport));
}

Page randomPage(test::RandomComic &comic)
{
    Page page = comic.page();
    page.properties.setup.widthPt = 420.0;
    page.properties.setup.heightPt = 600.0;
    page.properties.setup.bleedPt = 9.0;
    return page;
}

} // namespace

class TestPaintProperties : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyViewportIsACropOfThePage();
    void everyViewportOfRandomPagesIsACrop();
    void repaintingGivesWhatPaintingGives();
    void mitresAreRepainted_data();
    void mitresAreRepainted();
    void masksAreRepainted();
    void joinsAreRepaintedBeyondTheirPanel();
    void keptShapesChangeNothing();

private:
    static void compareViewports(const Page &page, Random &random, int cases);
};

void TestPaintProperties::compareViewports(const Page &page, Random &random, int cases)
{
    const test::ReadyArt art;
    const PageRenderer renderer({}, art);
    const double pxPerPt = random.uniform(0.5, 4.0);
    const Viewport whole = wholeOf(page, pxPerPt);
    const QImage reference = painted(renderer, page, whole);
    for (int i = 0; i < cases; ++i) {
        Viewport part = whole;
        part.pixels.setSize({40 + below(random, 300), 40 + below(random, 300)});
        part.pixels.translate(below(random, whole.pixels.width()),
                              below(random, whole.pixels.height()));
        const QImage expected = reference.copy(part.pixels.translated(-whole.pixels.topLeft()));
        const int difference = largestDifference(painted(renderer, page, part), expected);
        QVERIFY2(difference <= 2, qPrintable(QStringLiteral("%1 steps at %2 px/pt, %3,%4 %5x%6")
                                                 .arg(difference)
                                                 .arg(pxPerPt)
                                                 .arg(part.pixels.x())
                                                 .arg(part.pixels.y())
                                                 .arg(part.pixels.width())
                                                 .arg(part.pixels.height())));
    }
}

void TestPaintProperties::everyViewportIsACropOfThePage()
{
    Random random(test::randomCasesSeed());
    const Page page = test::busyPage();
    for (int i = 0; i < 3; ++i)
        compareViewports(page, random, 8);
}

void TestPaintProperties::everyViewportOfRandomPagesIsACrop()
{
    test::RandomComic comic{Random(test::randomCasesSeed())};
    for (int i = 0; i < kCases; ++i)
        compareViewports(randomPage(comic), comic.random(), 2);
}

void TestPaintProperties::repaintingGivesWhatPaintingGives()
{
    const test::ReadyArt art;
    const PageRenderer renderer({}, art);
    test::RandomComic comic{Random(test::randomCasesSeed())};
    for (int i = 0; i < kCases; ++i) {
        Page page = i % 2 == 0 ? test::busyPage() : randomPage(comic);
        comic.continueAfter(10000);
        const Viewport viewport = wholeOf(page, comic.random().uniform(0.5, 1.5));
        QImage sheet = painted(renderer, page, viewport);
        for (int step = 0; step < 3; ++step) {
            const Page before = page;
            edit(page, comic);
            QPainter painter(&sheet);
            painter.setTransform(viewport.transform());
            QVERIFY(renderer.repaint(painter, before, page, {}, bleedOptions()).has_value());
            painter.end();
            const int difference = largestDifference(sheet, painted(renderer, page, viewport));
            QVERIFY2(
                difference <= 2,
                qPrintable(
                    QStringLiteral("case %1 step %2: %3 steps").arg(i).arg(step).arg(difference)));
        }
    }
}

void TestPaintProperties::mitresAreRepainted_data()
{
    QTest::addColumn<ObjectContent>("content");
    // The angle whose mitre is as long as the pen allows, and one whose mitre is cut off.
    for (const double halfBasePt : {9.5, 4.0}) {
        Panel wedge;
        wedge.outlinePt = {{60.0 - halfBasePt, 180.0}, {60.0, 60.0}, {60.0 + halfBasePt, 180.0}};
        wedge.border.widthPt = 5.0;
        QTest::addRow("panel, half of the base %g pt", halfBasePt) << ObjectContent(wedge);
    }
    for (const auto kind : {BalloonKind::Speech, BalloonKind::Shout, BalloonKind::Caption}) {
        Balloon balloon;
        balloon.kind = kind;
        balloon.boundsPt = {40.0, 140.0, 50.0, 40.0};
        balloon.lineWidthPt = 4.0;
        BalloonTail tail;
        tail.tipPt = {65.0, 50.0};
        balloon.tails = {tail};
        QTest::addRow("balloon %d", static_cast<int>(kind)) << ObjectContent(balloon);
    }
}

void TestPaintProperties::mitresAreRepainted()
{
    QFETCH(const ObjectContent, content);
    const Page before = pageWith({{{2}, {}, content, {}}});
    Page after = before;
    transformObject(after.objects.first(), {1.0, 1.0, {70.0, 10.0}});
    QVERIFY(repaintingError(before, after) <= 2);
    QVERIFY(repaintingError(after, before) <= 2);
}

void TestPaintProperties::masksAreRepainted()
{
    Panel panel;
    panel.outlinePt = outlineOf({20.0, 20.0, 100.0, 100.0});
    panel.background = kBlack;
    const MaskStroke mask{
        {{40.0F, 40.0F, 1.0F}, {90.0F, 90.0F, 1.0F}}, 20.0, 1.0, MaskEffect::Hide};
    const Page masked = pageWith({{{2}, {}, panel, {{{3}, {}, mask, {}}}}});
    Page whole = masked;
    whole.objects.first().children.clear();
    QVERIFY(repaintingError(masked, whole) <= 2);
    QVERIFY(repaintingError(whole, masked) <= 2);
}

void TestPaintProperties::joinsAreRepaintedBeyondTheirPanel()
{
    Balloon left;
    left.boundsPt = {10.0, 20.0, 40.0, 30.0};
    left.joinId = {9};
    left.lineWidthPt = 5.0;
    Balloon right = left;
    right.boundsPt = {130.0, 120.0, 40.0, 30.0};
    right.lineWidthPt = 0.5;
    Panel panel;
    panel.outlinePt = outlineOf({110.0, 100.0, 80.0, 80.0});
    const Page shown = pageWith({{{2}, {}, left, {}}, {{3}, {}, panel, {{{4}, {}, right, {}}}}});
    Page hidden = shown;
    hidden.objects.last().properties.isHidden = true; // the band goes with it
    QVERIFY(repaintingError(shown, hidden) <= 2);
    QVERIFY(repaintingError(hidden, shown) <= 2);
    Page moved = shown;
    transformObject(moved.objects.last().children.first(), {1.0, 1.0, {-10.0, -110.0}});
    QVERIFY(repaintingError(shown, moved) <= 2);
}

void TestPaintProperties::keptShapesChangeNothing()
{
    const test::ReadyArt art;
    test::RandomComic comic{Random(test::randomCasesSeed())};
    constexpr std::size_t kBudgetBytes = std::size_t{3} << 20U; // little: much is forgotten
    const auto shapes = std::make_shared<ShapeCache>(kBudgetBytes);
    const PageRenderer keeping({}, art, shapes);
    for (int i = 0; i < kCases; ++i) {
        Page page = randomPage(comic);
        const Viewport viewport = wholeOf(page, 1.0);
        painted(keeping, page, viewport);
        edit(page, comic);
        QCOMPARE(painted(keeping, page, viewport), painted(PageRenderer({}, art), page, viewport));
        QVERIFY(shapes->byteCount() <= kBudgetBytes);
    }
}

KOMA_TEST_MAIN(QGuiApplication, TestPaintProperties)
#include "tst_paint_properties.moc"
