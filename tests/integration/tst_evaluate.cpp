// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/pictureio.h"
#include "tests/support/commandrun.h"
#include "tests/support/fixtures.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <memory>

namespace fs = std::filesystem;

namespace {

using namespace Qt::StringLiterals;
using koma::test::CommandOutcome;
using koma::test::CommandRun;

void writeText(const QString &path, const QByteArray &text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

} // namespace

/// `koma judge` and `koma evaluate` from their arguments to their tables, on painted pictures.
class EvaluateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void judgeCheckPrintsItsTables();
    void judgeTrainRefusesAnEmptyFolder();
    void judgeWantsASubcommand();
    void withoutAJudge();
    void everythingAtOnce();
    void anUnwritableSheetKeepsTheScores();
    void brokenPhotosAreNamed();
    void unknownStyleHasNoStyleScore();
    void anotherClassMayBeNamed();
    void wrongJudgeIsRefused();
    void wrongFeaturesAreRefused();

private:
    QString path(const QString &name) const { return m_folder.filePath(name); }
    void paint(const QString &folder, int count, int channels, std::uint64_t seed) const;
    CommandOutcome runKoma(const QStringList &arguments) const { return (*m_koma)(arguments); }
    QStringList evaluate(const QStringList &more) const
    {
        return QStringList{u"evaluate"_s,   u"--style"_s, u"tiny-ink"_s,       u"--photos"_s,
                           path(u"seen"_s), u"--sheet"_s, path(u"sheet.jpg"_s)} +
               more;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<CommandRun> m_koma;
};

void EvaluateTest::paint(const QString &folder, int count, int channels, std::uint64_t seed) const
{
    QVERIFY(QDir(m_folder.path()).mkpath(folder));
    for (int i = 0; i < count; ++i) {
        const auto image =
            koma::test::paintedImage({160, 140}, channels, koma::SampleType::U8,
                                     koma::Random(seed, 0, static_cast<std::uint64_t>(i)));
        const fs::path file = path(u"%1/%2.png"_s.arg(folder).arg(i)).toStdString();
        QVERIFY(koma::writePicture(file, image, {}, {}));
    }
}

/// Trains a style and a judge of a few steps: what they are worth does not matter here.
void EvaluateTest::initTestCase()
{
    QVERIFY(m_folder.isValid());
    for (const char *name : {"home", "data/models/styles"})
        QVERIFY(QDir(m_folder.path()).mkpath(QLatin1StringView(name)));
    paint(u"photos"_s, 4, 3, 1);
    paint(u"seen"_s, 4, 3, 2);
    paint(u"drawings"_s, 4, 3, 3);
    paint(u"styles/tiny-ink"_s, 4, 1, 4);
    paint(u"styles/other-ink"_s, 4, 1, 5);
    writeText(path(u"tiny.json"_s),
              R"({"cropPx": 64, "contextPx": 8, "batchSize": 2, "warmupSteps": 1,
                  "discriminatorWidth": 8, "architectureParams": {"width": 8, "blocks": 2}})");
    writeText(path(u"families.json"_s), R"({"ink": ["tiny-ink", "other-ink"]})");
    m_koma = std::make_unique<CommandRun>(path(u"data"_s), path(u"home"_s));
    const CommandOutcome style = runKoma(
        {u"train"_s, u"--photos"_s, path(u"photos"_s), u"--style"_s, path(u"styles/tiny-ink"_s),
         u"--out"_s, path(u"data/models/styles/tiny"_s), u"--config"_s, path(u"tiny.json"_s),
         u"--steps"_s, u"2"_s, u"--id"_s, u"tiny-ink"_s});
    QVERIFY2(style.exitCode == 0, qPrintable(style.output + style.errors));
    const CommandOutcome judge =
        runKoma({u"judge"_s, u"train"_s, u"--styles"_s, path(u"styles"_s), u"--photos"_s,
                 path(u"photos"_s), u"--out"_s, path(u"judge/judge.json"_s), u"--families"_s,
                 path(u"families.json"_s), u"--steps"_s, u"2"_s, u"--threads"_s, u"1"_s});
    QVERIFY2(judge.exitCode == 0, qPrintable(judge.output + judge.errors));
    QVERIFY2(judge.output.contains(u"done: 3 classes, step 2"_s), qPrintable(judge.output));
    QVERIFY(QFile::exists(path(u"judge/judge.safetensors"_s)));
}

void EvaluateTest::judgeCheckPrintsItsTables()
{
    QVERIFY(QDir(m_folder.path()).mkpath(u"styles/nobody"_s));
    const CommandOutcome outcome =
        runKoma({u"judge"_s, u"check"_s, u"--judge"_s, path(u"judge/judge.json"_s), u"--styles"_s,
                 path(u"styles"_s), u"--photos"_s, path(u"seen"_s)});
    QDir(path(u"styles/nobody"_s)).removeRecursively();
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.errors));
    for (const char *part :
         {"right hand", "right family", "other-ink", "all drawings", "photo", "left out: nobody"})
        QVERIFY2(outcome.output.contains(QLatin1StringView(part)), qPrintable(outcome.output));
}

void EvaluateTest::judgeTrainRefusesAnEmptyFolder()
{
    QVERIFY(QDir(m_folder.path()).mkpath(u"none"_s));
    const CommandOutcome outcome =
        runKoma({u"judge"_s, u"train"_s, u"--styles"_s, path(u"none"_s), u"--photos"_s,
                 path(u"photos"_s), u"--out"_s, path(u"none.json"_s), u"--steps"_s, u"1"_s});
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY2(outcome.errors.contains(u"no styles"_s), qPrintable(outcome.errors));
    QVERIFY(!QFile::exists(path(u"none.json"_s)));
}

void EvaluateTest::judgeWantsASubcommand()
{
    QCOMPARE(runKoma({u"judge"_s}).exitCode, 2);
    QCOMPARE(runKoma({u"judge"_s, u"--help"_s}).exitCode, 0);
}

void EvaluateTest::withoutAJudge()
{
    const CommandOutcome outcome = runKoma(evaluate({}));
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.errors));
    for (const char *part : {"photos                 4", "edge retrieval", "content score"})
        QVERIFY2(outcome.output.contains(QLatin1StringView(part)), qPrintable(outcome.output));
    QVERIFY(!outcome.output.contains(u"style score"_s));
    QVERIFY(!outcome.output.contains(u"KID"_s));
    QVERIFY(!outcome.output.contains(u"note:"_s));
}

void EvaluateTest::everythingAtOnce()
{
    const CommandOutcome outcome = runKoma(evaluate(
        {u"--judge"_s, path(u"judge"_s), u"--drawings"_s, path(u"styles/tiny-ink"_s),
         u"--baselines"_s, u"--compare"_s, path(u"data/models/styles/tiny"_s), u"--json"_s,
         path(u"scores.json"_s), u"--sheet-pictures"_s, u"2"_s, u"--precision"_s, u"float32"_s}));
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.errors));
    for (const char *part :
         {"style score", "(input)", "(ink filter)", "(colour transfer)", "KID drawings",
          "FID photos", "Inception Score", "hand / own", "(artist's drawings)", "not comparable"})
        QVERIFY2(outcome.output.contains(QLatin1StringView(part)), qPrintable(outcome.output));
    QVERIFY(koma::readPicture(path(u"sheet.jpg"_s).toStdString()));

    QFile file(path(u"scores.json"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject scores = QJsonDocument::fromJson(file.readAll()).object();
    QCOMPARE(scores["photos"_L1].toInt(), 4);
    QCOMPARE(scores["judgeClass"_L1].toString(), u"tiny-ink"_s);
    QCOMPARE(scores["judgeFamily"_L1].toArray().size(), 2);
    const QJsonArray methods = scores["methods"_L1].toArray();
    QCOMPARE(methods.size(), 5);
    for (const auto &entry : methods) {
        const QJsonObject method = entry.toObject();
        QVERIFY(method["inceptionScore"_L1]["mean"_L1].toDouble() >= 1.0);
        for (const auto &set : {"toDrawings"_L1, "toPhotos"_L1}) {
            const QJsonObject distance = method["byJudge"_L1][set].toObject();
            QCOMPARE(distance["pictures"_L1].toInt(), 4);
            QVERIFY(distance["kid"_L1].isDouble());
            QVERIFY(distance["fidError"_L1].isDouble());
        }
    }
    // The same style under two names has the same scores; the input is at no distance from itself.
    QCOMPARE(methods[0]["byJudge"_L1], methods[1]["byJudge"_L1]);
    QCOMPARE(methods[2]["name"_L1].toString(), u"(input)"_s);
    QVERIFY(methods[2]["contentScore"_L1].toDouble() > 0.999);
    QVERIFY(methods[2]["byJudge"_L1]["toPhotos"_L1]["fid"_L1].toDouble() < 1e-3);
}

void EvaluateTest::anUnwritableSheetKeepsTheScores()
{
    QVERIFY(QFile(path(u"a-file"_s)).open(QIODevice::WriteOnly));
    QStringList arguments = evaluate({});
    arguments.replace(arguments.indexOf(u"--sheet"_s) + 1, path(u"a-file/sheet.jpg"_s));
    const CommandOutcome outcome = runKoma(arguments);
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY2(outcome.output.contains(u"edge retrieval"_s), qPrintable(outcome.output));
    QVERIFY(!outcome.output.contains(u"contact sheet"_s));
    QVERIFY2(outcome.errors.contains(u"a-file/sheet.jpg"_s), qPrintable(outcome.errors));
}

void EvaluateTest::brokenPhotosAreNamed()
{
    QFile broken(path(u"seen/zz-broken.jpg"_s));
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("no picture");
    broken.close();
    const CommandOutcome outcome = runKoma(evaluate({}));
    QVERIFY(broken.remove());
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.errors));
    QVERIFY2(outcome.output.contains(u"zz-broken.jpg"_s), qPrintable(outcome.output));
    QVERIFY(outcome.output.contains(u"photos                 4"_s));
}

void EvaluateTest::unknownStyleHasNoStyleScore()
{
    const CommandOutcome outcome =
        runKoma(evaluate({u"--judge"_s, path(u"judge"_s), u"--as"_s, u"rembrandt"_s}));
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.errors));
    QVERIFY2(outcome.output.contains(u"does not know the style \"rembrandt\""_s),
             qPrintable(outcome.output));
    QVERIFY(!outcome.output.contains(u"style score "_s));
    QVERIFY(outcome.output.contains(u"KID photos"_s));
}

void EvaluateTest::anotherClassMayBeNamed()
{
    const CommandOutcome outcome =
        runKoma(evaluate({u"--judge"_s, path(u"judge"_s), u"--as"_s, u"other-ink"_s}));
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.errors));
    QVERIFY2(outcome.output.contains(u"share given to other-ink"_s), qPrintable(outcome.output));
}

void EvaluateTest::wrongJudgeIsRefused()
{
    writeText(path(u"wrong.json"_s), R"({"format": "koma-style"})");
    const CommandOutcome outcome = runKoma(evaluate({u"--judge"_s, path(u"wrong.json"_s)}));
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY2(outcome.errors.contains(u"wrong.json"_s), qPrintable(outcome.errors));
    QCOMPARE(runKoma(evaluate({u"--judge"_s, path(u"missing.json"_s)})).exitCode, 2);
}

void EvaluateTest::wrongFeaturesAreRefused()
{
    writeText(path(u"features.pt"_s), "no network");
    const CommandOutcome outcome = runKoma(evaluate({u"--features"_s, path(u"features.pt"_s)}));
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY2(outcome.errors.contains(u"TorchScript"_s), qPrintable(outcome.errors));
}

KOMA_TEST_MAIN(QCoreApplication, EvaluateTest)
#include "tst_evaluate.moc"
