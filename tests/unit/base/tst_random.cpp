// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "tests/support/randomcases.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>

#include <array>
#include <cmath>
#include <set>

using namespace koma;

namespace {

struct KnownStream
{
    std::uint64_t seed;
    std::uint64_t stream;
    std::uint64_t item;
    std::array<std::uint64_t, 3> words;
    double firstUniform;
};

/// Printed by tests/golden/scripts/random_streams.py.
constexpr std::array kKnownStreams{
    KnownStream{0ULL,
                0ULL,
                0ULL,
                {0x2ce809ae01cab7d7ULL, 0x7924ac0fed68cb52ULL, 0xa76cddfb84fbeed0ULL},
                0x1.67404d700e558p-3},
    KnownStream{1ULL,
                0ULL,
                0ULL,
                {0x26604c9094e1c653ULL, 0xe81ae5be3b5fa4ecULL, 0x67a03db2e097cae1ULL},
                0x1.33026484a70e0p-3},
    KnownStream{1ULL,
                2ULL,
                3ULL,
                {0x1de4c9e6bcc22e0bULL, 0x65acf15d6fe77b33ULL, 0x4e15d8ab9ae76d4cULL},
                0x1.de4c9e6bcc228p-4},
    KnownStream{20240229ULL,
                11ULL,
                1000ULL,
                {0x548845cb2b9aae0eULL, 0x7dabb067a047c76bULL, 0x8ef2d88dac4bf125ULL},
                0x1.5221172cae6aap-2},
    KnownStream{~0ULL,
                ~0ULL,
                ~0ULL,
                {0x9216a2cb6ca73ceaULL, 0x096e79209305e8ddULL, 0xfb2ad843bdb35a03ULL},
                0x1.242d4596d94e7p-1},
};

} // namespace

class TestRandom : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithAnIndependentImplementation()
    {
        for (const KnownStream &known : kKnownStreams) {
            Random random(known.seed, known.stream, known.item);
            for (const std::uint64_t word : known.words)
                QCOMPARE(random.next(), word);
            Random again(known.seed, known.stream, known.item);
            QCOMPARE(again.uniform(), known.firstUniform);
        }
    }

    void isUsableAtCompileTime()
    {
        constexpr std::uint64_t kFirst = [] { return Random(0).next(); }();
        static_assert(kFirst == kKnownStreams.front().words.front());
    }

    void neighbouringStreamsDiffer()
    {
        std::set<std::uint64_t> firsts;
        for (std::uint64_t seed = 0; seed < 10; ++seed) {
            for (std::uint64_t stream = 0; stream < 10; ++stream) {
                for (std::uint64_t item = 0; item < 100; ++item)
                    firsts.insert(Random(seed, stream, item).next());
            }
        }
        QCOMPARE(firsts.size(), std::size_t{10000});
    }

    void firstNumbersOfNeighbouringItemsAreUniform()
    {
        // Training takes a few numbers of each item: these must be as good as one long stream.
        constexpr int kItems = 20000;
        const std::uint64_t seed = test::randomCasesSeed();
        std::array<int, 20> bins{};
        double lagged = 0.0;
        double previous = 0.5;
        for (std::uint64_t item = 0; item < kItems; ++item) {
            const double value = Random(seed, 1, item).uniform();
            QVERIFY(value >= 0.0 && value < 1.0);
            ++bins.at(static_cast<std::size_t>(value * 20.0));
            lagged += (value - 0.5) * (previous - 0.5);
            previous = value;
        }
        double chiSquare = 0.0;
        for (const int count : bins)
            chiSquare += std::pow(count - kItems / 20.0, 2) / (kItems / 20.0);
        QVERIFY2(chiSquare < 60.0, "19 degrees of freedom: 60 is beyond one in a million");
        const double correlation = lagged / kItems * 12.0;
        QVERIFY(std::abs(correlation) < 5.0 / std::sqrt(double{kItems}));
    }

    void belowGivesEveryNumberOnceInAWhile()
    {
        Random random(test::randomCasesSeed(), 2);
        std::array<int, 7> seen{};
        for (int i = 0; i < 7000; ++i)
            ++seen.at(static_cast<std::size_t>(random.below(7)));
        for (const int count : seen)
            QVERIFY2(count > 850 && count < 1150, qPrintable(QString::number(count)));
        for (int i = 0; i < 100; ++i)
            QCOMPARE(random.below(1), 0);
    }

    void rangesAndChances()
    {
        Random random(test::randomCasesSeed(), 3);
        int often = 0;
        for (int i = 0; i < 5000; ++i) {
            const double value = random.uniform(-2.5, 4.0);
            QVERIFY(value >= -2.5 && value < 4.0);
            QVERIFY(!random.chance(0.0));
            QVERIFY(random.chance(1.0));
            often += random.chance(0.3) ? 1 : 0;
        }
        QVERIFY(std::abs(often / 5000.0 - 0.3) < 0.04);
        QCOMPARE(random.uniform(1.5, 1.5), 1.5);
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestRandom)
#include "tst_random.moc"
