// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/lettering/kinsoku.h"
#include "core/document/lettering/verticalforms.h"

#include "tests/support/testmain.h"

#include <QGuiApplication>

using namespace koma;
using namespace Qt::StringLiterals;

namespace {

/// The text with | where a line may break, - where it may with a hyphen.
QString marked(const QString &text, KinsokuRule rule)
{
    QString result;
    const std::vector<LineBreak> breaks = lineBreaks(text, rule);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const LineBreak after = breaks.at(static_cast<std::size_t>(i));
        result += text.at(i) == u'\n' ? QChar(u'/') : text.at(i);
        if (i + 1 < text.size() && after == LineBreak::Allowed)
            result += u'|';
        if (after == LineBreak::SoftHyphen)
            result += u'-';
    }
    return result;
}

} // namespace

class TestKinsoku : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void charactersAtLineEnds_data()
    {
        // From the tables of JIS X 4051 and GB/T 15834, not from the code.
        QTest::addColumn<QString>("character");
        QTest::addColumn<KinsokuRule>("rule");
        QTest::addColumn<bool>("begins");
        QTest::addColumn<bool>("ends");
        const auto rows = [](const QString &characters, KinsokuRule rule, bool begins, bool ends) {
            for (const QChar character : characters)
                QTest::newRow(qPrintable(u"%1 rule %2"_s.arg(character).arg(int(rule))))
                    << QString(character) << rule << begins << ends;
        };
        rows(u"、。，．？！」』）】〕》〉”’：；・々ゝ"_s, KinsokuRule::JapaneseStrict, false, true);
        rows(u"ぁゃっョィー"_s, KinsokuRule::JapaneseStrict, false, true);
        rows(u"ぁゃっョィー"_s, KinsokuRule::JapaneseLoose, true, true);
        rows(u"「『（【〔《〈“‘￥"_s, KinsokuRule::JapaneseStrict, true, false);
        rows(u"、。！」々"_s, KinsokuRule::JapaneseLoose, false, true);
        rows(u"，。、；：！？）》」』”’…—～·％"_s.remove(u'·'), KinsokuRule::Chinese, false, true);
        rows(u"（《「『“‘￥"_s, KinsokuRule::Chinese, true, false);
        rows(u"漢あア中"_s, KinsokuRule::JapaneseStrict, true, true);
        rows(u"、「ー…"_s, KinsokuRule::None, true, true);
    }
    void charactersAtLineEnds()
    {
        QFETCH(const QString, character);
        QFETCH(const KinsokuRule, rule);
        QFETCH(const bool, begins);
        QFETCH(const bool, ends);
        QCOMPARE(mayBeginLine(character.at(0).unicode(), rule), begins);
        QCOMPARE(mayEndLine(character.at(0).unicode(), rule), ends);
    }

    void breaksInText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<KinsokuRule>("rule");
        QTest::addColumn<QString>("expected");
        const auto strict = KinsokuRule::JapaneseStrict;
        QTest::newRow("Latin") << u"Go back, now!"_s << strict << u"Go |back, |now!"_s;
        QTest::newRow("soft hyphen") << u"har\u00ADbour"_s << strict << u"har\u00AD-bour"_s;
        QTest::newRow("no break space") << u"10\u00A0km on"_s << strict << u"10\u00A0km |on"_s;
        QTest::newRow("line feed") << u"a\nb"_s << strict << u"a/b"_s;
        QTest::newRow("kana") << u"ちょっと"_s << strict << u"ちょっ|と"_s;
        QTest::newRow("loose kana")
            << u"ちょっと"_s << KinsokuRule::JapaneseLoose << u"ち|ょ|っ|と"_s;
        QTest::newRow("quoted") << u"彼は「え？」と"_s << strict << u"彼|は|「え？」|と"_s;
        QTest::newRow("ellipsis") << u"え……ね"_s << strict << u"え|……|ね"_s;
        QTest::newRow("Chinese ellipsis")
            << u"他……我——"_s << KinsokuRule::Chinese << u"他……|我——"_s;
        QTest::newRow("Latin in kanji") << u"東京Tower前"_s << strict << u"東|京|Tower|前"_s;
        QTest::newRow("none") << u"あ。」"_s << KinsokuRule::None << u"あ|。|」"_s;
        QTest::newRow("surrogates") << u"𠮷野𠮷"_s << strict << u"𠮷|野|𠮷"_s;
        QTest::newRow("dakuten") << u"あ\u3099い"_s << strict << u"あ\u3099|い"_s;
    }
    void breaksInText()
    {
        QFETCH(const QString, text);
        QFETCH(const KinsokuRule, rule);
        QFETCH(const QString, expected);
        QCOMPARE(marked(text, rule), expected);
    }

    void marksThatHangAndCloseUp()
    {
        QVERIFY(mayHang(U'。', KinsokuRule::JapaneseLoose));
        QVERIFY(mayHang(U'，', KinsokuRule::Chinese));
        QVERIFY(!mayHang(U'」', KinsokuRule::JapaneseStrict));
        QVERIFY(!mayHang(U'。', KinsokuRule::None));
        QVERIFY(closesUp(U'」', U'「'));
        QVERIFY(closesUp(U'。', U'」'));
        QVERIFY(closesUp(U'（', U'「'));
        QVERIFY(!closesUp(U'「', U'」'));
        QVERIFY(!closesUp(U'あ', U'「'));
        QVERIFY(!closesUp(U'.', U')'));
    }

    void orientationsFollowUax50_data()
    {
        QTest::addColumn<QString>("characters");
        QTest::addColumn<VerticalOrientation>("orientation");
        QTest::newRow("upright") << u"漢字あア한！？①★Ａ１"_s << VerticalOrientation::Upright;
        QTest::newRow("moved") << u"、。，．ぁっょャッー"_s.remove(u'ー')
                               << VerticalOrientation::TransformedUpright;
        QTest::newRow("turned") << u"「」（）【】ー〜…—"_s
                                << VerticalOrientation::TransformedRotated;
        QTest::newRow("rotated") << u"Ab1é(&ｱ"_s << VerticalOrientation::Rotated;
    }
    void orientationsFollowUax50()
    {
        QFETCH(const QString, characters);
        QFETCH(const VerticalOrientation, orientation);
        for (const QChar character : characters)
            QCOMPARE(verticalOrientation(character.unicode()), orientation);
    }

    void fallbacksMoveAndTurn()
    {
        // A full stop at the lower left of its cell goes to the upper right.
        const QPointF stop = verticalFallback(U'。', {0.2, 0.8}).map(QPointF(0.2, 0.8));
        QVERIFY(stop.x() > 0.6 && stop.y() < 0.4);
        // Taiwan's stands in the middle, in columns too.
        QVERIFY(verticalFallback(U'。', {0.5, 0.5}).isIdentity());
        QVERIFY(verticalFallback(U'：', {0.5, 0.5}).isIdentity());
        QCOMPARE(verticalSubstitute(U'“'), U'〝');
        QCOMPARE(verticalSubstitute(U'漢'), U'漢');
        const QPointF kana = verticalFallback(U'っ', {0.5, 0.6}).map(QPointF(0.5, 0.6));
        QVERIFY(kana.x() > 0.55 && kana.y() < 0.55);
        // An opening bracket's ink, at the right of its cell, goes to the bottom.
        const QPointF bracket = verticalFallback(U'「', {0.8, 0.5}).map(QPointF(0.8, 0.5));
        QVERIFY(qAbs(bracket.x() - 0.5) < 1e-9 && qAbs(bracket.y() - 0.8) < 1e-9);
        // The long mark stands, its beginning on top, mirrored.
        QVERIFY(verticalFallback(U'ー', {0.5, 0.5}).map(QPointF(0.1, 0.5)).y() < 0.2);
        QVERIFY(verticalFallback(U'ー', {0.5, 0.5}).determinant() < 0.0);
        QVERIFY(verticalFallback(U'漢', {0.5, 0.5}).isIdentity());
    }
};

KOMA_TEST_MAIN(QGuiApplication, TestKinsoku)
#include "tst_kinsoku.moc"
