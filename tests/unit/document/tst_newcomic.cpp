// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/export/pagerange.h"
#include "core/document/layout/newcomic.h"
#include "core/document/layout/pagesizes.h"
#include "core/document/layout/pagetemplates.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>

using namespace koma;

class TestNewComic : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pagesAreDividedAlike()
    {
        const Result<Comic> comic = makeComic({.title = QStringLiteral("Lake"),
                                               .creator = QStringLiteral("Ada"),
                                               .language = QStringLiteral("ja"),
                                               .sizeId = QStringLiteral("b5-manga"),
                                               .templateId = QStringLiteral("grid-1-2-1"),
                                               .pages = 3,
                                               .direction = ReadingDirection::RightToLeft,
                                               .hasFacingPages = false});
        QVERIFY(comic.has_value());
        const PageSetup setup = setupOf(*findPageSize(u"b5-manga"));
        QCOMPARE(comic->settings.pageSetup, setup);
        QCOMPARE(comic->settings.creator, QStringLiteral("Ada"));
        QCOMPARE(comic->settings.language, QStringLiteral("ja"));
        QVERIFY(!comic->settings.hasFacingPages);
        QCOMPARE(comic->pages.size(), 3);
        for (const Page &page : comic->pages) {
            QVERIFY(structureFaults(page).isEmpty());
            QCOMPARE(page.properties.setup, setup);
            QCOMPARE(page.objects.size(), 4);
        }
        // Right to left: the second panel lies on the right of the third.
        const QList<PageObject> &panels = comic->pages[2].objects;
        QVERIFY(boundsPt(panels[1]).xPt > boundsPt(panels[2]).xPt);
        // Three pages of four panels, each with an id of its own.
        QCOMPARE(largestId(*comic), std::uint64_t{15});
    }

    void emptyPages()
    {
        const Result<Comic> comic = makeComic({.sizeId = QStringLiteral("a4"), .pages = 2});
        QVERIFY(comic.has_value());
        QVERIFY(comic->pages[1].objects.isEmpty());
    }

    void landscape()
    {
        const PageSetup a4 = setupOf(*findPageSize(u"a4"));
        const auto comic = makeComic({.sizeId = QStringLiteral("a4"), .isLandscape = true});
        QCOMPARE(comic->settings.pageSetup.widthPt, a4.heightPt);
        QCOMPARE(comic->settings.pageSetup.heightPt, a4.widthPt);
        const PageSetup strip = setupOf(*findPageSize(u"newspaper-strip"));
        const auto lying =
            makeComic({.sizeId = QStringLiteral("newspaper-strip"), .isLandscape = true});
        QCOMPARE(lying->settings.pageSetup.widthPt, strip.widthPt);
    }

    void refusals()
    {
        const auto isRefused = [](const NewComicOptions &options, const char *part) {
            const Result<Comic> comic = makeComic(options);
            return !comic && comic.error().kind == ErrorKind::InvalidArgument &&
                   comic.error().message.find(part) != std::string::npos;
        };
        QVERIFY(isRefused({.sizeId = QStringLiteral("a99")}, "a4, a5"));
        QVERIFY(isRefused({.templateId = QStringLiteral("none")}, "grid-2x2"));
        QVERIFY(isRefused({.pages = 0}, "one page"));
    }

    void pageRanges_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QList<qsizetype>>("pages");
        QTest::addColumn<bool>("isRead");
        QTest::newRow("nothing: all") << QString() << QList<qsizetype>{} << true;
        QTest::newRow("parts") << QStringLiteral("1-3,5") << QList<qsizetype>{0, 1, 2, 4} << true;
        QTest::newRow("spaces") << QStringLiteral("2 - 3, 1") << QList<qsizetype>{1, 2, 0} << true;
        QTest::newRow("backwards") << QStringLiteral("3-1") << QList<qsizetype>{} << false;
        QTest::newRow("zero") << QStringLiteral("0") << QList<qsizetype>{} << false;
        QTest::newRow("words") << QStringLiteral("all") << QList<qsizetype>{} << false;
        QTest::newRow("open") << QStringLiteral("3-") << QList<qsizetype>{} << false;
        QTest::newRow("three ends") << QStringLiteral("1-2-3") << QList<qsizetype>{} << false;
        QTest::newRow("endless") << QStringLiteral("1-999999999") << QList<qsizetype>{} << false;
    }

    void pageRanges()
    {
        QFETCH(const QString, text);
        QFETCH(const QList<qsizetype>, pages);
        QFETCH(const bool, isRead);
        const Result<QList<qsizetype>> read = pagesOfRange(text);
        QCOMPARE(read.has_value(), isRead);
        if (isRead)
            QCOMPARE(*read, pages);
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestNewComic)
#include "tst_newcomic.moc"
