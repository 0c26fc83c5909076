// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/model/textruns.h"
#include "tests/support/randomcases.h"
#include "tests/support/testmain.h"
#include "ui/page/inspector/text/curvepresets.h"

#include <QCoreApplication>

#include <random>

using namespace koma;

namespace {

TextRun plain(const QString &text)
{
    TextRun run;
    run.text = text;
    return run;
}

QString wordsOf(const QList<TextRun> &runs)
{
    QString words;
    for (const TextRun &run : runs)
        words += run.text;
    return words;
}

/// The look of each character: what editing must keep.
QList<TextRun> perCharacter(const QList<TextRun> &runs)
{
    QList<TextRun> all;
    for (const TextRun &run : runs) {
        for (const QChar character : run.text) {
            all.append(run);
            all.last().text = character;
        }
    }
    return all;
}

/// [words]{reading} and *bold*, to read in a test.
QString written(const QList<TextRun> &runs)
{
    QString text;
    for (const TextRun &run : runs) {
        const QString mark = run.isBold ? QStringLiteral("*") : QString();
        text += run.ruby.isEmpty() ? mark + run.text + mark
                                   : QStringLiteral("[%1]{%2}").arg(run.text, run.ruby);
    }
    return text;
}

} // namespace

class TestTextRuns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void looksCutAndJoinRuns();
    void neighboursWithReadingsStayApart();
    void aReadingMakesOneRun();
    void typingTakesTheLookBefore();
    void readingsGrowOnlyInside();
    void randomEditsKeepWordsAndLooks();
    void lookOfPart();
    void curvesAreRecognised();
};

void TestTextRuns::looksCutAndJoinRuns()
{
    const auto bold = [](TextRun &run) { run.isBold = true; };
    const auto light = [](TextRun &run) { run.isBold = false; };
    const QList<TextRun> runs = withLook({plain(QStringLiteral("one two three"))}, 4, 7, bold);
    QCOMPARE(written(runs), QStringLiteral("one *two* three"));
    QCOMPARE(written(withLook(runs, 2, 5, bold)), QStringLiteral("on*e two* three"));
    QCOMPARE(withLook(runs, 0, 13, light), QList<TextRun>{plain(QStringLiteral("one two three"))});
    QCOMPARE(withLook(runs, 5, 5, bold), runs);
}

void TestTextRuns::neighboursWithReadingsStayApart()
{
    const auto ruby = [](const QString &reading) {
        return [reading](TextRun &run) { run.ruby = reading; };
    };
    QList<TextRun> runs{plain(QStringLiteral("abcd"))};
    runs = withLook(runs, 0, 2, ruby(QStringLiteral("x")));
    runs = withLook(runs, 2, 4, ruby(QStringLiteral("x")));
    QCOMPARE(written(runs), QStringLiteral("[ab]{x}[cd]{x}"));
}

void TestTextRuns::aReadingMakesOneRun()
{
    TextRun bold = plain(QStringLiteral("bold"));
    bold.isBold = true;
    const QList<TextRun> runs{bold, plain(QStringLiteral(" light"))};
    const auto read = [](TextRun &run) { run.ruby = QStringLiteral("r"); };
    const QList<TextRun> changed = withUnit(runs, 2, 7, read);
    QCOMPARE(written(changed), QStringLiteral("*bo*[ld li]{r}ght"));
    QVERIFY(changed[1].isBold);
    QCOMPARE(withUnit(runs, 3, 3, read), runs);
}

void TestTextRuns::typingTakesTheLookBefore()
{
    TextRun bold = plain(QStringLiteral("bold"));
    bold.isBold = true;
    const QList<TextRun> runs{bold, plain(QStringLiteral(" light"))};
    QCOMPARE(written(withText(runs, 4, 0, QStringLiteral("er"))), QStringLiteral("*bolder* light"));
    QCOMPARE(written(withText(runs, 5, 5, QStringLiteral("dark"))), QStringLiteral("*bold* dark"));
    QCOMPARE(written(withText(runs, 2, 5, QStringLiteral("a"))), QStringLiteral("*boa*ght"));
    QCOMPARE(withText({}, 0, 0, QStringLiteral("a")), QList<TextRun>{plain(QStringLiteral("a"))});
    QVERIFY(withText(runs, 0, 10, {}).isEmpty());
}

void TestTextRuns::readingsGrowOnlyInside()
{
    TextRun read = plain(QStringLiteral("東京"));
    read.ruby = QStringLiteral("とうきょう");
    const QList<TextRun> runs{read};
    QCOMPARE(written(withText(runs, 2, 0, QStringLiteral("へ"))),
             QStringLiteral("[東京]{とうきょう}へ"));
    QCOMPARE(written(withText(runs, 0, 0, QStringLiteral("大"))),
             QStringLiteral("大[東京]{とうきょう}"));
    QCOMPARE(written(withText(runs, 1, 0, QStringLiteral("北"))),
             QStringLiteral("[東北京]{とうきょう}"));
}

void TestTextRuns::randomEditsKeepWordsAndLooks()
{
    std::mt19937_64 random(test::randomCasesSeed());
    const auto below = [&](qsizetype limit) {
        return std::uniform_int_distribution<qsizetype>(0, limit)(random);
    };
    for (int round = 0; round < 200; ++round) {
        QList<TextRun> runs{plain(QStringLiteral("The quick brown fox jumps"))};
        QString words = wordsOf(runs);
        for (int edit = 0; edit < 12; ++edit) {
            const qsizetype from = below(words.size());
            const qsizetype length = below(words.size() - from);
            if (below(1) == 0) {
                const QList<TextRun> before = perCharacter(runs);
                const bool isBold = below(1) == 0;
                runs =
                    withLook(runs, from, from + length, [&](TextRun &run) { run.isBold = isBold; });
                QList<TextRun> expected = before;
                for (qsizetype i = from; i < from + length; ++i)
                    expected[i].isBold = isBold;
                QCOMPARE(perCharacter(runs), expected);
            } else {
                const QString typed = QString(below(3), QLatin1Char('z'));
                const QList<TextRun> before = perCharacter(runs);
                runs = withText(runs, from, length, typed);
                words.replace(from, length, typed);
                const QList<TextRun> after = perCharacter(runs);
                QCOMPARE(after.mid(0, from), before.mid(0, from));
                QCOMPARE(after.mid(from + typed.size()), before.mid(from + length));
            }
            QCOMPARE(wordsOf(runs), words);
            QCOMPARE(tidied(runs), runs);
        }
    }
}

void TestTextRuns::lookOfPart()
{
    TextRun bold = plain(QStringLiteral("bold"));
    bold.isBold = true;
    bold.ruby = QStringLiteral("r");
    const QList<TextRun> runs{bold, plain(QStringLiteral(" light"))};
    QVERIFY(lookOf(runs, 0, 4).isBold);
    QCOMPARE(lookOf(runs, 1, 3).ruby, QStringLiteral("r"));
    QVERIFY(!lookOf(runs, 2, 6).isBold);
    QVERIFY(lookOf(runs, 4, 4).isBold);
    QVERIFY(!lookOf(runs, 6, 6).isBold);
    QVERIFY(!lookOf({}, 0, 0).isBold);
}

void TestTextRuns::curvesAreRecognised()
{
    TextBlock text;
    text.framePt = {10.0, 20.0, 200.0, 60.0};
    for (const CurvePreset preset :
         {CurvePreset::ArchUp, CurvePreset::ArchDown, CurvePreset::Wave, CurvePreset::None}) {
        text.curvePt = curveOf(preset, text.framePt);
        QCOMPARE(presetOf(text), preset);
        if (preset == CurvePreset::None)
            continue;
        // Cubic segments from side to side.
        QCOMPARE((text.curvePt.size() - 1) % 3, 0);
        QCOMPARE(text.curvePt.first().xPt, 10.0);
        QCOMPARE(text.curvePt.last().xPt, 210.0);
    }
    // An arch stands higher in the middle, a hanging one lower.
    const OutlinePt up = curveOf(CurvePreset::ArchUp, text.framePt);
    const OutlinePt down = curveOf(CurvePreset::ArchDown, text.framePt);
    QVERIFY(up[1].yPt < up[0].yPt && down[1].yPt > down[0].yPt);
}

KOMA_TEST_MAIN(QCoreApplication, TestTextRuns)
#include "tst_textruns.moc"
