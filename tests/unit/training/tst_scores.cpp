// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/scores/featuresets.h"
#include "core/training/torch/scores/frechetdistance.h"
#include "core/training/torch/scores/inceptionscore.h"
#include "core/training/torch/scores/kernelinceptiondistance.h"
#include "tests/support/randomcases.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>

#include <chrono>
#include <cmath>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <thread>
#include <vector>

using namespace koma;

namespace {

/// Uniform in −1…1, the columns of growing size.
torch::Tensor features(std::uint64_t stream, std::int64_t rows, std::int64_t width)
{
    static const std::uint64_t seed = test::randomCasesSeed();
    Random random(seed, stream);
    std::vector<double> values(static_cast<std::size_t>(rows * width));
    for (double &value : values)
        value = random.uniform(-1.0, 1.0);
    return torch::tensor(values, torch::kFloat64).reshape({rows, width}) *
           torch::linspace(0.5, 2.0, width, torch::kFloat64);
}

torch::Tensor softmaxRows(std::uint64_t stream, std::int64_t rows, std::int64_t classes)
{
    return torch::softmax(4.0 * features(stream, rows, classes), 1);
}

torch::Tensor shuffled(const torch::Tensor &rows)
{
    return rows.index_select(0, drawnRows(Random(3), rows.size(0), rows.size(0)));
}

bool near(double a, double b, double tolerance)
{
    return std::abs(a - b) <= tolerance;
}

CancelToken cancelledToken()
{
    CancelSource source;
    source.cancel();
    return source.token();
}

struct Refusal
{
    ErrorKind kind = ErrorKind::Internal;
    std::string message;
};

template<class T>
std::optional<Refusal> refusalOf(const Result<T> &result)
{
    if (result)
        return std::nullopt;
    return Refusal{result.error().kind, result.error().message};
}

/// Rows, then columns, of each set.
struct Shapes
{
    std::int64_t firstRows;
    std::int64_t secondRows;
    std::int64_t width;
};

const std::vector<Shapes> kShapes = {{40, 30, 6}, {9, 12, 20}, {8, 50, 12}};

} // namespace

/// Values against NumPy, SciPy and mpmath are in tests/golden/tst_scores_vs_reference.cpp.
class TestScores : public QObject
{
    Q_OBJECT

    static void expectRefusal(const std::optional<Refusal> &refusal, const char *words)
    {
        QVERIFY2(refusal.has_value(), words);
        QCOMPARE(refusal->kind, ErrorKind::InvalidArgument);
        QVERIFY2(refusal->message.find(words) != std::string::npos, refusal->message.c_str());
    }

private Q_SLOTS:
    void rowsAreDrawnWithoutRepeats()
    {
        std::vector<std::int64_t> seen(6);
        for (std::uint64_t item = 0; item < 600; ++item) {
            const torch::Tensor drawn = drawnRows(Random(1, 2, item), 6, 2);
            QCOMPARE(drawn.numel(), 2);
            const auto one = drawn[0].item<std::int64_t>();
            const auto two = drawn[1].item<std::int64_t>();
            QVERIFY(one != two && one >= 0 && two >= 0 && one < 6 && two < 6);
            ++seen[static_cast<std::size_t>(one)];
            ++seen[static_cast<std::size_t>(two)];
        }
        for (const std::int64_t count : seen)
            QVERIFY(count > 140 && count < 260); // 200 expected, deviation 12
        QCOMPARE(drawnRows(Random(1), 5, 0).numel(), 0);
        const auto all = std::get<0>(drawnRows(Random(1), 5, 5).sort());
        QVERIFY(torch::equal(all, torch::arange(5)));
    }

    void identicalSetsHaveNoFrechetDistance()
    {
        for (const Shapes &shapes : kShapes) {
            const torch::Tensor rows = features(1, shapes.firstRows, shapes.width);
            QVERIFY(near(frechetDistance(rows, rows).value(), 0.0, 1e-11));
            QVERIFY(near(frechetDistance(rows, shuffled(rows)).value(), 0.0, 1e-11));
        }
        const torch::Tensor constant = torch::full({5, 3}, 2.0, torch::kFloat64);
        QVERIFY(near(frechetDistance(constant, constant).value(), 0.0, 1e-12));
    }

    void identicalSetsHaveTheKernelDistanceOfTheirDiagonal()
    {
        const torch::Tensor rows = features(2, 40, 6);
        const torch::Tensor kernel = (rows.mm(rows.t()) / 6.0 + 1.0).pow(3);
        const double diagonal = kernel.diag().mean().item<double>();
        const double others = (kernel.sum() - kernel.diag().sum()).item<double>() / (40.0 * 39.0);
        const auto kid = kernelInceptionDistance(rows, rows);
        QVERIFY(near(kid->wholeSet, 2.0 / 40.0 * (others - diagonal), 1e-12));
    }

    void distancesAreSymmetric()
    {
        for (const Shapes &shapes : kShapes) {
            const torch::Tensor first = features(3, shapes.firstRows, shapes.width);
            const torch::Tensor second = features(4, shapes.secondRows, shapes.width) + 0.3;
            QVERIFY(near(frechetDistance(first, second).value(),
                         frechetDistance(second, first).value(), 1e-11));
            const auto kid = kernelInceptionDistance(first, second);
            const auto swapped = kernelInceptionDistance(second, first);
            QVERIFY(near(kid->wholeSet, swapped->wholeSet, 1e-12));
            QVERIFY(near(kid->wholeSetError, swapped->wholeSetError, 1e-12));
        }
    }

    void aShiftGrowsTheFrechetDistanceByItsSquare()
    {
        for (const Shapes &shapes : kShapes) {
            const torch::Tensor first = features(5, shapes.firstRows, shapes.width);
            const torch::Tensor shift = features(6, 1, shapes.width);
            const double squared = shift.square().sum().item<double>();
            QVERIFY(near(frechetDistance(first, first + shift).value(), squared, 1e-11));
            const torch::Tensor centred = first - first.mean(0);
            torch::Tensor second = features(7, shapes.secondRows, shapes.width);
            second -= second.mean(0);
            QVERIFY(near(frechetDistance(centred, second + shift).value(),
                         frechetDistance(centred, second).value() + squared, 1e-11));
        }
    }

    void scaledSetsHaveTheDistanceOfTheirDeviations()
    {
        // With S₂ = s² S₁ the distance is (s − 1)² Tr S₁, and the root is known without computing.
        for (const Shapes &shapes : kShapes) {
            torch::Tensor rows = features(8, shapes.firstRows, shapes.width);
            rows -= rows.mean(0);
            const double trace = rows.var(0).sum().item<double>();
            QVERIFY(near(frechetDistance(rows, 3.0 * rows).value(), 4.0 * trace, 1e-10));
        }
    }

    void theOrderOfRowsIsIrrelevant()
    {
        for (const Shapes &shapes : kShapes) {
            const torch::Tensor first = features(9, shapes.firstRows, shapes.width);
            const torch::Tensor second = features(10, shapes.secondRows, shapes.width);
            QVERIFY(near(frechetDistance(first, second).value(),
                         frechetDistance(shuffled(first), shuffled(second)).value(), 1e-11));
            const auto kid = kernelInceptionDistance(first, second);
            const auto mixed = kernelInceptionDistance(shuffled(first), shuffled(second));
            QVERIFY(near(kid->wholeSet, mixed->wholeSet, 1e-12));
            QVERIFY(near(kid->wholeSetError, mixed->wholeSetError, 1e-12));
        }
        const torch::Tensor rows = softmaxRows(11, 50, 8);
        QVERIFY(
            near(inceptionScore(rows)->wholeSet, inceptionScore(shuffled(rows))->wholeSet, 1e-12));
    }

    void floatsAndDoublesAgree()
    {
        const torch::Tensor first = features(12, 30, 5).to(torch::kFloat32);
        const torch::Tensor second = features(13, 20, 5).to(torch::kFloat32);
        QCOMPARE(frechetDistance(first, second).value(),
                 frechetDistance(first.to(torch::kFloat64), second.to(torch::kFloat64)).value());
        const torch::Tensor rows = softmaxRows(14, 40, 5).to(torch::kFloat32);
        QVERIFY(near(inceptionScore(rows)->mean, inceptionScore(rows.to(torch::kFloat64))->mean,
                     1e-12));
    }

    void manyRowsAreSummedInBlocks()
    {
        // 2200 by 2100 is more than one block.
        const torch::Tensor first = features(15, 2200, 4);
        const torch::Tensor second = features(16, 2100, 4) + 0.5;
        const auto mean = [](const torch::Tensor &a, const torch::Tensor &b) {
            return (a.mm(b.t()) / 4.0 + 1.0).pow(3);
        };
        const torch::Tensor one = mean(first, first);
        const torch::Tensor two = mean(second, second);
        const double expected = (one.sum() - one.trace()).item<double>() / (2200.0 * 2199.0) +
                                (two.sum() - two.trace()).item<double>() / (2100.0 * 2099.0) -
                                2.0 * mean(first, second).mean().item<double>();
        const auto kid = kernelInceptionDistance(first, second, {.subsetSize = 50, .subsets = 2});
        QVERIFY(near(kid->wholeSet, expected, 1e-11));
    }

    void subsetsAgreeWithTheWholeSet()
    {
        const torch::Tensor first = features(17, 120, 5);
        const torch::Tensor second = features(18, 90, 5) + 0.5;
        const KernelInceptionDistanceOptions options{.subsetSize = 40, .subsets = 200, .seed = 1};
        const auto kid = kernelInceptionDistance(first, second, options);
        QVERIFY(kid->subsetError.has_value());
        QVERIFY(*kid->subsetError > 0.0);
        QVERIFY(near(kid->subsetMean, kid->wholeSet, 5.0 * *kid->subsetError));
        QCOMPARE(kid->subsetSize, 40);
        QCOMPARE(kernelInceptionDistance(first, second, options)->subsetMean, kid->subsetMean);
        auto otherSeed = options;
        otherSeed.seed = 2;
        QVERIFY(kernelInceptionDistance(first, second, otherSeed)->subsetMean != kid->subsetMean);
    }

    void subsetsAreClippedToTheSets()
    {
        const torch::Tensor first = features(19, 30, 5);
        const auto smaller = kernelInceptionDistance(first, features(20, 20, 5));
        QCOMPARE(smaller->subsetSize, 20);
        QVERIFY(smaller->subsetError.has_value());
        const auto whole = kernelInceptionDistance(first, features(21, 30, 5));
        QCOMPARE(whole->subsetSize, 30);
        QCOMPARE(whole->subsetMean, whole->wholeSet);
        QVERIFY(!whole->subsetError.has_value());
        QVERIFY(whole->wholeSetError > 0.0);
        const KernelInceptionDistanceOptions once{.subsetSize = 10, .subsets = 1};
        QVERIFY(!kernelInceptionDistance(first, first, once)->subsetError.has_value());
    }

    void errorBarsAreThoseOfNewPictures()
    {
        // The deviation of the scores of many pairs of sets that are drawn anew.
        constexpr std::int64_t kPairs = 60;
        torch::Tensor scores = torch::empty({2, kPairs}, torch::kFloat64);
        torch::Tensor errors = torch::empty({2, kPairs}, torch::kFloat64);
        for (std::int64_t i = 0; i < kPairs; ++i) {
            const auto stream = 100 + 2 * static_cast<std::uint64_t>(i);
            const torch::Tensor first = features(stream, 40, 6);
            const torch::Tensor second = features(stream + 1, 50, 6) + 0.4;
            const auto kid =
                kernelInceptionDistance(first, second, {.subsetSize = 2, .subsets = 1});
            scores[0][i] = frechetDistance(first, second).value();
            scores[1][i] = kid->wholeSet;
            errors[0][i] = frechetDistanceError(first, second, {.groups = 10}).value();
            errors[1][i] = kid->wholeSetError;
        }
        const torch::Tensor ratio = errors.square().mean(1).sqrt() / scores.std(1);
        for (int i = 0; i < 2; ++i) {
            const double value = ratio[i].item<double>();
            QVERIFY2(value > 0.75 && value < 1.7, qPrintable(QString::number(value)));
        }
    }

    void inceptionScoreHasItsBounds()
    {
        const torch::Tensor alike = torch::full({20, 4}, 0.25, torch::kFloat64);
        const auto lowest = inceptionScore(alike);
        QVERIFY(near(lowest->mean, 1.0, 1e-12) && near(lowest->deviation, 0.0, 1e-12));
        // Each class as often as the others, and each picture sure: as many as there are classes.
        const torch::Tensor sure = torch::eye(4, torch::kFloat64).repeat({5, 1});
        const auto highest = inceptionScore(sure, 5);
        QVERIFY(near(highest->mean, 4.0, 1e-12) && near(highest->wholeSet, 4.0, 1e-12));
        // A class that no picture has changes nothing.
        const torch::Tensor padded = torch::cat({sure, torch::zeros({20, 1}, torch::kFloat64)}, 1);
        QVERIFY(near(inceptionScore(padded, 5)->mean, 4.0, 1e-12));
    }

    void badSetsAreNamed_data()
    {
        QTest::addColumn<torch::Tensor>("first");
        QTest::addColumn<torch::Tensor>("second");
        QTest::addColumn<std::string>("words");
        const torch::Tensor good = features(22, 6, 4);
        torch::Tensor holed = good.clone();
        holed[3][1] = std::numeric_limits<double>::quiet_NaN();
        torch::Tensor endless = good.clone();
        endless[0][2] = std::numeric_limits<double>::infinity();
        QTest::newRow("undefined")
            << torch::Tensor() << good << std::string("the first set hold no values");
        QTest::newRow("empty") << good << torch::empty({0, 4}, torch::kFloat64)
                               << std::string("the second set hold no values");
        QTest::newRow("no columns") << torch::empty({4, 0}, torch::kFloat64) << good
                                    << std::string("the first set hold no values");
        QTest::newRow("widths") << good << features(23, 6, 5)
                                << std::string("differ in width: 4 and 5");
        QTest::newRow("not a number") << holed << good << std::string("row 3, column 1");
        QTest::newRow("infinite") << good << endless << std::string("row 0, column 2");
        QTest::newRow("a vector") << good[0] << good << std::string("are 4 of type double");
        QTest::newRow("whole numbers") << good << good.to(torch::kInt64)
                                       << std::string("the second set must be a matrix of float");
        QTest::newRow("one row") << good << features(24, 1, 4)
                                 << std::string("the second set have too few rows: 1 where");
    }

    void badSetsAreNamed()
    {
        QFETCH(torch::Tensor, first);
        QFETCH(torch::Tensor, second);
        QFETCH(std::string, words);
        expectRefusal(refusalOf(frechetDistance(first, second)), words.c_str());
        expectRefusal(refusalOf(frechetDistanceError(first, second)), words.c_str());
        expectRefusal(refusalOf(kernelInceptionDistance(first, second)), words.c_str());
    }

    void twoRowsHaveADistanceButNoError()
    {
        const torch::Tensor two = features(25, 2, 4);
        const torch::Tensor three = features(26, 3, 4);
        QVERIFY(frechetDistance(two, three).has_value());
        expectRefusal(refusalOf(frechetDistanceError(three, two)), "2 where 3 are needed");
        expectRefusal(refusalOf(kernelInceptionDistance(two, three)), "2 where 3 are needed");
        QVERIFY(frechetDistanceError(three, three).has_value());
        QVERIFY(frechetDistanceError(three, three, {.groups = 2}).has_value());
        QVERIFY(kernelInceptionDistance(three, three).has_value());
    }

    void badOptionsAreNamed()
    {
        const torch::Tensor good = features(27, 6, 4);
        expectRefusal(refusalOf(kernelInceptionDistance(good, good, {.subsetSize = 1})),
                      "at least 2 rows, not 1");
        expectRefusal(refusalOf(kernelInceptionDistance(good, good, {.subsets = 0})),
                      "at least 1 subset, not 0");
        expectRefusal(refusalOf(frechetDistanceError(good, good, {.groups = 1})),
                      "at least 2 groups, not 1");
    }

    void badProbabilitiesAreNamed()
    {
        const torch::Tensor good = softmaxRows(28, 20, 4);
        torch::Tensor negative = good.clone();
        negative[5][0] -= 1.5;
        negative[5][1] += 1.5;
        expectRefusal(refusalOf(inceptionScore(negative)), "row 5 (counted from 0)");
        expectRefusal(refusalOf(inceptionScore(good * 1.01)), "row 0 (counted from 0)");
        expectRefusal(refusalOf(inceptionScore(good.slice(0, 0, 19))),
                      "19 where 2 for each of 10 splits are needed");
        expectRefusal(refusalOf(inceptionScore(good, 0)), "at least 1 split, not 0");
        expectRefusal(refusalOf(inceptionScore(torch::Tensor())), "hold no values");
        expectRefusal(refusalOf(inceptionScore(good / 0.0)), "not finite");
    }

    void overflowIsANumericalFailure()
    {
        const torch::Tensor large = features(29, 6, 4) * 1e200;
        QCOMPARE(frechetDistance(large, large).error().kind, ErrorKind::NumericalFailure);
        QCOMPARE(frechetDistanceError(large, large).error().kind, ErrorKind::NumericalFailure);
        QCOMPARE(kernelInceptionDistance(large, large).error().kind, ErrorKind::NumericalFailure);
    }

    void cancelledScoresStop()
    {
        const torch::Tensor good = features(30, 20, 4);
        QCOMPARE(frechetDistance(good, good, cancelledToken()).error().kind, ErrorKind::Cancelled);
        QCOMPARE(frechetDistanceError(good, good, {}, cancelledToken()).error().kind,
                 ErrorKind::Cancelled);
        QCOMPARE(kernelInceptionDistance(good, good, {}, cancelledToken()).error().kind,
                 ErrorKind::Cancelled);
    }

    void cancellingBetweenSubsetsAndGroupsStops()
    {
        // Both would run for minutes at least.
        const torch::Tensor first = features(31, 3000, 4);
        const torch::Tensor wide = features(32, 400, 500);
        const std::vector<std::function<bool(const CancelToken &)>> longWorks = {
            [&](const CancelToken &cancel) {
                const KernelInceptionDistanceOptions many{.subsetSize = 500, .subsets = 10'000'000};
                const auto kid = kernelInceptionDistance(first, first, many, cancel);
                return !kid && kid.error().kind == ErrorKind::Cancelled;
            },
            [&](const CancelToken &cancel) {
                const auto fid = frechetDistanceError(wide, wide, {.groups = 400}, cancel);
                return !fid && fid.error().kind == ErrorKind::Cancelled;
            },
        };
        for (const auto &work : longWorks) {
            CancelSource source;
            const std::jthread canceller([&] {
                std::this_thread::sleep_for(std::chrono::milliseconds(300));
                source.cancel();
            });
            QVERIFY(work(source.token()));
        }
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestScores)
#include "tst_scores.moc"
