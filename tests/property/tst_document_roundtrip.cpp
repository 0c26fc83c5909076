// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/file/documentjson.h"
#include "tests/support/randomcases.h"
#include "tests/support/randomcomic.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace koma;

class TestDocumentRoundtrip : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void randomComicsReadBackEqual();
    void pagesAndObjectsReadBackEqual();
    void theTextIsJsonWithALineForEachPage();
    void damagedTextNeverCrashesAndStaysSound();
    void aDamagedLineCostsOnePage();
};

void TestDocumentRoundtrip::randomComicsReadBackEqual()
{
    test::RandomComic make(Random(test::randomCasesSeed(), 1));
    for (int i = 0; i < 60; ++i) {
        const Comic comic = make.comic(i % 5);
        for (const Page &page : comic.pages)
            QCOMPARE(structureFaults(page), QList<QString>());
        const auto read = readDocumentText(documentText(comic));
        QVERIFY2(read.has_value(), "must be readable");
        QVERIFY(read->issues.empty());
        QVERIFY2(read->comic == comic, documentText(comic).c_str());
    }
}

void TestDocumentRoundtrip::pagesAndObjectsReadBackEqual()
{
    test::RandomComic make(Random(test::randomCasesSeed(), 2));
    for (int i = 0; i < 60; ++i) {
        const Comic comic = make.comic(1);
        FileIssues issues;
        QVERIFY(readPageText(pageText(comic.pages[0]), issues).value() == comic.pages[0]);
        QVERIFY(readSettingsText(settingsText(comic.settings), issues).value() == comic.settings);
        QVERIFY(readObjectsText(objectsText(comic.pages[0].objects)).value() ==
                comic.pages[0].objects);
        QVERIFY(issues.empty());
    }
}

void TestDocumentRoundtrip::theTextIsJsonWithALineForEachPage()
{
    test::RandomComic make(Random(test::randomCasesSeed(), 3));
    const std::string text = documentText(make.comic(7));
    // Qt's parser knows nothing of ours.
    const QJsonObject object = QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
    QCOMPARE(object[QStringLiteral("version")].toInt(), kDocumentVersion);
    QCOMPARE(object[QStringLiteral("pages")].toArray().size(), 7);
    QCOMPARE(std::count(text.begin(), text.end(), '\n'), 9);
}

void TestDocumentRoundtrip::damagedTextNeverCrashesAndStaysSound()
{
    test::RandomComic make(Random(test::randomCasesSeed(), 4));
    int readable = 0;
    for (int i = 0; i < 300; ++i) {
        std::string text = documentText(make.comic(4));
        const auto flips = 1 + make.random().below(8);
        for (std::int64_t flip = 0; flip < flips; ++flip) {
            char &byte = text[static_cast<std::size_t>(
                make.random().below(static_cast<std::int64_t>(text.size())))];
            byte = static_cast<char>(byte ^ (1 << make.random().below(8)));
        }
        if (make.random().chance(0.3))
            text.resize(static_cast<std::size_t>(
                make.random().below(static_cast<std::int64_t>(text.size()))));
        const auto read = readDocumentText(text);
        if (!read)
            continue;
        ++readable;
        for (const Page &page : read->comic.pages)
            QCOMPARE(structureFaults(page), QList<QString>());
        const auto again = readDocumentText(documentText(read->comic));
        QVERIFY(again.has_value() && again->issues.empty() && again->comic == read->comic);
    }
    QVERIFY2(readable > 200, qPrintable(QString::number(readable)));
}

void TestDocumentRoundtrip::aDamagedLineCostsOnePage()
{
    test::RandomComic make(Random(test::randomCasesSeed(), 5));
    const Comic comic = make.comic(6);
    const std::string text = documentText(comic);
    for (int page = 0; page < 6; ++page) {
        std::string damaged = text;
        std::size_t line = 0;
        for (int i = 0; i <= page; ++i)
            line = damaged.find('\n', line) + 1;
        damaged[line + 3] = '\x01';
        const auto read = readDocumentText(damaged);
        QVERIFY(read.has_value());
        Comic expected = comic;
        expected.pages.removeAt(page);
        QVERIFY(read->comic == expected);
        QCOMPARE(countOf(read->issues, FileIssue::Kind::PageLost), std::size_t{1});
        QCOMPARE(countOf(read->issues, FileIssue::Kind::DamagedText), std::size_t{1});
        QCOMPARE(read->issues.back().pageNumber, page + 1);
    }
}

KOMA_TEST_MAIN(QCoreApplication, TestDocumentRoundtrip)
#include "tst_document_roundtrip.moc"
