// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/engine/stylecard.h"
#include "core/imaging/pictureio.h"
#include "tests/support/commandrun.h"
#include "tests/support/fixtures.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace fs = std::filesystem;

namespace {

using namespace Qt::StringLiterals;
using koma::ImageSize;
using koma::test::CommandOutcome;
using koma::test::CommandRun;

constexpr std::string_view kArtist = "Koma test";

/// A little-endian EXIF block with two entries: Orientation (0x0112) and Artist (0x013B).
std::vector<std::uint8_t> exifBlock(std::uint16_t orientation)
{
    constexpr std::uint8_t kArtistBytes = kArtist.size() + 1;
    const auto low = static_cast<std::uint8_t>(orientation);
    // clang-format off
    const std::array<std::uint8_t, 38> head = {
        'I', 'I', 42, 0, 8, 0, 0, 0, 2, 0,                     // header, two entries
        0x12, 0x01, 3, 0, 1, 0, 0, 0, low, 0, 0, 0,            // Orientation, SHORT
        0x3B, 0x01, 2, 0, kArtistBytes, 0, 0, 0, 38, 0, 0, 0,  // Artist, ASCII, at byte 38
        0, 0, 0, 0,                                            // no further directory
    };
    // clang-format on
    std::vector<std::uint8_t> exif(head.size() + kArtistBytes);
    std::copy(head.begin(), head.end(), exif.begin());
    std::copy(kArtist.begin(), kArtist.end(), exif.begin() + head.size());
    return exif;
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeText(const QString &path, const QByteArray &text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

} // namespace

/// The real program, from its arguments to its files and exit codes, with a style that it trains
/// itself.
class CliTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void helpAndVersion();
    void wrongArguments_data();
    void wrongArguments();
    void noDisplayIsSaid();
    void doctorTellsTheMachine();
    void unknownStyleListsTheKnownOnes();
    void badPicturesAreRefused_data();
    void badPicturesAreRefused();
    void keepsSizeAndMetadata();
    void severalPicturesGoIntoAFolder();
    void oneBadPictureDoesNotStopTheOthers();
    void neverReplacesAnInput();
    void strengthZeroIsThePicture();
    void styleMayBeAFolder();
    void interruptedStylizeLeavesNothing();
    void trainTellsWhatIsLeftOut();
    void trainRefusesTooFewPictures();
    void trainRefusesAWrongConfig();
    void trainRefusesAWrongId();
    void interruptedTrainGoesOn();
    void trainSaysWhatIsMissing();
    void evaluateWritesASheet();
    void builtInStylesDraw();

private:
    QString path(const QString &name) const { return m_folder.filePath(name); }
    void paint(const QString &name, ImageSize size, int channels, std::uint64_t seed,
               const koma::PictureMetadata &metadata = {}) const;
    QStringList trainArguments(const QString &run) const;
    CommandOutcome runKoma(const QStringList &arguments) const { return (*m_koma)(arguments); }

    QTemporaryDir m_folder;
    std::unique_ptr<CommandRun> m_koma;
};

void CliTest::paint(const QString &name, ImageSize size, int channels, std::uint64_t seed,
                    const koma::PictureMetadata &metadata) const
{
    const koma::Image image =
        koma::test::paintedImage(size, channels, koma::SampleType::U8, koma::Random(seed));
    const fs::path file = path(name).toStdString();
    const auto format = koma::formatFromExtension(file);
    QVERIFY(format);
    QVERIFY(koma::writePicture(file, image, metadata, {.format = *format}));
}

QStringList CliTest::trainArguments(const QString &run) const
{
    return {u"train"_s, u"--photos"_s, path(u"photos"_s), u"--style"_s,         path(u"drawings"_s),
            u"--out"_s, run,           u"--config"_s,     path(u"tiny.json"_s), u"--seed"_s,
            u"7"_s};
}

/// Paints small photos and drawings, trains a style of a few steps on them and puts it where styles
/// are found: the other tests draw with it.
void CliTest::initTestCase()
{
    QVERIFY(m_folder.isValid());
    for (const char *name : {"photos", "drawings", "home", "data/models/styles"})
        QVERIFY(QDir(m_folder.path()).mkpath(QLatin1StringView(name)));
    for (std::uint64_t i = 0; i < 5; ++i) {
        paint(u"photos/photo%1.jpg"_s.arg(i), {160, 128}, 3, i);
        paint(u"drawings/drawing%1.png"_s.arg(i), {128, 160}, 1, 100 + i);
    }
    writeText(path(u"tiny.json"_s),
              R"({"cropPx": 64, "contextPx": 8, "batchSize": 2, "warmupSteps": 2,
                  "discriminatorWidth": 8, "architectureParams": {"width": 8, "blocks": 2}})");
    m_koma = std::make_unique<CommandRun>(path(u"data"_s), path(u"home"_s));

    const QString run = path(u"data/models/styles/tiny"_s);
    const CommandOutcome trained =
        runKoma(trainArguments(run) + QStringList{u"--steps"_s, u"4"_s, u"--id"_s, u"tiny-ink"_s,
                                                  u"--name"_s, u"Tiny ink"_s, u"--artist"_s,
                                                  u"A painter"_s, u"--licence"_s, u"CC0-1.0"_s});
    QVERIFY2(trained.exitCode == 0, qPrintable(trained.output + trained.errors));
    QVERIFY(trained.output.contains(u"step 4/4"_s));
    QVERIFY(trained.output.contains(u"pictures/s"_s));
    QVERIFY(trained.output.contains(u"left"_s));
    QVERIFY(trained.output.contains(u"koma stylize PHOTO.jpg --style "_s + run));
    const auto card = koma::readStyleCard(run.toStdString());
    QVERIFY(card);
    QCOMPARE(card->id, std::string("tiny-ink"));
    QCOMPARE(card->name, std::string("Tiny ink"));
    QCOMPARE(card->artist, std::string("A painter"));
    QCOMPARE(card->licence, std::string("CC0-1.0"));
    QCOMPARE(card->trainingSteps, 4);

    koma::PictureMetadata metadata;
    metadata.exif = exifBlock(1);
    paint(u"photo.jpg"_s, {97, 61}, 3, 1, metadata);
}

void CliTest::helpAndVersion()
{
    const CommandOutcome help = runKoma({u"--help"_s});
    QCOMPARE(help.exitCode, 0);
    for (const char *command : {"stylize", "train", "evaluate", "doctor"}) {
        QVERIFY2(help.output.contains(QLatin1StringView(command)), command);
        const CommandOutcome ofCommand = runKoma({QString::fromLatin1(command), u"--help"_s});
        QCOMPARE(ofCommand.exitCode, 0);
        QVERIFY2(ofCommand.output.contains(u"--threads"_s), command);
    }
    QVERIFY(help.output.contains(u"130"_s));
    const CommandOutcome version = runKoma({u"--version"_s});
    QCOMPARE(version.exitCode, 0);
    QVERIFY(version.output.startsWith(u"Koma 0."_s));
}

void CliTest::wrongArguments_data()
{
    QTest::addColumn<QStringList>("arguments");
    const QStringList stylize = {u"stylize"_s,  u"photo.jpg"_s, u"--style"_s,
                                 u"tiny-ink"_s, u"-o"_s,        u"out.png"_s};
    QTest::newRow("unknown command") << QStringList{u"stylze"_s, u"photo.jpg"_s};
    QTest::newRow("unknown option") << stylize + QStringList{u"--colour"_s};
    QTest::newRow("no style") << QStringList{u"stylize"_s, u"photo.jpg"_s, u"-o"_s, u"out.png"_s};
    QTest::newRow("no output") << stylize.mid(0, 4);
    QTest::newRow("strength") << stylize + QStringList{u"--strength"_s, u"1.5"_s};
    QTest::newRow("stroke scale") << stylize + QStringList{u"--stroke-scale"_s, u"0.1"_s};
    QTest::newRow("quality") << stylize + QStringList{u"--quality"_s, u"0"_s};
    QTest::newRow("precision") << stylize + QStringList{u"--precision"_s, u"int8"_s};
    QTest::newRow("no number") << stylize + QStringList{u"--threads"_s, u"many"_s};
    QTest::newRow("unknown ending") << stylize.mid(0, 5) + QStringList{u"out.xyz"_s};
    QTest::newRow("steps and minutes")
        << trainArguments(path(u"run"_s)) +
               QStringList{u"--steps"_s, u"1"_s, u"--minutes"_s, u"1"_s};
}

void CliTest::wrongArguments()
{
    QFETCH(const QStringList, arguments);
    m_koma->setWorkingFolder(m_folder.path());
    const CommandOutcome outcome = runKoma(arguments);
    QCOMPARE(outcome.exitCode, 2);
    QVERIFY(!outcome.errors.isEmpty());
    QVERIFY(!QFile::exists(path(u"out.png"_s)));
}

void CliTest::noDisplayIsSaid()
{
    const CommandOutcome outcome = runKoma({});
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY2(outcome.errors.contains(u"there is no display"_s), qPrintable(outcome.errors));
}

void CliTest::doctorTellsTheMachine()
{
    const CommandOutcome outcome = runKoma({u"doctor"_s, u"--threads"_s, u"2"_s});
    QCOMPARE(outcome.exitCode, 0);
    for (const char *part : {"LibTorch", "OpenCV", "Qt", "2 threads in use", "Memory",
                             "cpu: ", "tiny-ink: Tiny ink (CC0-1.0)"})
        QVERIFY2(outcome.output.contains(QLatin1StringView(part)), qPrintable(outcome.output));
}

void CliTest::unknownStyleListsTheKnownOnes()
{
    const CommandOutcome outcome = runKoma({u"stylize"_s, path(u"photo.jpg"_s), u"--style"_s,
                                            u"rembrandt"_s, u"-o"_s, path(u"out.png"_s)});
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY2(outcome.errors.contains(u"rembrandt"_s), qPrintable(outcome.errors));
    QVERIFY2(outcome.errors.contains(u"tiny-ink"_s), qPrintable(outcome.errors));
}

void CliTest::badPicturesAreRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    paint(u"whole.jpg"_s, {200, 200}, 3, 5);
    const QByteArray whole = bytesOf(path(u"whole.jpg"_s));
    QTest::newRow("missing") << u"missing.jpg"_s << QByteArray();
    QTest::newRow("no picture") << u"text.jpg"_s << QByteArray("This is no picture.");
    QTest::newRow("cut short") << u"half.jpg"_s << whole.first(whole.size() / 2);
}

void CliTest::badPicturesAreRefused()
{
    QFETCH(const QString, name);
    QFETCH(const QByteArray, content);
    if (!content.isEmpty())
        writeText(path(name), content);
    const CommandOutcome outcome = runKoma(
        {u"stylize"_s, path(name), u"--style"_s, u"tiny-ink"_s, u"-o"_s, path(u"bad.png"_s)});
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY2(outcome.errors.contains(name), qPrintable(outcome.errors));
    QVERIFY(!QFile::exists(path(u"bad.png"_s)));
}

void CliTest::keepsSizeAndMetadata()
{
    koma::PictureMetadata metadata;
    metadata.exif = exifBlock(6); // lies on its side: width and height change places
    paint(u"turned.jpg"_s, {97, 61}, 3, 3, metadata);
    const CommandOutcome outcome =
        runKoma({u"stylize"_s, path(u"turned.jpg"_s), u"--style"_s, u"tiny-ink"_s, u"-o"_s,
                 path(u"drawn.jpg"_s), u"--threads"_s, u"2"_s, u"--precision"_s, u"float32"_s});
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.errors));
    QVERIFY2(outcome.output.contains(u"drawn.jpg  61×97"_s), qPrintable(outcome.output));
    const auto drawn = koma::readPicture(path(u"drawn.jpg"_s).toStdString());
    QVERIFY(drawn);
    QCOMPARE(drawn->image.size().widthPx, 61);
    QCOMPARE(drawn->image.size().heightPx, 97);
    QVERIFY(bytesOf(path(u"drawn.jpg"_s)).contains(QByteArrayView(kArtist.data(), kArtist.size())));
}

void CliTest::severalPicturesGoIntoAFolder()
{
    const CommandOutcome outcome =
        runKoma({u"stylize"_s, path(u"photos/photo0.jpg"_s), path(u"drawings/drawing1.png"_s),
                 u"--style"_s, u"tiny-ink"_s, u"-o"_s, path(u"with space"_s)});
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.errors));
    QVERIFY(QFile::exists(path(u"with space/photo0.jpg"_s)));
    QVERIFY(QFile::exists(path(u"with space/drawing1.png"_s)));
}

void CliTest::oneBadPictureDoesNotStopTheOthers()
{
    const CommandOutcome outcome =
        runKoma({u"stylize"_s, path(u"none.jpg"_s), path(u"photos/photo1.jpg"_s), u"--style"_s,
                 u"tiny-ink"_s, u"-o"_s, path(u"rest"_s)});
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY(outcome.errors.contains(u"none.jpg"_s));
    QVERIFY(QFile::exists(path(u"rest/photo1.jpg"_s)));
}

void CliTest::neverReplacesAnInput()
{
    paint(u"precious.png"_s, {64, 48}, 3, 9);
    const QByteArray before = bytesOf(path(u"precious.png"_s));
    const QStringList arguments = {u"stylize"_s, path(u"precious.png"_s),
                                   u"--style"_s, u"tiny-ink"_s,
                                   u"-o"_s,      path(u"./home/../precious.png"_s)};
    const CommandOutcome refused = runKoma(arguments);
    QCOMPARE(refused.exitCode, 2);
    QVERIFY2(refused.errors.contains(u"--force"_s), qPrintable(refused.errors));
    QCOMPARE(bytesOf(path(u"precious.png"_s)), before);
    QCOMPARE(runKoma(arguments + QStringList{u"--force"_s}).exitCode, 0);
    QVERIFY(bytesOf(path(u"precious.png"_s)) != before);
}

void CliTest::strengthZeroIsThePicture()
{
    paint(u"plain.png"_s, {80, 70}, 4, 11);
    const CommandOutcome outcome =
        runKoma({u"stylize"_s, path(u"plain.png"_s), u"--style"_s, u"tiny-ink"_s, u"-o"_s,
                 path(u"same.png"_s), u"--strength"_s, u"0"_s});
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.errors));
    const auto plain = koma::readPicture(path(u"plain.png"_s).toStdString());
    const auto same = koma::readPicture(path(u"same.png"_s).toStdString());
    QVERIFY(plain && same);
    QVERIFY(koma::identicalPixels(plain->image, same->image));
}

void CliTest::styleMayBeAFolder()
{
    m_koma->setWorkingFolder(path(u"data/models"_s));
    const CommandOutcome outcome = runKoma({u"stylize"_s, u"../../photo.jpg"_s, u"--style"_s,
                                            u"styles/tiny"_s, u"-o"_s, u"../../relative.webp"_s});
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.errors));
    QVERIFY(QFile::exists(path(u"relative.webp"_s)));
}

void CliTest::interruptedStylizeLeavesNothing()
{
    paint(u"large.jpg"_s, {5000, 4000}, 1, 21);
    const QString folder = path(u"interrupted"_s);
    const CommandOutcome outcome =
        m_koma->interrupted({u"stylize"_s, path(u"photo.jpg"_s), path(u"large.jpg"_s), u"--style"_s,
                             u"tiny-ink"_s, u"--stroke-scale"_s, u"0.25"_s, u"-o"_s, folder},
                            u"photo.jpg"_s);
    QVERIFY2(outcome.exitCode == 130, qPrintable(outcome.output + outcome.errors));
    QVERIFY(outcome.errors.contains(u"cancelled"_s));
    QCOMPARE(QDir(folder).entryList(QDir::Files | QDir::Hidden), QStringList(u"photo.jpg"_s));
    QVERIFY2(outcome.endedAfterMs < 5000, qPrintable(QString::number(outcome.endedAfterMs)));
}

void CliTest::trainTellsWhatIsLeftOut()
{
    QVERIFY(QDir(m_folder.path()).mkpath(u"mixed"_s));
    for (std::uint64_t i = 0; i < 4; ++i)
        paint(u"mixed/good%1.jpg"_s.arg(i), {160, 128}, 3, 40 + i);
    paint(u"mixed/small.jpg"_s, {40, 30}, 3, 50);
    writeText(path(u"mixed/broken.jpg"_s), "no picture");
    QStringList arguments =
        trainArguments(path(u"run-mixed"_s)) + QStringList{u"--steps"_s, u"1"_s};
    arguments[2] = path(u"mixed"_s);
    const CommandOutcome outcome = runKoma(arguments);
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.errors));
    const qsizetype start = outcome.output.indexOf(u"step "_s);
    for (const char *name : {"small.jpg", "broken.jpg"}) {
        const qsizetype told = outcome.output.indexOf(QLatin1StringView(name));
        QVERIFY2(told >= 0 && told < start, qPrintable(outcome.output));
    }
    QVERIFY(outcome.output.contains(u"photos: 4 usable, 2 left out"_s));
}

void CliTest::trainRefusesTooFewPictures()
{
    QVERIFY(QDir(m_folder.path()).mkpath(u"few"_s));
    paint(u"few/one.jpg"_s, {160, 128}, 3, 60);
    paint(u"few/small.jpg"_s, {40, 30}, 3, 61);
    QStringList arguments = trainArguments(path(u"run-few"_s)) + QStringList{u"--steps"_s, u"1"_s};
    arguments[4] = path(u"few"_s);
    const CommandOutcome outcome = runKoma(arguments);
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY2(outcome.errors.contains(u"small.jpg"_s), qPrintable(outcome.errors));
    QVERIFY2(outcome.errors.contains(u"at least"_s), qPrintable(outcome.errors));
}

void CliTest::trainRefusesAWrongConfig()
{
    writeText(path(u"wrong.json"_s), R"({"batchSizes": 2})");
    QStringList arguments =
        trainArguments(path(u"run-wrong"_s)) + QStringList{u"--steps"_s, u"1"_s};
    arguments[8] = path(u"wrong.json"_s);
    const CommandOutcome outcome = runKoma(arguments);
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY2(outcome.errors.contains(u"wrong.json"_s), qPrintable(outcome.errors));
    QVERIFY2(outcome.errors.contains(u"batchSizes"_s), qPrintable(outcome.errors));
}

void CliTest::trainRefusesAWrongId()
{
    const CommandOutcome outcome =
        runKoma(trainArguments(path(u"run-id"_s)) + QStringList{u"--id"_s, u"My Ink"_s});
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY2(outcome.errors.contains(u"my-ink"_s), qPrintable(outcome.errors));
    QVERIFY(!QFile::exists(path(u"run-id"_s)));
}

void CliTest::interruptedTrainGoesOn()
{
    const QString run = path(u"run-interrupted"_s);
    const CommandOutcome stopped = m_koma->interrupted(
        trainArguments(run) + QStringList{u"--minutes"_s, u"10"_s}, u"pictures/s"_s);
    QVERIFY2(stopped.exitCode == 130, qPrintable(stopped.output + stopped.errors));
    QVERIFY2(stopped.output.contains(u"stopped at step"_s), qPrintable(stopped.output));
    const qint64 step =
        stopped.output.section(u"stopped at step "_s, 1).section(u';', 0, 0).toLongLong();
    QVERIFY(step > 0);
    QVERIFY(QFile::exists(run + "/checkpoint.safetensors"_L1));

    const CommandOutcome resumed =
        runKoma(trainArguments(run) + QStringList{u"--steps"_s, QString::number(step + 2)});
    QVERIFY2(resumed.exitCode == 0, qPrintable(resumed.output + resumed.errors));
    QVERIFY2(resumed.output.contains(u"done: step %1,"_s.arg(step + 2)),
             qPrintable(resumed.output));
    const auto card = koma::readStyleCard(run.toStdString());
    QVERIFY(card);
    QCOMPARE(card->trainingSteps, step + 2);

    const CommandOutcome prolonged =
        runKoma({u"train"_s, u"--resume"_s, run, u"--steps"_s, u"1"_s});
    QVERIFY2(prolonged.exitCode == 0, qPrintable(prolonged.output + prolonged.errors));
    QVERIFY2(prolonged.output.contains(u"done: step %1,"_s.arg(step + 3)),
             qPrintable(prolonged.output));

    const CommandOutcome watched = runKoma({u"train"_s, u"--watch"_s, run}); // nobody plays it
    QVERIFY2(watched.exitCode == 0, qPrintable(watched.errors));
    QVERIFY(watched.output.startsWith(u"step,seconds,"_s));
    QVERIFY(watched.output.contains(u"\n%1,"_s.arg(step + 3)));
}

void CliTest::trainSaysWhatIsMissing()
{
    for (const QStringList &arguments :
         {QStringList{u"train"_s}, QStringList{u"train"_s, u"--photos"_s, path(u"photos"_s)}}) {
        const CommandOutcome outcome = runKoma(arguments);
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY2(outcome.errors.contains(u"--resume"_s), qPrintable(outcome.errors));
    }
    for (const char *option : {"--resume", "--watch"}) {
        const CommandOutcome outcome =
            runKoma({u"train"_s, QString::fromLatin1(option), path(u"photos"_s)});
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY2(outcome.errors.contains(u"There is no run in"_s), qPrintable(outcome.errors));
    }
}

void CliTest::evaluateWritesASheet()
{
    m_koma->setWorkingFolder(path(u"home"_s));
    const CommandOutcome outcome =
        runKoma({u"evaluate"_s, u"--style"_s, u"tiny-ink"_s, u"--photos"_s, path(u"photos"_s)});
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.errors));
    for (const char *part : {"photos                 5", "seconds per megapixel", "edge retrieval"})
        QVERIFY2(outcome.output.contains(QLatin1StringView(part)), qPrintable(outcome.output));
    QVERIFY(koma::readPicture(path(u"home/evaluation/tiny-ink.jpg"_s).toStdString()));
}

void CliTest::builtInStylesDraw()
{
    const QString source = QStringLiteral(KOMA_SOURCE_DIR);
    const CommandRun drawFromSource(source, path(u"home"_s));
    const QStringList styles =
        QDir(source + "/models/styles"_L1).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    QVERIFY(!styles.isEmpty());
    for (const QString &style : styles) {
        const QString drawing = path(style + ".png"_L1);
        const CommandOutcome outcome = drawFromSource(
            {u"stylize"_s, path(u"photos/photo0.jpg"_s), u"--style"_s, style, u"-o"_s, drawing});
        QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.errors));
        const auto drawn = koma::readPicture(drawing.toStdString());
        QVERIFY(drawn);
        QCOMPARE(drawn->image.size().widthPx, 160);
        QCOMPARE(drawn->image.size().heightPx, 128);
    }
}

KOMA_TEST_MAIN(QCoreApplication, CliTest)
#include "tst_cli.moc"
