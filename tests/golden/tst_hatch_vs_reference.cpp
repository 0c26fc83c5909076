// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/hatchfield.h"
#include "core/training/torch/guide/penguide.h"
#include "core/training/torch/losses.h"
#include "models/nets/strokefield.h"
#include "tests/golden/jsontensors.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>

#include <cmath>
#include <utility>
#include <vector>

using namespace koma;
using koma::test::formula;
using nlohmann::json;

namespace {

/// One rounding to float32, 6e-8, and the nine digits of the file.
constexpr double kFieldTolerance = 1e-7;

/// Of a plane's scale: evening the waves leaves them a little beside 0.
constexpr double kMeanTolerance = 2e-3;

/// The same roundings in each of eight products, whose sizes add up to 1.3 times the scale here.
constexpr double kStrokesTolerance = 1e-7;

/// The guide computes in float32 throughout, and contours magnify rounding: on a gentle slope they
/// divide a small first derivative of the gradient by a small second one. The script itself in
/// float32, or with noise of one float32 rounding after each blur, moves its drawings by up to
/// 2e-2 at the worst pixel, by 1.4e-3 at all but one in a hundred.
constexpr double kGuideTolerance = 3e-3;
constexpr double kWorstPixelTolerance = 5e-2;

/// The script's guide_input().
std::pair<torch::Tensor, torch::Tensor> guideInput()
{
    const torch::Tensor y = torch::arange(72, torch::kFloat64).view({1, 1, -1, 1});
    const torch::Tensor x = torch::arange(88, torch::kFloat64).view({1, 1, 1, -1});
    const auto channels = [](const std::vector<double> &values) {
        return torch::tensor(values, torch::kFloat64).view({1, 3, 1, 1});
    };
    const auto within = [&](double fromX, double fromY, double squaredPx) {
        return (x - fromX).square() + (y - fromY).square() < squaredPx;
    };
    const torch::Tensor ramp = (2.0 * x + 3.0 * y) / 389.0;
    const torch::Tensor bowl = ((x - 50.0).square() + (y - 30.0).square()) / 4200.0;
    const torch::Tensor disc = within(30.0, 36.0, 225.0).to(x.dtype());
    const torch::Tensor line = ((x - y - 20.0).abs() < 2.0).to(x.dtype());
    const torch::Tensor slope = 0.95 - 0.9 * ramp - channels({-0.04, 0.2, 0.3}) * disc;
    const torch::Tensor dome = channels({0.9, 1.0, 1.1}) * (0.9 - 0.8 * bowl) - 0.3 * line;
    const torch::Tensor spotted =
        torch::where(within(66.0, 22.0, 14.0), torch::full_like(dome, 0.15), dome);
    const torch::Tensor photos =
        (torch::cat({slope, spotted}) + 0.02 * formula({2, 3, 72, 88}, 91)).clamp(0.0, 1.0);
    const torch::Tensor luma = ((losses::luma(photos) - 0.1) / 0.8).clamp(0.0, 1.0);
    return {photos.to(torch::kFloat32), luma.to(torch::kFloat32)};
}

/// The script's tone_curve().
ToneCurve toneCurve(double identityShare)
{
    std::vector<float> tones;
    std::vector<float> squares;
    for (int i = 0; i < 256; ++i) {
        tones.push_back(static_cast<float>(2 * i + 1) / 512.0F);
        squares.push_back(tones.back() * tones.back());
    }
    return ToneCurve::matched(tones, squares, identityShare);
}

/// What all but one in a hundred of the samples differ by at most.
double usualDifference(const torch::Tensor &ours, const json &reference)
{
    const torch::Tensor expected =
        torch::tensor(reference.at("values").get<std::vector<double>>(), torch::kFloat64);
    const torch::Tensor sample =
        ours.flatten().slice(0, 0, ours.numel(), reference.at("every").get<std::int64_t>());
    return (sample - expected).abs().quantile(0.99).item<double>();
}

PenSettings penSettings(const json &settings)
{
    return {.hatchBelow = settings.at("hatchBelow"),
            .crossHatchBelow = settings.at("crossHatchBelow"),
            .solidBelow = settings.at("solidBelow"),
            .lineWidth = settings.at("lineWidth")};
}

} // namespace

/// Against tests/golden/scripts/hatch_reference.py (NumPy, SciPy and PyTorch).
class TestHatchVsReference : public QObject
{
    Q_OBJECT

    json m_data = test::goldenData("hatch.json");

private Q_SLOTS:
    void planes()
    {
        const torch::Tensor field =
            torch::tensor(hatchField()).view({-1, kHatchPeriodPx, kHatchPeriodPx});
        const json &expected = m_data.at("planes");
        QCOMPARE(hatchWaves().size(), expected.size());
        QCOMPARE(field.size(0), static_cast<std::int64_t>(expected.size()));
        for (std::size_t i = 0; i < expected.size(); ++i) {
            const torch::Tensor plane = field[static_cast<std::int64_t>(i)];
            const QString off = test::sampledDifference(plane, expected.at(i), kFieldTolerance);
            QVERIFY2(off.isEmpty(), qPrintable(off));
            // Of all samples, where the file has some.
            QVERIFY(std::abs(plane.to(torch::kFloat64).mean().item<double>()) < kMeanTolerance);
            const double variance = plane.to(torch::kFloat64).square().mean().item<double>();
            QVERIFY(std::abs(variance - 1.0) < 2.0 * kFieldTolerance);
        }
    }

    void strokesOfGates()
    {
        const StrokeField field;
        QCOMPARE(field.directions(), 8);
        for (const json &expected : m_data.at("strokes")) {
            const std::int64_t layers = expected.at("layers");
            const torch::Tensor gates = 2.0 * formula({2, 8 * layers, 10, 12}, 90 + layers);
            const torch::Tensor strokes =
                field.draw(gates, expected.at("originXPx"), expected.at("originYPx"));
            const QString off =
                test::sampledDifference(strokes, expected.at("strokes"), kStrokesTolerance);
            QVERIFY2(off.isEmpty(), qPrintable(off));
        }
    }

    void guide()
    {
        const auto [photos, luma] = guideInput();
        for (const json &expected : m_data.at("guide")) {
            const PenGuide guide(penSettings(expected.at("settings")));
            PassContext place;
            place.originXPx = expected.at("originXPx");
            place.originYPx = expected.at("originYPx");
            const torch::Tensor drawing =
                guide.draw(photos, luma, toneCurve(expected.at("identityShare")), place);
            const QString off =
                test::sampledDifference(drawing, expected.at("drawing"), kWorstPixelTolerance);
            QVERIFY2(off.isEmpty(), qPrintable(off));
            const double usual = usualDifference(drawing, expected.at("drawing"));
            QVERIFY2(usual < kGuideTolerance, qPrintable(QString::number(usual)));
        }
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestHatchVsReference)
#include "tst_hatch_vs_reference.moc"
