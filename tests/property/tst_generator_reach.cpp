// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
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

    void shiftingByTheOriginShiftsTheDrawing_data() { addShapes(); }

    void shiftingByTheOriginShiftsTheDrawing()
    {
        QFETCH(int, width);
        QFETCH(int, blocks);
        QFETCH(int, channels);
        const torch::NoGradGuard noGrad;
        const auto net = makeNet(width, blocks, channels);
        const std::int64_t reach = net->reachPx();
        const std::int64_t origin = net->originPx();
        const std::int64_t side = (2 * reach + origin + 96) / 8 * 8;
        for (const bool upright : {true, false}) {
            const std::int64_t axis = upright ? 2 : 3;
            const torch::Tensor strip = randomStrip(side + origin, upright);
            const auto inside = [&](std::int64_t shift) {
                const torch::Tensor drawing =
                    net->forward(strip.narrow(axis, shift, side).contiguous());
                return drawing.narrow(axis, reach + origin - shift, side - 2 * reach - origin);
            };
            QVERIFY(torch::allclose(inside(0), inside(origin), 0.0, 1e-6));
            QVERIFY2(!torch::allclose(inside(0), inside(origin / 2), 0.0, 1e-4),
                     "the network repeats at less than its origin");
        }
    }

private:
    std::int64_t random(std::int64_t count) { return m_random.below(count); }
};

KOMA_TEST_MAIN(QCoreApplication, TestGeneratorReach)
#include "tst_generator_reach.moc"
