// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/pictureio.h"
#include "core/training/torch/guide/stylemeasure.h"
#include "core/training/torch/guide/tonecurve.h"
#include "tests/support/fixtures.h"
#include "tests/support/randomcases.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>

#include <cstring>

using namespace koma;
namespace fs = std::filesystem;

namespace {

std::vector<float> uniformTones(std::uint64_t stream, double low, double high, int count)
{
    Random random(test::randomCasesSeed(), stream);
    std::vector<float> tones;
    for (int i = 0; i < count; ++i)
        tones.push_back(static_cast<float>(random.uniform(low, high)));
    return tones;
}

fs::path savedGrey(const fs::path &path, int level)
{
    Image image = Image::create({100, 100}, 1, SampleType::U8).value();
    std::memset(image.mutableData(), level, image.byteCount());
    return writePicture(path, image, {}, {PictureFormat::Png, 100}) ? path : fs::path();
}

} // namespace

/// Values against NumPy are in tests/golden/tst_losses_vs_reference.cpp.
class TestToneCurve : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theDefaultIsTheIdentity()
    {
        const torch::Tensor tones = torch::linspace(0.0, 1.0, 1001);
        QVERIFY(torch::allclose(ToneCurve().apply(tones), tones, 0.0, 1e-6));
    }

    void interpolatesBetweenKnotsAndClampsOutside()
    {
        const ToneCurve curve =
            ToneCurve::matched(uniformTones(1, 0.2, 0.9, 500), uniformTones(2, 0.5, 1.0, 300), 0.0);
        QCOMPARE(curve.knots().numel(), 256);
        const torch::Tensor atKnots = curve.apply(torch::arange(256) / 255.0);
        QVERIFY(torch::allclose(atKnots, curve.knots(), 0.0, 1e-5));
        const torch::Tensor middles = curve.apply((torch::arange(255) + 0.5) / 255.0);
        const torch::Tensor means =
            (curve.knots().slice(0, 0, 255) + curve.knots().slice(0, 1, 256)) / 2.0;
        QVERIFY(torch::allclose(middles, means, 0.0, 1e-5));
        const torch::Tensor outside = curve.apply(torch::tensor({-3.0F, 7.0F}).view({1, 2, 1}));
        QVERIFY((outside.sizes() == std::vector<std::int64_t>{1, 2, 1}));
        QCOMPARE(outside[0][0][0].item<float>(), curve.knots()[0].item<float>());
        QCOMPARE(outside[0][1][0].item<float>(), curve.knots()[255].item<float>());
    }

    void matchedTonesAreDistributedLikeTheDrawings()
    {
        const auto photos = uniformTones(3, 0.1, 0.7, 4000);
        const auto drawings = uniformTones(4, 0.6, 1.0, 3000);
        const ToneCurve curve = ToneCurve::matched(photos, drawings, 0.0);
        torch::Tensor mapped = std::get<0>(curve.apply(torch::tensor(photos)).sort());
        torch::Tensor wanted = std::get<0>(torch::tensor(drawings).sort());
        for (const double share : {0.05, 0.25, 0.5, 0.75, 0.95}) {
            const auto quantile = [&](const torch::Tensor &sorted) {
                return sorted[static_cast<std::int64_t>(share *
                                                        static_cast<double>(sorted.numel()))]
                    .item<float>();
            };
            QVERIFY(std::abs(quantile(mapped) - quantile(wanted)) < 0.01F);
        }
    }

    void neverFalls()
    {
        for (const double share : {0.0, 0.5, 1.0}) {
            const ToneCurve curve = ToneCurve::matched(uniformTones(5, 0.0, 1.0, 100),
                                                       uniformTones(6, 0.0, 1.0, 7), share);
            const torch::Tensor knots = curve.knots();
            QVERIFY((knots.slice(0, 1, 256) >= knots.slice(0, 0, 255)).all().item<bool>());
        }
    }

    void theIdentityShareMixes()
    {
        const auto photos = uniformTones(7, 0.1, 0.7, 400);
        const auto drawings = uniformTones(8, 0.6, 1.0, 300);
        const torch::Tensor match = ToneCurve::matched(photos, drawings, 0.0).knots();
        const torch::Tensor identity = torch::linspace(0.0, 1.0, 256);
        QVERIFY(torch::allclose(ToneCurve::matched(photos, drawings, 1.0).knots(), identity, 0.0,
                                1e-6));
        QVERIFY(torch::allclose(ToneCurve::matched(photos, drawings, 0.25).knots(),
                                0.75 * match + 0.25 * identity, 0.0, 1e-6));
    }

    void noSamplesGiveTheIdentity()
    {
        const torch::Tensor identity = torch::linspace(0.0, 1.0, 256);
        QVERIFY(torch::equal(ToneCurve::matched({}, {0.5F}, 0.0).knots(), identity));
        QVERIFY(torch::equal(ToneCurve::matched({0.5F}, {}, 0.0).knots(), identity));
    }

    void samplingFindsTheDrawingsTones()
    {
        const QTemporaryDir folder;
        const fs::path root = test::pathOf(folder);
        PictureSet photos({savedGrey(root / "a.png", 60), savedGrey(root / "b.png", 180)}, 3,
                          1U << 22U);
        PictureSet drawings({savedGrey(root / "c.png", 204)}, 1, 1U << 22U);
        TrainingConfig config;
        config.cropPx = 64;
        config.toneWeight = 1.0;
        config.toneIdentityShare = 0.0;
        config.minInk = 0.0;
        const ToneCurve curve = measureStyle(config, photos, drawings, {}).value().tones;
        QVERIFY(torch::allclose(curve.knots(), torch::full({256}, 0.8F), 0.0, 1e-4));
        const ToneCurve again = measureStyle(config, photos, drawings, {}).value().tones;
        QVERIFY(torch::equal(curve.knots(), again.knots()));

        config.toneWeight = 0.0;
        config.guide = Guide::Pen;
        QVERIFY(
            torch::equal(measureStyle(config, photos, drawings, {})->tones.knots(), curve.knots()));
        config.guide = Guide::Photo;
        QVERIFY(torch::equal(measureStyle(config, photos, drawings, {})->tones.knots(),
                             ToneCurve().knots()));
        config.toneWeight = 1.0;
        CancelSource source;
        source.cancel();
        QVERIFY(measureStyle(config, photos, drawings, source.token()).error().kind ==
                ErrorKind::Cancelled);
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestToneCurve)
#include "tst_tonecurve.moc"
