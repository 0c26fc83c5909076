// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/file/picturestore.h"
#include "core/document/render/styledart.h"
#include "core/imaging/pictureio.h"
#include "core/imaging/resize.h"
#include "tests/gui/page/negativeservice.h"
#include "tests/support/fixtures.h"
#include "tests/support/require.h"
#include "tests/support/testmain.h"
#include "ui/page/art/canvasart.h"
#include "ui/page/art/servicedrawing.h"

#include <QCoreApplication>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <algorithm>
#include <thread>

using namespace koma;
using namespace Qt::StringLiterals;

namespace {

/// A comic's pictures: painted ones that are told apart by their seed.
class Pictures
{
public:
    PictureRef add(ImageSize size, std::uint64_t seed)
    {
        return add(test::paintedImage(size, 3, SampleType::U8, Random(seed)), seed);
    }
    /// Of one grey: quicker to make.
    PictureRef addFlat(ImageSize size, std::uint64_t grey)
    {
        Image image = Image::create(size, 1, SampleType::U8).value();
        std::fill_n(image.mutableData(), image.byteCount(), static_cast<std::byte>(grey));
        return add(image, grey);
    }
    PictureRef add(const Image &image, std::uint64_t seed)
    {
        const auto file = test::pathOf(m_folder) / ("picture" + std::to_string(seed) + ".png");
        test::require(writePicture(file, image, {}, {}));
        const Result<PictureRef> ref = m_store.addFile(file);
        if (!ref)
            throw std::runtime_error(ref.error().message);
        return *ref;
    }
    /// The file goes; what was decoded stays.
    void lose(const PictureRef &picture)
    {
        std::filesystem::remove(
            test::pathOf(m_folder) / "store" /
            (picture.sha256.toStdString() + "." + picture.extension.toStdString()));
    }
    [[nodiscard]] const PictureStore &store() const { return m_store; }

private:
    QTemporaryDir m_folder;
    PictureStore m_store{test::pathOf(m_folder) / "store"};
};

ArtLayer artOf(const PictureRef &picture, const QString &style = u"negative"_s)
{
    ArtLayer art;
    art.picture = picture;
    art.style.styleId = style;
    return art;
}

ArtRequest requestFor(const ArtLayer &art, int longSidePx)
{
    const ImageSize own{art.picture.widthPx, art.picture.heightPx};
    return {art, sizeWithLongSide(own, longSidePx), {}};
}

QImage got(const ArtSource &source, const ArtRequest &request)
{
    Result<QImage> image = source.picture(request);
    if (!image)
        throw std::runtime_error(image.error().message);
    return *image;
}

Page pageWith(const QList<ArtLayer> &layers)
{
    Page page;
    page.id = {1};
    std::uint64_t id = 1;
    for (const ArtLayer &layer : layers)
        page.objects.append({{++id}, {}, layer, {}});
    return page;
}

/// As the canvas paints a page of one picture.
QImage painted(CanvasArt &art, const ArtRequest &request)
{
    const auto view = art.startPainting(pageWith({request.art}));
    QImage image = got(*view, request);
    view->finish();
    return image;
}

/// Of the whole picture, 0 black … 255 white.
double brightness(const QImage &image)
{
    const QImage grey = image.convertToFormat(QImage::Format_Grayscale8);
    double sum = 0.0;
    for (int y = 0; y < grey.height(); ++y) {
        for (int x = 0; x < grey.width(); ++x)
            sum += grey.constScanLine(y)[x];
    }
    return sum / (static_cast<double>(grey.width()) * grey.height());
}

} // namespace

class TestCanvasArt : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plainPicturesComeAtOnceInSteps();
    void aPictureIsDecodedOnce();
    void whatTakesTooLongIsGreyUntilItCame();
    void theDrawingReplacesThePhotoWhenItCame();
    void aLargeDrawingBeginsWithACoarseOne();
    void strengthAndColoursNeverDrawAnew();
    void zoomingOutNeverDrawsAnew();
    void whatIsNoLongerShownIsDropped();
    void aCancelledPaintingDropsNothing();
    void paintingAPartDropsOnlyWhatThePageLost();
    void whatTheCanvasShowsGoesFirst();
    void aMissingStyleIsToldOnce();
    void cancelStopsUntilResumed();
    void forgottenDrawingsAreDrawnAgain();
    void pagesAheadAreDecoded();
    void theBudgetIsKept();
    void aViewOutlivesItsArt();
    void exportsDrawAtTheSizeAskedFor();
};

void TestCanvasArt::plainPicturesComeAtOnceInSteps()
{
    Pictures pictures;
    JobRunner runner;
    test::NegativeService service;
    CanvasArt art({runner, service, pictures.store()});
    const ArtLayer layer = artOf(pictures.add({900, 600}, 1), {});
    // Steps are 64 · 2^(n/2): the next one above, never beyond the picture.
    QCOMPARE(painted(art, requestFor(layer, 300)).width(), 362);
    QCOMPARE(painted(art, requestFor(layer, 200)).size(), QSize(256, 171));
    QCOMPARE(service.drawn().size(), std::size_t(0));
    // A larger size is decoded in the background; until then the smaller one is shown.
    QSignalSpy arrived(&art, &CanvasArt::arrived);
    QCOMPARE(painted(art, requestFor(layer, 5000)).width(), 362);
    QTRY_COMPARE(arrived.count(), 1);
    QCOMPARE(arrived.first().first().toStringList(), QStringList{layer.picture.sha256});
    QCOMPARE(painted(art, requestFor(layer, 5000)).width(), 900);
}

void TestCanvasArt::aPictureIsDecodedOnce()
{
    Pictures pictures;
    JobRunner runner;
    test::NegativeService service;
    CanvasArt art({runner, service, pictures.store()});
    const ArtLayer layer = artOf(pictures.add({900, 600}, 1), {});
    const QImage first = got(art, requestFor(layer, 256));
    pictures.lose(layer.picture);
    QCOMPARE(got(art, requestFor(layer, 256)), first);
    QCOMPARE(got(art, requestFor(layer, 64)).width(), 64);
    // And one that is not there is an error, not a wait.
    const ArtLayer missing = artOf(pictures.add({100, 100}, 2), {});
    pictures.lose(missing.picture);
    QCOMPARE(art.picture(requestFor(missing, 64)).error().kind, ErrorKind::NotFound);
}

void TestCanvasArt::whatTakesTooLongIsGreyUntilItCame()
{
    Pictures pictures;
    JobRunner runner;
    test::NegativeService service;
    CanvasArt art({runner, service, pictures.store()});
    // 2.7 megapixels of PNG: more than a page that is turned can wait for.
    const ArtLayer layer = artOf(pictures.addFlat({1800, 1500}, 1), {});
    QSignalSpy arrived(&art, &CanvasArt::arrived);
    QCOMPARE(painted(art, requestFor(layer, 128)).size(), QSize(1, 1));
    QTRY_COMPARE(arrived.count(), 1);
    QCOMPARE(painted(art, requestFor(layer, 128)).width(), 128);
    // Thumbnails are in no hurry.
    const ArtLayer other = artOf(pictures.addFlat({1800, 1500}, 2), {});
    QCOMPARE(got(art, requestFor(other, 128)).width(), 128);
}

void TestCanvasArt::theDrawingReplacesThePhotoWhenItCame()
{
    Pictures pictures;
    JobRunner runner;
    test::NegativeService service;
    CanvasArt art({runner, service, pictures.store()});
    const ArtLayer layer = artOf(pictures.add({600, 400}, 1));
    QSignalSpy arrived(&art, &CanvasArt::arrived);
    service.isHeld = true;
    const QImage photo = painted(art, requestFor(layer, 360));
    QCOMPARE(photo, got(art, requestFor(artOf(layer.picture, {}), 360)));
    QTRY_VERIFY(art.isBusy());
    QCOMPARE(art.progress(), (ArtProgress{0, 1}));
    service.isHeld = false;
    QTRY_COMPARE(arrived.count(), 1);
    QVERIFY(!art.isBusy());
    const QImage drawing = painted(art, requestFor(layer, 360));
    QCOMPARE(drawing.size(), photo.size());
    const StyledArt reference(pictures.store(), drawWith(service));
    QCOMPARE(drawing, got(reference, requestFor(layer, 362)));
    QCoreApplication::processEvents();
    QVERIFY(!art.isBusy());
    QCOMPARE(service.drawn().size(), std::size_t(2)); // one of them the reference's
}

void TestCanvasArt::aLargeDrawingBeginsWithACoarseOne()
{
    Pictures pictures;
    JobRunner runner;
    test::NegativeService service;
    CanvasArt art({runner, service, pictures.store(), {.mostDrawnPx = 1000}});
    const ArtLayer layer = artOf(pictures.add({1200, 800}, 1));
    QSignalSpy arrived(&art, &CanvasArt::arrived);
    painted(art, requestFor(layer, 4000));
    QTRY_COMPARE(service.drawn().size(), std::size_t(2));
    QTRY_VERIFY(!art.isBusy());
    QCOMPARE(service.drawn().at(0), (ImageSize{512, 341}));
    QCOMPARE(service.drawn().at(1), (ImageSize{1000, 667}));
    QCOMPARE(painted(art, requestFor(layer, 4000)).width(), 1000);
}

void TestCanvasArt::strengthAndColoursNeverDrawAnew()
{
    Pictures pictures;
    JobRunner runner;
    test::NegativeService service;
    CanvasArt art({runner, service, pictures.store()});
    ArtLayer layer = artOf(pictures.add({600, 400}, 1));
    QSignalSpy arrived(&art, &CanvasArt::arrived);
    const QImage photo = painted(art, requestFor(layer, 360));
    QTRY_COMPARE(arrived.count(), 1);
    const StyledArt reference(pictures.store(), drawWith(service));
    for (const double strength : {1.0, 0.6, 0.3}) {
        for (const bool keepsColours : {false, true}) {
            layer.style.strength = strength;
            layer.style.keepsColours = keepsColours;
            const QImage shown = painted(art, requestFor(layer, 362));
            QCOMPARE(shown, got(reference, requestFor(layer, 362)));
        }
    }
    layer.style.strength = 0.0;
    QCOMPARE(painted(art, requestFor(layer, 360)), photo);
    QCoreApplication::processEvents();
    QVERIFY(!art.isBusy());
    layer.style.strength = 1.0;
    layer.style.strokeScale = 2.0;
    painted(art, requestFor(layer, 360));
    QTRY_COMPARE(arrived.count(), 2);
    QCOMPARE(service.strokeScales().back(), 2.0);
}

void TestCanvasArt::zoomingOutNeverDrawsAnew()
{
    Pictures pictures;
    JobRunner runner;
    test::NegativeService service;
    CanvasArt art({runner, service, pictures.store()});
    const ArtLayer layer = artOf(pictures.add({700, 500}, 1));
    QSignalSpy arrived(&art, &CanvasArt::arrived);
    painted(art, requestFor(layer, 700));
    QTRY_COMPARE(arrived.count(), 1);
    const double drawn = brightness(painted(art, requestFor(layer, 700)));
    for (const int longSidePx : {600, 400, 300}) {
        const QImage shown = painted(art, requestFor(layer, longSidePx));
        QVERIFY(shown.width() >= longSidePx);
        QVERIFY(std::abs(brightness(shown) - drawn) < 2.0);
    }
    QCoreApplication::processEvents();
    QVERIFY(!art.isBusy());
    QCOMPARE(service.drawn().size(), std::size_t(1));
}

void TestCanvasArt::whatIsNoLongerShownIsDropped()
{
    Pictures pictures;
    JobRunner runner;
    test::NegativeService service;
    CanvasArt art({runner, service, pictures.store()});
    const ArtLayer first = artOf(pictures.add({400, 400}, 1));
    const ArtLayer second = artOf(pictures.add({300, 400}, 2));
    service.isHeld = true;
    painted(art, requestFor(first, 400));
    QTRY_COMPARE(service.drawn().size(), std::size_t(1));
    painted(art, requestFor(second, 400));
    QTRY_COMPARE(service.drawn().size(), std::size_t(2));
    QCOMPARE(service.cancelledCount.load(), 1);
    QCOMPARE(service.drawn().back(), (ImageSize{300, 400}));
    service.isHeld = false;
    QTRY_VERIFY(!art.isBusy());
    QCOMPARE(service.drawn().size(), std::size_t(2));
}

void TestCanvasArt::aCancelledPaintingDropsNothing()
{
    Pictures pictures;
    JobRunner runner;
    test::NegativeService service;
    CanvasArt art({runner, service, pictures.store()});
    const ArtLayer first = artOf(pictures.add({400, 400}, 1));
    const ArtLayer second = artOf(pictures.add({300, 400}, 2));
    service.isHeld = true;
    painted(art, requestFor(first, 400));
    QTRY_COMPARE(service.drawn().size(), std::size_t(1));
    got(*art.startPainting(pageWith({second})), requestFor(second, 400));
    QTRY_COMPARE(art.progress(), (ArtProgress{0, 2}));
    QCOMPARE(service.cancelledCount.load(), 0);
    service.isHeld = false;
    QTRY_VERIFY(!art.isBusy());
    QCOMPARE(service.drawn().size(), std::size_t(2));
}

void TestCanvasArt::paintingAPartDropsOnlyWhatThePageLost()
{
    Pictures pictures;
    JobRunner runner;
    test::NegativeService service;
    CanvasArt art({runner, service, pictures.store()});
    const ArtLayer first = artOf(pictures.add({400, 400}, 1));
    ArtLayer second = artOf(pictures.add({300, 400}, 2));
    service.isHeld = true;
    painted(art, requestFor(first, 400));
    QTRY_COMPARE(service.drawn().size(), std::size_t(1));
    // A slider: only the second picture is painted again, each time in another way.
    for (const double strokeScale : {1.0, 1.5, 2.0}) {
        second.style.strokeScale = strokeScale;
        const auto view = art.startPainting(pageWith({first, second}));
        got(*view, requestFor(second, 400));
        view->finish();
    }
    QTRY_COMPARE(art.progress(), (ArtProgress{0, 2}));
    QCOMPARE(service.cancelledCount.load(), 0);
    service.isHeld = false;
    QTRY_VERIFY(!art.isBusy());
    QCOMPARE(service.strokeScales(), (std::vector<double>{1.0, 2.0}));
}

void TestCanvasArt::whatTheCanvasShowsGoesFirst()
{
    Pictures pictures;
    JobRunner runner;
    test::NegativeService service;
    CanvasArt art({runner, service, pictures.store()});
    const ArtLayer running = artOf(pictures.add({400, 400}, 1));
    const ArtLayer thumbnail = artOf(pictures.add({300, 400}, 2));
    const ArtLayer shown = artOf(pictures.add({200, 400}, 3));
    service.isHeld = true;
    got(art, requestFor(running, 400));
    QTRY_COMPARE(service.drawn().size(), std::size_t(1));
    got(art, requestFor(thumbnail, 400));
    painted(art, requestFor(shown, 400));
    QTRY_COMPARE(art.progress(), (ArtProgress{0, 3}));
    service.isHeld = false;
    QTRY_VERIFY(!art.isBusy());
    QCOMPARE(service.drawn().at(1), (ImageSize{200, 400}));
    QCOMPARE(service.drawn().at(2), (ImageSize{300, 400}));
}

void TestCanvasArt::aMissingStyleIsToldOnce()
{
    Pictures pictures;
    JobRunner runner;
    test::NegativeService service;
    CanvasArt art({runner, service, pictures.store()});
    QSignalSpy failed(&art, &CanvasArt::failed);
    const ArtLayer first = artOf(pictures.add({400, 400}, 1), u"engraving"_s);
    const ArtLayer second = artOf(pictures.add({300, 400}, 2), u"engraving"_s);
    {
        const auto view = art.startPainting(pageWith({first, second}));
        got(*view, requestFor(first, 400));
        got(*view, requestFor(second, 400));
        view->finish();
    }
    QTRY_VERIFY(failed.count() > 0);
    QTRY_VERIFY(!art.isBusy());
    QCOMPARE(failed.count(), 1);
    const auto error = failed.first().first().value<Error>();
    QCOMPARE(error.kind, ErrorKind::NotFound);
    QVERIFY(error.message.find("engraving") != std::string::npos);
    painted(art, requestFor(first, 400));
    QCoreApplication::processEvents();
    QVERIFY(!art.isBusy());
    art.resume();
    painted(art, requestFor(first, 400));
    QTRY_COMPARE(failed.count(), 2);
}

void TestCanvasArt::cancelStopsUntilResumed()
{
    Pictures pictures;
    JobRunner runner;
    test::NegativeService service;
    CanvasArt art({runner, service, pictures.store()});
    const ArtLayer layer = artOf(pictures.add({400, 400}, 1));
    service.isHeld = true;
    painted(art, requestFor(layer, 400));
    QTRY_COMPARE(service.drawn().size(), std::size_t(1));
    art.cancel();
    QVERIFY(!art.isBusy());
    QTRY_COMPARE(service.cancelledCount.load(), 1);
    service.isHeld = false;
    painted(art, requestFor(layer, 400));
    QCoreApplication::processEvents();
    QVERIFY(!art.isBusy());
    art.resume();
    painted(art, requestFor(layer, 400));
    QSignalSpy arrived(&art, &CanvasArt::arrived);
    QTRY_COMPARE(arrived.count(), 1);
}

void TestCanvasArt::forgottenDrawingsAreDrawnAgain()
{
    Pictures pictures;
    JobRunner runner;
    test::NegativeService service;
    CanvasArt art({runner, service, pictures.store()});
    const ArtLayer layer = artOf(pictures.add({400, 400}, 1));
    QSignalSpy arrived(&art, &CanvasArt::arrived);
    painted(art, requestFor(layer, 400));
    QTRY_COMPARE(arrived.count(), 1);
    art.forgetDrawings();
    painted(art, requestFor(layer, 400));
    QTRY_COMPARE(arrived.count(), 2);
    QCOMPARE(service.drawn().size(), std::size_t(2));
}

void TestCanvasArt::pagesAheadAreDecoded()
{
    Pictures pictures;
    JobRunner runner;
    test::NegativeService service;
    CanvasArt art({runner, service, pictures.store()});
    ArtLayer layer = artOf(pictures.add({400, 400}, 1));
    layer.scalePtPerPx = 0.5;
    QSignalSpy arrived(&art, &CanvasArt::arrived);
    art.prefetch({pageWith({layer})}, 1.0); // shown 200 px wide
    // Nothing tells when it is there, for nobody waits for it: the file goes, and it shows.
    QTest::qWait(200);
    pictures.lose(layer.picture);
    QCOMPARE(got(art, requestFor(layer, 200)).width(), 256);
    QCOMPARE(arrived.count(), 0);
}

void TestCanvasArt::theBudgetIsKept()
{
    Pictures pictures;
    JobRunner runner;
    test::NegativeService service;
    // 3/8 of it are for plain pictures: three of 256x256 RGB32.
    constexpr std::size_t kPictureBytes = std::size_t{256} * 256 * 4;
    CanvasArt art({runner, service, pictures.store(), {.budgetBytes = 8 * kPictureBytes}});
    QList<ArtLayer> layers;
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        layers.append(artOf(pictures.add({256, 256}, seed), {}));
        got(art, requestFor(layers.last(), 256));
        got(art, requestFor(layers.first(), 256)); // looked at: stays
    }
    for (const ArtLayer &layer : layers)
        pictures.lose(layer.picture);
    QVERIFY(art.picture(requestFor(layers.at(0), 256)).has_value());
    QVERIFY(!art.picture(requestFor(layers.at(1), 256)).has_value());
    QVERIFY(art.picture(requestFor(layers.at(2), 256)).has_value());
    QVERIFY(art.picture(requestFor(layers.at(3), 256)).has_value());
}

void TestCanvasArt::aViewOutlivesItsArt()
{
    Pictures pictures;
    JobRunner runner;
    test::NegativeService service;
    auto art = std::make_unique<CanvasArt>(CanvasArt::Setup{runner, service, pictures.store()});
    const ArtLayer layer = artOf(pictures.add({400, 400}, 1));
    auto view = art->startPainting(pageWith({layer}));
    std::thread painting([view = std::exchange(view, nullptr), &layer] {
        for (int longSidePx = 64; longSidePx < 400; ++longSidePx)
            (void)view->picture(requestFor(layer, longSidePx));
        view->finish();
    });
    art.reset();
    painting.join();
    QCoreApplication::processEvents();
}

void TestCanvasArt::exportsDrawAtTheSizeAskedFor()
{
    Pictures pictures;
    test::NegativeService service;
    const ArtLayer layer = artOf(pictures.add({400, 300}, 1));
    const StyledArt art(pictures.store(), drawWith(service));
    QCOMPARE(got(art, requestFor(layer, 777)).width(), 777);
    QCOMPARE(service.drawn().back(), (ImageSize{777, 583}));
    const ArtLayer missing = artOf(layer.picture, u"engraving"_s);
    QCOMPARE(art.picture(requestFor(missing, 777)).error().kind, ErrorKind::NotFound);
}

KOMA_TEST_MAIN(QCoreApplication, TestCanvasArt)
#include "tst_canvasart.moc"
