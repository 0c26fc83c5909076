// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/discriminator.h"
#include "core/training/torch/modulestate.h"
#include "models/nets/animegenerator.h"
#include "models/nets/unetgenerator.h"
#include "tests/golden/jsontensors.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>

#include <cmath>

using namespace koma;
using koma::test::formula;
using nlohmann::json;

namespace {

constexpr double kTolerance = 2e-6; ///< networks hand out float32

/// The script's set_parameters(): the same rule, in the order of registration.
void setParameters(torch::nn::Module &module)
{
    const torch::NoGradGuard noGrad;
    module.to(torch::kFloat64);
    std::int64_t salt = 0;
    for (auto &item : module.named_parameters()) {
        torch::Tensor values = formula(item.value().sizes().vec(), salt++);
        const QString name = QString::fromStdString(item.key());
        const bool isGain =
            name.endsWith(QLatin1String("weight")) || name.endsWith(QLatin1String("norm_gain"));
        if (values.dim() > 1)
            values *= 2.0 * std::sqrt(4.0 / static_cast<double>(values.numel() / values.size(0)));
        else
            values = isGain ? 1.0 + 0.3 * values : 0.1 * values;
        item.value().copy_(values);
    }
    salt = 0;
    for (torch::Tensor &buffer : module.buffers()) {
        const torch::Tensor values = formula(buffer.sizes().vec(), 1000 + salt);
        buffer.copy_(salt++ % 2 == 0 ? 0.1 * values : 1.0 + values);
    }
}

/// Every so many elements of a tensor, against the file.
void compareSampled(const torch::Tensor &ours, const json &reference)
{
    const QString off = test::sampledDifference(ours, reference, kTolerance);
    QVERIFY2(off.isEmpty(), qPrintable(off));
}

} // namespace

/// Against tests/golden/scripts/layers_reference.py: modules of Python's torch, built
/// independently.
class TestLayersVsReference : public QObject
{
    Q_OBJECT

    json m_data = test::goldenData("layers.json");

private Q_SLOTS:
    void unetGenerator()
    {
        for (const json &expected : m_data.at("unet")) {
            UnetGenerator net({.width = expected.at("width"),
                               .blocks = expected.at("blocks"),
                               .outputChannels = expected.at("outputChannels"),
                               .hatching = expected.at("hatching"),
                               .normalised = true});
            setParameters(net);
            PassContext context;
            context.originXPx = expected.at("originXPx");
            context.originYPx = expected.at("originYPx");
            const torch::Tensor picture = 2.0 * formula({2, 3, 32, 40}, 77);
            net.eval();
            const auto [drawing, features] = net.drawWithFeatures(picture, context);
            compareSampled(drawing, expected.at("eval"));
            QCOMPARE(features.maps.size(), expected.at("features").size());
            for (std::size_t i = 0; i < features.maps.size(); ++i)
                compareSampled(features.maps[i], expected.at("features").at(i));
            net.train();
            compareSampled(net.draw(picture, context), expected.at("train"));
            auto state = moduleState(net);
            for (const auto &[name, key] :
                 {std::pair{"stem.running_mean", "stemMeanAfter"},
                  std::pair{"stem.running_variance", "stemVarianceAfter"}}) {
                const auto values = expected.at(key).get<std::vector<double>>();
                const QString off = test::difference(
                    state.at(name), torch::tensor(values, torch::kFloat64), kTolerance);
                QVERIFY2(off.isEmpty(), qPrintable(off));
            }
        }
    }

    void patchDiscriminator()
    {
        for (const json &expected : m_data.at("discriminator")) {
            const std::int64_t channels = expected.at("channels");
            PatchDiscriminator net(channels, expected.at("width"));
            setParameters(net);
            compareSampled(net.forward(2.0 * formula({2, channels, 40, 48}, 79)),
                           expected.at("scores"));
        }
    }

    void contrastHeads()
    {
        const std::vector<std::int64_t> channels{24, 48};
        ContrastHeads heads(channels);
        setParameters(heads);
        for (std::size_t i = 0; i < channels.size(); ++i)
            compareSampled(heads.project(i, 2.0 * formula({2, 5, channels[i]}, 80)),
                           m_data.at("heads").at(i));
    }

    void animeGenerator()
    {
        AnimeGenerator net;
        std::int64_t parameters = 0;
        for (const torch::Tensor &parameter : net.parameters())
            parameters += parameter.numel();
        QCOMPARE(parameters, m_data.at("anime").at("parameters").get<std::int64_t>());
        QCOMPARE(std::lround(static_cast<double>(parameters) / 1e4), 214L);
        setParameters(net);
        const torch::NoGradGuard noGrad;
        compareSampled(net.forward(2.0 * formula({1, 3, 24, 32}, 78)),
                       m_data.at("anime").at("output"));
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestLayersVsReference)
#include "tst_layers_vs_reference.moc"
