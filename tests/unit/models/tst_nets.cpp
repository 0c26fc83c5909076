// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/discriminator.h"
#include "core/training/torch/modulestate.h"
#include "models/builtinmodels.h"
#include "models/nets/animegenerator.h"
#include "models/nets/printedcolours.h"
#include "models/nets/unetgenerator.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>

#include <algorithm>
#include <initializer_list>
#include <set>

using namespace koma;

namespace {

/// A trained-looking network: every gain, shift and statistic away from its start.
std::shared_ptr<UnetGenerator> unsettledNet(const UnetGenerator::Shape &shape)
{
    torch::manual_seed(5);
    auto net = std::make_shared<UnetGenerator>(shape);
    for (auto &[name, tensor] : moduleState(*net)) {
        if (name.ends_with("running_variance"))
            tensor.uniform_(0.5, 2.0);
        else if (name.ends_with("norm_gain"))
            tensor.uniform_(0.4, 1.2);
        else if (tensor.dim() == 1)
            tensor.uniform_(-0.3, 0.3);
    }
    net->eval();
    return net;
}

std::map<std::string, torch::Tensor> copiedBuffers(torch::nn::Module &module)
{
    std::map<std::string, torch::Tensor> buffers;
    for (const auto &item : module.named_buffers())
        buffers[item.key()] = item.value().clone();
    return buffers;
}

bool equal(const std::map<std::string, torch::Tensor> &a,
           const std::map<std::string, torch::Tensor> &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto &x, const auto &y) {
        return x.first == y.first && torch::equal(x.second, y.second);
    });
}

ErrorKind kindOfError(const ArchitectureParams &params)
{
    const auto net = UnetGenerator::create(params);
    return net ? ErrorKind::Internal : net.error().kind;
}

} // namespace

class TestNets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { torch::manual_seed(11); }

    void foldedWeightsDrawTheSame_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("blocks");
        QTest::addColumn<int>("channels");
        QTest::newRow("small grey") << 8 << 2 << 1;
        QTest::newRow("small colour") << 12 << 3 << 3;
        QTest::newRow("wide") << 24 << 5 << 3;
    }

    void foldedWeightsDrawTheSame()
    {
        QFETCH(int, width);
        QFETCH(int, blocks);
        QFETCH(int, channels);
        const torch::NoGradGuard noGrad;
        const auto net = unsettledNet({width, blocks, channels, true});
        const auto weights = net->inferenceWeights();
        const auto folded = UnetGenerator::create(net->inferenceParams()).value();
        folded->eval();
        QVERIFY(folded->named_buffers().is_empty());
        QCOMPARE(weights.size(), folded->named_parameters().size());
        for (auto &item : folded->named_parameters()) {
            const torch::Tensor &weight = weights.at(item.key());
            QVERIFY(weight.scalar_type() == torch::kFloat32 && weight.is_contiguous());
            item.value().copy_(weight);
        }
        const torch::Tensor picture = torch::rand({2, 3, 64, 48}) * 2.0 - 1.0;
        const torch::Tensor drawing = net->forward(picture);
        QVERIFY(drawing.std().item<float>() > 0.05F);
        const float off = (folded->forward(picture) - drawing).abs().max().item<float>();
        QVERIFY2(off < 1e-4F, qPrintable(QString::number(static_cast<double>(off))));
    }

    void printedColoursAreThePalettes()
    {
        const torch::NoGradGuard noGrad;
        const torch::Tensor palette = torch::tensor({-1.0F, -1.0F, -1.0F, 0.8F, 0.2F, -0.4F, //
                                                     -0.2F, 0.5F, 0.9F, 1.0F, 0.9F, 0.8F})
                                          .view({4, 3});
        const torch::Tensor drawing = torch::rand({2, 3, 160, 120}) * 2.0 - 1.0;
        const torch::Tensor printed = inPrintedColours(drawing, palette);
        QVERIFY(printed.sizes() == drawing.sizes());
        // Each pixel by itself: the nearest colour, unless another one is hardly farther.
        const torch::Tensor distances =
            (drawing.permute({0, 2, 3, 1}).unsqueeze(3) - palette).square().sum(4);
        const auto sorted = distances.sort(3);
        const torch::Tensor gap =
            std::get<0>(sorted).select(3, 1) - std::get<0>(sorted).select(3, 0);
        const torch::Tensor nearest =
            palette.index_select(0, std::get<1>(sorted).select(3, 0).flatten())
                .view({2, 160, 120, 3})
                .permute({0, 3, 1, 2});
        const torch::Tensor clear = (gap > 0.25).unsqueeze(1).expand_as(printed);
        QVERIFY(clear.to(torch::kFloat32).mean().item<float>() > 0.5F);
        const torch::Tensor off = (printed - nearest).abs().masked_select(clear);
        QVERIFY(off.max().item<float>() < 0.002F);
        // Bands are no borders: a pixel is printed in a picture of one as in the whole.
        const torch::Tensor one = drawing.narrow(2, 151, 1).narrow(3, 77, 1);
        QVERIFY(torch::allclose(inPrintedColours(one, palette),
                                printed.narrow(2, 151, 1).narrow(3, 77, 1), 0.0, 1e-6));
    }

    void pixelsSureOfTheirColourStillLearn()
    {
        const torch::Tensor palette =
            torch::tensor({-0.2F, -0.2F, -0.2F, 0.2F, 0.2F, 0.2F}).view({2, 3});
        torch::Tensor drawing = torch::full({1, 3, 4, 4}, -0.2);
        drawing.requires_grad_(true);
        torch::optim::Adam optimizer({drawing}, torch::optim::AdamOptions(0.05));
        for (int i = 0; i < 40; ++i) {
            optimizer.zero_grad();
            (inPrintedColours(drawing, palette) - 0.2).abs().mean().backward();
            optimizer.step();
        }
        const torch::Tensor printed = inPrintedColours(drawing.detach(), palette);
        QVERIFY((printed - 0.2).abs().max().item<float>() < 1e-3F);
    }

    void finishedWeightsHoldThePalette()
    {
        const torch::NoGradGuard noGrad;
        const auto net = unsettledNet({12, 3, 3, true});
        const torch::Tensor palette = torch::rand({5, 3}) * 2.0 - 1.0;
        net->printIn(palette);
        // A base has none, and fits.
        QVERIFY(takeModuleState(moduleState(*unsettledNet({12, 3, 3, true})), "", *net));
        const auto finished = UnetGenerator::create(net->inferenceParams()).value();
        finished->eval();
        const auto weights = net->inferenceWeights();
        QVERIFY(torch::equal(weights.at("palette"), palette));
        for (auto &[name, tensor] : moduleState(*finished))
            tensor.copy_(weights.at(name));
        const torch::Tensor picture = torch::rand({1, 3, 64, 48}) * 2.0 - 1.0;
        QVERIFY(torch::allclose(finished->forward(picture), net->forward(picture), 0.0, 1e-3));
        QVERIFY(kindOfError({{"printedColours", 5}, {"outputChannels", 1}}) ==
                ErrorKind::InvalidArgument);
    }

    void networksWithoutAPrinterDrawInAnyColour()
    {
        const torch::NoGradGuard noGrad;
        AnimeGenerator reference;
        reference.eval();
        const torch::Tensor picture = torch::rand({1, 3, 32, 32}) * 2.0 - 1.0;
        const torch::Tensor before = reference.forward(picture);
        reference.printIn(torch::zeros({1, 3}));
        QVERIFY(torch::equal(reference.forward(picture), before));
    }

    void shippedWeightsFitTheLimit()
    {
        const auto net =
            std::dynamic_pointer_cast<UnetGenerator>(UnetGenerator::create({}).value());
        std::int64_t bytes = 0;
        for (const auto &[name, tensor] : net->inferenceWeights())
            bytes += tensor.numel() * 4;
        QVERIFY2(bytes > 1000000 && bytes < 4000000, qPrintable(QString::number(bytes)));
    }

    void drawingsHaveThePicturesSizeAndRange()
    {
        const torch::NoGradGuard noGrad;
        for (const std::int64_t channels : {1, 3}) {
            UnetGenerator net({8, 2, channels, true});
            net.eval();
            QCOMPARE(net.outputChannels(), static_cast<int>(channels));
            const torch::Tensor drawing = net.forward(torch::rand({2, 3, 24, 40}) * 2.0 - 1.0);
            QVERIFY((drawing.sizes() == std::vector<std::int64_t>{2, channels, 24, 40}));
            QVERIFY(drawing.abs().max().item<float>() <= 1.0F);
        }
    }

    void featuresAreWhatTheEncoderAloneGives()
    {
        UnetGenerator unet({8, 3, 1, true});
        AnimeGenerator reference;
        for (TrainableGenerator *net :
             std::initializer_list<TrainableGenerator *>{&unet, &reference}) {
            net->train();
            const torch::Tensor picture = torch::rand({2, 3, 32, 48}) * 2.0 - 1.0;
            const auto features = net->drawWithFeatures(picture, {}).second.maps;
            const auto alone = net->encode(picture).maps;
            QCOMPARE(features.size(), net->featureChannels().size());
            QCOMPARE(features.size(), net->featureStrides().size());
            QCOMPARE(alone.size(), features.size());
            for (std::size_t i = 0; i < features.size(); ++i) {
                const std::int64_t stride = net->featureStrides()[i];
                QVERIFY(
                    (features[i].sizes() == std::vector<std::int64_t>{2, net->featureChannels()[i],
                                                                      32 / stride, 48 / stride}));
                QVERIFY(torch::allclose(features[i], alone[i], 1e-5, 1e-5));
            }
        }
    }

    void onlyDrawingRemembersStatistics()
    {
        UnetGenerator net({8, 2, 1, true});
        net.train();
        const torch::Tensor picture = torch::rand({2, 3, 32, 32}) + 3.0;
        const auto before = copiedBuffers(net);
        QVERIFY(!before.empty());
        net.encode(picture);
        QVERIFY(equal(copiedBuffers(net), before));
        net.forward(picture);
        QVERIFY(!equal(copiedBuffers(net), before));
        const auto after = copiedBuffers(net);
        net.eval();
        net.forward(picture);
        QVERIFY(equal(copiedBuffers(net), after));
    }

    void wrongParametersAreNamed()
    {
        for (const ArchitectureParams &params : {ArchitectureParams{{"width", 7}},
                                                 {{"width", 65}},
                                                 {{"blocks", 1}},
                                                 {{"blocks", 9}},
                                                 {{"outputChannels", 2}},
                                                 {{"normalised", 2}},
                                                 {{"depth", 3}},
                                                 {{"width", -24}}})
            QVERIFY(kindOfError(params) == ErrorKind::InvalidArgument);
        QVERIFY(UnetGenerator::create({{"depth", 3}}).error().message.find("depth") !=
                std::string::npos);
        QVERIFY(
            UnetGenerator::create({{"width", 8}, {"blocks", 8}, {"normalised", 0}}).has_value());
    }

    void builtinModelsAreRegistered()
    {
        GeneratorRegistry registry;
        registerBuiltinModels(registry);
        const auto names = registry.architectures();
        QVERIFY((std::set<std::string>(names.begin(), names.end()) ==
                 std::set<std::string>{"animegan-v2-shape", "koma-unet"}));
        for (const std::string &name : names)
            QVERIFY(registry.create(name, {}).has_value());
        QVERIFY(registry.create("koma-unet", {{"width", 1}}).error().kind ==
                ErrorKind::InvalidArgument);
        const auto unknown = registry.create("another", {});
        QVERIFY(unknown.error().kind == ErrorKind::Unsupported);
        QVERIFY(unknown.error().message.find("koma-unet") != std::string::npos);
    }

    void discriminatorScoresSee54Pixels()
    {
        PatchDiscriminator net(1, 8);
        net.to(torch::kFloat64);
        const torch::Tensor picture =
            torch::rand({1, 1, 128, 160}, torch::kFloat64).requires_grad_(true);
        const torch::Tensor scores = net.forward(picture);
        QVERIFY((scores.sizes() == std::vector<std::int64_t>{1, 1, 16, 20}));
        scores[0][0][8][10].backward();
        const torch::Tensor seen = picture.grad()[0][0] != 0.0;
        QCOMPARE(seen.any(1).sum().item<std::int64_t>(), 54);
        QCOMPARE(seen.any(0).sum().item<std::int64_t>(), 54);
    }

    void contrastHeadsProjectEachMapAlone()
    {
        ContrastHeads heads({8, 16, 24});
        const torch::Tensor features = torch::rand({2, 5, 16});
        const torch::Tensor projected = heads.project(1, features);
        QVERIFY((projected.sizes() == std::vector<std::int64_t>{2, 5, 64}));
        // A patch's projection does not depend on its neighbours.
        const torch::Tensor one = heads.project(1, features.narrow(1, 3, 1));
        QVERIFY(torch::allclose(one, projected.narrow(1, 3, 1), 1e-5, 1e-6));
        QCOMPARE(heads.parameters().size(), std::size_t{12});
        QVERIFY_THROWS_EXCEPTION(std::out_of_range, heads.project(3, features));
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestNets)
#include "tst_nets.moc"
