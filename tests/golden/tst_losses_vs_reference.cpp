// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/guide/tonecurve.h"
#include "core/training/torch/losses.h"
#include "tests/golden/jsontensors.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>

using namespace koma;
using nlohmann::json;

namespace {

constexpr double kTolerance = 1e-9; ///< the file keeps 12 digits

std::vector<float> floats(const torch::Tensor &tensor)
{
    const torch::Tensor values = tensor.to(torch::kFloat32).contiguous();
    const auto *first = values.data_ptr<float>();
    return {first, first + values.numel()};
}

} // namespace

/// Against tests/golden/scripts/losses_reference.py (NumPy and SciPy).
class TestLossesVsReference : public QObject
{
    Q_OBJECT

    json m_data = test::goldenData("losses.json");

    torch::Tensor input(const char *name) const
    {
        return test::tensorFromJson(m_data.at("inputs").at(name));
    }

    static void compare(const torch::Tensor &ours, double reference)
    {
        const QString off =
            test::difference(ours, torch::tensor(reference, torch::kFloat64), kTolerance);
        QVERIFY2(off.isEmpty(), qPrintable(off));
    }

private Q_SLOTS:
    void objectives_data()
    {
        QTest::addColumn<std::string>("name");
        QTest::addColumn<int>("objective");
        QTest::newRow("bce") << std::string("bce") << int(GanObjective::BinaryCrossEntropy);
        QTest::newRow("least squares")
            << std::string("least-squares") << int(GanObjective::LeastSquares);
        QTest::newRow("hinge") << std::string("hinge") << int(GanObjective::Hinge);
    }

    void objectives()
    {
        QFETCH(std::string, name);
        QFETCH(int, objective);
        const auto kind = static_cast<GanObjective>(objective);
        const auto expected = m_data.at("objectives").at(name).get<std::vector<double>>();
        const torch::Tensor scores = input("scores");
        compare(losses::discriminatorOnReal(kind, scores), expected.at(0));
        compare(losses::discriminatorOnFake(kind, scores), expected.at(1));
        compare(losses::generatorOnFake(kind, scores), expected.at(2));
    }

    void patchNce()
    {
        for (const auto &[temperature, loss] : m_data.at("patchNce").items())
            compare(losses::patchNce(input("queries"), input("keys"), std::stod(temperature)),
                    loss.get<double>());
    }

    void luma()
    {
        const torch::Tensor reference = test::tensorFromJson(m_data.at("luma"));
        const QString off = test::difference(losses::luma(input("colour")), reference, kTolerance);
        QVERIFY2(off.isEmpty(), qPrintable(off));
        QVERIFY(torch::equal(losses::luma(input("grey")), input("grey")));
    }

    void gaussianBlur()
    {
        using torch::indexing::Slice;
        for (const auto &[sigma, object] : m_data.at("blur").items()) {
            const torch::Tensor blurred = losses::gaussianBlur(input("grey"), std::stod(sigma));
            QVERIFY(blurred.sizes() == input("grey").sizes());
            const torch::Tensor sample = blurred.index(
                {"...", Slice(0, torch::indexing::None, 3), Slice(0, torch::indexing::None, 3)});
            const QString off = test::difference(sample, test::tensorFromJson(object), kTolerance);
            QVERIFY2(off.isEmpty(), qPrintable(off));
        }
    }

    void tone()
    {
        for (const auto &[name, loss] : m_data.at("tone").items())
            compare(losses::tone(input(name.c_str()), input("target"), 4.0), loss.get<double>());
    }

    void structure()
    {
        const json &expected = m_data.at("structure");
        const torch::Tensor photo = input("smoothPhoto");
        compare(losses::structure(input("grey"), photo, {2.0, 6.0}),
                expected.at("grey").get<double>());
        compare(losses::structure(input("colour"), photo, {3.0, 9.0}),
                expected.at("colour").get<double>());
        compare(losses::structure(input("colour"), input("photo"), {2.0, 6.0}),
                expected.at("noise").get<double>());
    }

    void chroma()
    {
        compare(losses::chroma(input("colour"), input("photo")), m_data.at("chroma").get<double>());
    }

    void unevenness()
    {
        const torch::Tensor flatAreas = (2.0 * input("smoothPhoto")).round() / 2.0;
        compare(losses::unevenness(input("colour"), flatAreas),
                m_data.at("unevenness").get<double>());
    }

    void r1Penalty()
    {
        const torch::Tensor real = input("real").requires_grad_(true);
        const torch::Tensor scores =
            (input("linear") * real + 0.5 * input("quadratic") * real.square()).sum({1, 2, 3});
        compare(losses::r1Penalty(scores, real).detach(), m_data.at("r1").get<double>());
    }

    void toneCurve()
    {
        for (const auto &[share, object] : m_data.at("toneCurve").items()) {
            const ToneCurve curve = ToneCurve::matched(
                floats(input("photoTones")), floats(input("drawingTones")), std::stod(share));
            const QString off = test::difference(curve.knots(), test::tensorFromJson(object), 1e-5);
            QVERIFY2(off.isEmpty(), qPrintable(off));
        }
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestLossesVsReference)
#include "tst_losses_vs_reference.moc"
