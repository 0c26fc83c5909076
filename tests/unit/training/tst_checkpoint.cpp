// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomicfile.h"
#include "core/engine/torch/safetensors.h"
#include "core/training/torch/checkpoint.h"
#include "core/training/torch/modulestate.h"
#include "tests/support/fixtures.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>

using namespace koma;
namespace fs = std::filesystem;
namespace nn = torch::nn;

namespace {

constexpr std::size_t kReadLimit = 1U << 24U;

Checkpoint someCheckpoint()
{
    Checkpoint checkpoint;
    checkpoint.config.seed = 12345678901234567890ULL;
    checkpoint.config.batchSize = 2;
    checkpoint.config.architectureParams = {{"width", 8}};
    checkpoint.step = 1234567;
    checkpoint.elapsedSeconds = 1234.0 + 1.0 / 3.0;
    checkpoint.state = {{"a.weight", torch::arange(24, torch::kFloat32).view({2, 3, 4}) / 7.0},
                        {"b.bytes", torch::arange(200, torch::kUInt8)},
                        {"c.odd", torch::tensor({1e-45F, -0.0F, 3.4e38F})}};
    return checkpoint;
}

/// A small network with a parameter that no loss uses, as the contrast heads are at weight 0.
struct Player
{
    Player() : layer(nn::Conv2d(nn::Conv2dOptions(2, 3, 3))), unused(nn::Linear(2, 2))
    {
        std::vector<torch::Tensor> parameters = layer->parameters();
        for (const torch::Tensor &parameter : unused->parameters())
            parameters.push_back(parameter);
        optimizer =
            std::make_unique<torch::optim::Adam>(parameters, torch::optim::AdamOptions(0.01));
    }

    void step(double scale)
    {
        const torch::Tensor picture = torch::arange(72, torch::kFloat32).view({1, 2, 6, 6}) * scale;
        optimizer->zero_grad();
        layer->forward(picture).sin().sum().backward();
        optimizer->step();
    }

    nn::Conv2d layer;
    nn::Linear unused;
    std::unique_ptr<torch::optim::Adam> optimizer;
};

} // namespace

class TestCheckpoint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everythingSurvivesTheRoundTrip()
    {
        const QTemporaryDir folder;
        const fs::path path = test::pathOf(folder) / "checkpoint.safetensors";
        const Checkpoint written = someCheckpoint();
        QVERIFY(writeCheckpoint(path, written).has_value());
        const Checkpoint read = readCheckpoint(path).value();
        QVERIFY(read.config == written.config);
        QCOMPARE(read.step, written.step);
        QVERIFY(read.elapsedSeconds == written.elapsedSeconds);
        QCOMPARE(read.state.size(), written.state.size());
        for (const auto &[name, tensor] : written.state) {
            QVERIFY(read.state.at(name).scalar_type() == tensor.scalar_type());
            QVERIFY(torch::equal(read.state.at(name), tensor));
        }
    }

    void cutFilesAreRefused()
    {
        const QTemporaryDir folder;
        const fs::path path = test::pathOf(folder) / "checkpoint.safetensors";
        QVERIFY(writeCheckpoint(path, someCheckpoint()).has_value());
        const std::string whole = readFile(path, kReadLimit).value();
        for (const std::size_t length : {std::size_t{0}, std::size_t{4}, std::size_t{8},
                                         std::size_t{100}, whole.size() / 2, whole.size() - 1}) {
            QVERIFY(writeFileAtomically(path, whole.substr(0, length)).has_value());
            const auto read = readCheckpoint(path);
            QVERIFY2(!read.has_value(), std::to_string(length).c_str());
            QVERIFY(read.error().kind == ErrorKind::BadFormat);
            QVERIFY(read.error().message.find("checkpoint.safetensors") != std::string::npos);
        }
    }

    void otherFilesAreRefused()
    {
        const QTemporaryDir folder;
        const fs::path path = test::pathOf(folder) / "checkpoint.safetensors";
        QVERIFY(!readCheckpoint(path).has_value());
        QVERIFY(writeFileAtomically(path, std::string(5000, 'x')).has_value());
        QVERIFY(!readCheckpoint(path).has_value());
        SafeTensors weights;
        weights.tensors = {{"stem.weight", torch::zeros({2, 2})}};
        QVERIFY(writeSafeTensors(path, weights).has_value());
        QVERIFY(readCheckpoint(path).error().kind == ErrorKind::BadFormat);
    }

    void brokenMetadataIsRefused_data()
    {
        QTest::addColumn<std::string>("key");
        QTest::addColumn<std::string>("value");
        QTest::newRow("format") << std::string("format") << std::string("koma-checkpoint-99");
        QTest::newRow("config") << std::string("config") << std::string("{\"batchSzie\": 1}");
        QTest::newRow("config out of range")
            << std::string("config") << std::string("{\"cropPx\": 1}");
        QTest::newRow("step") << std::string("step") << std::string("many");
        QTest::newRow("step with a tail") << std::string("step") << std::string("12abc");
        QTest::newRow("no step") << std::string("step") << std::string();
        QTest::newRow("seconds") << std::string("elapsedSeconds") << std::string("1,5");
    }

    void brokenMetadataIsRefused()
    {
        QFETCH(std::string, key);
        QFETCH(std::string, value);
        const QTemporaryDir folder;
        const fs::path path = test::pathOf(folder) / "checkpoint.safetensors";
        QVERIFY(writeCheckpoint(path, someCheckpoint()).has_value());
        SafeTensors file = readSafeTensors(path).value();
        QVERIFY(file.metadata.contains(key));
        file.metadata[key] = value;
        QVERIFY(writeSafeTensors(path, file).has_value());
        const auto read = readCheckpoint(path);
        QVERIFY(!read.has_value());
        QVERIFY(read.error().kind == ErrorKind::BadFormat);
    }

    void modulesAreRestoredByName()
    {
        nn::Conv2d from(nn::Conv2dOptions(2, 3, 3));
        nn::Conv2d to(nn::Conv2dOptions(2, 3, 3));
        std::map<std::string, torch::Tensor> all;
        addModuleState(all, "net.", *from);
        QVERIFY(!torch::equal(from->weight, to->weight));
        QVERIFY(restoreModuleState(all, "net.", *to).has_value());
        QVERIFY(torch::equal(from->weight, to->weight));
        QVERIFY(to->weight.requires_grad());
        {
            const torch::NoGradGuard noGrad;
            from->weight.zero_();
        }
        QVERIFY2(!torch::equal(all.at("net.weight"), from->weight), "the state must be a copy");

        const auto missing = restoreModuleState(all, "other.", *to);
        QVERIFY(missing.error().kind == ErrorKind::BadFormat);
        QVERIFY(missing.error().message.find("other.") != std::string::npos);
        nn::Conv2d wider(nn::Conv2dOptions(2, 4, 3));
        QVERIFY(restoreModuleState(all, "net.", *wider).error().kind == ErrorKind::BadFormat);
    }

    void optimizersGoOnWhereTheyWere()
    {
        Player first;
        Player second;
        for (const double scale : {0.1, 0.3, 0.2})
            first.step(scale);
        std::map<std::string, torch::Tensor> all{{"adam", optimizerState(*first.optimizer)}};
        QVERIFY(restoreOptimizer(all, "adam", *second.optimizer).has_value());
        copyModuleState(*first.layer, *second.layer);
        for (const double scale : {0.4, 0.5}) {
            first.step(scale);
            second.step(scale);
            QVERIFY(torch::equal(first.layer->weight, second.layer->weight));
            QVERIFY(torch::equal(first.layer->bias, second.layer->bias));
        }
        Player untouched;
        copyModuleState(*second.layer, *untouched.layer);
        second.step(0.6);
        untouched.step(0.6);
        QVERIFY2(!torch::equal(second.layer->weight, untouched.layer->weight),
                 "without its moments Adam steps elsewhere");
    }

    void damagedOptimizersAreRefused()
    {
        Player player;
        player.step(0.1);
        std::map<std::string, torch::Tensor> all;
        QVERIFY(restoreOptimizer(all, "adam", *player.optimizer).error().kind ==
                ErrorKind::BadFormat);
        const torch::Tensor whole = optimizerState(*player.optimizer);
        for (const torch::Tensor &bytes :
             {torch::zeros({100}, torch::kUInt8), whole.slice(0, 0, whole.numel() / 2),
              torch::zeros({0}, torch::kUInt8), torch::zeros({100})}) {
            all["adam"] = bytes;
            const auto restored = restoreOptimizer(all, "adam", *player.optimizer);
            QVERIFY(!restored.has_value());
            QVERIFY(restored.error().kind == ErrorKind::BadFormat);
            QVERIFY(restored.error().message.find("adam") != std::string::npos);
        }
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestCheckpoint)
#include "tst_checkpoint.moc"
