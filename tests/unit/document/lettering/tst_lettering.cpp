// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/lettering/curvedlettering.h"
#include "core/document/lettering/letterfonts.h"
#include "core/document/lettering/lettering.h"

#include "tests/support/randomcases.h"
#include "tests/support/testmain.h"

#include <QFontDatabase>
#include <QGuiApplication>

#include <algorithm>
#include <cmath>

using namespace koma;
using namespace Qt::StringLiterals;

namespace {

std::vector<LetteringSpan> plain(const QString &text)
{
    return {{text}};
}

LetteringStyle columns()
{
    LetteringStyle style;
    style.families = QStringList{u"Noto Sans CJK JP"_s};
    style.direction = LetteringDirection::VerticalRightToLeft;
    style.alignment = LetteringAlignment::Start;
    style.sizePt = 10.0;
    return style;
}

TextRegion box(double width, double height)
{
    return {QRectF(0, 0, width, height), TextRegion::kBoxExponent};
}

QStringList linesOf(const TextLayoutResult &layout, const QString &text)
{
    QStringList lines;
    for (const LetteringLine &line : layout.lines)
        lines.append(text.mid(line.textStart, line.textLength));
    return lines;
}

const PlacedGlyph &glyphAt(const TextLayoutResult &layout, qsizetype textStart)
{
    const auto found = std::find_if(layout.glyphs.begin(), layout.glyphs.end(),
                                    [&](const PlacedGlyph &g) { return g.textStart == textStart; });
    Q_ASSERT(found != layout.glyphs.end());
    return *found;
}

/// Ink of a letter in its cell, 0…1 from the top left.
QRectF inkInCell(const PlacedGlyph &glyph)
{
    const QRectF ink = glyph.path.boundingRect();
    return {(ink.left() - glyph.cell.left()) / glyph.cell.width(),
            (ink.top() - glyph.cell.top()) / glyph.cell.height(), ink.width() / glyph.cell.width(),
            ink.height() / glyph.cell.height()};
}

QString randomWords(Random &random, int count)
{
    QStringList words;
    for (int i = 0; i < count; ++i)
        words.append(QString(static_cast<qsizetype>(1 + random.below(9)), u'n'));
    return words.join(u' ');
}

} // namespace

class TestLettering : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        // Packages of ./dev: without them nothing below means anything.
        QVERIFY2(QFontDatabase::hasFamily(u"Comic Neue"_s), "install fonts-comic-neue");
        QVERIFY2(QFontDatabase::hasFamily(u"Noto Sans CJK JP"_s), "install fonts-noto-cjk");
    }

    void everyCharacterIsSetOnceAndInside()
    {
        Random random(test::randomCasesSeed(), 1);
        for (int i = 0; i < 20; ++i) {
            const QString text = randomWords(random, static_cast<int>(1 + random.below(25)));
            const TextRegion region{
                QRectF(10, 20, random.uniform(60, 200), random.uniform(40, 150)),
                random.uniform(2.0, 4.0)};
            LetteringStyle style;
            style.sizePt = random.uniform(8.0, 30.0);
            style.minSizePt = 1.0;
            const TextLayoutResult layout = fitLettering(plain(text), style, region);
            QVERIFY(!layout.overflows);
            qsizetype at = 0;
            for (const LetteringLine &line : layout.lines) {
                QVERIFY2(line.textStart == at, qPrintable(text));
                at = line.textStart + line.textLength + 1; // the space between lines
                for (const QPointF corner : {line.bounds.topLeft(), line.bounds.bottomRight()})
                    QVERIFY2(region.contains(corner), qPrintable(text));
            }
            QCOMPARE(at, text.size() + 1);
        }
    }

    void theFoundSizeIsTheLargest()
    {
        const TextRegion region{QRectF(0, 0, 120, 80), 2.3};
        const auto text = plain(u"NOBODY EVER TOLD US WHAT LIES BEHIND THE MOUNTAINS"_s);
        LetteringStyle style;
        style.sizePt = 40.0;
        const TextLayoutResult layout = fitLettering(text, style, region);
        QVERIFY(layout.sizePt > style.minSizePt && layout.sizePt < style.sizePt);
        style.sizePt = layout.sizePt * 1.005;
        QVERIFY(layoutLettering(text, style, region).overflows);
        style.sizePt = layout.sizePt;
        QVERIFY(!layoutLettering(text, style, region).overflows);
    }

    void aLargerRegionAllowsALargerSize()
    {
        LetteringStyle style;
        style.sizePt = 500.0;
        double before = 0.0;
        for (const double scale : {1.0, 1.3, 1.7, 2.2}) {
            const TextRegion region{QRectF(0, 0, 100 * scale, 60 * scale), 2.4};
            const double size =
                fitLettering(plain(u"THE SAME WORDS IN A LARGER BALLOON"_s), style, region).sizePt;
            QVERIFY(size > before);
            // Everything scales together: sizes are in proportion.
            if (before > 0.0)
                QVERIFY(std::abs(size / scale - before) < 0.03);
            before = scale > 1.0 ? before : size;
        }
    }

    void whatDoesNotFitOverflowsAtTheSmallestSize()
    {
        LetteringStyle style;
        style.minSizePt = 6.0;
        const TextLayoutResult layout =
            fitLettering(plain(u"FAR TOO MANY WORDS FOR SO SMALL A BOX"_s), style, box(30, 12));
        QVERIFY(layout.overflows);
        QCOMPARE(layout.sizePt, 6.0);
        QVERIFY(!layout.glyphs.empty());
    }

    void middleLinesAreLongest()
    {
        const QString text = u"so we go on as if it is to be so or we do so as if to go on"_s;
        LetteringStyle style;
        style.sizePt = 10.0;
        const TextRegion ellipse{QRectF(0, 0, 110, 80), 2.0};
        for (const TextRegion &region : {ellipse, box(112, 66)}) {
            const TextLayoutResult layout = layoutLettering(plain(text), style, region);
            QVERIFY(!layout.overflows);
            QVERIFY(layout.lines.size() >= 3);
            const auto widest = std::max_element(
                layout.lines.begin(), layout.lines.end(),
                [](const auto &a, const auto &b) { return a.bounds.width() < b.bounds.width(); });
            QVERIFY2(widest != layout.lines.begin() && widest != layout.lines.end() - 1,
                     qPrintable(linesOf(layout, text).join(u'/')));
        }
    }

    void noShortWordIsLeftAlone()
    {
        LetteringStyle style;
        style.alignment = LetteringAlignment::Start;
        style.sizePt = 10.0;
        // Filled line by line, "a" would be alone on the last one.
        const QString text = u"mmmm mmmm mmmm mmmm a"_s;
        const TextLayoutResult wide =
            layoutLettering(plain(u"mmmm mmmm mmmm mmmm"_s), style, box(1000, 12));
        const double width = 0.5 * wide.bounds.width() + 2.0;
        const TextLayoutResult layout = layoutLettering(plain(text), style, box(width, 80));
        QCOMPARE(layout.lines.size(), std::size_t{3});
        QVERIFY(layout.lines.back().textLength > 1);
    }

    void wordsAreHyphenatedAtSoftHyphensOnly()
    {
        const QString text = u"no extra\u00ADordinary"_s;
        LetteringStyle style;
        style.sizePt = 10.0;
        const double room =
            layoutLettering(plain(u"ordinary"_s), style, box(1000, 12)).bounds.width() + 0.5;
        const TextLayoutResult layout = layoutLettering(plain(text), style, box(room, 60));
        QVERIFY(!layout.overflows);
        QCOMPARE(linesOf(layout, text).constLast(), u"ordinary"_s);
        QVERIFY(layout.lines.at(layout.lines.size() - 2).hyphenated);
        QVERIFY(!layout.lines.back().hyphenated);
        QVERIFY(layoutLettering(plain(u"no extraordinary"_s), style, box(room, 60)).overflows);
        // Unbroken, the soft hyphen takes no room.
        QCOMPARE(
            layoutLettering(plain(text), style, box(1000, 12)).bounds.width(),
            layoutLettering(plain(u"no extraordinary"_s), style, box(1000, 12)).bounds.width());
    }

    void lineFeedsBreakAndAlignmentMovesLines()
    {
        LetteringStyle style;
        style.sizePt = 10.0;
        style.alignment = LetteringAlignment::Start;
        const QString text = u"a longer line\nshort"_s;
        const TextLayoutResult left = layoutLettering(plain(text), style, box(100, 40));
        QCOMPARE(linesOf(left, text), text.split(u'\n'));
        QCOMPARE(left.lines.at(0).bounds.left(), left.lines.at(1).bounds.left());
        style.alignment = LetteringAlignment::End;
        const TextLayoutResult right = layoutLettering(plain(text), style, box(100, 40));
        QVERIFY(std::abs(right.lines.at(0).bounds.right() - 100.0) < 1e-9);
        QVERIFY(std::abs(right.lines.at(1).bounds.right() - 100.0) < 1e-9);
        style.alignment = LetteringAlignment::Centre;
        const TextLayoutResult centred = layoutLettering(plain(text), style, box(100, 40));
        QVERIFY(std::abs(centred.lines.at(1).bounds.center().x() - 50.0) < 1e-9);
        QVERIFY(std::abs(centred.bounds.center().y() - 20.0) < 1e-9);
    }

    void trackingAndLeadingAreInSizes()
    {
        LetteringStyle style;
        style.sizePt = 10.0;
        const auto text = plain(u"abcd\nefgh"_s);
        const TextLayoutResult tight = layoutLettering(text, style, box(200, 60));
        style.trackingEm = 0.1;
        style.lineSpacing = 1.5;
        const TextLayoutResult loose = layoutLettering(text, style, box(200, 60));
        QVERIFY(std::abs(loose.lines.at(0).bounds.width() - tight.lines.at(0).bounds.width() -
                         4.0) < 1e-6);
        QVERIFY(std::abs(loose.lines.at(1).bounds.top() - loose.lines.at(0).bounds.top() - 15.0) <
                1e-6);
    }

    void boldAndItalicLookSo()
    {
        const auto inkOf = [](const QString &family, bool bold, bool italic) {
            LetteringStyle style;
            style.families = QStringList{family};
            style.sizePt = 100.0;
            LetteringSpan span{u"l"_s};
            span.bold = bold;
            span.italic = italic;
            return layoutLettering({span}, style, box(400, 400)).inkBounds;
        };
        // Comic Neue has both; Noto Sans CJK has no italic, and it is slanted for it.
        for (const QString &family : {u"Comic Neue"_s, u"Noto Sans CJK JP"_s}) {
            QVERIFY(inkOf(family, true, false).width() > 1.2 * inkOf(family, false, false).width());
            QVERIFY(inkOf(family, false, true).width() > 1.5 * inkOf(family, false, false).width());
        }
    }

    void missingCharactersAreNamed()
    {
        LetteringStyle style;
        const TextLayoutResult layout =
            layoutLettering(plain(u"a\U0010FFF0a"_s), style, box(100, 100));
        QCOMPARE(layout.missingCharacters, u"\U0010FFF0"_s);
        // Comic Neue has no kanji: another font of the list does.
        QVERIFY(
            layoutLettering(plain(u"a漢\n"_s), style, box(100, 100)).missingCharacters.isEmpty());
        QVERIFY(layoutLettering({}, style, box(100, 100)).lines.empty());
    }

    void columnsRunFromRightToLeft()
    {
        const QString text = u"あいうえおかきくけこ"_s;
        const TextLayoutResult layout = layoutLettering(plain(text), columns(), box(40, 51));
        QCOMPARE(linesOf(layout, text), (QStringList{u"あいうえお"_s, u"かきくけこ"_s}));
        QVERIFY(layout.lines.at(0).bounds.left() > layout.lines.at(1).bounds.right());
        QCOMPARE(layout.lines.at(0).bounds.top(), layout.lines.at(1).bounds.top());
        for (qsizetype i = 1; i < 5; ++i)
            QVERIFY(std::abs(glyphAt(layout, i).cell.top() - glyphAt(layout, i - 1).cell.top() -
                             10.0) < 1e-9);
    }

    void verticalMarksStandWhereTheyBelong()
    {
        const QString text = u"漢。あ「ーっ…A"_s;
        LetteringStyle style = columns();
        style.automaticTateChuYoko = false;
        const TextLayoutResult layout = layoutLettering(plain(text), style, box(20, 100));
        const QRectF kanji = inkInCell(glyphAt(layout, 0));
        QVERIFY(std::abs(kanji.center().x() - 0.5) < 0.06);
        QVERIFY(std::abs(kanji.center().y() - 0.5) < 0.06);
        const QRectF stop = inkInCell(glyphAt(layout, 1));
        QVERIFY(stop.left() > 0.5 && stop.bottom() < 0.5);
        const QRectF bracket = inkInCell(glyphAt(layout, 3));
        QVERIFY(bracket.width() > bracket.height() && bracket.top() > 0.4);
        const QRectF longMark = inkInCell(glyphAt(layout, 4));
        QVERIFY(longMark.height() > 3.0 * longMark.width());
        const QRectF smallKana = inkInCell(glyphAt(layout, 5));
        QVERIFY(smallKana.center().x() > 0.52);
        const QRectF ellipsis = inkInCell(glyphAt(layout, 6));
        QVERIFY(ellipsis.height() > 3.0 * ellipsis.width());
        QVERIFY(std::abs(ellipsis.center().x() - 0.5) < 0.05);
        // A capital on its side: its height lies across the column.
        const QRectF latin = glyphAt(layout, 7).path.boundingRect();
        QVERIFY(latin.width() > 6.5 && latin.width() < 8.0);
    }

    void fontsWithoutVerticalFormsAreHelped()
    {
        // Noto has no vertical dash, for Taiwan no vertical stop and for Japan no vertical “.
        const auto inkOf = [](const QString &family, const QString &text) {
            LetteringStyle style = columns();
            style.families = QStringList{family};
            return inkInCell(glyphAt(layoutLettering(plain(text), style, box(20, 100)), 0));
        };
        const QRectF dash = inkOf(u"Noto Sans CJK JP"_s, u"―"_s);
        QVERIFY(dash.height() > 0.99 && dash.width() < 0.2);
        QVERIFY(std::abs(dash.center().x() - 0.5) < 0.02);
        const QRectF stop = inkOf(u"Noto Sans CJK TC"_s, u"。"_s);
        QVERIFY(std::abs(stop.center().x() - 0.5) < 0.1);
        QVERIFY(std::abs(stop.center().y() - 0.5) < 0.1);
        QCOMPARE(inkOf(u"Noto Sans CJK JP"_s, u"“"_s), inkOf(u"Noto Sans CJK JP"_s, u"〝"_s));
    }

    void shortFiguresStandAcross()
    {
        const QString text = u"昭和64年に2025冊!?と12345"_s;
        const TextLayoutResult layout = layoutLettering(plain(text), columns(), box(12, 400));
        for (const qsizetype start : {2, 6, 11}) {
            const PlacedGlyph &across = glyphAt(layout, start);
            QVERIFY(across.textLength >= 2);
            QVERIFY(std::abs(across.cell.height() - 10.0) < 1e-9);
            const QRectF ink = inkInCell(across);
            QVERIFY(ink.left() > -0.01 && ink.right() < 1.01);
            QVERIFY(std::abs(ink.center().x() - 0.5) < 0.08);
        }
        QCOMPARE(glyphAt(layout, 14).textLength, qsizetype{1}); // five figures lie on their side
        LetteringSpan forced{u"ABC"_s};
        forced.tateChuYoko = true;
        QCOMPARE(layoutLettering({forced}, columns(), box(12, 100)).glyphs.size(), std::size_t{1});
    }

    void lettersStandAloneOnly()
    {
        const auto cellOf = [](const QString &text, qsizetype at) {
            return glyphAt(layoutLettering(plain(text), columns(), box(12, 100)), at).cell.height();
        };
        QCOMPARE(cellOf(u"型h"_s, 1), 10.0);
        QCOMPARE(cellOf(u"型ú"_s, 1), 10.0);
        // An accent does not take a letter out of its word: it lies on its side like the others.
        for (const qsizetype at : {1, 2})
            QVERIFY(cellOf(u"湖hú"_s, at) < 8.0);
        QVERIFY(cellOf(u"湖u\u0301e"_s, 3) < 8.0);
        QVERIFY(cellOf(u"第2è"_s, 1) < 8.0);
    }

    void kinsokuHoldsInColumns()
    {
        LetteringStyle style = columns();
        style.hangingPunctuation = false;
        const QString text = u"あいうえ。「かきくけ」"_s;
        const TextLayoutResult layout = layoutLettering(plain(text), style, box(60, 41));
        QVERIFY(!layout.overflows);
        for (const QString &line : linesOf(layout, text)) {
            QVERIFY2(!u"。」"_s.contains(line.at(0)), qPrintable(line));
            QVERIFY2(line.back() != u'「', qPrintable(line));
        }
    }

    void stopsHangBelowTheColumn()
    {
        const QString text = u"あいうえ。かきくけ"_s;
        LetteringStyle style = columns();
        const TextLayoutResult hanging = layoutLettering(plain(text), style, box(30, 40.5));
        QVERIFY(!hanging.overflows);
        QCOMPARE(linesOf(hanging, text), (QStringList{u"あいうえ。"_s, u"かきくけ"_s}));
        QVERIFY(glyphAt(hanging, 4).cell.top() > 39.9);
        style.hangingPunctuation = false;
        QVERIFY(layoutLettering(plain(text), style, box(30, 40.5)).lines.size() > 2 ||
                layoutLettering(plain(text), style, box(30, 40.5)).overflows);
    }

    void rubyStandsBesideItsWords_data()
    {
        QTest::addColumn<LetteringDirection>("direction");
        QTest::newRow("rows") << LetteringDirection::Horizontal;
        QTest::newRow("columns") << LetteringDirection::VerticalRightToLeft;
    }
    void rubyStandsBesideItsWords()
    {
        QFETCH(const LetteringDirection, direction);
        LetteringStyle style = columns();
        style.direction = direction;
        const bool vertical = direction == LetteringDirection::VerticalRightToLeft;
        const auto along = [&](const QRectF &rect) {
            return vertical ? rect.center().y() : rect.center().x();
        };
        // Group ruby over two kanji, mono ruby over two others.
        const TextLayoutResult layout =
            layoutLettering({{u"大人"_s, u"おとな"_s}, {u"の"_s}, {u"約束"_s, u"やく そく"_s}},
                            style, box(100, 100));
        std::vector<QRectF> ruby;
        for (const PlacedGlyph &glyph : layout.glyphs) {
            if (glyph.textStart < 0)
                ruby.push_back(glyph.path.boundingRect());
        }
        QCOMPARE(ruby.size(), std::size_t{7});
        const QRectF group = ruby.at(0) | ruby.at(1) | ruby.at(2);
        QVERIFY(std::abs(along(group) - along(glyphAt(layout, 0).cell | glyphAt(layout, 1).cell)) <
                0.7);
        QVERIFY(std::abs(along(ruby.at(3) | ruby.at(4)) - along(glyphAt(layout, 3).cell)) < 0.7);
        QVERIFY(std::abs(along(ruby.at(5) | ruby.at(6)) - along(glyphAt(layout, 4).cell)) < 0.7);
        for (const QRectF &letter : ruby) {
            QVERIFY(letter.width() < 5.5 && letter.height() < 5.5);
            if (vertical)
                QVERIFY(letter.left() > glyphAt(layout, 0).cell.right() - 0.2);
            else
                QVERIFY(letter.bottom() < glyphAt(layout, 0).cell.top() + 0.2);
        }
    }

    void longRubySpreadsItsWords()
    {
        const auto length = [](const QString &ruby) {
            return layoutLettering({{u"志"_s, ruby}}, columns(), box(100, 100)).bounds.height();
        };
        QCOMPARE(length(u""_s), 10.0);
        QCOMPARE(length(u"し"_s), 10.0);
        QCOMPARE(length(u"こころざし"_s), 25.0);
    }

    void lettersFollowTheCurve()
    {
        LetteringStyle style;
        style.sizePt = 20.0;
        CurvedStyle curve;
        curve.baseline = arcBaseline({0, 0}, 100, -150, 120);
        const TextLayoutResult layout = layoutOnCurve(plain(u"KABOOM"_s), style, curve);
        QVERIFY(!layout.overflows);
        QCOMPARE(layout.glyphs.size(), std::size_t{6});
        double angle = -4.0;
        for (const PlacedGlyph &glyph : layout.glyphs) {
            const QPointF middle = glyph.path.boundingRect().center();
            const double radius = std::hypot(middle.x(), middle.y());
            QVERIFY(radius > 100.0 && radius < 115.0); // on the outer side
            QVERIFY(std::atan2(middle.y(), middle.x()) > angle);
            angle = std::atan2(middle.y(), middle.x());
        }
        // Centred on the arc, so left and right are mirror images.
        QVERIFY(std::abs(layout.inkBounds.center().x()) < 1.5);
        style.sizePt = 100.0;
        QVERIFY(layoutOnCurve(plain(u"KABOOM"_s), style, curve).overflows);
    }

    void aRegionIsFoundForALettering()
    {
        LetteringStyle style;
        style.sizePt = 9.0;
        const auto text = plain(u"IT GROWS WITH WHAT IS SAID"_s);
        const TextRegion region = regionForLettering(text, style, 1.4, 2.3);
        QVERIFY(std::abs(region.bounds.width() / region.bounds.height() - 1.4) < 1e-9);
        QVERIFY(!layoutLettering(text, style, region).overflows);
        TextRegion smaller = region;
        smaller.bounds = QRectF(-0.47 * region.bounds.width(), -0.47 * region.bounds.height(),
                                0.94 * region.bounds.width(), 0.94 * region.bounds.height());
        QVERIFY(layoutLettering(text, style, smaller).overflows);
    }
};

KOMA_TEST_MAIN(QGuiApplication, TestLettering)
#include "tst_lettering.moc"
