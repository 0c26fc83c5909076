// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/guide/drawingguide.h"
#include "core/training/torch/guide/paint/flattening.h"
#include "core/training/torch/guide/paint/paintboxmeasure.h"
#include "core/training/torch/guide/paint/paintfamilies.h"
#include "core/training/torch/guide/paint/planeops.h"
#include "core/training/torch/losses.h"
#include "tests/support/randomcases.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>

#include <functional>
#include <vector>

using namespace koma;

namespace {

torch::Tensor grey(double level, std::int64_t side = 64)
{
    return torch::full({1, 3, side, side}, level);
}

/// A photo of one colour whose channels lie between two levels, [1,3,64,64].
torch::Tensor flatColour(double least, double most)
{
    return (least + (most - least) * torch::rand({1, 3, 1, 1})).expand({-1, -1, 64, 64});
}

bool near(double a, double b, double tolerance)
{
    return std::abs(a - b) <= tolerance;
}

/// A row of TrainingBatch::tonalRange for each of `count` photos of all lumas and some colour.
torch::Tensor tonalRange(std::int64_t count)
{
    return torch::tensor({0.0F, 1.0F, 0.05F, 0.15F, 0.3F, 0.5F, 0.7F, 0.85F, 0.95F, 0.2F})
        .expand({count, -1});
}

torch::Tensor spreadOf(std::int64_t count)
{
    return tonalRange(count).narrow(1, 2, 8);
}

/// Smooth random colours with crisp discs on them, [1,3,side,side] in 0…1.
torch::Tensor scene(std::int64_t side, bool inColour)
{
    const torch::Tensor ground =
        torch::upsample_bilinear2d(torch::rand({1, 3, 6, 6}), {side, side}, false);
    const torch::Tensor along = torch::arange(side).to(torch::kFloat32);
    torch::Tensor picture = ground;
    for (int i = 0; i < 6; ++i) {
        const torch::Tensor centre = torch::rand({2}) * static_cast<double>(side);
        const torch::Tensor inside = ((along - centre[0]).square().view({1, 1, -1, 1}) +
                                          (along - centre[1]).square().view({1, 1, 1, -1}) <
                                      200.0);
        picture = torch::where(inside, torch::rand({1, 3, 1, 1}), picture);
    }
    return (inColour ? picture : losses::luma(picture).expand({-1, 3, -1, -1})).contiguous();
}

/// The pen drawing of a photo whose luma needs no stretching, [1,1,H,W] in −1…1.
torch::Tensor penned(const PenGuide &guide, const torch::Tensor &photo,
                     const PassContext &place = {})
{
    return guide.draw(photo, losses::luma(photo), ToneCurve(), place);
}

double uniform(double least, double most)
{
    return least + (most - least) * torch::rand({1}).item<double>();
}

using Drawing = std::function<torch::Tensor(const torch::Tensor &photo, const PassContext &place)>;

/// The difference that remains in the middle of a drawing where the photo, [1,3,216,216], and its
/// place on the page move along by up to 8 px.
torch::Tensor stirredBy(std::int64_t shift, const torch::Tensor &photo, const Drawing &draw)
{
    constexpr std::int64_t kSide = 208;
    constexpr std::int64_t kMargin = 72;
    const auto middle = [&](std::int64_t by) {
        const torch::Tensor cut = photo.narrow(2, by, kSide).narrow(3, by, kSide).contiguous();
        return draw(cut, PassContext{by, by, {}})
            .narrow(2, kMargin - by, kSide - 2 * kMargin)
            .narrow(3, kMargin - by, kSide - 2 * kMargin);
    };
    return (middle(shift) - middle(0)).abs();
}

PaintBox hatchedBox()
{
    PaintBox box;
    box.blackBelow = 0.15;
    box.strokeInk = 0.8;
    return box;
}

/// A drawing of 256 x 256 in 0…1: paper with a rectangle of colour and black lines around it.
torch::Tensor drawing(const torch::Tensor &paper, const torch::Tensor &colour)
{
    torch::Tensor picture = paper.view({1, 3, 1, 1}).repeat({1, 1, 256, 256});
    picture.slice(2, 60, 200).slice(3, 60, 200).copy_(colour.view({1, 3, 1, 1}));
    for (const std::int64_t at : {std::int64_t{58}, std::int64_t{200}}) {
        picture.slice(2, at, at + 3).slice(3, 58, 203).zero_();
        picture.slice(3, at, at + 3).slice(2, 58, 203).zero_();
    }
    return picture;
}

torch::Tensor ycc(const torch::Tensor &colour)
{
    return planes::lumaAndChroma(colour.view({1, 3, 1, 1})).flatten();
}

/// A dark disc on light ground, [1,3,96,96] in −1…1.
torch::Tensor disc()
{
    const torch::Tensor along = torch::arange(96).to(torch::kFloat32) - 48.0;
    const torch::Tensor inside =
        (along.view({1, -1}).square() + along.view({-1, 1}).square() < 24.0 * 24.0)
            .to(torch::kFloat32);
    return (0.8 - 1.2 * inside).expand({1, 3, 96, 96}).contiguous();
}

} // namespace

class TestGuides : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { torch::manual_seed(test::randomCasesSeed()); }

    void kuwaharaCalmsAreasAndKeepsTheirBorders()
    {
        torch::Tensor step =
            torch::cat({torch::full({1, 1, 64, 32}, 0.2), torch::full({1, 1, 64, 32}, 0.8)}, 3);
        const torch::Tensor noisy = step + 0.03 * torch::randn({1, 1, 64, 64});
        const torch::Tensor calm = kuwahara(noisy, 4.0);
        const auto left = [](const torch::Tensor &picture) { return picture.narrow(3, 4, 20); };
        QVERIFY(left(calm).std().item<double>() < 0.4 * left(noisy).std().item<double>());
        const torch::Tensor beside = calm.narrow(2, 8, 48);
        QVERIFY(beside.select(3, 30).max().item<double>() < 0.3);
        QVERIFY(beside.select(3, 33).min().item<double>() > 0.7);
        const torch::Tensor flat = torch::full({2, 3, 40, 40}, 0.37);
        QVERIFY(torch::allclose(kuwahara(flat, 4.0), flat, 0.0, 1e-5));
    }

    void guidesHaveTheStylesPlanes_data()
    {
        QTest::addColumn<int>("guide");
        QTest::addColumn<bool>("greyStyle");
        for (const bool greyStyle : {true, false}) {
            const char *kind = greyStyle ? "grey" : "colour";
            QTest::addRow("photo, %s", kind) << static_cast<int>(Guide::Photo) << greyStyle;
            QTest::addRow("pen, %s", kind) << static_cast<int>(Guide::Pen) << greyStyle;
            QTest::addRow("paint, %s", kind) << static_cast<int>(Guide::Paint) << greyStyle;
        }
    }

    void guidesHaveTheStylesPlanes()
    {
        QFETCH(int, guide);
        QFETCH(bool, greyStyle);
        TrainingConfig config;
        config.guide = static_cast<Guide>(guide);
        config.greyStyle = greyStyle;
        const DrawingGuide drawer(config, {});
        const torch::Tensor photos = disc();
        const torch::Tensor luma = (losses::luma(photos) + 1.0) / 2.0;
        const torch::Tensor drawn = drawer.draw(photos, luma, tonalRange(1), {});
        QCOMPARE(drawn.size(1), greyStyle ? 1 : 3);
        QCOMPARE(drawn.size(2), photos.size(2));
        QVERIFY(torch::isfinite(drawn).all().item<bool>());
        QVERIFY(drawn.min().item<double>() >= -1.0 - 1e-5);
        QVERIFY(drawn.max().item<double>() <= 1.0 + 1e-5);
        QVERIFY(torch::equal(drawn, drawer.draw(photos, luma, tonalRange(1), {})));
    }

    void paintIsDeterministicAndWithinItsColours()
    {
        const PaintGuide guide({}, hatchedBox());
        const torch::Tensor photos = torch::cat({scene(96, true), scene(96, false)});
        const torch::Tensor painted = guide.paint(photos, spreadOf(2), {8, 16, {}});
        QVERIFY(torch::isfinite(painted).all().item<bool>());
        QVERIFY(painted.min().item<double>() >= 0.0);
        QVERIFY(painted.max().item<double>() <= 1.0);
        QVERIFY(torch::equal(painted, guide.paint(photos, spreadOf(2), {8, 16, {}})));
        // A picture does not depend on those beside it.
        const torch::Tensor alone = guide.paint(photos.narrow(0, 1, 1), spreadOf(1), {8, 16, {}});
        QVERIFY(torch::allclose(painted.narrow(0, 1, 1), alone, 0.0, 1e-4));
    }

    void paintMovesWithThePhoto()
    {
        const PaintGuide guide({}, hatchedBox());
        const torch::Tensor photo = scene(216, true);
        const Drawing draw = [&](const torch::Tensor &cut, const PassContext &place) {
            return guide.paint(cut, spreadOf(1), place);
        };
        QVERIFY(stirredBy(8, photo, draw).max().item<double>() < 2e-3);
        for (const std::int64_t shift : {2, 4})
            QVERIFY(stirredBy(shift, photo, draw).mean().item<double>() < 5e-3);
    }

    void greyPhotosStayInTheNeutralRamp()
    {
        PaintBox box; // a ramp of pure greys; all other families in loud colours
        box.ramps.copy_(torch::tensor({0.9F, 0.1F, 0.8F}).view({1, 1, 3}).expand_as(box.ramps));
        box.ramps[0].copy_(torch::linspace(0.2, 0.95, kRampColours).view({-1, 1}).expand({-1, 3}));
        const torch::Tensor painted = PaintGuide({}, box).paint(scene(96, false), spreadOf(1), {});
        const torch::Tensor chroma = planes::lumaAndChroma(painted).narrow(1, 1, 2);
        QVERIFY(chroma.abs().max().item<double>() < 0.02);
        QVERIFY(painted.std().item<double>() > 0.05);
    }

    void familiesAreFoundWhereTheyLie()
    {
        const torch::Tensor colours = familyChroma();
        for (const std::int64_t family : {2, 3, 4, 5, 8, 11}) {
            const torch::Tensor weights = familyWeights(colours[family].view({1, 2, 1, 1}));
            QVERIFY(near(weights.sum().item<double>(), 1.0, 1e-5));
            QCOMPARE(weights.flatten().argmax().item<std::int64_t>(), family);
        }
    }

    void boxesOfNothingAreTheUsualOnes()
    {
        QVERIFY(torch::equal(measuredPaintBox({}).ramps, PaintBox().ramps));
    }

    void boxesHaveThePaperInkAndColoursOfTheDrawings()
    {
        const torch::Tensor cream = torch::tensor({0.93F, 0.87F, 0.70F});
        const torch::Tensor blue = torch::tensor({0.20F, 0.45F, 0.75F});
        std::vector<DrawingSample> samples;
        for (int i = 0; i < 8; ++i)
            samples.push_back(sampleDrawing(
                (drawing(cream, blue) + 0.01 * torch::randn({1, 3, 256, 256})).clamp(0.0, 1.0)));
        const PaintBox box = measuredPaintBox(samples);
        QVERIFY(box.ink.max().item<double>() < 0.05);
        QVERIFY(box.strokeInk < 0.05);
        QVERIFY((box.ramps[0][kRampColours - 1] - cream).abs().max().item<double>() < 0.06);
        const torch::Tensor wanted = ycc(blue);
        double nearest = 1.0;
        for (std::int64_t tone = 0; tone < kRampColours; ++tone)
            nearest = std::min(
                nearest, (ycc(box.ramps[kBlueFamily][tone]) - wanted).abs().max().item<double>());
        QVERIFY(nearest < 0.12);
        for (std::int64_t family = 0; family < kPaintFamilyCount; ++family) {
            const torch::Tensor lumas =
                losses::luma(box.ramps[family].t().contiguous().view({1, 3, kRampColours, 1}))
                    .flatten();
            QVERIFY((lumas.diff() > 0.05).all().item<bool>());
        }
        QVERIFY(torch::equal(box.ramps, measuredPaintBox(samples).ramps));
    }

    void hatchedDrawingsHaveStrokes()
    {
        const torch::Tensor lines =
            (torch::arange(256).remainder(4) < 2).to(torch::kFloat32).view({1, 1, 1, -1});
        torch::Tensor hatched = torch::full({1, 3, 256, 256}, 0.9);
        hatched.slice(2, 20, 120).mul_(lines);
        const std::vector<DrawingSample> samples(3, sampleDrawing(hatched));
        QVERIFY(measuredPaintBox(samples).strokeInk > 0.5);
    }

    void penSettingsDecideWhatIsInk()
    {
        const auto inkOf = [](const PenSettings &settings, double tone) {
            return (1.0 - penned(PenGuide(settings), grey(tone))).mean().item<double>() / 2.0;
        };
        const PenSettings none{.hatchBelow = 0.0, .crossHatchBelow = 0.0, .solidBelow = 0.3};
        QVERIFY(inkOf(none, 0.5) < 0.01);
        QVERIFY(inkOf(none, 0.1) > 0.99);
        const PenSettings strokes{.hatchBelow = 0.8, .crossHatchBelow = 0.0, .solidBelow = 0.0};
        const PenSettings crossed{.hatchBelow = 0.8, .crossHatchBelow = 0.6, .solidBelow = 0.0};
        QVERIFY(inkOf(strokes, 0.9) < 0.01);
        QVERIFY(inkOf(strokes, 0.4) > 0.1);
        QVERIFY(inkOf(crossed, 0.4) > inkOf(strokes, 0.4) + 0.02);
    }

    void flatLightPhotosStayBarePaper()
    {
        for (int i = 0; i < 8; ++i) {
            const torch::Tensor drawing = penned(PenGuide(), flatColour(0.75, 1.0));
            QVERIFY(torch::allclose(drawing, torch::ones_like(drawing), 0.0, 1e-6));
        }
    }

    void flatDarkPhotosAreSolidInk()
    {
        for (int i = 0; i < 8; ++i) {
            const double below = uniform(0.05, 0.4);
            const torch::Tensor drawing =
                penned(PenGuide({.solidBelow = below}), flatColour(0.0, below - 0.03));
            QVERIFY(torch::allclose(drawing, -torch::ones_like(drawing), 0.0, 1e-4));
        }
    }

    void stepsBetweenLightColoursAreAContourAndNothingElse()
    {
        constexpr std::int64_t kSide = 96;
        constexpr std::int64_t kNearPx = 3;
        const auto jittered = [](const std::vector<float> &colour) {
            return (torch::tensor(colour) + 0.06 * (torch::rand({3}) - 0.5)).view({1, 3, 1, 1});
        };
        for (int i = 0; i < 8; ++i) {
            const auto edge = static_cast<std::int64_t>(uniform(30.0, 66.0));
            // Yellow and blue of about the same luma, 0.86 to 0.93.
            const torch::Tensor step =
                torch::cat({jittered({0.95F, 0.93F, 0.6F}).expand({1, 3, kSide, edge}),
                            jittered({0.8F, 0.92F, 1.0F}).expand({1, 3, kSide, kSide - edge})},
                           3);
            const torch::Tensor photo = step.clamp_max(1.0);
            const bool level = i % 2 == 1;
            const torch::Tensor drawn =
                penned(PenGuide(), level ? photo.transpose(2, 3).contiguous() : photo);
            const torch::Tensor drawing = level ? drawn.transpose(2, 3) : drawn;
            const torch::Tensor line = drawing.narrow(3, edge - kNearPx, 2 * kNearPx);
            QVERIFY(line.amin(3).max().item<double>() < -0.9);
            const torch::Tensor rest =
                torch::cat({drawing.narrow(3, 0, edge - kNearPx),
                            drawing.narrow(3, edge + kNearPx, kSide - edge - kNearPx)},
                           3);
            QVERIFY(torch::allclose(rest, torch::ones_like(rest), 0.0, 1e-3));
        }
    }

    void penMovesWithThePhoto()
    {
        const PenGuide guide;
        const torch::Tensor photo = scene(216, true);
        const Drawing draw = [&](const torch::Tensor &cut, const PassContext &place) {
            return penned(guide, cut, place);
        };
        // The worst pixels are as far off as contours magnify rounding; see the golden test.
        QVERIFY(stirredBy(8, photo, draw).max().item<double>() < 5e-2);
        QVERIFY(stirredBy(8, photo, draw).mean().item<double>() < 1e-4);
        for (const std::int64_t shift : {2, 4, 6})
            QVERIFY(stirredBy(shift, photo, draw).mean().item<double>() < 2e-3);
    }

    void evenTonesGetEvenStrokes()
    {
        const PenGuide guide;
        for (int i = 0; i < 4; ++i) {
            const PassContext place{torch::randint(4096, {1}).item<std::int64_t>(),
                                    torch::randint(4096, {1}).item<std::int64_t>(),
                                    {}};
            const torch::Tensor ink = 1.0 - penned(guide, grey(uniform(0.5, 0.6), 256), place);
            const torch::Tensor blocks = torch::avg_pool2d(ink, 32);
            QVERIFY(blocks.max().item<double>() < 1.5 * blocks.min().item<double>());
        }
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestGuides)
#include "tst_guides.moc"
