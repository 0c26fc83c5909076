// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/data/augmentation.h"
#include "tests/support/randomcases.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>

#include <cmath>

using namespace koma;

namespace {

constexpr DiffAugment kNothing{1.0, 1.0, 0.0, 0.0, 0.0};

torch::Tensor noise(const std::vector<std::int64_t> &shape)
{
    auto generator = torch::make_generator<torch::CPUGeneratorImpl>(12);
    return torch::rand(shape, generator, torch::kFloat64) * 2.0 - 1.0;
}

} // namespace

class TestAugmentation : public QObject
{
    Q_OBJECT

    std::uint64_t m_seed = test::randomCasesSeed();

private Q_SLOTS:
    void nothingChangesNothing()
    {
        Random random(m_seed);
        const torch::Tensor pictures = noise({3, 2, 10, 12});
        QVERIFY(torch::equal(kNothing.apply(pictures, random), pictures));
    }

    void contrastAndBrightnessAreOnePairForEachPicture()
    {
        DiffAugment augment = kNothing;
        augment.contrastMin = 0.5;
        augment.contrastMax = 1.5;
        augment.brightness = 0.3;
        std::vector<double> gains;
        std::vector<double> offsets;
        const torch::Tensor pictures = noise({4, 3, 6, 6});
        for (std::uint64_t item = 0; item < 25; ++item) {
            Random random(m_seed, 1, item);
            const torch::Tensor changed = augment.apply(pictures, random);
            for (std::int64_t i = 0; i < 4; ++i) {
                const double x0 = pictures[i][0][0][0].item<double>();
                const double x1 = pictures[i][1][2][3].item<double>();
                const double y0 = changed[i][0][0][0].item<double>();
                const double y1 = changed[i][1][2][3].item<double>();
                gains.push_back((y1 - y0) / (x1 - x0));
                offsets.push_back(y0 - gains.back() * x0);
                QVERIFY(torch::allclose(changed[i], pictures[i] * gains.back() + offsets.back(),
                                        0.0, 1e-9));
            }
        }
        const auto [lowGain, highGain] = std::minmax_element(gains.begin(), gains.end());
        QVERIFY(*lowGain >= 0.5 - 1e-9 && *lowGain < 0.6);
        QVERIFY(*highGain <= 1.5 + 1e-9 && *highGain > 1.4);
        const auto [lowOffset, highOffset] = std::minmax_element(offsets.begin(), offsets.end());
        QVERIFY(*lowOffset >= -0.3 - 1e-9 && *lowOffset < -0.2);
        QVERIFY(*highOffset <= 0.3 + 1e-9 && *highOffset > 0.2);
    }

    void shiftsMoveThePictureAndFillWithPaper()
    {
        DiffAugment augment = kNothing;
        augment.shift = 0.25;
        const torch::Tensor pictures = noise({1, 1, 16, 24});
        bool moved = false;
        for (std::uint64_t item = 0; item < 40; ++item) {
            Random random(m_seed, 2, item);
            const torch::Tensor changed = augment.apply(pictures, random);
            int matches = 0;
            for (std::int64_t down = -4; down <= 4; ++down) {
                for (std::int64_t right = -6; right <= 6; ++right) {
                    torch::Tensor expected = torch::ones_like(pictures);
                    const std::int64_t height = 16 - std::abs(down);
                    const std::int64_t width = 24 - std::abs(right);
                    expected.narrow(2, std::max<std::int64_t>(0, down), height)
                        .narrow(3, std::max<std::int64_t>(0, right), width)
                        .copy_(pictures.narrow(2, std::max<std::int64_t>(0, -down), height)
                                   .narrow(3, std::max<std::int64_t>(0, -right), width));
                    if (torch::equal(changed, expected)) {
                        ++matches;
                        moved = moved || (down != 0 && right != 0);
                    }
                }
            }
            QCOMPARE(matches, 1);
        }
        QVERIFY(moved);
    }

    void cutOutsAreMidGreyHolesOfTheAskedSize()
    {
        DiffAugment augment = kNothing;
        augment.cutout = 0.5;
        const torch::Tensor pictures = noise({2, 3, 16, 24});
        for (std::uint64_t item = 0; item < 20; ++item) {
            Random random(m_seed, 3, item);
            const torch::Tensor changed = augment.apply(pictures, random);
            for (std::int64_t i = 0; i < 2; ++i) {
                const torch::Tensor hole = (changed[i] == 0.0).all(0);
                QCOMPARE(hole.sum().item<std::int64_t>(), 8 * 12);
                QCOMPARE(hole.any(1).sum().item<std::int64_t>(), 8);
                QCOMPARE(hole.any(0).sum().item<std::int64_t>(), 12);
                QVERIFY(torch::equal(changed[i], pictures[i] * hole.logical_not()));
            }
        }
    }

    void gradientsFlowThrough()
    {
        const DiffAugment augment{0.8, 0.9, 0.1, 0.2, 0.3};
        Random random(m_seed, 4);
        const torch::Tensor pictures = noise({2, 1, 12, 12}).requires_grad_(true);
        augment.apply(pictures, random).sum().backward();
        const torch::Tensor gradient = pictures.grad();
        for (std::int64_t i = 0; i < 2; ++i) {
            // The contrast where the pixel is still seen; nothing where it was cut or shifted away.
            const double gain = gradient[i].max().item<double>();
            QVERIFY(gain >= 0.8 && gain <= 0.9);
            QVERIFY(((gradient[i] == 0.0) | (gradient[i] == gain)).all().item<bool>());
        }
    }

    void theRandomNumbersDecideEverything()
    {
        const DiffAugment augment{0.8, 1.1, 0.15, 0.2, 0.3};
        const torch::Tensor pictures = noise({3, 3, 12, 12});
        Random a(m_seed, 5);
        Random b(m_seed, 5);
        Random c(m_seed, 6);
        const torch::Tensor first = augment.apply(pictures, a);
        torch::manual_seed(99);
        QVERIFY(torch::equal(first, augment.apply(pictures, b)));
        QVERIFY(!torch::equal(first, augment.apply(pictures, c)));
    }

    void keepsTheMemoryFormat()
    {
        const DiffAugment augment{0.8, 1.1, 0.15, 0.2, 0.3};
        Random random(m_seed, 7);
        const auto format = torch::MemoryFormat::ChannelsLast;
        const torch::Tensor pictures = noise({2, 3, 12, 12}).contiguous(format);
        QVERIFY(augment.apply(pictures, random).is_contiguous(format));
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestAugmentation)
#include "tst_augmentation.moc"
