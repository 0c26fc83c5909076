// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/curves/tensorboardevents.h"

#include "core/base/atomicfile.h"
#include "tests/support/fixtures.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>
#include <QProcess>

#include <array>
#include <limits>

using namespace koma;

namespace {

constexpr double kStart = 1700000000.25;

QString script()
{
    return QString::fromStdString(
        test::testData("golden/scripts/tensorboard_reference.py").string());
}

/// A Python that has Google's protobuf package: the first one found, or the system's. Empty where
/// there is none.
QString pythonWithProtobuf()
{
    for (const QString &python : {QStringLiteral("python3"), QStringLiteral("/usr/bin/python3")}) {
        QProcess process;
        process.start(python, {script(), QStringLiteral("have")});
        if (process.waitForFinished(30000) && process.exitStatus() == QProcess::NormalExit &&
            process.exitCode() == 0)
            return python;
    }
    return {};
}

} // namespace

class TestTensorBoardVsReference : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// The vectors of RFC 3720, appendix B.4, and the usual check value.
    void crcIsCastagnolis()
    {
        QCOMPARE(crc32c("123456789"), 0xe3069283U);
        QCOMPARE(crc32c(std::string(32, '\0')), 0x8a9136aaU);
        QCOMPARE(crc32c(std::string(32, '\xff')), 0x62a8ab43U);
        std::string ascending;
        for (char i = 0; i < 32; ++i)
            ascending += i;
        QCOMPARE(crc32c(ascending), 0x46dd794eU);
        QCOMPARE(crc32c(""), 0U);
    }

    /// Byte for byte what the protobuf package makes of the same events.
    void ourBytesAreTheReferences()
    {
        TensorBoardEvents events(kStart);
        events.add(
            kStart, 0,
            std::array<TaggedValue, 2>{{{"loss/generator", 0.75}, {"score/fake.half", -1.5}}});
        events.add(kStart + 2.5, 1, std::array<TaggedValue, 1>{{{"loss/generator", 0.0}}});
        events.add(kStart + 5.125, 300, {});
        events.add(
            kStart + 1e6, std::int64_t{1} << 40,
            std::array<TaggedValue, 2>{{{"loss/generator", 1e-30},
                                        {"run/wörld", std::numeric_limits<double>::infinity()}}});
        const std::string golden =
            readFile(test::testData("golden/data/tensorboard_golden.tfevents"), 10000).value();
        QCOMPARE(QByteArray::fromStdString(events.bytes()).toHex(),
                 QByteArray::fromStdString(golden).toHex());
    }

    void theReferenceReadsARunsCurves()
    {
        const QString python = pythonWithProtobuf();
        if (python.isEmpty())
            QSKIP("python3-protobuf is not installed; ourBytesAreTheReferences covers the format");
        const RunHistory history =
            parseRunHistory("step,seconds,picturesPerSecond,generator,real.half,kid\n"
                            "5,1.5,14.25,,0.5,\n"
                            "70000,6.5,20.5,-0.125,nan,3\n")
                .value();
        const QTemporaryDir folder;
        const auto file = writeTensorBoard(test::pathOf(folder) / "a" / "run", history, kStart);
        QVERIFY2(file.has_value(), file ? "" : file.error().message.c_str());
        QVERIFY(file->filename().string().find("tfevents") != std::string::npos);
        QProcess reader;
        reader.start(python,
                     {script(), QStringLiteral("check"), QString::fromStdString(file->string())});
        QVERIFY(reader.waitForFinished(30000));
        QVERIFY2(reader.exitCode() == 0, reader.readAllStandardError().constData());
        QCOMPARE(reader.readAllStandardOutput(),
                 QByteArray("5 1700000001.75 speed/picturesPerSecond 14.25\n"
                            "5 1700000001.75 score/real.half 0.5\n"
                            "70000 1700000006.75 speed/picturesPerSecond 20.5\n"
                            "70000 1700000006.75 loss/generator -0.125\n"
                            "70000 1700000006.75 score/real.half nan\n"
                            "70000 1700000006.75 quality/kid 3.0\n"));
    }

    void aSecondExportReplacesTheFirst()
    {
        const QTemporaryDir folder;
        const RunHistory history = parseRunHistory("step,seconds,generator\n1,2,3\n").value();
        const auto first = writeTensorBoard(test::pathOf(folder), history, kStart);
        const auto second = writeTensorBoard(test::pathOf(folder), history, kStart + 1);
        QVERIFY(first && second);
        QCOMPARE(*first, *second);
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestTensorBoardVsReference)
#include "tst_tensorboard_vs_reference.moc"
