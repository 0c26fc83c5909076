// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/scores/frechetdistance.h"
#include "core/training/torch/scores/inceptionscore.h"
#include "core/training/torch/scores/kernelinceptiondistance.h"
#include "tests/golden/jsontensors.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <cstdio>

using namespace koma;
using nlohmann::json;

namespace {

constexpr double kTolerance = 1e-11;     ///< of the reference; both are double or better
constexpr double kErrorTolerance = 1e-9; ///< of an error bar: differences of nearly equal numbers
constexpr double kSqrtmTolerance = 1e-7; ///< what SciPy's root of a singular product is good for

} // namespace

/// Against tests/golden/scripts/scores_reference.py (NumPy, SciPy and mpmath).
class TestScoresVsReference : public QObject
{
    Q_OBJECT

    json m_data = test::goldenData("scores.json");

    static void compare(const char *what, double ours, double reference, double tolerance)
    {
        const double off = std::abs(ours - reference) / std::max(1e-3, std::abs(reference));
        std::printf("%s off by %.1e\n", what, off);
        QVERIFY2(off <= tolerance, qPrintable(QStringLiteral("%1: %2 is not %3")
                                                  .arg(QLatin1StringView(what))
                                                  .arg(ours, 0, 'g', 17)
                                                  .arg(reference, 0, 'g', 17)));
    }

private Q_SLOTS:
    void features_data()
    {
        QTest::addColumn<int>("index");
        QVERIFY(m_data.at("features").size() >= 4);
        int index = 0;
        for (const json &entry : m_data.at("features"))
            QTest::newRow(entry.at("name").get<std::string>().c_str()) << index++;
    }

    void features()
    {
        QFETCH(int, index);
        const json &entry = m_data.at("features").at(static_cast<std::size_t>(index));
        const torch::Tensor first = test::tensorFromJson(entry.at("first"));
        const torch::Tensor second = test::tensorFromJson(entry.at("second"));

        const json &kidOptions = m_data.at("kidOptions");
        const auto kid = kernelInceptionDistance(first, second,
                                                 {.subsetSize = kidOptions.at("subsetSize"),
                                                  .subsets = kidOptions.at("subsets"),
                                                  .seed = kidOptions.at("seed")});
        QVERIFY(kid);
        const json &kidExpected = entry.at("kid");
        compare("KID", kid->wholeSet, kidExpected.at("wholeSet"), kTolerance);
        compare("KID error", kid->wholeSetError, kidExpected.at("wholeSetError"), kErrorTolerance);
        compare("KID of subsets", kid->subsetMean, kidExpected.at("mean"), kTolerance);
        compare("KID error of subsets", kid->subsetError.value_or(-1.0), kidExpected.at("error"),
                kErrorTolerance);

        const json &fidOptions = m_data.at("fidOptions");
        const json &fidExpected = entry.at("fid");
        const auto fid = frechetDistance(first, second);
        const auto fidError = frechetDistanceError(
            first, second, {.groups = fidOptions.at("groups"), .seed = fidOptions.at("seed")});
        QVERIFY(fid && fidError);
        compare("FID", *fid, fidExpected.at("value"), kTolerance);
        compare("FID by sqrtm", *fid, fidExpected.at("sqrtm"), kSqrtmTolerance);
        compare("FID error", *fidError, fidExpected.at("error"), kErrorTolerance);
    }

    void probabilities()
    {
        QVERIFY(m_data.at("probabilities").size() >= 3);
        for (const json &entry : m_data.at("probabilities")) {
            const json &expected = entry.at("scores");
            const auto score =
                inceptionScore(test::tensorFromJson(entry.at("rows")), expected.at("splits"));
            QVERIFY(score);
            compare("IS", score->mean, expected.at("mean"), kTolerance);
            compare("IS deviation", score->deviation, expected.at("deviation"), kErrorTolerance);
            compare("IS of all", score->wholeSet, expected.at("wholeSet"), kTolerance);
        }
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestScoresVsReference)
#include "tst_scores_vs_reference.moc"
