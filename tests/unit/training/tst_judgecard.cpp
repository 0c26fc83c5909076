// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomicfile.h"
#include "core/training/judging/judgecard.h"
#include "tests/support/fixtures.h"
#include "tests/support/require.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>

using koma::ErrorKind;
using koma::JudgeCard;

class JudgeCardTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comesBackAsItWas();
    void saysThatScoresDoNotCompare();
    void wrongCardsAreRefused_data();
    void wrongCardsAreRefused();
    void familiesOfTheProject();
    void styleInTwoFamiliesIsRefused();
};

namespace {

JudgeCard sampleCard()
{
    JudgeCard card;
    card.classes = {"a-ink", "b-ink", "photo"};
    card.families = {{"ink", {"a-ink", "b-ink"}}};
    card.width = 12;
    card.featureSize = 96;
    card.weightsFile = "judge.safetensors";
    card.weightsSha256 = "00ff";
    card.trainingPictures = {{"a-ink", 5}, {"photo", 9}};
    card.source = "somewhere";
    card.seed = 7;
    card.steps = 11;
    card.trainingSeconds = 2.5;
    card.komaVersion = "0.1.0";
    return card;
}

} // namespace

void JudgeCardTest::comesBackAsItWas()
{
    const std::string text = koma::judgeCardToJson(sampleCard());
    const auto card = koma::parseJudgeCard(text);
    QVERIFY(card);
    QCOMPARE(koma::judgeCardToJson(*card), text);
    QCOMPARE(card->classOf("b-ink").value_or(9), std::size_t{1});
    QVERIFY(!card->classOf("c-ink"));
    QCOMPARE(card->familyOf("b-ink"), std::string("ink"));
    QCOMPARE(card->familyOf("photo"), std::string("photo"));
}

void JudgeCardTest::saysThatScoresDoNotCompare()
{
    QVERIFY(koma::judgeCardToJson(sampleCard()).find("not comparable") != std::string::npos);
}

void JudgeCardTest::wrongCardsAreRefused_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *name, const char *from, const char *to,
                        ErrorKind kind = ErrorKind::BadFormat) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(to) << static_cast<int>(kind);
    };
    row("another format", "koma-judge", "koma-style");
    row("newer", "\"formatVersion\": 1", "\"formatVersion\": 2", ErrorKind::VersionTooNew);
    row("no photo class", "    \"photo\"\n  ]", "    \"photos\"\n  ]");
    row("class twice", "    \"b-ink\",\n    \"photo\"", "    \"a-ink\",\n    \"photo\"");
    row("path in the weights' name", "judge.safetensors", "../judge.safetensors");
    row("width", "\"width\": 12", "\"width\": 1000");
    row("a field is missing", "\"seed\"", "\"seeds\"");
    row("no JSON", "{", "");
}

void JudgeCardTest::wrongCardsAreRefused()
{
    QFETCH(const QByteArray, from);
    QFETCH(const QByteArray, to);
    QFETCH(const int, kind);
    QByteArray text = QByteArray::fromStdString(koma::judgeCardToJson(sampleCard()));
    const qsizetype at = text.indexOf(from);
    QVERIFY(at >= 0);
    text.replace(at, from.size(), to);
    const auto refused = koma::parseJudgeCard(text.toStdString());
    QVERIFY(!refused);
    QCOMPARE(static_cast<int>(refused.error().kind), kind);
}

void JudgeCardTest::familiesOfTheProject()
{
    const auto families =
        koma::readStyleFamilies(koma::test::sourceFolder() / "models" / "judge" / "families.json");
    QVERIFY(families);
    JudgeCard card;
    card.families = *families;
    QCOMPARE(card.familyOf("dore-engraving"), card.familyOf("tenniel-crosshatch"));
    QVERIFY(card.familyOf("gibson-pen-ink") != card.familyOf("neill-oz-colour"));
}

void JudgeCardTest::styleInTwoFamiliesIsRefused()
{
    const QTemporaryDir folder;
    const auto file = koma::test::pathOf(folder) / "families.json";
    koma::test::require(koma::writeFileAtomically(file, R"({"x": ["a", "b"], "y": ["b"]})"));
    const auto refused = koma::readStyleFamilies(file);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::BadFormat);
    QVERIFY(refused.error().message.find("\"b\"") != std::string::npos);
}

KOMA_TEST_MAIN(QCoreApplication, JudgeCardTest)
#include "tst_judgecard.moc"
