// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/stylecard.h"

#include "core/base/atomicfile.h"
#include "tests/support/fixtures.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>
#include <QTemporaryDir>
#include <QTest>

#include <limits>

using namespace koma;

namespace {

StyleCard fullCard()
{
    StyleCard card;
    card.id = "pen-2";
    card.name = "Pen “two” 漫画";
    card.description = "Lines\nand \"hatching\"";
    card.artist = "A. Artist";
    card.licence = "Public domain";
    card.credit = "credit";
    card.source = "source";
    card.architecture = "koma-unet";
    card.architectureParams = {{"width", 24}, {"blocks", -3}};
    card.weightsFile = "weights.safetensors";
    card.weightsSha256 = std::string(64, 'a');
    card.previewFile = "preview.webp";
    card.pageLongSidePx = 1200;
    card.recipe = "recipe";
    card.seed = std::numeric_limits<std::uint64_t>::max();
    card.komaVersion = "0.1.0";
    card.trainingSeconds = 12.5;
    card.trainingSteps = 4000;
    card.scores = {{"edgeRetrieval", 0.98}, {"whole", 3}};
    return card;
}

/// A card's JSON in which one piece of text is replaced.
QByteArray changed(const char *from, const QByteArray &to)
{
    QByteArray json = QByteArray::fromStdString(styleCardToJson(fullCard()));
    const QByteArray before = json;
    json.replace(from, to);
    Q_ASSERT(json != before);
    return json;
}

} // namespace

class TestStyleCard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allFieldsSurvive()
    {
        const StyleCard card = fullCard();
        const auto read = parseStyleCard(styleCardToJson(card));
        QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
        QCOMPARE(read->id, card.id);
        QCOMPARE(read->name, card.name);
        QCOMPARE(read->description, card.description);
        QCOMPARE(read->artist, card.artist);
        QCOMPARE(read->licence, card.licence);
        QCOMPARE(read->credit, card.credit);
        QCOMPARE(read->source, card.source);
        QCOMPARE(read->architecture, card.architecture);
        QVERIFY(read->architectureParams == card.architectureParams);
        QCOMPARE(read->weightsFile, card.weightsFile);
        QCOMPARE(read->weightsSha256, card.weightsSha256);
        QCOMPARE(read->previewFile, card.previewFile);
        QCOMPARE(read->pageLongSidePx, card.pageLongSidePx);
        QCOMPARE(read->recipe, card.recipe);
        QCOMPARE(read->seed, card.seed);
        QCOMPARE(read->komaVersion, card.komaVersion);
        QCOMPARE(read->trainingSeconds, card.trainingSeconds);
        QCOMPARE(read->trainingSteps, card.trainingSteps);
        QVERIFY(read->scores == card.scores);
    }

    void scoresThatAreNotNumbersAreLeftOut()
    {
        StyleCard card = fullCard();
        card.scores["bad"] = std::numeric_limits<double>::quiet_NaN();
        QVERIFY(parseStyleCard(styleCardToJson(card))->scores == fullCard().scores);
    }

    void badCardsNameTheField_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("named");
        const auto row = [](const char *name, const QByteArray &json, const char *named) {
            QTest::newRow(name) << json << QByteArray(named);
        };
        row("not JSON", "{", "JSON");
        row("array", "[]", "object");
        row("other format", changed("koma-style", "coma"), "format");
        row("version 0", changed("\"formatVersion\": 1", "\"formatVersion\": 0"), "format");
        row("unknown field", changed("\"recipe\"", "\"recipee\""), "recipee");
        row("field twice", changed("\"recipe\"", "\"name\""), "name");
        row("id with a slash", changed("pen-2", "pen/2"), "\"id\"");
        row("id of dots", changed("pen-2", ".."), "\"id\"");
        row("id in capitals", changed("pen-2", "Pen"), "\"id\"");
        row("id begins with a dash", changed("pen-2", "-pen"), "\"id\"");
        row("no id", changed("\"id\": \"pen-2\",", ""), "\"id\"");
        row("blank licence", changed("Public domain", " \\n "), "licence");
        row("no licence", changed("\"licence\": \"Public domain\",", ""), "licence");
        row("licence a number", changed("\"Public domain\"", "7"), "licence");
        row("weights elsewhere", changed("weights.safetensors", "../weights"), "weightsFile");
        row("weights absolute", changed("weights.safetensors", "/etc/passwd"), "weightsFile");
        row("weights hidden", changed("weights.safetensors", ".weights"), "weightsFile");
        row("weights by backslash", changed("weights.safetensors", "..\\\\w"), "weightsFile");
        row("weights with NUL", changed("weights.safetensors", "w\\u0000x"), "weightsFile");
        row("preview elsewhere", changed("preview.webp", "a/../../b"), "previewFile");
        row("short hash", changed("aaaa\"", "aaa\""), "weightsSha256");
        row("hash in capitals", changed("aaaa\"", "AAAA\""), "weightsSha256");
        row("page of zero", changed(": 1200", ": 0"), "pageLongSidePx");
        row("page too large", changed(": 1200", ": 4294967296"), "pageLongSidePx");
        row("page a fraction", changed(": 1200", ": 1200.5"), "pageLongSidePx");
        row("steps negative", changed(": 4000", ": -1"), "trainingSteps");
        row("seconds negative", changed(": 12.5", ": -12.5"), "trainingSeconds");
        row("seed too large", changed("18446744073709551615", "18446744073709551616"), "seed");
        row("parameter a text", changed(": 24", ": \"24\""), "architectureParams");
        row("parameter huge", changed(": 24", ": 24000000000000000000"), "architectureParams");
        row("score a text", changed(": 0.98", ": \"good\""), "scores");
        row("score nested", changed(": 0.98", ": {\"a\": {}}"), "deeper");
        row("text too long", changed("recipe\",", QByteArray(5000, 'r') + "\","), "recipe");
        row("card too long", QByteArray(300000, ' '), "KiB");
    }

    void badCardsNameTheField()
    {
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, named);
        const auto read = parseStyleCard(json.toStdString());
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::BadFormat);
        QVERIFY2(read.error().message.find(named.toStdString()) != std::string::npos,
                 read.error().message.c_str());
    }

    void newerCardsSaySo()
    {
        const auto read = parseStyleCard(
            changed("\"formatVersion\": 1", "\"formatVersion\": 2, \"new\": 1").toStdString());
        QCOMPARE(read.error().kind, ErrorKind::VersionTooNew);
    }

    void filesKnowTheirFolder()
    {
        const QTemporaryDir folder;
        const auto path = test::pathOf(folder);
        QVERIFY(writeStyleCard(path, fullCard()).has_value());
        QCOMPARE(readStyleCard(path)->weightsPath(), path / "weights.safetensors");
        QCOMPARE(readStyleCard(path / "style.json")->folder, path);
        QCOMPARE(readStyleCard(path / "none").error().kind, ErrorKind::NotFound);
        QVERIFY(writeFileAtomically(path / "style.json", std::string_view("{}")).has_value());
        const auto bad = readStyleCard(path);
        QCOMPARE(bad.error().kind, ErrorKind::BadFormat);
        QVERIFY(bad.error().message.find("style.json") != std::string::npos);
    }

    void unreadableCardsAreNotWritten()
    {
        const QTemporaryDir folder;
        StyleCard card = fullCard();
        card.licence.clear();
        QCOMPARE(writeStyleCard(test::pathOf(folder), card).error().kind,
                 ErrorKind::InvalidArgument);
        QVERIFY(!std::filesystem::exists(test::pathOf(folder) / "style.json"));
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestStyleCard)
#include "tst_stylecard.moc"
