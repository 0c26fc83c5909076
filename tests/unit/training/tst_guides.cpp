// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/guide/drawingguide.h"
#include "core/training/torch/losses.h"
#include "tests/support/randomcases.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>

using namespace koma;

namespace {

/// Random colour samples around `centre` with the given spreads of Cb and Cr.
ColourSamples samples(double cb, double cr, double cbSpread, double crSpread)
{
    constexpr std::int64_t kCount = 20000;
    const torch::Tensor spreads = torch::tensor({cbSpread, crSpread}).to(torch::kFloat32);
    const torch::Tensor centre = torch::tensor({cb, cr}).to(torch::kFloat32);
    return {torch::rand({kCount}),
            spreads.unsqueeze(1) * torch::randn({2, kCount}) + centre.unsqueeze(1)};
}

torch::Tensor grey(double level)
{
    return torch::full({1, 1, 64, 64}, level);
}

torch::Tensor deviation(const torch::Tensor &planes)
{
    return planes.flatten(2).std(2, true).flatten();
}

bool near(double a, double b, double tolerance)
{
    return std::abs(a - b) <= tolerance;
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

    void equalSidesNeedNoOtherColours()
    {
        const ColourSamples side = samples(0.05, -0.02, 0.04, 0.07);
        const Palette palette = Palette::matched(side, side, torch::zeros({3}), 1.0);
        const torch::Tensor rgb = 0.3 + 0.4 * torch::rand({1, 3, 64, 64});
        const torch::Tensor luma = losses::luma(rgb);
        QVERIFY(torch::allclose(palette.paint(chromaPlanes(rgb), luma, luma), rgb, 0.0, 2e-3));
    }

    void paintHasTheMeanAndSpreadOfTheDrawings()
    {
        const Palette palette =
            Palette::matched(samples(0.02, 0.03, 0.03, 0.06), samples(-0.06, 0.05, 0.05, 0.02),
                             torch::zeros({3}), 1.0);
        const torch::Tensor centre = torch::tensor({0.02F, 0.03F}).view({1, 2, 1, 1});
        const torch::Tensor spread = torch::tensor({0.03F, 0.06F}).view({1, 2, 1, 1});
        const torch::Tensor chroma = centre + spread * torch::randn({1, 2, 64, 64});
        const torch::Tensor painted = chromaPlanes(palette.paint(chroma, grey(0.5), grey(0.5)));
        const torch::Tensor mean = painted.flatten(2).mean(2).flatten();
        const torch::Tensor rest = deviation(painted);
        QVERIFY(near(mean[0].item<double>(), -0.06, 5e-3));
        QVERIFY(near(mean[1].item<double>(), 0.05, 5e-3));
        QVERIFY(near(rest[0].item<double>(), 0.05, 5e-3));
        QVERIFY(near(rest[1].item<double>(), 0.02, 5e-3));
    }

    void aShareOfNothingKeepsThePhotosColours()
    {
        const Palette palette = Palette::matched(
            samples(0.0, 0.0, 0.03, 0.06), samples(-0.1, 0.1, 0.1, 0.02), torch::zeros({3}), 0.0);
        const torch::Tensor rgb = 0.2 + 0.6 * torch::rand({1, 3, 64, 64});
        const torch::Tensor luma = losses::luma(rgb);
        QVERIFY(torch::allclose(palette.paint(chromaPlanes(rgb), luma, luma), rgb, 0.0, 1e-5));
    }

    void tooFewSamplesKeepThePhotosColours()
    {
        const ColourSamples few{torch::rand({2}), torch::rand({2, 2})};
        const Palette palette =
            Palette::matched(few, samples(0.1, 0.1, 0.1, 0.1), torch::zeros({3}), 1.0);
        const torch::Tensor rgb = 0.2 + 0.6 * torch::rand({1, 3, 64, 64});
        const torch::Tensor luma = losses::luma(rgb);
        QVERIFY(torch::allclose(palette.paint(chromaPlanes(rgb), luma, luma), rgb, 0.0, 1e-5));
    }

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
        const torch::Tensor drawn = drawer.draw(photos, luma, {});
        QCOMPARE(drawn.size(1), greyStyle ? 1 : 3);
        QCOMPARE(drawn.size(2), photos.size(2));
        QVERIFY(torch::isfinite(drawn).all().item<bool>());
        QVERIFY(drawn.min().item<double>() >= -1.0 - 1e-5);
        QVERIFY(drawn.max().item<double>() <= 1.0 + 1e-5);
        QVERIFY(torch::equal(drawn, drawer.draw(photos, luma, {})));
    }

    void penSettingsDecideWhatIsInk()
    {
        const auto inkOf = [](const PenSettings &settings, double tone) {
            return (1.0 - HatchGuide(settings).draw(grey(tone), grey(tone), {}))
                       .mean()
                       .item<double>() /
                   2.0;
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
};

KOMA_TEST_MAIN(QCoreApplication, TestGuides)
#include "tst_guides.moc"
