// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/losses.h"
#include "tests/support/randomcases.h"
#include "tests/support/testmain.h"

#include <torch/torch.h>

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <functional>

using namespace koma;

namespace {

using Loss = std::function<torch::Tensor(const torch::Tensor &)>;

constexpr double kStep = 1e-6;
constexpr double kTolerance = 1e-5; ///< of the gradient's largest component

torch::Tensor randomTensor(Random &random, const std::vector<std::int64_t> &shape,
                           double reach = 1.0)
{
    torch::Tensor tensor = torch::empty(shape, torch::kFloat64);
    auto *values = tensor.data_ptr<double>();
    std::generate(values, values + tensor.numel(), [&] { return random.uniform(-reach, reach); });
    return tensor;
}

torch::Tensor analyticGradient(const Loss &loss, const torch::Tensor &at)
{
    const torch::Tensor variable = at.clone().requires_grad_(true);
    return torch::autograd::grad({loss(variable)}, {variable}).front().contiguous();
}

/// Central differences at up to 60 elements, each against autograd.
void compareGradients(const Loss &loss, const torch::Tensor &at, Random &random)
{
    const torch::Tensor exact = analyticGradient(loss, at);
    const auto *gradient = exact.data_ptr<double>();
    const double scale = exact.abs().max().item<double>();
    QVERIFY2(scale > 1e-8, "the loss does not depend on its input");
    for (int i = 0; i < 60; ++i) {
        const std::int64_t element = random.below(at.numel());
        const auto shifted = [&](double by) {
            torch::Tensor moved = at.clone();
            moved.data_ptr<double>()[element] += by;
            return loss(moved).item<double>();
        };
        const double numeric = (shifted(kStep) - shifted(-kStep)) / (2.0 * kStep);
        QVERIFY2(std::abs(numeric - gradient[element]) < kTolerance * scale,
                 qPrintable(QStringLiteral("element %1: numeric %2, autograd %3")
                                .arg(element)
                                .arg(numeric, 0, 'g', 10)
                                .arg(gradient[element], 0, 'g', 10)));
    }
}

} // namespace

/// Every loss in double: what autograd says must be what the values do.
class TestLossesGradients : public QObject
{
    Q_OBJECT

    Random m_random{test::randomCasesSeed(), 31};

private Q_SLOTS:
    void objectives()
    {
        using enum GanObjective;
        const torch::Tensor scores = randomTensor(m_random, {2, 1, 4, 5}, 3.0);
        for (const GanObjective objective : {BinaryCrossEntropy, LeastSquares, Hinge}) {
            for (const auto part : {&losses::discriminatorOnReal, &losses::discriminatorOnFake,
                                    &losses::generatorOnFake})
                compareGradients([&](const torch::Tensor &x) { return part(objective, x); }, scores,
                                 m_random);
        }
    }

    void objectivesPointTheRightWay()
    {
        using enum GanObjective;
        const torch::Tensor scores = 0.4 * randomTensor(m_random, {2, 1, 4, 5});
        for (const GanObjective objective : {BinaryCrossEntropy, LeastSquares, Hinge}) {
            const auto sign = [&](auto part) {
                const torch::Tensor gradient = analyticGradient(
                    [&](const torch::Tensor &x) { return torch::Tensor(part(objective, x)); },
                    scores);
                return gradient.sum().item<double>();
            };
            QVERIFY(sign(&losses::discriminatorOnReal) < 0.0);
            QVERIFY(sign([](GanObjective o, const torch::Tensor &x) {
                        return losses::discriminatorOnFake(o, x + 0.5);
                    }) > 0.0);
            QVERIFY(sign(&losses::generatorOnFake) < 0.0);
        }
    }

    void patchNceTeachesQueriesOnly()
    {
        const torch::Tensor queries = randomTensor(m_random, {2, 6, 5});
        const torch::Tensor keys = randomTensor(m_random, {2, 6, 5});
        for (const double temperature : {0.07, 0.5})
            compareGradients(
                [&](const torch::Tensor &x) { return losses::patchNce(x, keys, temperature); },
                queries, m_random);
        const torch::Tensor learning = keys.clone().requires_grad_(true);
        const torch::Tensor loss = losses::patchNce(queries, learning, 0.07);
        QVERIFY(!loss.requires_grad());
    }

    void lumaAndBlur()
    {
        const torch::Tensor picture = randomTensor(m_random, {1, 3, 12, 14});
        const torch::Tensor weights = randomTensor(m_random, {1, 1, 12, 14});
        compareGradients([&](const torch::Tensor &x) { return (weights * losses::luma(x)).sum(); },
                         picture, m_random);
        for (const double sigma : {0.8, 2.5})
            compareGradients(
                [&](const torch::Tensor &x) {
                    return (weights * losses::gaussianBlur(x, sigma)).sum();
                },
                picture, m_random);
    }

    void tone()
    {
        const torch::Tensor target = randomTensor(m_random, {1, 1, 12, 14});
        for (const std::int64_t channels : {1, 3})
            compareGradients([&](const torch::Tensor &x) { return losses::tone(x, target, 4.0); },
                             randomTensor(m_random, {1, channels, 24, 28}), m_random);
    }

    void structure()
    {
        const torch::Tensor photo = randomTensor(m_random, {1, 3, 24, 28});
        for (const std::int64_t channels : {1, 3})
            compareGradients(
                [&](const torch::Tensor &x) {
                    return losses::structure(x, photo, {2.0, 6.0});
                },
                randomTensor(m_random, {1, channels, 24, 28}), m_random);
    }

    void chroma()
    {
        const torch::Tensor photo = randomTensor(m_random, {2, 3, 6, 5});
        compareGradients([&](const torch::Tensor &x) { return losses::chroma(x, photo); },
                         randomTensor(m_random, {2, 3, 6, 5}), m_random);
    }

    void unevenness()
    {
        const torch::Tensor flatAreas =
            randomTensor(m_random, {2, 3, 2, 2}).repeat_interleave(4, 2).repeat_interleave(4, 3);
        compareGradients([&](const torch::Tensor &x) { return losses::unevenness(x, flatAreas); },
                         randomTensor(m_random, {2, 3, 8, 8}), m_random);
    }

    void r1PenaltyIsDifferentiableInTheWeights()
    {
        // A small smooth discriminator: the penalty's own gradient needs second derivatives.
        const torch::Tensor real = randomTensor(m_random, {2, 2, 6, 6});
        const torch::Tensor second = randomTensor(m_random, {1, 3, 3, 3});
        compareGradients(
            [&](const torch::Tensor &weights) {
                const torch::Tensor pictures = real.clone().requires_grad_(true);
                const torch::Tensor hidden = torch::tanh(torch::conv2d(pictures, weights));
                return losses::r1Penalty(torch::conv2d(hidden, second), pictures);
            },
            randomTensor(m_random, {3, 2, 3, 3}), m_random);
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestLossesGradients)
#include "tst_losses_gradients.moc"
