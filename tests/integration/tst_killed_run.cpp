// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/hash.h"
#include "core/imaging/pictureio.h"
#include "core/training/rundescription.h"
#include "tests/support/fixtures.h"
#include "tests/support/randomcases.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTemporaryDir>

#include <fstream>

using namespace koma;
namespace fs = std::filesystem;

namespace {

constexpr int kSteps = 250;
constexpr int kMostKills = 6;

void paint(const fs::path &folder, int channels, std::uint64_t item)
{
    fs::create_directories(folder);
    const Image image =
        test::paintedImage({160, 128}, channels, SampleType::U8, Random(9, 0, item));
    QVERIFY(writePicture(folder / (std::to_string(item) + ".png"), image, {},
                         {.format = PictureFormat::Png}));
}

} // namespace

/// The real program killed without warning, as by a power cut, and started again.
class TestKilledRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_root = test::pathOf(m_folder);
        for (std::uint64_t i = 0; i < 6; ++i) {
            paint(m_root / "photos", 3, i);
            paint(m_root / "drawings", 1, 50 + i);
        }
        std::ofstream(m_root / "config.json")
            << R"({"architectureParams": {"width": 8, "blocks": 2}, "discriminatorWidth": 8, "batchSize": 2,
                   "cropPx": 64, "contextPx": 8, "warmupSteps": 20, "bfloat16": false})";
    }

    void aKilledRunEndsInTheVeryWeightsOfAnUnbrokenOne()
    {
        const fs::path whole = m_root / "whole";
        const fs::path broken = m_root / "broken";
        QProcess unbroken;
        start(unbroken, arguments(whole));
        QVERIFY(unbroken.waitForFinished(240000));
        QCOMPARE(unbroken.exitCode(), 0);

        Random random(test::randomCasesSeed(), 41);
        int kills = 0;
        for (bool isDone = false; !isDone;) {
            QProcess process;
            start(process, kills == 0 ? arguments(broken) : resumed(broken));
            const int waitMs = 500 + static_cast<int>(random.below(1200));
            isDone = kills >= kMostKills || process.waitForFinished(waitMs);
            if (isDone) {
                QVERIFY(process.state() == QProcess::NotRunning || process.waitForFinished(240000));
                QVERIFY2(process.exitCode() == 0, process.readAllStandardError());
            } else {
                process.kill(); // SIGKILL
                process.waitForFinished();
                ++kills;
            }
        }
        QVERIFY2(kills > 0, "the run ended before it could be killed");
        for (const char *file : {"weights.safetensors", "base.safetensors"})
            QCOMPARE(sha256HexOfFile(broken / file).value(), sha256HexOfFile(whole / file).value());
        QCOMPARE(readRunProgress(broken).step, kSteps);
    }

private:
    void start(QProcess &process, const QStringList &command) const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("KOMA_DATA_DIR"),
                           QString::fromStdString(test::sourceFolder().string()));
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(KOMA_EXECUTABLE), command);
    }

    [[nodiscard]] QStringList arguments(const fs::path &run) const
    {
        return {QStringLiteral("train"),
                QStringLiteral("--photos"),
                text(m_root / "photos"),
                QStringLiteral("--style"),
                text(m_root / "drawings"),
                QStringLiteral("--out"),
                text(run),
                QStringLiteral("--config"),
                text(m_root / "config.json"),
                QStringLiteral("--steps"),
                QString::number(kSteps),
                QStringLiteral("--threads"),
                QStringLiteral("1"),
                QStringLiteral("--id"),
                QStringLiteral("killed"),
                QStringLiteral("--checkpoint"),
                QStringLiteral("0.2")};
    }

    /// Where a kill came before the run was described, it begins again.
    [[nodiscard]] QStringList resumed(const fs::path &run) const
    {
        if (!fs::exists(run / "run.json"))
            return arguments(run);
        return {
            QStringLiteral("train"),     QStringLiteral("--resume"), text(run),
            QStringLiteral("--threads"), QStringLiteral("1"),        QStringLiteral("--checkpoint"),
            QStringLiteral("0.2")};
    }

    static QString text(const fs::path &path) { return QString::fromStdString(path.string()); }

    QTemporaryDir m_folder;
    fs::path m_root;
};

KOMA_TEST_MAIN(QCoreApplication, TestKilledRun)
#include "tst_killed_run.moc"
