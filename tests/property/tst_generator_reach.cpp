// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/hatchfield.h"
#include "models/nets/unetgenerator.h"
#include "tests/support/randomcases.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>

using namespace koma;

namespace {

constexpr std::int64_t kShortSidePx = 48;
constexpr int kMaxSlackPx = 40; ///< a tile may be this much larger than it must be

std::shared_ptr<UnetGenerator> makeNet(int width, int blocks, int channels)
{
    torch::manual_seed(static_cast<std::uint64_t>(width * 100 + blocks));
    auto net = std::make_shared<UnetGenerator>(
        UnetGenerator::Shape{width, blocks, channels, blocks % 2 == 0});
    net->eval();
    net->to(torch::kFloat64);
    return net;
}

/// A long strip, so that the reach along one axis has room: [1,3,long,48] or [1,3,48,long].
torch::Tensor randomStrip(std::int64_t longSidePx, bool upright)
{
    const torch::Tensor strip =
        torch::rand({1, 3, longSidePx, kShortSidePx}, torch::kFloat64) * 2.0 - 1.0;
    return upright ? strip : strip.transpose(2, 3).contiguous();
}

/// Positions along an axis where a [1,C,H,W] tensor is not zero anywhere.
std::vector<std::int64_t> touched(const torch::Tensor &tensor, bool upright)
{
    const torch::Tensor lines = (tensor[0] != 0.0).any(0).any(upright ? 1 : 0);
    std::vector<std::int64_t> positions;
    for (std::int64_t i = 0; i < lines.numel(); ++i) {
        if (lines[i].item<bool>())
            positions.push_back(i);
    }
    return positions;
}

void addShapes()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("blocks");
    QTest::addColumn<int>("channels");
    QTest::newRow("8 wide, 2 blocks, grey") << 8 << 2 << 1;
    QTest::newRow("8 wide, 3 blocks, colour") << 8 << 3 << 3;
    QTest::newRow("10 wide, 5 blocks, grey") << 10 << 5 << 1;
    QTest::newRow("8 wide, 8 blocks, colour") << 8 << 8 << 3;
}

} // namespace

/// What tiles stand on: a generator's output depends on the input within reachPx() and on nothing
/// else.
class TestGeneratorReach : public QObject
{
    Q_OBJECT

    Random m_random{test::randomCasesSeed(), 41};

private Q_SLOTS:
    void outputsDependOnNothingBeyondTheReach_data() { addShapes(); }

    void outputsDependOnNothingBeyondTheReach()
    {
        QFETCH(int, width);
        QFETCH(int, blocks);
        QFETCH(int, channels);
        const auto net = makeNet(width, blocks, channels);
        const std::int64_t reach = net->reachPx();
        const std::int64_t side = (2 * reach + 48) / 8 * 8;
        std::int64_t observed = 0;
        for (const bool upright : {true, false}) {
            const torch::Tensor strip = randomStrip(side, upright).requires_grad_(true);
            const torch::Tensor drawing = net->forward(strip);
            const std::int64_t middle = side / 2 / 8 * 8;
            for (std::int64_t line = middle; line < middle + 8; ++line) {
                const torch::Tensor output = drawing.select(upright ? 2 : 3, line).sum();
                const torch::Tensor gradient =
                    torch::autograd::grad({output}, {strip}, {}, true).front();
                const auto inputs = touched(gradient, upright);
                QVERIFY(!inputs.empty());
                observed = std::max({observed, line - inputs.front(), inputs.back() - line});
            }
        }
        QVERIFY2(observed <= reach, qPrintable(QStringLiteral("%1 > %2").arg(observed).arg(reach)));
        QVERIFY2(observed >= reach - kMaxSlackPx,
                 qPrintable(QStringLiteral("%1 of %2").arg(observed).arg(reach)));
    }

    void onePixelChangesNothingBeyondTheReach_data() { addShapes(); }

    void onePixelChangesNothingBeyondTheReach()
    {
        QFETCH(int, width);
        QFETCH(int, blocks);
        QFETCH(int, channels);
        const torch::NoGradGuard noGrad;
        const auto net = makeNet(width, blocks, channels);
        const std::int64_t reach = net->reachPx();
        const std::int64_t side = (2 * reach + 48) / 8 * 8;
        const torch::Tensor strip = randomStrip(side, true);
        const torch::Tensor drawing = net->forward(strip);
        for (int i = 0; i < 4; ++i) {
            const std::int64_t y = random(side);
            torch::Tensor changed = strip.clone();
            changed[0][m_random.below(3)][y][random(kShortSidePx)] += 1.5;
            const auto lines = touched(net->forward(changed) - drawing, true);
            QVERIFY(!lines.empty());
            QVERIFY(lines.front() >= y - reach && lines.back() <= y + reach);
            QVERIFY(lines.front() <= y && lines.back() >= y);
        }
    }

    void theDrawingDependsOnThePlaceOnThePage_data() { addShapes(); }

    void theDrawingDependsOnThePlaceOnThePage()
    {
        QFETCH(int, width);
        QFETCH(int, blocks);
        QFETCH(int, channels);
        const torch::NoGradGuard noGrad;
        const auto net = makeNet(width, blocks, channels);
        const bool hatching = blocks % 2 == 0;
        const std::int64_t reach = net->reachPx();
        const std::int64_t side = (2 * reach + 96) / 8 * 8;
        for (const bool upright : {true, false}) {
            const std::int64_t axis = upright ? 2 : 3;
            const std::int64_t shift = 8 * (1 + random(20));
            const torch::Tensor strip = randomStrip(side + shift, upright);
            const torch::Tensor whole =
                net->forward(strip).narrow(axis, reach + shift, side - 2 * reach);
            const torch::Tensor part = strip.narrow(axis, shift, side).contiguous();
            const auto at = [&](std::int64_t place) {
                const PassContext context{upright ? 0 : place, upright ? place : 0, {}};
                return net->draw(part, context).narrow(axis, reach, side - 2 * reach);
            };
            QVERIFY(torch::allclose(at(shift), whole, 0.0, 1e-6));
            QVERIFY(torch::allclose(at(shift + kHatchPeriodPx), whole, 0.0, 1e-6));
            QCOMPARE(torch::allclose(at(0), whole, 0.0, 1e-4), !hatching);
        }
    }

    void aStoppedPassIsLeft()
    {
        const auto net = makeNet(8, 2, 1);
        CancelSource source;
        source.cancel();
        QVERIFY_EXCEPTION_THROWN(
            net->draw(torch::zeros({1, 3, 64, 64}, torch::kFloat64), {0, 0, source.token()}),
            CancelledException);
    }

private:
    std::int64_t random(std::int64_t count) { return m_random.below(count); }
};

KOMA_TEST_MAIN(QCoreApplication, TestGeneratorReach)
#include "tst_generator_reach.moc"
