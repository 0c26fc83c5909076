// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/hash.h"
#include "tests/support/commandrun.h"
#include "tests/support/fixtures.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <memory>

namespace {

using namespace Qt::StringLiterals;
using koma::test::CommandOutcome;
using koma::test::CommandRun;

const QString kStyle = u"gibson-pen-ink"_s;

void writeText(const QString &path, const QByteArray &text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

std::string hashOf(const QString &path)
{
    return koma::sha256HexOfFile(path.toStdString()).value_or("no file");
}

} // namespace

/// The real program's `style` and `runs` commands, with the styles that come with Koma.
class SharingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aStyleTravels();
    void badPackagesLeaveNothing();
    void packagesHaveTheirEnding();
    void curvesAreExported();
    void theHistoryKnowsRuns();
    void aDamagedHistoryIsSetAside();

private:
    QString path(const QString &name) const { return m_folder->filePath(name); }
    QString userFolder(const QString &name) const;
    CommandOutcome runKoma(const QStringList &arguments) const { return (*m_koma)(arguments); }
    void writeRun(const QString &name) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<CommandRun> m_koma;
};

void SharingTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(QDir(m_folder->path()).mkpath(u"home"_s));
    m_koma = std::make_unique<CommandRun>(
        QString::fromStdString(koma::test::sourceFolder().string()), path(u"home"_s));
    m_koma->setVariable(u"XDG_DATA_HOME"_s, path(u"home"_s));
    m_koma->setWorkingFolder(m_folder->path());
}

QString SharingTest::userFolder(const QString &name) const
{
    return path(u"home/koma/"_s + name);
}

void SharingTest::writeRun(const QString &name) const
{
    QVERIFY(QDir(m_folder->path()).mkpath(name));
    writeText(path(name + u"/config.json"_s), "{\"seed\": 1}\n");
    writeText(path(name + u"/history.csv"_s),
              "step,seconds,generator,real.luma\n10,1.5,0.5,\n20,3,0.25,0.75\n30,4");
}

void SharingTest::aStyleTravels()
{
    const CommandOutcome made =
        runKoma({u"style"_s, u"export"_s, kStyle, u"-o"_s, u"ink.komastyle"_s});
    QVERIFY2(made.exitCode == 0, qPrintable(made.errors));

    const CommandOutcome taken = runKoma({u"style"_s, u"import"_s, u"ink.komastyle"_s});
    QCOMPARE(taken.exitCode, 1);
    QVERIFY2(taken.errors.contains(kStyle) && taken.errors.contains(u"--replace"_s),
             qPrintable(taken.errors));
    QVERIFY(!QFile::exists(userFolder(u"styles"_s)));

    const CommandOutcome imported =
        runKoma({u"style"_s, u"import"_s, u"ink.komastyle"_s, u"--replace"_s});
    QVERIFY2(imported.exitCode == 0, qPrintable(imported.errors));
    const QString folder = userFolder(u"styles/"_s + kStyle);
    QCOMPARE(
        QDir(folder).entryList(QDir::Files | QDir::Hidden),
        (QStringList{u"LICENSE"_s, u"preview.jpg"_s, u"style.json"_s, u"weights.safetensors"_s}));
    const QString original = QString::fromStdString(
        (koma::test::sourceFolder() / "models" / "styles").string() + "/" + kStyle.toStdString());
    for (const QString &file : {u"/preview.jpg"_s, u"/weights.safetensors"_s})
        QCOMPARE(hashOf(folder + file), hashOf(original + file));

    const CommandOutcome list = runKoma({u"style"_s, u"list"_s});
    QCOMPARE(list.exitCode, 0);
    QVERIFY2(list.output.contains(u"yours"_s) && list.output.contains(u"built in"_s),
             qPrintable(list.output));
}

void SharingTest::badPackagesLeaveNothing()
{
    writeText(path(u"bad.komastyle"_s), "PK, but no archive");
    const CommandOutcome refused = runKoma({u"style"_s, u"import"_s, u"bad.komastyle"_s});
    QCOMPARE(refused.exitCode, 1);
    QVERIFY2(refused.errors.contains(u"bad.komastyle"_s), qPrintable(refused.errors));
    QVERIFY(!QFile::exists(userFolder(u"styles"_s)));
    QCOMPARE(runKoma({u"style"_s, u"import"_s, u"none.komastyle"_s}).exitCode, 1);
}

void SharingTest::packagesHaveTheirEnding()
{
    const CommandOutcome refused =
        runKoma({u"style"_s, u"export"_s, kStyle, u"-o"_s, u"ink.zip"_s});
    QCOMPARE(refused.exitCode, 2);
    QVERIFY(refused.errors.contains(u".komastyle"_s) && !QFile::exists(path(u"ink.zip"_s)));
    QCOMPARE(runKoma({u"style"_s, u"export"_s, kStyle, u"-o"_s, u"."_s}).exitCode, 0);
    QVERIFY(QFile::exists(path(kStyle + u".komastyle"_s)));
}

void SharingTest::curvesAreExported()
{
    writeRun(u"run"_s);
    const CommandOutcome made =
        runKoma({u"runs"_s, u"export"_s, u"run"_s, u"--csv"_s, u"out.csv"_s, u"--columns"_s,
                 u"real.luma,generator"_s, u"--tensorboard"_s, u"board"_s});
    QVERIFY2(made.exitCode == 0, qPrintable(made.errors));
    QVERIFY2(made.errors.contains(u"1 line"_s), qPrintable(made.errors));
    QFile csv(path(u"out.csv"_s));
    QVERIFY(csv.open(QIODevice::ReadOnly));
    QCOMPARE(csv.readAll(),
             QByteArray("step,seconds,real.luma,generator\n10,1.5,,0.5\n20,3,0.75,0.25\n"));
    QCOMPARE(QDir(path(u"board/run"_s)).entryList({u"*tfevents*"_s}).size(), 1);

    m_koma->setWorkingFolder(path(u"run"_s));
    QCOMPARE(runKoma({u"runs"_s, u"export"_s, u"."_s, u"--tensorboard"_s, u"../here"_s}).exitCode,
             0);
    QVERIFY(QFile::exists(path(u"here/run"_s)));
    m_koma->setWorkingFolder(m_folder->path());

    QCOMPARE(runKoma({u"runs"_s, u"export"_s, u"run"_s}).exitCode, 2);
    const CommandOutcome unknown = runKoma(
        {u"runs"_s, u"export"_s, u"run"_s, u"--csv"_s, u"b.csv"_s, u"--columns"_s, u"tone"_s});
    QCOMPARE(unknown.exitCode, 1);
    QVERIFY2(unknown.errors.contains(u"real.luma"_s), qPrintable(unknown.errors));
}

void SharingTest::theHistoryKnowsRuns()
{
    QVERIFY(runKoma({u"runs"_s, u"list"_s}).output.contains(u"no runs yet"_s));
    writeRun(u"runs/pen"_s);
    const CommandOutcome imported = runKoma({u"runs"_s, u"import"_s, u"runs"_s});
    QVERIFY2(imported.exitCode == 0, qPrintable(imported.errors));
    QCOMPARE(runKoma({u"runs"_s, u"note"_s, u"1"_s, u"good lines"_s}).exitCode, 0);

    QVERIFY(QDir(m_folder->path()).rename(u"runs/pen"_s, u"runs/moved"_s));
    const CommandOutcome list = runKoma({u"runs"_s, u"list"_s});
    QVERIFY2(list.output.contains(u"good lines"_s) && list.output.contains(u"gone or moved"_s),
             qPrintable(list.output));
    const CommandOutcome show = runKoma({u"runs"_s, u"show"_s, u"runs/moved"_s});
    QVERIFY2(show.exitCode == 0, qPrintable(show.errors));
    for (const char *part : {"good lines", "20 steps", "generator", "0.25", "moved"})
        QVERIFY2(show.output.contains(QLatin1StringView(part)), qPrintable(show.output));
    QVERIFY(!show.output.contains(u"gone or moved"_s));
    QCOMPARE(runKoma({u"runs"_s, u"show"_s, u"99"_s}).exitCode, 1);
    QCOMPARE(runKoma({u"runs"_s, u"show"_s, u"home"_s}).exitCode, 1);
}

void SharingTest::aDamagedHistoryIsSetAside()
{
    writeRun(u"run"_s);
    QVERIFY(QDir(m_folder->path()).mkpath(userFolder(QString())));
    writeText(userFolder(u"runs.sqlite"_s), QByteArray(5000, 'x'));
    const CommandOutcome told = runKoma({u"runs"_s, u"list"_s});
    QCOMPARE(told.exitCode, 1);
    QVERIFY2(told.errors.contains(u"damaged"_s), qPrintable(told.errors));
    QCOMPARE(runKoma({u"runs"_s, u"import"_s, u"run"_s}).exitCode, 1);
    QCOMPARE(runKoma({u"runs"_s, u"import"_s, u"run"_s, u"--set-aside"_s}).exitCode, 0);
    QVERIFY(QFile::exists(userFolder(u"runs.sqlite.damaged-1"_s)));
    QVERIFY(runKoma({u"runs"_s, u"list"_s}).output.contains(u"20 steps"_s));
}

KOMA_TEST_MAIN(QCoreApplication, SharingTest)
#include "tst_sharing.moc"
