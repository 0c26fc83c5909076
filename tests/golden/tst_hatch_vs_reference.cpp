// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/hatchfield.h"
#include "core/training/torch/guide/hatchguide.h"
#include "models/nets/strokefield.h"
#include "tests/golden/jsontensors.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>

#include <cmath>
#include <utility>

using namespace koma;
using koma::test::formula;
using nlohmann::json;

namespace {

/// One rounding to float32, 6e-8, and the nine digits of the file.
constexpr double kFieldTolerance = 1e-7;

/// The same roundings in each of eight products, whose sizes add up to 1.3 times the scale here.
constexpr double kStrokesTolerance = 1e-7;

/// The guide computes in float32 throughout, and three of its steps magnify rounding: the angle of
/// a faint gradient, softmax of 14 times a cosine, and sigmoid and tanh of 6 to 40 times their
/// argument. Noise of one float32 rounding after each blur of the script moves its drawings by up
/// to 1.3e-4 at the worst pixel, and by 6e-6 at all but one in a hundred.
constexpr double kGuideTolerance = 3e-4;

/// The script's guide_input().
std::pair<torch::Tensor, torch::Tensor> guideInput()
{
    const torch::Tensor y = torch::arange(72, torch::kFloat64).view({1, 1, -1, 1});
    const torch::Tensor x = torch::arange(88, torch::kFloat64).view({1, 1, 1, -1});
    const torch::Tensor ramp = (2.0 * x + 3.0 * y) / 389.0;
    const torch::Tensor bowl = ((x - 50.0).square() + (y - 30.0).square()) / 4200.0;
    const torch::Tensor disc = ((x - 30.0).square() + (y - 36.0).square() < 225.0).to(x.dtype());
    const torch::Tensor line = ((x - y - 20.0).abs() < 2.0).to(x.dtype());
    const torch::Tensor luma =
        torch::cat({0.3 + 0.6 * ramp - 0.25 * disc, 0.9 - 0.6 * bowl - 0.4 * line});
    const torch::Tensor tones = torch::cat({0.95 - 0.9 * ramp, 0.03 + 0.9 * bowl});
    return {(luma + 0.03 * formula({2, 1, 72, 88}, 91)).to(torch::kFloat32),
            (tones + 0.05 * formula({2, 1, 72, 88}, 92)).to(torch::kFloat32)};
}

} // namespace

/// Against tests/golden/scripts/hatch_reference.py (NumPy and SciPy).
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
            QVERIFY(std::abs(plane.to(torch::kFloat64).mean().item<double>()) < kFieldTolerance);
            const double variance = plane.to(torch::kFloat64).square().mean().item<double>();
            QVERIFY(std::abs(variance - 1.0) < 2.0 * kFieldTolerance);
        }
    }

    void strokesOfGates()
    {
        const PageStrokes field;
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
        const HatchGuide guide;
        const auto [luma, tones] = guideInput();
        for (const json &expected : m_data.at("guide")) {
            PassContext place;
            place.originXPx = expected.at("originXPx");
            place.originYPx = expected.at("originYPx");
            const torch::Tensor drawing = guide.draw(luma, tones, place);
            const QString off =
                test::sampledDifference(drawing, expected.at("drawing"), kGuideTolerance);
            QVERIFY2(off.isEmpty(), qPrintable(off));
        }
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestHatchVsReference)
#include "tst_hatch_vs_reference.moc"
