// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/safetensors.h"

#include "tests/support/fixtures.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <limits>
#include <string>

using namespace koma;

namespace {

/// The values of safetensors_reference.py.
SafeTensors referenceContent()
{
    SafeTensors content;
    content.metadata = {{"format", "koma"}, {"note", "Grüße 漫画"}};
    auto &t = content.tensors;
    t["a.f32"] = torch::tensor({0.5F, -1.25F, 3.0e38F, 1.0e-38F, -0.0F, 7.0F}).view({2, 3});
    t["b.f16"] = torch::tensor({0.5F, -2.0F, 65504.0F, 0.000030517578125F}).to(torch::kFloat16);
    t["c.bf16"] = torch::tensor({1.5F, -0.015625F, 3.0F, 256.0F}).to(torch::kBFloat16).view({2, 2});
    t["d.f64"] = torch::tensor({3.141592653589793, -1.0e300}, torch::kFloat64).view({1, 1, 2});
    t["e.i64"] = torch::tensor(
        {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()});
    t["f.i32"] = torch::tensor(
        {std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()},
        torch::kInt32);
    t["g.u8"] = torch::tensor({0, 1, 127, 128, 255}, torch::kUInt8);
    t["h.scalar"] = torch::tensor(42.0F);
    t["i.empty"] = torch::empty({0, 3});
    return content;
}

} // namespace

class TestSafeTensorsVsReference : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTheReferencesFile()
    {
        const auto read =
            readSafeTensors(test::testData("golden/data/safetensors_golden.safetensors"));
        QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
        const SafeTensors wanted = referenceContent();
        QVERIFY(read->metadata == wanted.metadata);
        QCOMPARE(read->tensors.size(), wanted.tensors.size());
        for (const auto &[name, tensor] : wanted.tensors) {
            const torch::Tensor &own = read->tensors.at(name);
            QVERIFY2(own.dtype() == tensor.dtype(), name.c_str());
            QVERIFY2(own.sizes() == tensor.sizes(), name.c_str());
            QVERIFY2(torch::equal(own, tensor), name.c_str());
        }
    }

    void theReferenceReadsOurFile()
    {
        const QTemporaryDir folder;
        const auto path = test::pathOf(folder) / "own.safetensors";
        QVERIFY(writeSafeTensors(path, referenceContent()).has_value());
        const auto script = test::testData("golden/scripts/safetensors_reference.py");
        QProcess python;
        python.start(QStringLiteral("python3"),
                     {QString::fromStdString(script.string()), QStringLiteral("check"),
                      QString::fromStdString(path.string())});
        QVERIFY2(python.waitForFinished(30000), "python3 must be installed to run this test");
        QVERIFY2(python.exitCode() == 0, python.readAllStandardError().constData());
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestSafeTensorsVsReference)
#include "tst_safetensors_vs_reference.moc"
