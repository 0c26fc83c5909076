// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/document/commands/changecommands.h"
#include "core/document/commands/objectcommands.h"
#include "tests/gui/page/canvas/canvasfixture.h"
#include "tests/gui/page/dockfixture.h"
#include "tests/support/randomcases.h"
#include "tests/support/testmain.h"
#include "ui/page/tools/lettering/texttool.h"

#include <QApplication>
#include <QClipboard>
#include <QInputMethodEvent>
#include <QSignalSpy>
#include <QTextBoundaryFinder>

using namespace koma;
using namespace Qt::StringLiterals;

namespace {

PageObject text(std::uint64_t id, const QString &words, bool isVertical = false)
{
    PageObject object = test::textObject(id, words);
    auto &block = std::get<TextBlock>(object.content);
    block.framePt = {20.0, 20.0, 160.0, 160.0};
    block.sizePt = 12.0;
    block.isAutoFitted = false;
    block.alignment = TextAlignment::Start;
    if (words.isEmpty())
        block.runs.clear();
    if (isVertical)
        block.writingMode = WritingMode::VerticalRightToLeft;
    return object;
}

struct Bench : test::CanvasFixture
{
    Bench() : CanvasFixture(test::emptyPages(2)) { canvas.setTool(&tool); }
    ~Bench() { canvas.setTool(nullptr); }
    Bench(const Bench &) = delete;
    Bench &operator=(const Bench &) = delete;
    Bench(Bench &&) = delete;
    Bench &operator=(Bench &&) = delete;

    void begin(const PageObject &object)
    {
        put({object});
        tool.write(object.id);
    }
    void type(const QString &letters)
    {
        for (const QChar letter : letters)
            QTest::keyClick(&canvas, letter.toLatin1());
    }
    [[nodiscard]] QString words(std::uint64_t id = 1) const
    {
        return plainText(content<TextBlock>(id));
    }
    [[nodiscard]] TextCaret caret(std::uint64_t id = 1) const
    {
        return {page(), *document.object({id}), document.settings().language};
    }
    /// Where a click puts the caret before a position.
    [[nodiscard]] PointPt at(qsizetype position) const
    {
        const QPointF middle = caret().caretRect(position).center();
        return {middle.x(), middle.y()};
    }
    [[nodiscard]] const QWidget &asWidget() const { return canvas; }
    /// Ends with the caret before the mark, which is how its place is told.
    [[nodiscard]] QString marked()
    {
        QTest::keyClick(&canvas, '|');
        const QString found = words();
        document.undoStack().undo();
        return found;
    }

    ToolOptions options;
    TextTool tool{selection, options};
};

TextBlock randomBlock(Random &random)
{
    static const QStringList kWords{u"a"_s,       u"office"_s,     u"fin "_s,   u"Wait! "_s,
                                    u"日本"_s,    u"「漢字」、"_s, u"12"_s,     u"\n"_s,
                                    u"e\u0301"_s, u"\U0001F600"_s, u"かな。"_s, u"…… "_s};
    TextBlock block;
    block.framePt = {10.0, 10.0, random.uniform(30.0, 160.0), random.uniform(30.0, 160.0)};
    block.sizePt = random.uniform(6.0, 16.0);
    block.isAutoFitted = random.chance(0.5);
    block.writingMode =
        random.chance(0.5) ? WritingMode::Horizontal : WritingMode::VerticalRightToLeft;
    block.alignment = static_cast<TextAlignment>(random.below(3));
    for (std::int64_t i = 0, count = 1 + random.below(5); i < count; ++i) {
        TextRun run;
        for (std::int64_t j = 0, parts = 1 + random.below(3); j < parts; ++j)
            run.text += kWords[random.below(kWords.size())];
        run.isBold = random.chance(0.2);
        if (random.chance(0.2) && run.text == u"日本"_s)
            run.ruby = u"に ほん"_s;
        if (run.text == u"12"_s)
            run.isTateChuYoko = random.chance(0.5);
        block.runs.append(run);
    }
    return block;
}

} // namespace

class TestTextTool : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aWordIsAStep();
    void aClickMakesAText();
    void emptyTextsGo();
    void anEmptyBalloonWaits();
    void theCaretMovesByKeys();
    void theCaretMovesInColumns();
    void clicksPutTheCaret();
    void dragsAndShiftSelect();
    void aDoubleClickPicksAWord();
    void lettersAreErasedWhole();
    void wordsAreErasedWhole();
    void enterAndPaste();
    void cutAndCopy();
    void partsBecomeBold();
    void inputMethodsCompose();
    void emojisAreTyped();
    void lettersAreNoShortcuts();
    void escapeEnds();
    void undoWhileWriting();
    void theTextGoesWhileWriting();
    void anotherPageEndsWriting();
    void anotherComicEndsWriting();
    void lockedTextsStay();
    void caretAndClickAreInverse();
};

void TestTextTool::aWordIsAStep()
{
    Bench bench;
    bench.begin(text(1, {}));
    bench.type(u"Who is there"_s);
    QCOMPARE(bench.words(), u"Who is there"_s);
    QCOMPARE(bench.steps(), 3);
    bench.document.undoStack().undo();
    QCOMPARE(bench.words(), u"Who is "_s);
    bench.document.undoStack().undo();
    QCOMPARE(bench.words(), u"Who "_s);
    bench.document.undoStack().undo();
    QCOMPARE(bench.words(), QString());
}

void TestTextTool::aClickMakesAText()
{
    Bench bench;
    bench.options.freeText.writingMode = WritingMode::Horizontal;
    bench.drag({20.0, 30.0}, {140.0, 90.0});
    QCOMPARE(bench.page().objects.size(), 1);
    const ObjectId id = bench.page().objects.first().id;
    QCOMPARE(bench.tool.writtenText(), id);
    QCOMPARE(bench.content<TextBlock>(id.value).framePt, (RectPt{20.0, 30.0, 120.0, 60.0}));
    bench.type(u"Bang"_s);
    QCOMPARE(bench.words(id.value), u"Bang"_s);
    QSignalSpy done(&bench.tool, &Tool::done);
    bench.click({100.0, 250.0}); // elsewhere: ends this one and begins none
    QCOMPARE(done.count(), 1);
    QCOMPARE(bench.page().objects.size(), 1);
    bench.click({100.0, 250.0});
    QCOMPARE(bench.page().objects.size(), 2);
    const TextBlock second = bench.content<TextBlock>(bench.tool.writtenText().value);
    QCOMPARE(second.framePt.centre(), (PointPt{100.0, 250.0}));
}

void TestTextTool::emptyTextsGo()
{
    Bench bench;
    bench.click({100.0, 150.0});
    QCOMPARE(bench.page().objects.size(), 1);
    bench.key(Qt::Key_Escape);
    QCOMPARE(bench.page().objects.size(), 0);
    bench.begin(text(1, u"a"_s));
    bench.key(Qt::Key_Backspace);
    bench.canvas.setTool(nullptr);
    QCOMPARE(bench.page().objects.size(), 0);
    bench.undoAll();
    QCOMPARE(bench.words(), u"a"_s);
}

void TestTextTool::anEmptyBalloonWaits()
{
    Bench bench;
    PageObject words = text(2, {});
    std::get<TextBlock>(words.content).framePt = {35.0, 30.0, 40.0, 20.0};
    bench.put({test::balloonObject(1, {words})});
    bench.click({20.0, 35.0}); // the balloon, beside its words
    QCOMPARE(bench.tool.writtenText(), ObjectId{2});
    bench.key(Qt::Key_Escape);
    QVERIFY(bench.document.object({2}) != nullptr);
    bench.tool.write({2});
    bench.type(u"Hm"_s);
    QCOMPARE(bench.words(2), u"Hm"_s);
}

void TestTextTool::theCaretMovesByKeys()
{
    Bench bench;
    bench.begin(text(1, u"one two\nthree"_s));
    bench.key(Qt::Key_End);
    QCOMPARE(bench.marked(), u"one two\nthree|"_s);
    bench.key(Qt::Key_Left);
    bench.key(Qt::Key_Left);
    QCOMPARE(bench.marked(), u"one two\nthr|ee"_s);
    bench.key(Qt::Key_Left);
    bench.key(Qt::Key_Home);
    QCOMPARE(bench.marked(), u"one two\n|three"_s);
    bench.key(Qt::Key_Left);
    bench.key(Qt::Key_Up);
    QCOMPARE(bench.marked(), u"|one two\nthree"_s);
    bench.key(Qt::Key_Left);
    bench.key(Qt::Key_Left);
    QCOMPARE(bench.marked(), u"|one two\nthree"_s);
    bench.key(Qt::Key_Home);
    bench.key(Qt::Key_Right, Qt::ControlModifier);
    QCOMPARE(bench.marked(), u"one| two\nthree"_s);
    bench.key(Qt::Key_End);
    QCOMPARE(bench.marked(), u"one two|\nthree"_s);
    bench.key(Qt::Key_Home, Qt::ControlModifier);
    bench.key(Qt::Key_Down);
    QCOMPARE(bench.marked(), u"one two\n|three"_s);
    bench.key(Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(bench.marked(), u"one two\nthree|"_s);
}

void TestTextTool::theCaretMovesInColumns()
{
    Bench bench;
    bench.begin(text(1, u"一二三\n四五六"_s, true));
    bench.key(Qt::Key_Home, Qt::ControlModifier);
    bench.key(Qt::Key_Down);
    QCOMPARE(bench.marked(), u"一|二三\n四五六"_s);
    bench.key(Qt::Key_Home);
    bench.key(Qt::Key_Down);
    bench.key(Qt::Key_Left); // columns go from right to left
    QCOMPARE(bench.marked(), u"一二三\n四|五六"_s);
    bench.key(Qt::Key_Home);
    bench.key(Qt::Key_Down);
    bench.key(Qt::Key_Right);
    QCOMPARE(bench.marked(), u"一|二三\n四五六"_s);
    bench.key(Qt::Key_End);
    QCOMPARE(bench.marked(), u"一二三|\n四五六"_s);
}

void TestTextTool::clicksPutTheCaret()
{
    Bench bench;
    bench.begin(text(1, u"abc def"_s));
    for (const qsizetype position : {0, 3, 5, 7}) {
        bench.click(bench.at(position));
        QString expected = u"abc def"_s;
        expected.insert(position, u'|');
        QCOMPARE(bench.marked(), expected);
    }
    // Turned, the letters are where they are seen.
    PageObject turned = text(1, u"abc def"_s);
    std::get<TextBlock>(turned.content).rotationDeg = 180.0;
    bench.begin(turned);
    const PointPt centre = std::get<TextBlock>(turned.content).framePt.centre();
    bench.click(centre * 2.0 - bench.at(5));
    QCOMPARE(bench.marked(), u"abc d|ef"_s);
}

void TestTextTool::dragsAndShiftSelect()
{
    Bench bench;
    bench.begin(text(1, u"abcdef"_s));
    bench.drag(bench.at(1), bench.at(4));
    bench.type(u"X"_s);
    QCOMPARE(bench.words(), u"aXef"_s);
    bench.key(Qt::Key_Home);
    bench.key(Qt::Key_Right, Qt::ShiftModifier);
    bench.key(Qt::Key_Right, Qt::ShiftModifier);
    bench.key(Qt::Key_Delete);
    QCOMPARE(bench.words(), u"ef"_s);
    bench.click(bench.at(0));
    bench.click(bench.at(2), Qt::ShiftModifier);
    bench.type(u"Y"_s);
    QCOMPARE(bench.words(), u"Y"_s);
}

void TestTextTool::aDoubleClickPicksAWord()
{
    Bench bench;
    bench.begin(text(1, u"one two three"_s));
    bench.doubleClick(bench.at(5));
    bench.type(u"X"_s);
    QCOMPARE(bench.words(), u"one X three"_s);
}

void TestTextTool::lettersAreErasedWhole()
{
    Bench bench;
    bench.begin(text(1, u"a\U0001F600e\u0301z"_s));
    bench.key(Qt::Key_End);
    bench.key(Qt::Key_Backspace);
    bench.key(Qt::Key_Backspace);
    QCOMPARE(bench.words(), u"a\U0001F600"_s);
    bench.key(Qt::Key_Backspace);
    QCOMPARE(bench.words(), u"a"_s);
    bench.undoAll();
    bench.key(Qt::Key_Home);
    bench.key(Qt::Key_Right);
    bench.key(Qt::Key_Delete);
    QCOMPARE(bench.words(), u"ae\u0301z"_s);
    bench.key(Qt::Key_Delete);
    QCOMPARE(bench.words(), u"az"_s);
    bench.key(Qt::Key_End);
    bench.key(Qt::Key_Delete);
    QCOMPARE(bench.words(), u"az"_s);
}

void TestTextTool::wordsAreErasedWhole()
{
    Bench bench;
    bench.begin(text(1, u"one two"_s));
    bench.key(Qt::Key_End);
    bench.key(Qt::Key_Backspace, Qt::ControlModifier);
    QCOMPARE(bench.words(), u"one "_s);
    bench.key(Qt::Key_Home);
    bench.key(Qt::Key_Delete, Qt::ControlModifier);
    QCOMPARE(bench.words(), u" "_s);
}

void TestTextTool::enterAndPaste()
{
    Bench bench;
    bench.begin(text(1, u"ab"_s));
    bench.key(Qt::Key_End);
    bench.key(Qt::Key_Return);
    bench.type(u"c"_s);
    QCOMPARE(bench.words(), u"ab\nc"_s);
    QApplication::clipboard()->setText(u"x\r\ny\rz\t1"_s);
    bench.key(Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(bench.words(), u"ab\ncx\ny\nz 1"_s);
    bench.document.undoStack().undo();
    QCOMPARE(bench.words(), u"ab\nc"_s);
    QApplication::clipboard()->clear();
    bench.key(Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(bench.words(), u"ab\nc"_s);
}

void TestTextTool::cutAndCopy()
{
    Bench bench;
    bench.begin(text(1, u"one two"_s));
    bench.key(Qt::Key_Home);
    bench.key(Qt::Key_Right, Qt::ControlModifier | Qt::ShiftModifier);
    bench.key(Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), u"one"_s);
    QCOMPARE(bench.words(), u"one two"_s);
    bench.key(Qt::Key_A, Qt::ControlModifier);
    bench.key(Qt::Key_X, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), u"one two"_s);
    QCOMPARE(bench.words(), QString());
    // Nothing picked: the clipboard stays.
    bench.key(Qt::Key_X, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), u"one two"_s);
}

void TestTextTool::partsBecomeBold()
{
    Bench bench;
    bench.begin(text(1, u"one two"_s));
    bench.key(Qt::Key_Home);
    bench.key(Qt::Key_Right, Qt::ControlModifier | Qt::ShiftModifier);
    bench.key(Qt::Key_B, Qt::ControlModifier);
    const QList<TextRun> runs = bench.content<TextBlock>(1).runs;
    QCOMPARE(runs.size(), 2);
    QCOMPARE(runs[0].text, u"one"_s);
    QVERIFY(runs[0].isBold);
    QVERIFY(!runs[1].isBold);
    QCOMPARE(bench.steps(), 1);
    bench.key(Qt::Key_B, Qt::ControlModifier);
    QVERIFY(!bench.content<TextBlock>(1).runs[0].isBold);
    QCOMPARE(bench.words(), u"one two"_s);
    bench.undoAll();
    QCOMPARE(bench.content<TextBlock>(1).runs.size(), 1);
}

void TestTextTool::inputMethodsCompose()
{
    Bench bench;
    bench.begin(text(1, u"ab"_s));
    bench.key(Qt::Key_Home);
    bench.key(Qt::Key_Right);
    QVERIFY(bench.asWidget().inputMethodQuery(Qt::ImEnabled).toBool());
    QVERIFY(bench.asWidget().inputMethodQuery(Qt::ImCursorRectangle).toRectF().isValid());
    QInputMethodEvent composing(u"に"_s, {});
    QApplication::sendEvent(&bench.canvas, &composing);
    QCOMPARE(bench.words(), u"ab"_s);
    bench.canvas.grab(); // what is composed is painted
    QInputMethodEvent committed;
    committed.setCommitString(u"日本"_s);
    QApplication::sendEvent(&bench.canvas, &committed);
    QCOMPARE(bench.words(), u"a日本b"_s);
    QCOMPARE(bench.marked(), u"a日本|b"_s);
    bench.undoAll();
    QCOMPARE(bench.words(), u"ab"_s);
    bench.key(Qt::Key_Escape);
    QVERIFY(!bench.asWidget().inputMethodQuery(Qt::ImEnabled).toBool());
}

void TestTextTool::emojisAreTyped()
{
    Bench bench;
    bench.begin(text(1, u"a"_s));
    bench.key(Qt::Key_End);
    QKeyEvent key(QEvent::KeyPress, Qt::Key_unknown, Qt::NoModifier, u"\U0001F600"_s);
    QApplication::sendEvent(&bench.canvas, &key);
    QCOMPARE(bench.words(), u"a\U0001F600"_s);
}

void TestTextTool::lettersAreNoShortcuts()
{
    Bench bench;
    bench.put({text(1, u"a"_s)});
    const auto isTaken = [&](int key, Qt::KeyboardModifiers modifiers) {
        QKeyEvent event(QEvent::ShortcutOverride, key, modifiers);
        event.ignore();
        QApplication::sendEvent(&bench.canvas, &event);
        return event.isAccepted();
    };
    QVERIFY(!isTaken(Qt::Key_V, Qt::NoModifier));
    bench.tool.write({1});
    QVERIFY(isTaken(Qt::Key_V, Qt::NoModifier));
    QVERIFY(isTaken(Qt::Key_V, Qt::ShiftModifier));
    QVERIFY(isTaken(Qt::Key_Delete, Qt::NoModifier));
    QVERIFY(isTaken(Qt::Key_V, Qt::ControlModifier));
    QVERIFY(!isTaken(Qt::Key_S, Qt::ControlModifier));
    QVERIFY(!isTaken(Qt::Key_Z, Qt::ControlModifier));
}

void TestTextTool::escapeEnds()
{
    Bench bench;
    bench.begin(text(1, u"a"_s));
    QSignalSpy done(&bench.tool, &Tool::done);
    bench.key(Qt::Key_Escape);
    QCOMPARE(done.count(), 1);
    QVERIFY(!bench.tool.writtenText().isValid());
    QCOMPARE(bench.words(), u"a"_s);
    bench.type(u"x"_s);
    QCOMPARE(bench.words(), u"a"_s);
    QCOMPARE(bench.steps(), 0);
}

void TestTextTool::undoWhileWriting()
{
    Bench bench;
    bench.begin(text(1, {}));
    bench.type(u"one two"_s);
    bench.document.undoStack().undo();
    bench.type(u"x"_s);
    QCOMPARE(bench.words(), u"one x"_s);
    bench.undoAll();
    QCOMPARE(bench.words(), QString());
    bench.type(u"y"_s);
    QCOMPARE(bench.words(), u"y"_s);
    // Undoing its making takes the text away under the caret.
    bench.key(Qt::Key_Escape);
    bench.click({100.0, 250.0});
    const ObjectId made = bench.tool.writtenText();
    bench.type(u"zz"_s);
    bench.document.undoStack().undo();
    bench.document.undoStack().undo();
    QVERIFY(bench.document.object(made) == nullptr);
    QVERIFY(!bench.tool.writtenText().isValid());
    bench.document.undoStack().redo();
    bench.document.undoStack().redo();
    QCOMPARE(bench.words(made.value), u"zz"_s);
}

void TestTextTool::theTextGoesWhileWriting()
{
    Bench bench;
    bench.begin(text(1, u"abc"_s));
    bench.document.undoStack().push(removeObjects(bench.document, {{1}}).release());
    QVERIFY(!bench.tool.writtenText().isValid());
    bench.type(u"x"_s);
    bench.key(Qt::Key_Backspace);
    bench.canvas.grab();
    QCOMPARE(bench.steps(), 1);
    bench.undoAll();
    QCOMPARE(bench.words(), u"abc"_s);
}

void TestTextTool::anotherPageEndsWriting()
{
    Bench bench;
    bench.begin(text(1, u"abc"_s));
    bench.selection.setPage({2});
    QVERIFY(!bench.tool.writtenText().isValid());
    bench.type(u"x"_s);
    bench.canvas.grab();
    QCOMPARE(bench.words(), u"abc"_s);
    QCOMPARE(bench.steps(), 0);
}

void TestTextTool::anotherComicEndsWriting()
{
    Bench bench;
    bench.begin(text(1, u"abc"_s));
    // Its pages and objects may have the same numbers, and be other things.
    bench.put({test::panelObject(1)});
    QVERIFY(!bench.tool.writtenText().isValid());
    bench.begin(text(1, u"abc"_s));
    bench.put({text(1, {})});
    bench.type(u"x"_s);
    bench.canvas.setTool(nullptr);
    QCOMPARE(bench.words(), QString());
    QCOMPARE(bench.steps(), 0);
}

void TestTextTool::lockedTextsStay()
{
    Bench bench;
    PageObject locked = text(1, u"abc"_s);
    locked.properties.isLocked = true;
    QSignalSpy refused(&bench.tool, &Tool::refused);
    bench.begin(locked);
    QCOMPARE(refused.count(), 1);
    bench.type(u"x"_s);
    // And one that is locked while it is written.
    bench.begin(text(1, u"abc"_s));
    bench.document.undoStack().push(changeLayers(bench.document, {{1}}, [](ObjectProperties &p) {
                                        p.isLocked = true;
                                    }).release());
    bench.type(u"xyz"_s);
    bench.key(Qt::Key_Backspace);
    QCOMPARE(bench.words(), u"abc"_s);
}

void TestTextTool::caretAndClickAreInverse()
{
    const std::uint64_t seed = test::randomCasesSeed();
    for (std::uint64_t item = 0; item < 200; ++item) {
        Random random(seed, 3, item);
        PageObject object{{1}, {}, randomBlock(random), {}};
        Page page;
        page.id = {1};
        page.objects = {object};
        const TextCaret caret(page, object, u"en"_s);
        if (caret.layout().sizePt < 3.0)
            continue; // no two places could be told apart
        const QString words = plainText(std::get<TextBlock>(object.content));
        QTextBoundaryFinder letters(QTextBoundaryFinder::Grapheme, words);
        for (qsizetype position = 0; position >= 0; position = letters.toNextBoundary()) {
            const QRectF box = caret.caretRect(position);
            const qsizetype found = caret.positionAt(box.center());
            const QString label = QStringLiteral("seed %1, case %2: “%3” at %4, found %5")
                                      .arg(seed)
                                      .arg(item)
                                      .arg(words)
                                      .arg(position)
                                      .arg(found);
            QVERIFY2(box.isValid(), qPrintable(label));
            QVERIFY2(found == position, qPrintable(label));
        }
    }
}

KOMA_TEST_MAIN(QApplication, TestTextTool)
#include "tst_texttool.moc"
