// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/pictureio.h"
#include "core/training/rundescription.h"
#include "tests/support/commandrun.h"
#include "tests/support/fixtures.h"
#include "tests/support/randomcases.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <fstream>

using namespace koma;
using namespace Qt::StringLiterals;
namespace fs = std::filesystem;

namespace {

constexpr int kSteps = 2;
constexpr qint64 kMegabyte = 1000000;

void paint(const fs::path &folder, int channels, std::uint64_t item)
{
    fs::create_directories(folder);
    const Image image =
        test::paintedImage({480, 400}, channels, SampleType::U8, Random(11, 0, item));
    QVERIFY(writePicture(folder / (std::to_string(item) + ".png"), image, {},
                         {.format = PictureFormat::Png}));
}

} // namespace

/// The real program where the system refuses it memory.
class TestMemoryLimit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
#if defined(__SANITIZE_ADDRESS__)
        QSKIP("The sanitizer needs terabytes of address space.");
#endif
        m_root = test::pathOf(m_folder);
        fs::create_directories(m_root / "home");
        for (std::uint64_t i = 0; i < 6; ++i) {
            paint(m_root / "photos", 3, i);
            paint(m_root / "drawings", 3, 50 + i);
        }
        // About four gigabytes at once, and a sixteenth of the tensors picture by picture.
        std::ofstream(m_root / "config.json")
            << R"({"batchSize": 16, "cropPx": 256, "warmupSteps": 1, "bfloat16": false})";
    }

    /// Whatever the limit: the run ends well, with smaller parts, or says that memory is missing.
    void trainingWithinALimitNeverCrashes_data()
    {
        QTest::addColumn<qint64>("megabytes");
        for (const qint64 megabytes : {2800, 2400, 1600, 700})
            QTest::addRow("%lld MB", megabytes) << megabytes;
    }

    void trainingWithinALimitNeverCrashes()
    {
        QFETCH(const qint64, megabytes);
        const auto done = trained(megabytes * kMegabyte);
        const QString all = done.output + done.errors;
        const bool isDone = done.exitCode == 0;
        const bool isRefused = done.exitCode == 1 && all.contains("not enough memory"_L1);
        QVERIFY2(isDone || isRefused,
                 qPrintable(u"exit code %1\n%2"_s.arg(done.exitCode).arg(all)));
        if (isDone) {
            QCOMPARE(readRunProgress(m_root / "run").step, kSteps);
            QVERIFY(fs::exists(m_root / "run" / "weights.safetensors"));
        }
        m_shrunk += isDone && all.contains("smaller parts"_L1) ? 1 : 0;
        m_refused += isRefused ? 1 : 0;
    }

    void aLimitShrinksBatchesAndAnotherEndsTheRun()
    {
        QVERIFY2(m_shrunk > 0, "no limit made a run go on in smaller parts");
        QVERIFY2(m_refused > 0, "no limit was too low");
    }

private:
    [[nodiscard]] test::CommandOutcome trained(qint64 mostBytes) const
    {
        test::CommandRun run(text(test::sourceFolder()), text(m_root / "home"));
        run.setMostDataBytes(mostBytes);
        const auto path = [this](const char *name) { return text(m_root / name); };
        return run({u"train"_s, u"--photos"_s, path("photos"), u"--style"_s, path("drawings"),
                    u"--base"_s, u"none"_s, u"--config"_s, path("config.json"), u"--steps"_s,
                    QString::number(kSteps), u"--out"_s, path("run"), u"--fresh"_s, u"--threads"_s,
                    u"2"_s, u"--id"_s, u"limited"_s});
    }

    static QString text(const fs::path &path)
    {
        return QString::fromStdString(path.string());
    }

    QTemporaryDir m_folder;
    fs::path m_root;
    int m_shrunk = 0;
    int m_refused = 0;
};

KOMA_TEST_MAIN(QCoreApplication, TestMemoryLimit)
#include "tst_memory_limit.moc"
