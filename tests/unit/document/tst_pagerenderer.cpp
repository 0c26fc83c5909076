// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/render/pagerenderer.h"

#include "core/document/render/objectshapes.h"
#include "core/document/render/qimageconversion.h"
#include "tests/support/fixtures.h"
#include "tests/support/testmain.h"

#include <QGuiApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>

using namespace koma;
using namespace Qt::StringLiterals;

namespace {

/// One painted picture for every layer, whatever size is asked for.
class OnePicture : public ArtSource
{
public:
    explicit OnePicture(QImage image) : m_image(std::move(image)) {}

    Result<QImage> picture(const ArtRequest &request) const override
    {
        lastSizePx = request.sizePx;
        if (m_image.isNull())
            return fail(ErrorKind::NotFound, "none");
        return m_image;
    }

    mutable ImageSize lastSizePx;

private:
    QImage m_image;
};

QImage photo()
{
    return toQImage(test::paintedImage({600, 400}, 3, SampleType::U8, Random(7))).value();
}

PageObject objectOf(std::uint64_t id, ObjectContent content, QList<PageObject> children = {})
{
    return {{id}, {}, std::move(content), std::move(children)};
}

PageSetup setupOf(double widthPt, double heightPt, double bleedPt = 0.0)
{
    PageSetup setup;
    setup.widthPt = widthPt;
    setup.heightPt = heightPt;
    setup.bleedPt = bleedPt;
    return setup;
}

RenderOptions areaOptions(PageArea area)
{
    RenderOptions options;
    options.area = area;
    return options;
}

TextRun runOf(const QString &words, const QString &ruby = {})
{
    TextRun run;
    run.text = words;
    run.ruby = ruby;
    return run;
}

Panel panelOf(const RectPt &box)
{
    Panel panel;
    panel.outlinePt = outlineOf(box);
    return panel;
}

ArtLayer artIn(const RectPt &box)
{
    ArtLayer art;
    art.picture = {QString(64, u'a'), u"png"_s, 600, 400};
    coverBox(art, box);
    return art;
}

TextBlock textIn(const RectPt &frame, const QString &words, double sizePt)
{
    TextBlock text;
    text.framePt = frame;
    text.runs = {runOf(words)};
    text.sizePt = sizePt;
    return text;
}

InkStroke wave()
{
    InkStroke ink;
    ink.widthPt = 4.0;
    for (int i = 0; i <= 40; ++i) {
        const float x = 20.0F + 4.0F * static_cast<float>(i);
        const float y = 372.0F + 10.0F * std::sin(static_cast<float>(i) / 4.0F);
        ink.points.append({x, y, 0.3F + 0.7F * static_cast<float>(i) / 40.0F});
    }
    return ink;
}

MaskStroke hiding(PointPt from, PointPt to, double widthPt)
{
    MaskStroke mask;
    mask.widthPt = widthPt;
    mask.points = {{static_cast<float>(from.xPt), static_cast<float>(from.yPt)},
                   {static_cast<float>(to.xPt), static_cast<float>(to.yPt)}};
    return mask;
}

SpeedLines focusAt(PointPt focus)
{
    SpeedLines lines;
    lines.focusPt = focus;
    lines.clearRadiusXPt = 45.0;
    lines.clearRadiusYPt = 35.0;
    return lines;
}

PageObject balloonWith(std::uint64_t id, Balloon balloon, const QString &words, const Page &page)
{
    PageObject object = objectOf(id, std::move(balloon));
    object.children = {objectOf(id + 1, textIn(textFrameOf(object, page), words, 11.0))};
    return object;
}

/// Balloons of all kinds, two of them joined, one with a tail that follows the art.
QList<PageObject> balloons(const Page &page)
{
    Balloon speech;
    speech.boundsPt = {24, 24, 110, 60};
    speech.roundness = 0.85;
    BalloonTail tail;
    tail.target = {11};
    tail.targetAnchor = {0.6, 0.7};
    speech.tails = {tail};
    Balloon first;
    first.boundsPt = {20, 205, 90, 42};
    first.joinId = {900};
    Balloon second;
    second.boundsPt = {92, 226, 92, 44};
    second.joinId = {900};
    Balloon shout;
    shout.kind = BalloonKind::Shout;
    shout.boundsPt = {205, 205, 90, 56};
    Balloon caption;
    caption.kind = BalloonKind::Caption;
    caption.boundsPt = {150, 14, 130, 26};
    caption.roundness = 0.0;
    return {balloonWith(20, speech, u"The tail finds me wherever I am"_s, page),
            balloonWith(30, first, u"We belong"_s, page),
            balloonWith(32, second, u"together"_s, page), balloonWith(34, shout, u"Hey!"_s, page),
            balloonWith(36, caption, u"Meanwhile, on the hill"_s, page)};
}

/// A page with one of everything. Ids: panel 10, art 11, focus panel 12, tone panel 14, ink 40,
/// vertical text 42, effect 44.
Page pageWithAll()
{
    Page page;
    page.id = {1};
    page.properties.setup = setupOf(300, 400, 9);
    Panel art = panelOf({10, 10, 280, 180});
    art.cornerRadiusPt = 12.0;
    ArtLayer turned = artIn({10, 10, 280, 180});
    turned.rotationDeg = 8.0;
    turned.scalePtPerPx *= 1.2;
    PageObject masked = objectOf(11, turned, {objectOf(19, hiding({220, 150}, {280, 180}, 30.0))});
    page.objects.append(objectOf(10, art, {masked}));
    Panel focus = panelOf({10, 200, 280, 90});
    focus.outlinePt[2].yPt = 280;
    page.objects.append(objectOf(12, focus, {objectOf(13, focusAt({250, 233}))}));
    ToneFill tone;
    tone.lpi = 30.0;
    page.objects.append(objectOf(14, panelOf({10, 300, 135, 60}), {objectOf(15, tone)}));
    page.objects.append(objectOf(16, panelOf({155, 300, 135, 90})));
    page.objects.append(objectOf(40, wave()));
    page.objects += balloons(page);
    TextBlock vertical = textIn({230, 305, 52, 80}, {}, 12.0);
    vertical.writingMode = WritingMode::VerticalRightToLeft;
    vertical.language = u"ja"_s;
    vertical.runs = {runOf(u"山"_s, u"やま"_s), runOf(u"の上で、"_s), runOf(u"12"_s),
                     runOf(u"時！"_s)};
    vertical.runs[2].isTateChuYoko = true;
    page.objects.append(objectOf(42, vertical));
    TextBlock effect = textIn({160, 310, 70, 70}, u"WHAM"_s, 24.0);
    effect.curvePt = {{160, 375}, {180, 325}, {205, 315}, {226, 330}};
    effect.colour = kWhite;
    effect.outline = {1.5, kBlack};
    page.objects.append(objectOf(44, effect));
    return page;
}

QImage rendered(const Page &page, double dpi, const RenderOptions &options = {},
                const QImage &picture = photo())
{
    const OnePicture art(picture);
    return PageRenderer({}, art).render(page, dpi, options).value().image;
}

/// The mean of absolute differences of grey, 0…255, outside a box (pixels).
double meanDifference(const QImage &a, const QImage &b, const QRect &without)
{
    double sum = 0.0;
    int count = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            if (without.contains(x, y))
                continue;
            sum += std::abs(qGray(a.pixel(x, y)) - qGray(b.pixel(x, y)));
            ++count;
        }
    }
    return sum / count;
}

bool isPlain(const QImage &image, const QRect &box, QRgb colour)
{
    for (int y = box.top(); y <= box.bottom(); ++y) {
        for (int x = box.left(); x <= box.right(); ++x) {
            if (image.pixel(x, y) != colour)
                return false;
        }
    }
    return true;
}

PageObject &objectIn(Page &page, std::uint64_t id)
{
    const auto found = std::find_if(page.objects.begin(), page.objects.end(),
                                    [&](const PageObject &o) { return o.id.value == id; });
    Q_ASSERT(found != page.objects.end());
    return *found;
}

constexpr QRgb kWhitePixel = 0xffffffffU;

} // namespace

class PageRendererTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesAtAllResolutions();
    void hiddenThingsAreNotDrawn();
    void lockedThingsAreDrawn();
    void panelsClipAndLieInOrder();
    void hiddenPartsOfMaskedArtShowThePanel();
    void opacityAndBlendingFollowTheirFormulae();
    void artIsCroppedMirroredAndTurned();
    void askForArtAtTheSizeThatIsSeen();
    void missingArtIsReported();
    void tailsFollowTheirTarget();
    void bleedAndMarksGrowThePicture();
    void cancelAndBadResolutionsAreErrors();
};

void PageRendererTest::agreesAtAllResolutions()
{
    const Page page = pageWithAll();
    const QImage coarse = rendered(page, 72);
    const QImage fine = rendered(page, 300);
    if (qEnvironmentVariableIsSet("KOMA_KEEP_RENDERINGS")) {
        fine.save(qEnvironmentVariable("KOMA_KEEP_RENDERINGS") + u"/page-300.png"_s);
        coarse.save(qEnvironmentVariable("KOMA_KEEP_RENDERINGS") + u"/page-72.png"_s);
    }
    QCOMPARE(coarse.size(), QSize(300, 400));
    QCOMPARE(fine.size(), QSize(1250, 1667));
    const QImage reduced =
        fine.copy(0, 0, 1250, 1666)
            .scaled(coarse.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    const QRect tone(10, 300, 136, 61);
    QVERIFY2(meanDifference(coarse, reduced, tone) < 3.0,
             qPrintable(QString::number(meanDifference(coarse, reduced, tone))));
    // The measure can fail: one balloon less is seen.
    Page less = page;
    objectIn(less, 20).properties.isHidden = true;
    QVERIFY(meanDifference(rendered(less, 72), reduced, tone) > 3.0);
}

void PageRendererTest::hiddenThingsAreNotDrawn()
{
    Page page = pageWithAll();
    for (PageObject &object : page.objects)
        object.properties.isHidden = true;
    const QImage image = rendered(page, 72);
    QVERIFY(isPlain(image, image.rect(), kWhitePixel));
    objectIn(page, 40).properties.isHidden = false;
    QVERIFY(!isPlain(rendered(page, 72), image.rect(), kWhitePixel));
    // In a hidden group, too.
    Page grouped = page;
    grouped.objects = {objectOf(99, Group{}, {objectIn(page, 40)})};
    QVERIFY(!isPlain(rendered(grouped, 72), image.rect(), kWhitePixel));
    grouped.objects[0].properties.isHidden = true;
    QVERIFY(isPlain(rendered(grouped, 72), image.rect(), kWhitePixel));
}

void PageRendererTest::lockedThingsAreDrawn()
{
    Page page = pageWithAll();
    const QImage before = rendered(page, 72);
    for (PageObject &object : page.objects)
        object.properties.isLocked = true;
    QCOMPARE(rendered(page, 72), before);
}

void PageRendererTest::panelsClipAndLieInOrder()
{
    QImage red(600, 400, QImage::Format_RGB32);
    red.fill(Qt::red);
    Page page;
    page.id = {1};
    page.properties.setup = setupOf(100, 100);
    Panel panel = panelOf({20, 20, 40, 40});
    panel.border.style = BorderStyle::None;
    page.objects = {objectOf(2, panel, {objectOf(3, artIn({0, 0, 100, 100}))})};
    QImage image = rendered(page, 72, {}, red);
    QVERIFY(isPlain(image, {20, 20, 40, 40}, 0xffff0000U));
    QVERIFY(isPlain(image, {0, 0, 100, 20}, kWhitePixel));
    QVERIFY(isPlain(image, {61, 0, 39, 100}, kWhitePixel));
    Panel above = panelOf({40, 20, 40, 40});
    above.border.style = BorderStyle::None;
    above.background = {0xff0000ffU};
    page.objects.append(objectOf(4, above));
    image = rendered(page, 72, {}, red);
    QVERIFY(isPlain(image, {20, 20, 20, 40}, 0xffff0000U));
    QVERIFY(isPlain(image, {40, 20, 40, 40}, 0xff0000ffU));
    page.objects.swapItemsAt(0, 1);
    QVERIFY(isPlain(rendered(page, 72, {}, red), {20, 20, 40, 40}, 0xffff0000U));
}

void PageRendererTest::hiddenPartsOfMaskedArtShowThePanel()
{
    QImage red(600, 400, QImage::Format_RGB32);
    red.fill(Qt::red);
    Page page;
    page.id = {1};
    page.properties.setup = setupOf(100, 100);
    Panel panel = panelOf({0, 0, 100, 100});
    panel.background = {0xff00ff00U};
    const PageObject mask = objectOf(5, hiding({50, 0}, {50, 100}, 30.0));
    page.objects = {objectOf(2, panel, {objectOf(3, artIn({0, 0, 100, 100}), {mask})})};
    QImage image = rendered(page, 144, {}, red);
    QCOMPARE(image.pixel(100, 100), 0xff00ff00U);
    QCOMPARE(image.pixel(30, 100), 0xffff0000U);
    QCOMPARE(image.pixel(170, 100), 0xffff0000U);
    PageObject back = mask;
    back.id = {6};
    std::get<MaskStroke>(back.content).effect = MaskEffect::Reveal;
    page.objects[0].children[0].children.append(back);
    QCOMPARE(rendered(page, 144, {}, red).pixel(100, 100), 0xffff0000U);
}

void PageRendererTest::opacityAndBlendingFollowTheirFormulae()
{
    Page page;
    page.id = {1};
    page.properties.setup = setupOf(20, 20);
    page.properties.paper = {0xff808080U};
    Panel panel = panelOf({-5, -5, 30, 30});
    panel.background = {0xff4080c0U};
    page.objects = {objectOf(2, panel)};
    const auto pixelWith = [&](double opacity, BlendMode blend) {
        page.objects[0].properties.opacity = opacity;
        page.objects[0].properties.blend = blend;
        return QColor::fromRgb(rendered(page, 72).pixel(10, 10));
    };
    const auto isNear = [](const QColor &colour, int red, int green, int blue) {
        return std::abs(colour.red() - red) <= 1 && std::abs(colour.green() - green) <= 1 &&
               std::abs(colour.blue() - blue) <= 1;
    };
    QVERIFY(isNear(pixelWith(0.5, BlendMode::Normal), 96, 128, 160));
    QVERIFY(isNear(pixelWith(1.0, BlendMode::Multiply), 32, 64, 96));
    QVERIFY(isNear(pixelWith(1.0, BlendMode::Screen), 160, 192, 224));
}

void PageRendererTest::artIsCroppedMirroredAndTurned()
{
    // Left half red, right half blue.
    QImage halves(600, 400, QImage::Format_RGB32);
    halves.fill(Qt::red);
    QPainter(&halves).fillRect(300, 0, 300, 400, Qt::blue);
    Page page;
    page.id = {1};
    page.properties.setup = setupOf(60, 60);
    ArtLayer art = artIn({0, 0, 60, 60});
    art.scalePtPerPx = 0.1;
    const auto shown = [&] {
        page.objects = {objectOf(2, art)};
        return rendered(page, 72, {}, halves);
    };
    QCOMPARE(shown().pixel(10, 30), 0xffff0000U);
    QCOMPARE(shown().pixel(30, 5), kWhitePixel); // 40 pt high
    art.isMirrored = true;
    QCOMPARE(shown().pixel(10, 30), 0xff0000ffU);
    art.isMirrored = false;
    art.rotationDeg = 90.0; // clockwise: left goes up
    QCOMPARE(shown().pixel(30, 10), 0xffff0000U);
    QCOMPARE(shown().pixel(30, 50), 0xff0000ffU);
    QCOMPARE(shown().pixel(5, 30), kWhitePixel);
    art.rotationDeg = 0.0;
    art.crop = {0.5, 0.0, 1.0, 1.0};
    QCOMPARE(shown().pixel(30, 30), 0xff0000ffU);
    QCOMPARE(shown().pixel(17, 30), 0xff0000ffU);
    QCOMPARE(shown().pixel(12, 30), kWhitePixel); // 30 pt wide
}

void PageRendererTest::askForArtAtTheSizeThatIsSeen()
{
    Page page;
    page.id = {1};
    page.properties.setup = setupOf(300, 200);
    page.objects = {objectOf(2, artIn({0, 0, 300, 200}))};
    const OnePicture art(photo());
    const PageRenderer renderer({}, art);
    QVERIFY(renderer.render(page, 144));
    QCOMPARE(art.lastSizePx, (ImageSize{600, 400}));
    QVERIFY(renderer.render(page, 36));
    QCOMPARE(art.lastSizePx, (ImageSize{150, 100}));
}

void PageRendererTest::missingArtIsReported()
{
    const OnePicture none{QImage()};
    const auto result = PageRenderer({}, none).render(pageWithAll(), 72);
    QVERIFY(result);
    QCOMPARE(result->report.missingArt.size(), 1);
    QCOMPARE(result->report.missingArt.first().object, ObjectId{11});
    QVERIFY(!result->report.missingArt.first().reason.empty());
    QVERIFY(result->report.overflowingTexts.isEmpty());
    QVERIFY(result->report.missingCharacters.isEmpty());
}

void PageRendererTest::tailsFollowTheirTarget()
{
    Page page = pageWithAll();
    const auto tip = [&] { return shapeOf(objectIn(page, 20), page).tails.at(0).target; };
    const QPointF before = tip();
    std::get<ArtLayer>(objectIn(page, 10).children[0].content).centrePt.xPt += 30.0;
    QCOMPARE(tip().x(), before.x() + 30.0);
    QCOMPARE(tip().y(), before.y());
}

void PageRendererTest::bleedAndMarksGrowThePicture()
{
    const Page page = pageWithAll(); // bleed of 9 pt
    QCOMPARE(rendered(page, 72, areaOptions(PageArea::Bleed)).size(), QSize(318, 418));
    const QImage marks = rendered(page, 144, areaOptions(PageArea::CropMarks));
    QCOMPARE(marks.size(), QSize(716, 916));
    const int edge = 58; // the trim: 20 pt for the marks and 9 pt bleed
    QVERIFY(qGray(marks.pixel(edge, 10)) < 240);
    QVERIFY(qGray(marks.pixel(10, edge)) < 240);
    QVERIFY(isPlain(marks, {0, 0, 40, 40}, kWhitePixel));
    // What is inside the trim does not move.
    const QImage trim = rendered(page, 144);
    QVERIFY(meanDifference(marks.copy(QRect(QPoint(edge, edge), trim.size())), trim, {}) < 1.0);
}

void PageRendererTest::cancelAndBadResolutionsAreErrors()
{
    const OnePicture art(photo());
    const PageRenderer renderer({}, art);
    CancelSource source;
    source.cancel();
    RenderOptions options;
    options.cancel = source.token();
    QCOMPARE(renderer.render(pageWithAll(), 72, options).error().kind, ErrorKind::Cancelled);
    QCOMPARE(renderer.render(pageWithAll(), 0).error().kind, ErrorKind::InvalidArgument);
    QCOMPARE(renderer.render(pageWithAll(), 72000).error().kind, ErrorKind::TooLarge);
}

KOMA_TEST_MAIN(QGuiApplication, PageRendererTest)
#include "tst_pagerenderer.moc"
