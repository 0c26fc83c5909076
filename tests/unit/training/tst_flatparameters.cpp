// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/game/flatparameters.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>

#include <limits>

using namespace koma;
namespace nn = torch::nn;

namespace {

/// Two convolutions, one channels-last, and a parameter that no loss uses.
struct Network
{
    explicit Network(std::uint64_t seed)
        : first(nn::Conv2d(nn::Conv2dOptions(3, 4, 3))),
          second(nn::Conv2d(nn::Conv2dOptions(4, 2, 3))),
          unused(nn::Linear(2, 2))
    {
        const torch::NoGradGuard noGrad;
        torch::manual_seed(seed);
        for (torch::Tensor &parameter : parameters())
            parameter.normal_();
        first->weight.set_data(first->weight.contiguous(torch::MemoryFormat::ChannelsLast));
    }

    [[nodiscard]] std::vector<torch::Tensor> parameters() const
    {
        return {first->weight, first->bias, second->weight, second->bias, unused->weight};
    }
    torch::Tensor loss(const torch::Tensor &picture)
    {
        return second->forward(first->forward(picture).sin()).square().mean();
    }

    nn::Conv2d first;
    nn::Conv2d second;
    nn::Linear unused;
};

torch::Tensor picture()
{
    return torch::arange(2 * 3 * 64, torch::kFloat32).view({2, 3, 8, 8}).sin();
}

bool same(const std::vector<torch::Tensor> &a, const std::vector<torch::Tensor> &b)
{
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (!torch::equal(a[i], b[i]))
            return false;
    }
    return a.size() == b.size();
}

} // namespace

class TestFlatParameters : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stepsAreThoseOfSeparateParameters()
    {
        Network separate(1);
        Network network(1);
        FlatParameters flat(network.parameters());
        QVERIFY(same(network.parameters(), separate.parameters()));
        QVERIFY(network.first->weight.is_contiguous(torch::MemoryFormat::ChannelsLast));
        torch::optim::Adam ofSeparate(separate.parameters(), torch::optim::AdamOptions(0.01));
        torch::optim::Adam ofFlat({flat.values()}, torch::optim::AdamOptions(0.01));
        for (int step = 0; step < 5; ++step) {
            ofSeparate.zero_grad();
            separate.loss(picture()).backward();
            ofSeparate.step();
            flat.clearGradients();
            network.loss(picture()).backward();
            ofFlat.step();
        }
        QVERIFY(same(network.parameters(), separate.parameters()));
    }

    void sharedValuesAreTheSameAndGradientsTheirOwn()
    {
        Network network(1);
        Network other(2);
        FlatParameters flat(network.parameters());
        FlatParameters shared(other.parameters());
        shared.shareValuesOf(flat);
        QVERIFY(same(network.parameters(), other.parameters()));
        {
            const torch::NoGradGuard noGrad;
            flat.values().detach().mul_(0.5);
        }
        QVERIFY(same(network.parameters(), other.parameters()));
        other.loss(picture()).backward();
        QVERIFY(
            torch::equal(network.first->weight.grad(), torch::zeros_like(network.first->weight)));
        const torch::Tensor expected = other.first->weight.grad().clone();
        flat.addGradientsOf(shared);
        flat.addGradientsOf(shared);
        QVERIFY(torch::equal(network.first->weight.grad(), 2.0 * expected));
        flat.clearGradients();
        QVERIFY(torch::equal(other.first->weight.grad(), expected));
    }

    void oneNumberThatIsNoneIsFound()
    {
        Network network(1);
        FlatParameters flat(network.parameters());
        network.loss(picture()).backward();
        QVERIFY(flat.hasFiniteGradients());
        for (const double wrong :
             {std::numeric_limits<double>::quiet_NaN(), -std::numeric_limits<double>::infinity()}) {
            flat.clearGradients();
            network.second->bias.mutable_grad()[1] = wrong;
            QVERIFY(!flat.hasFiniteGradients());
        }
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestFlatParameters)
#include "tst_flatparameters.moc"
