// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomicfile.h"
#include "core/training/evaluation/featurenetwork.h"
#include "core/training/evaluation/setscores.h"
#include "core/training/torch/scores/frechetdistance.h"
#include "core/training/torch/scores/kernelinceptiondistance.h"
#include "tests/support/fixtures.h"
#include "tests/support/require.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>

#include <torch/script.h>

#include <algorithm>
#include <cmath>

namespace {

using koma::ErrorKind;
using koma::FeatureNetwork;
using koma::FeatureRows;
using koma::Image;
using koma::SampleType;

FeatureRows randomRows(std::size_t count, std::size_t width, double shift, std::uint64_t seed)
{
    koma::Random random(seed);
    FeatureRows rows(count, std::vector<float>(width));
    for (std::vector<float> &row : rows) {
        for (float &value : row)
            value = static_cast<float>(random.uniform() + shift);
    }
    return rows;
}

torch::Tensor tensorOf(const FeatureRows &rows)
{
    torch::Tensor tensor = torch::empty(
        {static_cast<std::int64_t>(rows.size()), static_cast<std::int64_t>(rows.front().size())});
    for (std::size_t i = 0; i < rows.size(); ++i)
        tensor[static_cast<std::int64_t>(i)] = torch::tensor(rows[i]);
    return tensor;
}

} // namespace

class SetScoresTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void distancesAreThoseOfTheTensors();
    void apartIsFartherThanAlike();
    void wrongSetsAreRefused();
    void varietyOfKnownProbabilities();
    void networkGetsThePictureInItsRange();
    void wrongNetworksAreRefused_data();
    void wrongNetworksAreRefused();

private:
    std::filesystem::path network(const std::string &body) const
    {
        torch::jit::Module module("network");
        module.define("def forward(self, x):\n    " + body + "\n");
        const auto path = koma::test::pathOf(m_folder) / "network.pt";
        module.save(path.string());
        return path;
    }

    QTemporaryDir m_folder;
};

void SetScoresTest::distancesAreThoseOfTheTensors()
{
    const FeatureRows first = randomRows(20, 6, 0.0, 1);
    const FeatureRows second = randomRows(15, 6, 0.3, 2);
    const auto distance = koma::setDistance(first, second);
    QVERIFY(distance);
    const auto kid = koma::kernelInceptionDistance(tensorOf(first), tensorOf(second));
    const auto fid = koma::frechetDistance(tensorOf(first), tensorOf(second));
    QVERIFY(kid && fid);
    QCOMPARE(distance->kid, kid->wholeSet);
    QCOMPARE(distance->fid, *fid);
    QVERIFY(distance->kidError > 0.0);
    QVERIFY(distance->fidError > 0.0);
    QCOMPARE(distance->first, std::size_t{20});
    QCOMPARE(distance->second, std::size_t{15});
}

void SetScoresTest::apartIsFartherThanAlike()
{
    const auto alike = koma::setDistance(randomRows(30, 4, 0.0, 1), randomRows(30, 4, 0.0, 2));
    const auto apart = koma::setDistance(randomRows(30, 4, 0.0, 1), randomRows(30, 4, 0.5, 2));
    QVERIFY(alike && apart);
    QVERIFY(apart->kid > alike->kid + 3.0 * alike->kidError);
    QVERIFY(apart->fid > alike->fid);
}

void SetScoresTest::wrongSetsAreRefused()
{
    FeatureRows ragged = randomRows(5, 4, 0.0, 1);
    ragged.back().pop_back();
    const FeatureRows good = randomRows(5, 4, 0.0, 2);
    for (const FeatureRows &bad : {ragged, randomRows(2, 4, 0.0, 3), randomRows(5, 3, 0.0, 4)}) {
        const auto refused = koma::setDistance(bad, good);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::InvalidArgument);
    }
    QVERIFY(!koma::setDistance({}, good));
    QVERIFY(!koma::setVariety({{1.0F, 0.0F}}));
}

void SetScoresTest::varietyOfKnownProbabilities()
{
    // Certain and evenly spread over two classes: 2. All alike: 1.
    FeatureRows even;
    for (int i = 0; i < 40; ++i)
        even.push_back(i % 2 == 0 ? std::vector<float>{1.0F, 0.0F}
                                  : std::vector<float>{0.0F, 1.0F});
    const auto two = koma::setVariety(even);
    QVERIFY(two);
    QVERIFY(std::abs(two->mean - 2.0) < 1e-9);
    QCOMPARE(two->splits, std::size_t{4});
    const auto one = koma::setVariety(FeatureRows(6, {0.5F, 0.5F}));
    QVERIFY(one);
    QVERIFY(std::abs(one->mean - 1.0) < 1e-9);
    QCOMPARE(one->splits, std::size_t{1});
}

void SetScoresTest::networkGetsThePictureInItsRange()
{
    auto opened = FeatureNetwork::open(network("return x.mean([2, 3])"));
    QVERIFY2(opened, opened ? "" : opened.error().detail.c_str());
    auto white = Image::create({40, 90}, 1, SampleType::U8);
    QVERIFY(white);
    std::fill_n(white->mutableRowAs<std::uint8_t>(0), 40 * 90, std::uint8_t{255});
    const auto row = opened->features(*white);
    QVERIFY(row);
    QCOMPARE(row->size(), std::size_t{3});
    for (const float value : *row)
        QVERIFY(std::abs(value - 1.0F) < 1e-5F);
    auto shapes = FeatureNetwork::open(
        network("return torch.tensor([[float(x.size(0)), float(x.size(1)), float(x.size(2)), "
                "float(x.size(3))]])"));
    QVERIFY(shapes);
    const auto shape = shapes->features(*white);
    QVERIFY(shape);
    QCOMPARE(*shape, (std::vector<float>{1.0F, 3.0F, 299.0F, 299.0F}));
}

void SetScoresTest::wrongNetworksAreRefused_data()
{
    QTest::addColumn<QString>("body");
    QTest::newRow("another shape") << "return x";
    QTest::newRow("not finite") << "return x.mean([2, 3]) / 0.0";
    QTest::newRow("no tensor") << "return 3";
    QTest::newRow("fails") << "return x.view([7])";
}

void SetScoresTest::wrongNetworksAreRefused()
{
    QFETCH(const QString, body);
    auto opened = FeatureNetwork::open(network(body.toStdString()));
    QVERIFY(opened);
    const auto image = koma::test::paintedImage({64, 64}, 3, SampleType::U8, koma::Random(1));
    const auto refused = opened->features(image);
    QVERIFY(!refused);
    QVERIFY(!refused.error().message.empty());

    const auto text = koma::test::pathOf(m_folder) / "text.pt";
    koma::test::require(koma::writeFileAtomically(text, "no network"));
    const auto noScript = FeatureNetwork::open(text);
    QVERIFY(!noScript);
    QCOMPARE(noScript.error().kind, ErrorKind::BadFormat);
    const auto missing = FeatureNetwork::open(koma::test::pathOf(m_folder) / "none.pt");
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, ErrorKind::NotFound);
}

KOMA_TEST_MAIN(QCoreApplication, SetScoresTest)
#include "tst_setscores.moc"
